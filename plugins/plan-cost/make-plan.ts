// Makes the plan: sizes, tasks, the cheapest way through the program, and for each step both sides' terms and the reason.
import {
  type Buffer,
  formatDuration,
  type LaunchValues,
  type MachineProfile,
  type Plan,
  type PlannedCopy,
  type PlannedStep,
  type PlanTerm,
  type Program,
  type RunnerDevice,
  returnedArrays,
} from 'pxos/core';
import { flipSize } from './flip.ts';
import { moveTerm, scaled, startTerm, termsOf, total } from './launch-cost.ts';
import { chooseResidency, type Residency } from './residency.ts';
import { Sizes } from './sizes.ts';
import { type StepTask, TaskMaker } from './tasks.ts';

export interface PlanInput {
  readonly program: Program;
  readonly profile: MachineProfile;
  readonly lengths: ReadonlyMap<string, number>;
  readonly threads: ReadonlyMap<number, number>;
  readonly parameters?: ReadonlyMap<number, LaunchValues> | undefined;
  /** Buffers that come back to the caller; those that the program writes for it, unless stated. */
  readonly outputs?: readonly string[] | undefined;
}

type Placed = Extract<StepTask, { load: unknown }>;

/** A buffer that crosses because of a step: brought to it before, or fetched from it afterwards. */
interface Crossing {
  readonly name: string;
  readonly bytes: number;
}

class Explanation {
  readonly #program: Program;
  readonly #profile: MachineProfile;
  readonly #sizes: Sizes;
  readonly #tasks: readonly StepTask[];
  readonly #residency: Residency;

  constructor(parts: {
    readonly input: PlanInput;
    readonly sizes: Sizes;
    readonly tasks: readonly StepTask[];
    readonly residency: Residency;
  }) {
    this.#program = parts.input.program;
    this.#profile = parts.input.profile;
    this.#sizes = parts.sizes;
    this.#tasks = parts.tasks;
    this.#residency = parts.residency;
  }

  /** Where the contents of a buffer are wanted next after a task that touches it, in the plan as it is. */
  #nextPlace(buffer: number, after: number): RunnerDevice | undefined {
    const use = this.#residency.uses[after]?.get(buffer);
    if (use === undefined) return undefined;
    const task = this.#tasks[use]?.task;
    if (task?.kind === 'placed') return this.#residency.devices[use];
    if (task?.moved?.from === buffer) return this.#nextPlace(task.moved.to, use);
    return 'cpu';
  }

  #crossing(verb: 'upload' | 'download', buffer: number): Crossing {
    const { name } = this.#program.buffers[buffer]!;
    return { name: `${verb} ${name}`, bytes: this.#sizes.bytes(name).count };
  }

  /** What crosses if the task runs on `device`: what it lacks there, and what is wanted elsewhere next. */
  #crossings({ task }: Placed, index: number, device: RunnerDevice): readonly Crossing[] {
    const [bring, fetch] =
      device === 'gpu' ? (['upload', 'download'] as const) : (['download', 'upload'] as const);
    const lacking = this.#residency.lacking[index]![device];
    const wanted = [...new Set(task.written)].filter((buffer) => {
      const next = this.#nextPlace(buffer, index);
      return next !== undefined && next !== device;
    });
    return [...lacking.map((b) => this.#crossing(bring, b)), ...wanted.map((b) => this.#crossing(fetch, b))];
  }

  /** The terms of running the task on `device`, for as many threads as it has or for others. */
  #terms(placed: Placed, index: number, device: RunnerDevice): (threads?: number) => readonly PlanTerm[] {
    const { load } = placed;
    const start = device === 'gpu' && !this.#residency.started[index] ? [startTerm(this.#profile)] : [];
    const crossings = this.#crossings(placed, index, device);
    return (threads = load.threads) => [
      ...termsOf(scaled(load, threads), device, this.#profile),
      ...start,
      ...crossings.map(({ name, bytes }) => moveTerm(name, bytes * (threads / load.threads), this.#profile)),
    ];
  }

  step(index: number): PlannedStep {
    const planned = this.#tasks[index]!;
    const { label } = planned;
    if (!('load' in planned)) return { step: index, label, device: 'host', reason: planned.reason };
    const { legality, block, task } = planned;
    const device = this.#residency.devices[index]!;
    const termsOn = { cpu: this.#terms(planned, index, 'cpu'), gpu: this.#terms(planned, index, 'gpu') };
    const side = (which: RunnerDevice) => {
      if (task.seconds[which] === undefined) return undefined;
      const terms = termsOn[which]();
      return { seconds: total(terms), terms };
    };
    const [cpu, gpu] = [side('cpu'), side('gpu')];
    const illegal = legality.cpu !== undefined || legality.gpu !== undefined;
    const shared = {
      step: index,
      label,
      device,
      ...(cpu && { cpu }),
      ...(gpu && { gpu }),
      ...(illegal && {
        illegal: {
          ...(legality.cpu !== undefined && { cpu: legality.cpu }),
          ...(legality.gpu !== undefined && { gpu: legality.gpu }),
        },
      }),
      ...(block && { block }),
    };
    if (!cpu || !gpu) return { ...shared, reason: onlyReason(device, planned) };
    const [own, other] = device === 'cpu' ? [cpu.seconds, gpu.seconds] : [gpu.seconds, cpu.seconds];
    const flipsAt =
      planned.load.work === undefined
        ? undefined
        : flipSize((threads) => total(termsOn.cpu(threads)) - total(termsOn.gpu(threads)));
    return {
      ...shared,
      reason: choiceReason(device, own, other),
      margin: other / own,
      ...(flipsAt !== undefined && { flipsAt }),
    };
  }
}

const NAMES = { cpu: 'CPU', gpu: 'GPU' } as const;

function onlyReason(device: RunnerDevice, { legality }: Placed): string {
  const other = device === 'cpu' ? 'gpu' : 'cpu';
  const why = legality[other] ?? 'it is not legal there';
  const also = legality[device] === undefined ? '' : `, although ${legality[device]}`;
  return `only the ${NAMES[device]} is left, since ${why}${also}`;
}

function choiceReason(device: RunnerDevice, own: number, other: number): string {
  const elsewhere = NAMES[device === 'cpu' ? 'gpu' : 'cpu'];
  if (Math.abs(own - other) <= 1e-9 * Math.max(own, other))
    return `both take ${formatDuration(own)}, and ties go to the CPU`;
  if (own < other) return `${formatDuration(own)} here, ${formatDuration(other)} on the ${elsewhere}`;
  return `by itself ${formatDuration(own)} here and ${formatDuration(other)} on the ${elsewhere}; the program as a whole is faster this way`;
}

/** Buffers by number that the host gives at the start and wants at the end. */
function ends({ program, outputs }: PlanInput): {
  readonly given: readonly number[];
  readonly results: readonly number[];
} {
  const wanted = new Set(outputs ?? returnedArrays(program));
  const numbers = (test: (buffer: Buffer) => boolean): readonly number[] =>
    program.buffers.flatMap((buffer, number) => (test(buffer) ? [number] : []));
  return {
    given: numbers(({ origin, access }) => origin === 'open' && access !== 'write'),
    results: numbers(({ name }) => wanted.has(name)),
  };
}

/**
 * The plan of a program for a machine: legality first, then the cheapest way through the whole program with the copies
 * that it takes; ties go to the CPU. The same input gives the same plan, whatever things are called.
 */
export function makePlan(input: PlanInput): Plan {
  const { program, profile } = input;
  const sizes = new Sizes(input);
  const maker = new TaskMaker(program, profile, sizes);
  const tasks = program.steps.map((step, index) => maker.make(step, index));
  const { given, results } = ends(input);
  const nameOf = (buffer: number): string => program.buffers[buffer]!.name;
  const residency = chooseResidency({
    tasks: tasks.map(({ task }) => task),
    buffers: program.buffers.length,
    given,
    results,
    move: (buffer) => moveTerm('move', sizes.bytes(nameOf(buffer)).count, profile).seconds,
    start: profile.gpu.start,
  });
  const explanation = new Explanation({ input, sizes, tasks, residency });
  return {
    planner: 'plan-cost',
    profile: profile.name,
    steps: tasks.map((_task, index) => explanation.step(index)),
    copies: residency.moves.map(({ task, buffer, to }): PlannedCopy => {
      const { count, known } = sizes.bytes(nameOf(buffer));
      return {
        before: task,
        buffer: nameOf(buffer),
        direction: to === 'gpu' ? 'to-gpu' : 'to-cpu',
        ...(known && { bytes: count }),
      };
    }),
    seconds: residency.seconds,
  };
}
