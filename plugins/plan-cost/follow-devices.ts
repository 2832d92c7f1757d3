// Follows a program on chosen devices: what moves where, what each step lacks, when the GPU starts, and the seconds of it all.
import type { RunnerDevice } from 'pxos/core';
import { BOTH, DEVICE, HOST, Places } from './places.ts';
import type { ResidencyInput, Task } from './residency-input.ts';

/** A buffer that is moved before a task; before the task behind the last one at the end. */
export interface Move {
  readonly task: number;
  readonly buffer: number;
  readonly to: RunnerDevice;
}

export interface FollowedDevices {
  /** Device of each task; `undefined` for host tasks. */
  readonly devices: readonly (RunnerDevice | undefined)[];
  readonly moves: readonly Move[];
  /** True before which tasks the GPU was used already. */
  readonly started: readonly boolean[];
  /** Buffers that each placed task would have to bring to either side; none for host tasks. */
  readonly lacking: readonly { readonly [D in RunnerDevice]: readonly number[] }[];
  readonly seconds: number;
}

const SIDE = { cpu: HOST, gpu: DEVICE } as const;

/** What comes of the program when its placed tasks run on these devices. */
export function followDevices(
  input: ResidencyInput,
  devices: readonly (RunnerDevice | undefined)[],
): FollowedDevices {
  const places = Places.atStart(input.buffers, input.given);
  const moves: Move[] = [];
  const started: boolean[] = [];
  const lacking: FollowedDevices['lacking'][number][] = [];
  let isStarted = false;
  let seconds = 0;
  const absent = (buffers: readonly number[], to: RunnerDevice): readonly number[] =>
    [...new Set(buffers)].filter((buffer) => (places.at(buffer) & SIDE[to]) === 0);
  const bring = (buffers: readonly number[], to: RunnerDevice, task: number): number => {
    let moving = 0;
    for (const buffer of absent(buffers, to)) {
      places.set(buffer, BOTH);
      moving += input.move(buffer);
      moves.push({ task, buffer, to });
    }
    return moving;
  };
  const follow = (task: Task, index: number): void => {
    if (task.kind === 'host') {
      seconds += bring(task.needs ?? [], 'cpu', index);
      for (const buffer of task.makes ?? []) places.set(buffer, HOST);
      for (const buffer of task.zeroed ?? []) places.set(buffer, BOTH);
      if (task.moved) places.set(task.moved.to, places.at(task.moved.from));
      return;
    }
    const device = devices[index] ?? 'cpu';
    const moving = bring(task.bound, device, index);
    for (const buffer of task.written) places.set(buffer, SIDE[device]);
    const starting = device === 'gpu' && !isStarted ? input.start : 0;
    seconds += (task.seconds[device] ?? 0) + moving + starting;
    isStarted ||= device === 'gpu';
  };
  input.tasks.forEach((task, index) => {
    const bound = task.kind === 'placed' ? task.bound : [];
    started.push(isStarted);
    lacking.push({ cpu: absent(bound, 'cpu'), gpu: absent(bound, 'gpu') });
    follow(task, index);
  });
  seconds += bring(input.results, 'cpu', input.tasks.length);
  return { devices, moves, started, lacking, seconds };
}
