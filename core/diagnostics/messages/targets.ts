// Messages of the emitters of the C family: what a target lacks, its limits, what its compiler says (PX0800–PX0819).
import { message } from '../catalog.ts';
import { withFullStop } from '../describe.ts';

interface InKernel {
  readonly target: string;
  readonly kernel: string;
}

export const typeMissing = message<{
  target: string;
  type: string;
  where: string;
  backends: readonly string[];
}>({
  code: 'PX0800',
  severity: 'error',
  about: 'A program uses a type that the target does not have.',
  message: ({ target, type, where }) => `\`${target}\` has no \`${type}\`, which ${where} uses.`,
  hint: ({ type, backends }) =>
    `Use a type that it has, or another target: ${backends.map((name) => `\`${name}\``).join(', ')} have \`${type}\`.`,
});

export const sharedTooLarge = message<InKernel & { bytes: number; limit: number; limitName: string }>({
  code: 'PX0801',
  severity: 'error',
  about: 'The shared arrays of a kernel need more memory than a block has on the target.',
  message: ({ target, kernel, bytes, limit, limitName }) =>
    `The shared arrays of \`${kernel}\` take ${bytes} bytes; the limit \`${limitName}\` of ${target} is ${limit}.`,
  hint: () =>
    'Make the shared arrays smaller, or state smaller blocks where they hold elements for each thread.',
});

export const blockTooLarge = message<InKernel & { threads: number; limit: number; limitName: string }>({
  code: 'PX0802',
  severity: 'error',
  about: 'A launch states blocks of more threads than the target runs.',
  message: ({ target, kernel, threads, limit, limitName }) =>
    `\`${kernel}\` is launched in blocks of ${threads} threads; the limit \`${limitName}\` of ${target} is ${limit}.`,
  hint: () => 'State more BLOCKS and fewer THREADS.',
});

export const tooManyBuffers = message<InKernel & { buffers: number; limit: number; limitName: string }>({
  code: 'PX0804',
  severity: 'error',
  about: 'A kernel has more array parameters than the target can bind.',
  message: ({ target, kernel, buffers, limit, limitName }) =>
    `\`${kernel}\` needs ${buffers} buffers; the limit \`${limitName}\` of ${target} is ${limit}.`,
  hint: () => 'Split the kernel, or put several arrays into one.',
});

export const compilerRefused = message<{ target: string; compiler: string; path: string; output: string }>({
  code: 'PX0805',
  severity: 'error',
  about: 'The compiler of a target refused an emitted file: a fault of pxOS.',
  message: ({ compiler, path, output }) => `\`${compiler}\` refuses \`${path}\`: ${withFullStop(output)}`,
  hint: () => 'The source is not to blame: report it, with the source file.',
});
