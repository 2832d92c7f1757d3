// PX0790–PX0799: what the reference evaluator says about a run.
import { message } from '../catalog.ts';

interface Access {
  readonly kernel: string;
  /** `a load from`, `a store to`, `an atomic on`. */
  readonly access: string;
  readonly array: string;
  readonly thread: readonly [number, number, number];
  readonly index: number;
  readonly length: number;
}

const outside = ({ kernel, access, array, thread, index, length }: Access): string =>
  `Kernel \`${kernel}\`, thread (${thread.join(', ')}): ${access} \`${array}\` at index ${index}, which has ${length} element${length === 1 ? '' : 's'}.`;

export const accessOutside = message<Access>({
  code: 'PX0790',
  severity: 'warning',
  about: 'A kernel read or wrote outside an array: the load gave 0, the store or atomic did nothing.',
  message: outside,
  hint: () => 'Compare the index with the length first: `IF i < n:`.',
});

export const accessOutsideError = message<Access>({
  code: 'PX0791',
  severity: 'error',
  about: 'What PX0790 says, in a run with --sanitize, where it is an error.',
  message: outside,
  hint: () => 'Compare the index with the length first: `IF i < n:`.',
});

export const tooMuchMemory = message<{
  readonly name: string;
  readonly bytes: number;
  readonly limit: number;
}>({
  code: 'PX0792',
  severity: 'error',
  about: 'The buffers of a run take more memory than the reference evaluator gives.',
  message: ({ name, bytes, limit }) =>
    `With \`${name}\` the buffers take ${bytes} bytes, more than the limit of ${limit}.`,
  hint: () => 'Run fewer elements, or use another runner.',
});

export const moreOutside = message<{ readonly count: number; readonly shown: number }>({
  code: 'PX0793',
  severity: 'info',
  about: 'How many accesses of a run were outside their arrays, where more were than are shown.',
  message: ({ count, shown }) =>
    `${count} accesses were outside their arrays in all; ${shown === 1 ? 'the first is' : `${shown} are`} shown, one for each place in the text.`,
});

export const divergentBarrier = message<{
  readonly kernel: string;
  readonly what: string;
  readonly waiting: number;
  readonly threads: number;
}>({
  code: 'PX0794',
  severity: 'error',
  about: 'Some threads of a block waited at a barrier or group operation that others never reached.',
  message: ({ kernel, what, waiting, threads }) =>
    `In kernel \`${kernel}\` ${waiting} of the ${threads} threads of a block wait at ${what}, the others do not come.`,
  hint: () => 'Move it to where all threads of the block pass.',
});

export const timeLimit = message<{ readonly kernel: string; readonly milliseconds: number }>({
  code: 'PX0795',
  severity: 'error',
  about: 'A run took longer than its time limit.',
  message: ({ kernel, milliseconds }) =>
    `Kernel \`${kernel}\` was ended at the time limit of ${Math.round(milliseconds) / 1000} s.`,
  hint: () => 'Look for a loop that does not end, run fewer elements, or raise `--timeout`.',
});

export const runAborted = message<{ readonly kernel: string }>({
  code: 'PX0796',
  severity: 'error',
  about: 'A run was given up from outside.',
  message: ({ kernel }) => `Kernel \`${kernel}\` was ended because the run was given up.`,
});

export const wrongProof = message<Access>({
  code: 'PX0798',
  severity: 'error',
  about: 'An access that a pass marked as proven was outside its array: the pass is wrong, not the program.',
  message: (args) => `${outside(args)} The IR says that this cannot be.`,
  hint: () => 'Leave out the pass that proves accesses, and report this.',
});

export const unfitRequest = message<{ readonly why: string }>({
  code: 'PX0799',
  severity: 'error',
  about: 'A run does not fit its program: a part is missing, or data has another length than its buffer.',
  message: ({ why }) => `The run does not fit its program: ${why}.`,
  hint: () => 'Make the request from the program that it runs.',
});
