// Messages about host statements: buffers, launches, files, pipelines, matrices (PX0501–PX0549).
import { message } from '../catalog.ts';

export const reservedStatement = message<{ readonly keyword: string }>({
  code: 'PX0501',
  severity: 'error',
  about: 'A statement belongs to the library that comes later.',
  message: ({ keyword }) => `${keyword} is reserved for the library that comes later.`,
  hint: () => 'Write the work as a GPU_KERNEL for now.',
});

export const unknownBuffer = message<{ readonly name: string; readonly suggestion?: string | undefined }>({
  code: 'PX0502',
  severity: 'error',
  about: 'A host statement names an array that nothing allocates, reads or launches.',
  message: ({ name }) => `There is no array \`${name}\`: nothing allocates, reads or launches with it.`,
  hint: ({ suggestion }) =>
    suggestion === undefined
      ? 'Declare it with GPU_ALLOC or READ_FILE, or launch a kernel with it.'
      : `Did you mean \`${suggestion}\`?`,
});

export const bufferType = message<{
  readonly name: string;
  readonly type: string;
  readonly wanted: string;
  readonly by: string;
  /** What filled the array with its first type, where that was a file: raw bytes or the pixels of an image. */
  readonly filled?: 'bytes' | 'pixels' | undefined;
}>({
  code: 'PX0503',
  severity: 'error',
  about: 'One name stands for arrays, or values, of two types.',
  message: ({ name, type, wanted, by }) => `\`${name}\` is ${type}, and ${by} needs ${wanted}.`,
  hint: ({ name, wanted, filled }) => {
    switch (filled) {
      case 'bytes':
        return `Read it as such: \`READ_FILE … INTO ${name} AS ${wanted.replace('[]', '')}\`.`;
      case 'pixels':
        return 'An image is made of pixels: declare the array `pixel[]`; its elements load as uint, and UNPACK gives their channels.';
      default:
        return `Make it ${wanted} everywhere, or bind another name with WITH.`;
    }
  },
});

export const notThisKind = message<{ readonly name: string; readonly is: string; readonly wanted: string }>({
  code: 'PX0504',
  severity: 'error',
  about: 'A host name that is an array is used as a value, or the other way round.',
  message: ({ name, is, wanted }) => `\`${name}\` is ${is}, and ${wanted} is needed here.`,
  hint: () => 'Choose another name, or bind another one with WITH.',
});

export const unknownParameter = message<{
  readonly name: string;
  readonly kernel: string;
  readonly known: readonly string[];
  readonly suggestion?: string | undefined;
}>({
  code: 'PX0505',
  severity: 'error',
  about: 'WITH binds a parameter that the kernel does not have.',
  message: ({ name, kernel }) => `The kernel \`${kernel}\` has no parameter \`${name}\`.`,
  hint: ({ suggestion, known }) =>
    suggestion !== undefined
      ? `Did you mean \`${suggestion}\`?`
      : known.length > 0
        ? `Its parameters are ${known.map((name) => `\`${name}\``).join(', ')}.`
        : 'It has no parameters at all.',
});

export const boundTwice = message<{ readonly name: string }>({
  code: 'PX0506',
  severity: 'error',
  about: 'WITH binds one parameter twice.',
  message: ({ name }) => `\`${name}\` is bound twice.`,
  hint: () => 'Keep one of the two.',
});

export const aliasedBuffers = message<{
  readonly buffer: string;
  readonly written: string;
  readonly other: string;
}>({
  code: 'PX0507',
  severity: 'error',
  about: 'One buffer is bound to two parameters of a launch, and the kernel writes one of them.',
  message: ({ buffer, written, other }) =>
    `\`${buffer}\` is bound to both \`${written}\` and \`${other}\`, and the kernel writes \`${written}\`.`,
  hint: () => 'Bind two different buffers, or let the kernel work on one parameter.',
});

export const needsBlockShape = message<{ readonly kernel: string }>({
  code: 'PX0508',
  severity: 'error',
  about: 'A kernel that can see its blocks is launched without a block shape.',
  message: ({ kernel }) =>
    `\`${kernel}\` can see its blocks (block indices, shared memory or barriers), and nothing says how large they are.`,
  hint: () => 'Add `GPU_BLOCK n` to the kernel, or launch it with BLOCKS and THREADS.',
});

export const sizeBelowOne = message<{
  readonly what: string;
  readonly value: number;
  readonly least: number;
}>({
  code: 'PX0509',
  severity: 'error',
  about: 'A size, BLOCKS or THREADS is below what makes sense.',
  message: ({ what, value, least }) => `${what} is at least ${least}, not ${value}.`,
  hint: () => 'Write a larger number.',
});

export const stageWithoutInput = message<{ readonly kernel: string }>({
  code: 'PX0510',
  severity: 'error',
  about: 'A stage of a PIPELINE has no array parameter that could be its input.',
  message: ({ kernel }) =>
    `\`${kernel}\` has no array parameter, and a stage takes its input in the first one.`,
  hint: () => 'Give the kernel an array parameter.',
});

export const stageWithoutOutput = message<{ readonly kernel: string; readonly input: string }>({
  code: 'PX0511',
  severity: 'error',
  about: 'A stage of a PIPELINE writes no array.',
  message: ({ kernel }) => `\`${kernel}\` writes no array, so that nothing goes on to the next stage.`,
  hint: ({ input }) => `Write \`${input}\` in place, or another array parameter.`,
});

export const pipelineBuffer = message<{ readonly names: readonly string[] }>({
  code: 'PX0512',
  severity: 'error',
  about: 'A PIPELINE does not say what it works on, and the program has several arrays.',
  message: ({ names }) => `This PIPELINE could work on ${names.map((name) => `\`${name}\``).join(', ')}.`,
  hint: ({ names }) => `Say which one: \`PIPELINE: … ON ${names[0]}\`.`,
});

export const imageType = message<{ readonly name: string; readonly type: string }>({
  code: 'PX0513',
  severity: 'error',
  about: 'An image is read into or written from an array that does not hold pixels.',
  message: ({ name, type }) => `Images are arrays of pixel, and \`${name}\` holds ${type}.`,
  hint: () => 'Use the type pixel for it, or READ_FILE and WRITE_FILE for raw data.',
});

export const imageWidth = message<{ readonly name: string }>({
  code: 'PX0514',
  severity: 'error',
  about: 'An image is written whose width nothing tells.',
  message: ({ name }) => `Nothing says how wide the image \`${name}\` is.`,
  hint: ({ name }) => `Say so before: \`SET 640 → ${name}.width\`.`,
});

export const usedBeforeSet = message<{ readonly name: string }>({
  code: 'PX0515',
  severity: 'error',
  about: 'A host name is used before the statement that SETs it.',
  message: ({ name }) => `\`${name}\` gets its value only after this.`,
  hint: ({ name }) => `Move \`SET … → ${name}\` before it.`,
});

export const notAllocated = message<{ readonly name: string; readonly state: string }>({
  code: 'PX0516',
  severity: 'error',
  about: 'An array is used before it is allocated or after it is freed.',
  message: ({ name, state }) => `\`${name}\` is ${state}.`,
  hint: () => 'Allocate it before its first use, and free it after its last one.',
});

export const allocatedTwice = message<{ readonly name: string }>({
  code: 'PX0517',
  severity: 'error',
  about: 'An array is allocated while it exists.',
  message: ({ name }) => `\`${name}\` is allocated already.`,
  hint: ({ name }) => `Free it before with \`GPU_FREE ${name}\`, or choose another name.`,
});

export const matrixType = message<{
  readonly operation: string;
  readonly name: string;
  readonly type: string;
}>({
  code: 'PX0520',
  severity: 'error',
  about: 'A matrix statement works on elements that are no numbers, or would turn floats into integers.',
  message: ({ operation, name, type }) => `${operation} does not work with \`${name}\`, which holds ${type}.`,
  hint: () => 'Matrix statements work on numbers; a result of floats needs a float type.',
});

export const matrixShape = message<{
  readonly operation: string;
  readonly left: string;
  readonly right?: string;
  readonly rule: string;
}>({
  code: 'PX0521',
  severity: 'error',
  about: 'The shapes of the operands of a matrix statement do not go together.',
  message: ({ operation, left, right }) =>
    `${operation} cannot take ${right === undefined ? left : `${left} and ${right}`}.`,
  hint: ({ rule }) => rule,
});

export const notOnHost = message<{ readonly what: string }>({
  code: 'PX0522',
  severity: 'error',
  about: 'A host expression uses an element of an array or a function of the file.',
  message: ({ what }) => `A host expression cannot use ${what}.`,
  hint: () =>
    'Host expressions have numbers, host names, `buf.width`, operators and operations such as `min(a, b)`.',
});
