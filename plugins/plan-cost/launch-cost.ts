// The terms of running one launch on either side, transfers apart: compute, memory, launch.
import { formatCount, type MachineProfile, type PlanTerm, type RunnerDevice } from 'pxos/core';
import { rate } from './format.ts';
import type { KernelWork } from './kernel-work.ts';

/** What a step does to a machine, whichever side it runs on. */
export interface Load {
  readonly threads: number;
  readonly threadsKnown: boolean;
  /** Absent for copies, which only move bytes. */
  readonly work?: KernelWork | undefined;
  /** Distinct bytes that are read and written. */
  readonly bytes: number;
}

/** The same load for another number of threads; what is touched grows with it. */
export function scaled(load: Load, threads: number): Load {
  return { ...load, threads, bytes: (load.bytes * threads) / load.threads };
}

/** Terms of a load on one side. */
export function termsOf(load: Load, device: RunnerDevice, profile: MachineProfile): readonly PlanTerm[] {
  const side = profile[device];
  const { work, threads, bytes } = load;
  const terms: PlanTerm[] = [];
  if (work) {
    const operations = device === 'gpu' ? work.lockstepOperations : work.operations;
    const notes = [
      load.threadsKnown ? '' : 'size assumed',
      work.assumed ? 'loop trips assumed' : '',
      work.divergent && device === 'gpu' ? 'both branches where threads disagree' : '',
    ].filter((note) => note !== '');
    terms.push({
      name: 'compute',
      seconds: (threads * operations) / side.operations,
      why: `${formatCount(threads)} threads × ${formatCount(operations)} operations / ${rate(side.operations)} per s${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`,
    });
  }
  terms.push(
    {
      name: 'memory',
      seconds: bytes / side.bandwidth,
      why: `${formatCount(bytes)} bytes / ${rate(side.bandwidth)} per s`,
    },
    { name: 'launch', seconds: side.launch, why: 'fixed cost of a launch' },
  );
  return terms;
}

export const total = (terms: readonly PlanTerm[]): number =>
  terms.reduce((sum, term) => sum + term.seconds, 0);

/** The term for first use of the GPU. */
export function startTerm({ gpu }: MachineProfile): PlanTerm {
  return { name: 'start', seconds: gpu.start, why: 'adapter, device and pipelines, once' };
}

/** Moving a buffer across: the same either way. */
export function moveTerm(name: string, bytes: number, { gpu }: MachineProfile): PlanTerm {
  const moving = gpu.link === 0 ? 0 : bytes / gpu.link;
  return {
    name,
    seconds: gpu.copy + moving,
    why:
      gpu.link === 0
        ? 'fixed cost of a copy; both sides share one memory'
        : `${formatCount(bytes)} bytes / ${rate(gpu.link)} per s + fixed cost of a copy`,
  };
}
