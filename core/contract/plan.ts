// Where each piece of a program runs, what that costs, and why: the planner's answer, made to be read by people.
import type { Program } from '../ir/index.ts';
import type { Context } from './context.ts';

/** The two places a step can run at; `host` is for files, names and settings. */
export type RunnerDevice = 'cpu' | 'gpu';

/**
 * A machine as the cost model sees it: a reviewed JSON file, never a measurement at build time.
 * Rates are in units per second, times in seconds.
 */
export interface MachineProfile {
  readonly name: string;
  /** Where the figures come from. */
  readonly source?: string;
  readonly cpu: {
    /** Simple operations per second, on as many cores as the runner uses. */
    readonly operations: number;
    /** Bytes per second between memory and these cores. */
    readonly bandwidth: number;
    /** Fixed cost of one launch. */
    readonly launch: number;
  };
  readonly gpu: {
    /** False for a software adapter or none: then nothing is planned onto it. */
    readonly present: boolean;
    readonly operations: number;
    readonly bandwidth: number;
    readonly launch: number;
    /** Cost of first use: adapter, device, pipelines. */
    readonly start: number;
    /** Bytes per second between the host's memory and the device's; 0 when they share one. */
    readonly link: number;
    /** Fixed cost of one copy. */
    readonly copy: number;
    readonly limits: {
      readonly threadsPerBlock: number;
      readonly sharedBytes: number;
      readonly buffersPerKernel: number;
      readonly bufferBytes: number;
    };
  };
}

/** One addend of a cost, as `explain` prints it. */
export interface PlanTerm {
  /** `compute`, `memory`, `launch`, `start`, `upload x`, `download y`. */
  readonly name: string;
  readonly seconds: number;
  /** How the figure came about: `2 073 600 threads × 41 operations / 2.0e10 per s`. */
  readonly why: string;
}

/** The decision for one step of the program. */
export interface PlannedStep {
  /** Index into `program.steps`. */
  readonly step: number;
  /** Name for people: the kernel, or the host statement. */
  readonly label: string;
  readonly device: RunnerDevice | 'host';
  /** The decisive reason in one sentence. */
  readonly reason: string;
  /** Terms of both sides; absent for host steps. A side that is not legal has no terms. */
  readonly cpu?: { readonly seconds: number; readonly terms: readonly PlanTerm[] } | undefined;
  readonly gpu?: { readonly seconds: number; readonly terms: readonly PlanTerm[] } | undefined;
  /** Slower side's time divided by the chosen side's. */
  readonly margin?: number | undefined;
  /** Number of threads at which the answer turns round, if there is one. */
  readonly flipsAt?: number | undefined;
  /** Why a side cannot run it: a pinned target, a type, a limit. */
  readonly illegal?: { readonly cpu?: string | undefined; readonly gpu?: string | undefined } | undefined;
  /** Block shape that the planner chose for a kernel that cannot observe it. */
  readonly block?: readonly [number, number, number] | undefined;
}

/** A movement of a buffer between the host's memory and the device's, before the step with this index (or at the end). */
export interface PlannedCopy {
  readonly before: number;
  readonly buffer: string;
  readonly direction: 'to-gpu' | 'to-cpu';
  /** Undefined while the size is not known. */
  readonly bytes?: number | undefined;
}

export interface Plan {
  /** Plugin that made the plan. */
  readonly planner: string;
  readonly profile: string;
  readonly steps: readonly PlannedStep[];
  readonly copies: readonly PlannedCopy[];
  /** Estimated seconds of the whole program as planned. */
  readonly seconds: number;
}

/** Values of the scalar parameters of a launch, by name. */
export type LaunchValues = Readonly<Record<string, number | boolean>>;

/** Beside the program a planner sees the machine and what is known of the sizes. */
export interface PlanContext extends Context {
  readonly profile: MachineProfile;
  /** Elements of each buffer, where known (from sizes in the program, `--size`, or the inputs of a run). */
  readonly lengths: ReadonlyMap<string, number>;
  /** Threads of the launch step with this index, where known. */
  readonly threads: ReadonlyMap<number, number>;
  /** Values of scalar parameters of the launch step with this index, where known. */
  readonly parameters: ReadonlyMap<number, LaunchValues>;
  /** Buffers that come back to the caller; `undefined` where only the program says so. */
  readonly outputs: readonly string[] | undefined;
  readonly program: Program;
}
