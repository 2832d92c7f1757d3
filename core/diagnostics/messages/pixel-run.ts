// PX1350–PX1359: what ends the run of a pixel program, whoever executes it; the image is then as it was.
import { message } from '../catalog.ts';
import { withFullStop } from '../describe.ts';

export const outOfGas = message<{
  /** Name of the kernel, or `#3`. */
  readonly kernel: string;
  /** Linear number of the thread in its launch. */
  readonly thread: number;
  /** Loop turns and calls that one thread may take. */
  readonly gas: number;
}>({
  code: 'PX1350',
  severity: 'error',
  about:
    'OUT_OF_GAS: a thread took more loop turns and calls than the program allows; the image is unchanged.',
  message: ({ kernel, thread, gas }) =>
    `OUT_OF_GAS: thread ${thread} of kernel \`${kernel}\` took more than ${gas} loop turns and calls; the image is unchanged.`,
  hint: () =>
    'Look for a loop that does not end, or build the image with more gas: `pxos build --gas E`, an exponent up to 31 (pixel 2, blue).',
});

export const tooManyThreads = message<{ readonly threads: number; readonly limit: number }>({
  code: 'PX1351',
  severity: 'error',
  about:
    'The launches of a pixel program have more threads in all than the caller allows; the image is unchanged.',
  message: ({ threads, limit }) =>
    `The program launches ${threads} threads up to here, and ${limit} are allowed; the image is unchanged.`,
  hint: () => 'Launch fewer threads.',
});

export const gridTooLarge = message<{ readonly grid: readonly number[]; readonly threads: number }>({
  code: 'PX1352',
  severity: 'error',
  about: 'A grid that a program keeps in an array has more than 2^31 threads when it is launched.',
  message: ({ grid, threads }) =>
    `The launch reads a grid of ${grid.join(' × ')} blocks, which are ${threads} threads; at most ${2 ** 31} can run.`,
  hint: () => 'Correct the kernel or the data that make the grid.',
});

export const onlyInterpreted = message<{ readonly operation: string; readonly row: number }>({
  code: 'PX1353',
  severity: 'error',
  about: 'A version 1.0 program computes the shape of a matrix: it can be interpreted, but not compiled.',
  message: ({ operation, row }) =>
    `The shape of the matrix at row ${row}, which ${operation} takes, is written by an instruction before it.`,
  hint: () => 'Run it with `--interpret`.',
});

export const interpreted = message<{ readonly reason: string }>({
  code: 'PX1354',
  severity: 'info',
  about: 'A pixel program is interpreted from its pixels although nobody asked for that.',
  message: ({ reason }) => `${withFullStop(reason)} So the program is interpreted, not compiled.`,
  hint: () => 'The result is the same; it takes longer.',
});

export const arraysApart = message<{ readonly bytes: number; readonly limit: number }>({
  code: 'PX1356',
  severity: 'error',
  about:
    'Arrays of an image lie over one another, and would take far more memory than the image if each had its own.',
  message: ({ bytes, limit }) =>
    `The arrays lie over one another: each in memory of its own, they take ${bytes} bytes, and at most ${limit} are allowed for this image.`,
  hint: () => 'Run it with `--interpret`, which leaves them where they are, and ask for fewer with `--out`.',
});

export const traceTimeLimit = message<{ readonly seconds: number; readonly step: number }>({
  code: 'PX1355',
  severity: 'error',
  about: 'A trace took longer than its time limit.',
  message: ({ seconds, step }) => `The trace was ended in step ${step} at the time limit of ${seconds} s.`,
  hint: () =>
    'Raise `--timeout`, or trace without `--runner`: steps are faster on the interpreter of this process.',
});
