// Chooses devices for the whole program: dynamic programming over its steps and over where each buffer's contents are.
import type { RunnerDevice } from 'pxos/core';

const HOST = 1;
const DEVICE = 2;
const BOTH = 3;

/** A step that runs on one of the two sides; a side that is not legal has no seconds. Buffers are numbers. */
export interface PlacedTask {
  readonly kind: 'placed';
  readonly seconds: { readonly [D in RunnerDevice]?: number | undefined };
  /** Buffers whose contents the step needs where it runs. */
  readonly bound: readonly number[];
  /** Those of them that it changes. */
  readonly written: readonly number[];
}

/** A step of the host: what it needs there, what it leaves there, what becomes zeros, what takes over a place. */
export interface HostTask {
  readonly kind: 'host';
  readonly needs?: readonly number[];
  readonly makes?: readonly number[];
  readonly zeroed?: readonly number[];
  readonly moved?: { readonly to: number; readonly from: number } | undefined;
}
export type Task = PlacedTask | HostTask;

export interface ResidencyInput {
  readonly tasks: readonly Task[];
  readonly buffers: number;
  /** Buffers whose contents are at the host when the program starts; the others are zeros, which are everywhere. */
  readonly given: readonly number[];
  /** Buffers that the host wants at the end. */
  readonly results: readonly number[];
  /** Seconds of moving a buffer across. */
  readonly move: (buffer: number) => number;
  /** Seconds of first use of the GPU. */
  readonly start: number;
}

/** A buffer that is moved before a task; before the task behind the last one at the end. */
export interface Move {
  readonly task: number;
  readonly buffer: number;
  readonly to: RunnerDevice;
}

export interface Residency {
  /** Device of each task; `undefined` for host tasks. */
  readonly devices: readonly (RunnerDevice | undefined)[];
  readonly moves: readonly Move[];
  /** True before which tasks the GPU was used already. */
  readonly started: readonly boolean[];
  /** Where buffers are before each task: 1 host, 2 device, 3 both. */
  readonly places: readonly Uint8Array[];
  readonly seconds: number;
}

/** One way to come to a point of the program. */
interface State {
  readonly places: Uint8Array;
  readonly started: boolean;
  readonly seconds: number;
  /** Steps on the GPU so far: fewer are better when the seconds are the same. */
  readonly onGpu: number;
  readonly device?: RunnerDevice | undefined;
  readonly moves: readonly Move[];
  readonly before?: State | undefined;
}

/** States that are kept at one point of the program; more differ in buffers that hardly matter. */
const MOST_STATES = 2048;
const EQUAL = 1e-9;

/** True when `a` is better: faster by more than rounding, or as fast with fewer steps on the GPU. */
function better(a: State, b: State): boolean {
  const difference = a.seconds - b.seconds;
  if (Math.abs(difference) > EQUAL * Math.max(a.seconds, b.seconds)) return difference < 0;
  return a.onGpu < b.onGpu;
}

/** Makes the buffers' contents present at a device and says what that moved. */
function bring(
  state: State,
  buffers: readonly number[],
  to: RunnerDevice,
  task: number,
  input: ResidencyInput,
): { readonly places: Uint8Array; readonly seconds: number; readonly moves: readonly Move[] } {
  const places = state.places.slice();
  const moves: Move[] = [];
  let seconds = 0;
  for (const buffer of new Set(buffers)) {
    if ((places[buffer]! & (to === 'gpu' ? DEVICE : HOST)) !== 0) continue;
    places[buffer] = BOTH;
    seconds += input.move(buffer);
    moves.push({ task, buffer, to });
  }
  return { places, seconds, moves };
}

function* successors(state: State, task: Task, index: number, input: ResidencyInput): Generator<State> {
  if (task.kind === 'host') {
    const { places, seconds, moves } = bring(state, task.needs ?? [], 'cpu', index, input);
    for (const buffer of task.makes ?? []) places[buffer] = HOST;
    for (const buffer of task.zeroed ?? []) places[buffer] = BOTH;
    if (task.moved) places[task.moved.to] = places[task.moved.from]!;
    yield { ...state, places, seconds: state.seconds + seconds, moves, device: undefined, before: state };
    return;
  }
  for (const device of ['cpu', 'gpu'] as const) {
    const own = task.seconds[device];
    if (own === undefined) continue;
    const { places, seconds, moves } = bring(state, task.bound, device, index, input);
    for (const buffer of task.written) places[buffer] = device === 'gpu' ? DEVICE : HOST;
    const starting = device === 'gpu' && !state.started ? input.start : 0;
    yield {
      places,
      started: state.started || device === 'gpu',
      seconds: state.seconds + own + seconds + starting,
      onGpu: state.onGpu + (device === 'gpu' ? 1 : 0),
      device,
      moves,
      before: state,
    };
  }
}

/** The best state of each arrangement of buffers. */
function merge(states: Iterable<State>): readonly State[] {
  const best = new Map<string, State>();
  for (const state of states) {
    const key = `${state.places.join('')}${state.started ? '+' : '-'}`;
    const old = best.get(key);
    if (!old || better(state, old)) best.set(key, state);
  }
  if (best.size <= MOST_STATES) return [...best.values()];
  return [...best.values()].sort((a, b) => (better(a, b) ? -1 : 1)).slice(0, MOST_STATES);
}

/** The cheapest way through the program. Each placed task must be legal on one side at least. */
export function chooseResidency(input: ResidencyInput): Residency {
  const places = new Uint8Array(input.buffers).fill(BOTH);
  for (const buffer of input.given) places[buffer] = HOST;
  const first: State = { places, started: false, seconds: 0, onGpu: 0, moves: [] };
  const end: HostTask = { kind: 'host', needs: input.results };
  let states: readonly State[] = [first];
  [...input.tasks, end].forEach((task, index) => {
    states = merge(states.flatMap((state) => [...successors(state, task, index, input)]));
  });
  const last = states.reduce((a, b) => (better(b, a) ? b : a));
  const path: State[] = [];
  for (let state: State | undefined = last; state; state = state.before) path.unshift(state);
  const steps = path.slice(1, -1);
  return {
    devices: steps.map((state) => state.device),
    moves: path.flatMap((state) => state.moves),
    started: path.slice(0, -2).map((state) => state.started),
    places: path.slice(0, -2).map((state) => state.places),
    seconds: last.seconds,
  };
}
