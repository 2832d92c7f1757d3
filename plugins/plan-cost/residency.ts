// Chooses devices for the whole program: dynamic programming over its steps and over where each buffer's contents are.
import type { RunnerDevice } from 'pxos/core';
import { type FollowedDevices, followDevices } from './follow-devices.ts';
import { type NextUses, nextUses, touchedBy } from './next-uses.ts';
import { BOTH, DEVICE, HOST, Places } from './places.ts';
import type { PlacedTask, ResidencyInput, Task } from './residency-input.ts';

export interface Residency extends FollowedDevices {
  /** Who wants next what each task has touched; the number behind the last task stands for the end. */
  readonly uses: readonly NextUses[];
}

/** Devices of the steps so far, the last one first. */
interface Path {
  readonly device: RunnerDevice | undefined;
  readonly before: Path | undefined;
}

/** One way to come to a point of the program. */
interface State {
  readonly places: Places;
  readonly started: boolean;
  /** With the moves to the host that are certain by now. */
  readonly seconds: number;
  /** Steps on the GPU so far: fewer are better when the seconds are the same. */
  readonly onGpu: number;
  readonly path: Path | undefined;
}

/** States that are kept at one point of the program; more differ in buffers that hardly matter. */
const MOST_STATES = 2048;
/** States of all points together, and places of buffers in them: what a long program may take. */
const MOST_WORK = { states: 2 ** 18, places: 2 ** 29 } as const;
const FEWEST_STATES = 4;
const EQUAL = 1e-9;

/** States that each point of a program may keep. */
function widthFor({ tasks, buffers }: ResidencyInput): number {
  const steps = Math.max(1, tasks.length);
  const most = Math.min(MOST_WORK.states / steps, MOST_WORK.places / (steps * Math.max(1, buffers)));
  return Math.max(FEWEST_STATES, Math.min(MOST_STATES, Math.floor(most)));
}

/** True when `a` is better: faster by more than rounding, or as fast with fewer steps on the GPU. */
function better(a: State, b: State): boolean {
  const difference = a.seconds - b.seconds;
  if (Math.abs(difference) > EQUAL * Math.max(a.seconds, b.seconds)) return difference < 0;
  return a.onGpu < b.onGpu;
}

/** Walks the tasks with all states that are worth keeping. */
class Search {
  readonly uses: readonly NextUses[];
  private readonly input: ResidencyInput;
  private readonly tasks: readonly Task[];
  private readonly width: number;

  constructor(input: ResidencyInput) {
    this.input = input;
    this.tasks = [...input.tasks, { kind: 'host', needs: input.results }];
    this.uses = nextUses(this.tasks);
    this.width = widthFor(input);
  }

  /** The device of each task on the cheapest way. */
  devices(): readonly (RunnerDevice | undefined)[] {
    const { buffers, given } = this.input;
    const places = Places.atStart(buffers, given);
    let states: readonly State[] = [{ places, started: false, seconds: 0, onGpu: 0, path: undefined }];
    this.tasks.forEach((task, index) => {
      const touched = touchedBy(task);
      const next = states.flatMap((state) => this.successors(state, task));
      states = this.merge(next.map((state) => this.settled(state, touched, index)));
    });
    const last = states.reduce((a, b) => (better(b, a) ? b : a));
    const devices: (RunnerDevice | undefined)[] = [];
    for (let path = last.path; path; path = path.before) devices.push(path.device);
    return devices.reverse().slice(0, -1);
  }

  private successors(state: State, task: Task): readonly State[] {
    if (task.kind === 'host') {
      const places = state.places.copy();
      for (const buffer of task.makes ?? []) places.set(buffer, HOST);
      for (const buffer of task.zeroed ?? []) places.set(buffer, BOTH);
      if (task.moved) places.set(task.moved.to, places.at(task.moved.from));
      return [{ ...state, places, path: { device: undefined, before: state.path } }];
    }
    return (['cpu', 'gpu'] as const).flatMap((device) => {
      const own = task.seconds[device];
      return own === undefined ? [] : [this.placed(state, task, { device, own })];
    });
  }

  private placed(
    state: State,
    task: PlacedTask,
    { device, own }: { readonly device: RunnerDevice; readonly own: number },
  ): State {
    const isGpu = device === 'gpu';
    const here = isGpu ? DEVICE : HOST;
    const places = state.places.copy();
    let seconds = state.seconds + own + (isGpu && !state.started ? this.input.start : 0);
    for (const buffer of task.bound) {
      if ((places.at(buffer) & here) !== 0) continue;
      places.set(buffer, BOTH);
      seconds += this.input.move(buffer);
    }
    for (const buffer of task.written) places.set(buffer, here);
    return {
      places,
      started: state.started || isGpu,
      seconds,
      onGpu: state.onGpu + (isGpu ? 1 : 0),
      path: { device, before: state.path },
    };
  }

  /**
   * The same state without differences that no longer decide anything: what nobody wants is anywhere, and what the host
   * wants next is paid for at once. So programs with many buffers have few states as long as few are in question.
   */
  private settled(state: State, touched: ReadonlySet<number>, index: number): State {
    const { places } = state;
    let { seconds } = state;
    for (const buffer of touched) {
      const use = this.uses[index]?.get(buffer);
      const user = use === undefined ? undefined : this.tasks[use];
      if (user === undefined) places.set(buffer, BOTH);
      else if (user.kind === 'host' && user.needs?.includes(buffer)) {
        const isAway = places.at(buffer) === DEVICE;
        if (isAway) seconds += this.input.move(buffer);
        if (isAway || use === this.tasks.length - 1) places.set(buffer, BOTH);
      }
    }
    return { ...state, seconds };
  }

  /** The best state of each arrangement of buffers. */
  private merge(states: readonly State[]): readonly State[] {
    const best = new Map<number, State>();
    for (const state of states) {
      const key = 2 * state.places.key + (state.started ? 1 : 0);
      const old = best.get(key);
      if (!old || better(state, old)) best.set(key, state);
    }
    if (best.size <= this.width) return [...best.values()];
    return [...best.values()].sort((a, b) => (better(a, b) ? -1 : 1)).slice(0, this.width);
  }
}

/** The cheapest way through the program. Each placed task must be legal on one side at least. */
export function chooseResidency(input: ResidencyInput): Residency {
  const search = new Search(input);
  return { ...followDevices(input, search.devices()), uses: search.uses };
}
