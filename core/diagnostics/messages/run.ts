// Messages about a run: what the caller gives, what the host statements come to with it, who executes it (PX0550–PX0599).
// Types are named as the language names them.

import type { ElementType } from '../../ops/index.ts';
import { nameOfType } from '../../ops/type-names.ts';
import { message } from '../catalog.ts';
import { withFullStop } from '../describe.ts';

const list = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

// ------------------------------------------------------------------------------------------------ what the caller gives

export const settingMissing = message<{ name: string; type: ElementType | undefined }>({
  code: 'PX0550',
  severity: 'error',
  about: 'A setting of the program has no value.',
  message: ({ name }) => `\`${name}\` has no value.`,
  hint: ({ name, type }) =>
    `Give one: \`--set ${name}=VALUE\` (${type ? nameOfType(type) : 'a number'}), or SET it in the program.`,
});

export const inputMissing = message<{ name: string }>({
  code: 'PX0551',
  severity: 'error',
  about: 'An array that is not only written has neither data nor a size.',
  message: ({ name }) => `Nothing says what \`${name}\` holds or how long it is.`,
  hint: ({ name }) =>
    `Give data: \`--in ${name}=FILE\`, or zeros: \`--size ${name}=N\` (\`in\` and \`size\` of \`run()\`).`,
});

export const unknownName = message<{
  flag: string;
  name: string;
  what: string;
  known: readonly string[];
  suggestion?: string | undefined;
}>({
  code: 'PX0552',
  severity: 'error',
  about: 'A flag names an array or a setting that the program does not have.',
  message: ({ flag, name, what }) => `\`${flag} ${name}=…\`: the program has no ${what} \`${name}\`.`,
  hint: ({ what, known, suggestion }) =>
    suggestion !== undefined
      ? `Did you mean \`${suggestion}\`?`
      : known.length > 0
        ? `It has ${list(known)}.`
        : `It has no ${what} at all.`,
});

export const unknownKernel = message<{
  name: string;
  known: readonly string[];
  suggestion?: string | undefined;
}>({
  code: 'PX0553',
  severity: 'error',
  about: '`--kernel` names a kernel that the file does not have.',
  message: ({ name }) => `There is no kernel \`${name}\`.`,
  hint: ({ known, suggestion }) =>
    suggestion !== undefined
      ? `Did you mean \`${suggestion}\`?`
      : known.length > 0
        ? `The file has ${list(known)}.`
        : 'The file has no kernels.',
});

export const kernelNotChosen = message<{ known: readonly string[] }>({
  code: 'PX0554',
  severity: 'error',
  about: 'A file without a launch has several kernels.',
  message: ({ known }) => `The file has no launch and the kernels ${list(known)}.`,
  hint: ({ known }) => `Choose one: \`--kernel ${known[0]}\`, or add GPU_LAUNCH statements.`,
});

export const launchesThemselves = message<{ flag: string; ofImage?: boolean }>({
  code: 'PX0555',
  severity: 'error',
  about: '`--kernel` or `--threads` is given for a file that launches its kernels itself.',
  message: ({ flag }) =>
    `\`${flag}\` is for files without a launch, and this one launches its kernels itself.`,
  hint: ({ flag, ofImage = false }) =>
    ofImage
      ? `Leave out \`${flag}\`: the steps of an image say what runs.`
      : `Leave out \`${flag}\`, or take the launches out of the file.`,
});

export const noThreads = message<{ kernel: string }>({
  code: 'PX0556',
  severity: 'error',
  about: 'Nothing says how many threads the implied launch has.',
  message: ({ kernel }) => `Nothing says how many threads \`${kernel}\` has: no array has a length yet.`,
  hint: () => 'Give `--threads N`, or data with `--in`.',
});

export const axesNeeded = message<{ kernel: string; axes: number }>({
  code: 'PX0564',
  severity: 'error',
  about: 'Nothing says how many threads the implied launch has along each axis.',
  message: ({ kernel, axes }) =>
    `\`${kernel}\` looks along ${axes === 2 ? 'two' : 'three'} axes, and nothing says how many threads there are along each.`,
  hint: ({ axes }) =>
    axes === 2
      ? 'Give `--threads WIDTHxHEIGHT`, such as `--threads 640x480`, or data with two dimensions (`.npy`, `.png`).'
      : 'Give `--threads XxYxZ`, such as `--threads 64x64x8`.',
});

export const settingValue = message<{ name: string; value: string; expected: string }>({
  code: 'PX0557',
  severity: 'error',
  about: 'A setting is given a value that its type does not have.',
  message: ({ name, value, expected }) => `\`${name}\` cannot be \`${value}\`: it is ${expected}.`,
  hint: ({ name }) => `Write \`--set ${name}=VALUE\` with such a value.`,
});

export const sizeValue = message<{ flag: string; value: string }>({
  code: 'PX0558',
  severity: 'error',
  about: 'A number of elements or threads is no whole number above 0.',
  message: ({ flag, value }) => `\`${flag}\` is ${value}; it counts, so it is a whole number above 0.`,
  hint: () => 'Write a number such as 1024.',
});

export const lengthGiven = message<{ name: string; given: number; wanted: number; by: string }>({
  code: 'PX0559',
  severity: 'error',
  about: 'Data of another length is given than the array has.',
  message: ({ name, given, wanted, by }) =>
    `\`${name}\` is given ${given} elements, and ${by} makes it ${wanted}.`,
  hint: ({ wanted }) => `Give exactly ${wanted} elements.`,
});

export const notGivable = message<{ flag: string; name: string; reason: string; ofImage?: boolean }>({
  code: 'PX0560',
  severity: 'error',
  about: 'A flag gives data, a size or a value that the program itself decides.',
  message: ({ flag, name, reason }) => `\`${flag} ${name}=…\` cannot be: ${reason}.`,
  hint: ({ ofImage = false }) =>
    ofImage
      ? 'Leave out the flag; `pxos inspect` shows which arrays of an image are inputs and settings.'
      : 'Leave out the flag, or take the statement out of the program.',
});

export const neverUsed = message<{ name: string }>({
  code: 'PX0561',
  severity: 'error',
  about: '`--out` names an array that this run never touches.',
  message: ({ name }) => `\`${name}\` has no contents: this run never uses it.`,
  hint: () => 'Leave out the `--out`, or choose the kernel that writes the array.',
});

export const allEmpty = message<{ kernel: string; arrays: readonly string[] }>({
  code: 'PX0562',
  severity: 'error',
  about: 'A launch has a thread for each element of arrays that have none.',
  message: ({ kernel, arrays }) =>
    arrays.length === 1
      ? `The array ${list(arrays)} is empty, so there is no thread of \`${kernel}\` to run.`
      : `The arrays ${list(arrays)} are empty, so there is no thread of \`${kernel}\` to run.`,
  hint: () => 'Give data with at least one element.',
});

export const differentLengths = message<{
  kernel: string;
  lengths: readonly (readonly [name: string, length: number])[];
  threads: number;
}>({
  code: 'PX0563',
  severity: 'info',
  about:
    'The arrays of a kernel without a launch have different lengths; the longest one decides how many threads run.',
  message: ({ kernel, lengths, threads }) => {
    const longest = lengths.find(([, length]) => length === threads)?.[0] ?? '';
    const each = lengths.map(([name, length]) => `\`${name}\` has ${length}`).join(', ');
    return `\`${kernel}\` runs ${threads} threads, one for each element of \`${longest}\`: ${each}.`;
  },
  hint: () =>
    'Beyond the end of an array a load gives 0 and a store does nothing; `--threads N` runs another number.',
});

// ------------------------------------------------------------------------------------------------ host statements

export const tooSmall = message<{ what: string; value: number; least: number }>({
  code: 'PX0565',
  severity: 'error',
  about: 'A size, BLOCKS or THREADS comes to less than it may.',
  message: ({ what, value, least }) => `${what} is ${value}; it has to be at least ${least}.`,
  hint: () => 'Check the expression; host integers wrap in 32 bits.',
});

export const blockTooLarge = message<{ kernel: string; threads: number; limit: number }>({
  code: 'PX0566',
  severity: 'error',
  about: 'A block has more threads than any target runs together.',
  message: ({ kernel, threads, limit }) =>
    `A block of \`${kernel}\` has ${threads} threads; the limit (threads per block) is ${limit}.`,
  hint: () => 'Launch more, smaller blocks.',
});

export const tooManyThreads = message<{ kernel: string; axis: string; threads: number }>({
  code: 'PX0567',
  severity: 'error',
  about: 'A launch has more threads along an axis than an int can count.',
  message: ({ kernel, axis, threads }) =>
    `\`${kernel}\` has ${threads} threads along ${axis}; an int counts to 2147483647.`,
  hint: () => 'Launch fewer threads and let each do more, or use another axis too.',
});

export const blockNeeded = message<{ kernel: string }>({
  code: 'PX0568',
  severity: 'error',
  about: 'A kernel that can see its blocks runs without a launch that gives them a shape.',
  message: ({ kernel }) =>
    `\`${kernel}\` can see its blocks (block indices, shared memory or barriers), and nothing says how large they are.`,
  hint: () => 'Add `GPU_BLOCK n` to the kernel, or launch it with BLOCKS and THREADS.',
});

export const arrayTooLarge = message<{ name: string; length: number; bytes: number; limit: number }>({
  code: 'PX0569',
  severity: 'error',
  about: 'An array takes more bytes than one memory holds.',
  message: ({ name, length, bytes, limit }) =>
    `\`${name}\` with ${length} elements takes ${bytes} bytes; the limit (bytes of an array) is ${limit}.`,
  hint: () => 'Work on parts of it.',
});

export const copyTooLong = message<{ count: number; name: string; length: number }>({
  code: 'PX0570',
  severity: 'error',
  about: 'A copy moves more elements than one of its arrays has.',
  message: ({ count, name, length }) => `${count} elements are copied, and \`${name}\` has ${length}.`,
  hint: () => 'Sizes count elements, not bytes.',
});

export const copyTypes = message<{ from: string; fromType: ElementType; to: string; toType: ElementType }>({
  code: 'PX0571',
  severity: 'error',
  about: 'A copy goes between arrays of different types.',
  message: ({ from, fromType, to, toType }) =>
    `\`${from}\` holds ${nameOfType(fromType)} and \`${to}\` holds ${nameOfType(toType)}.`,
  hint: () => 'Use one type for both, or convert in a kernel.',
});

export const notThere = message<{ name: string; state: 'freed' | 'not allocated yet' | 'not read yet' }>({
  code: 'PX0572',
  severity: 'error',
  about: 'An array is used before it exists or after it was freed.',
  message: ({ name, state }) => `\`${name}\` is ${state}.`,
  hint: ({ state }) =>
    state === 'freed'
      ? 'Move GPU_FREE behind its last use.'
      : 'Move the statement that makes it before this one.',
});

export const noWidth = message<{ name: string; member: 'width' | 'height' }>({
  code: 'PX0573',
  severity: 'error',
  about: 'The width or height of an array is asked for, and nothing tells it.',
  message: ({ name, member }) => `Nothing says what \`${name}.${member}\` is.`,
  hint: ({ name, member }) =>
    `It comes from an image, from \`BY\`, from \`SET 640 → ${name}.${member}\`, or from \`--set ${name}.${member}=640\`.`,
});

export const imageShape = message<{ name: string; width: number; height: number; length: number }>({
  code: 'PX0574',
  severity: 'error',
  about: 'Width times height is not the number of elements.',
  message: ({ name, width, height, length }) =>
    `\`${name}\` is ${width} × ${height}, and has ${length} elements.`,
  hint: ({ name }) => `Check \`${name}.width\` and \`${name}.height\`.`,
});

export const nothingToRun = message({
  code: 'PX0576',
  severity: 'error',
  about: 'The file has neither kernels nor host statements.',
  message: () => 'There is nothing to run: the file has neither kernels nor host statements.',
  hint: () => 'Add a kernel.',
});

export const writesRawImage = message<{ name: string; path: string }>({
  code: 'PX0577',
  severity: 'error',
  about: 'WRITE_FILE would write the raw bytes of pixels into a file that is called a PNG.',
  message: ({ name, path }) =>
    `WRITE_FILE writes the raw bytes of \`${name}\`, and \`${path}\` is called a PNG.`,
  hint: ({ name, path }) => `Write \`WRITE_IMAGE ${name} TO ${path}\`, or another file name.`,
});

export const readsOtherType = message<{ path: string; written: ElementType; read: ElementType }>({
  code: 'PX0578',
  severity: 'error',
  about: 'A file that the program wrote is read back as another type.',
  message: ({ path, written, read }) =>
    `The program wrote \`${path}\` as ${nameOfType(written)} and reads it as ${nameOfType(read)}.`,
  hint: ({ written }) => `Read it with \`AS ${nameOfType(written)}\`, or in a program of its own.`,
});

// ------------------------------------------------------------------------------------------------ who executes

export const noRunnerFor = message<{ device: string; reason: string }>({
  code: 'PX0591',
  severity: 'error',
  about: 'A kernel is pinned to a device that is not there, or that no plugin runs on.',
  message: ({ device, reason }) => `The plan needs the ${device}, and ${reason}.`,
  hint: () => 'Name a runner with `--runner`: it runs everything, whatever GPU_TARGET says.',
});

export const sanitizeRunner = message<{ runner: string }>({
  code: 'PX0592',
  severity: 'error',
  about: '`--sanitize` needs the reference runner, and another one was asked for.',
  message: ({ runner }) => `\`--sanitize\` runs on the reference evaluator, not on \`${runner}\`.`,
  hint: () => 'Leave out `--runner`, or give `--runner reference`.',
});

export const noHardware = message<{ reason: string }>({
  code: 'PX0593',
  severity: 'info',
  about: 'There is no hardware GPU adapter, so the program runs on the CPU.',
  message: ({ reason }) => `Everything runs on the CPU: ${reason}.`,
  hint: () => '`--runner webgpu` runs on a software adapter too, where there is one.',
});

export const fellBack = message<{ from: string; to: string; reason: string }>({
  code: 'PX0594',
  severity: 'warning',
  about: 'A runner that `auto` chose could not run the program, so another one did.',
  message: ({ from, to, reason }) =>
    `\`${from}\` could not run the program, so \`${to}\` does: ${withFullStop(reason)}`,
  hint: ({ from }) => `\`--runner ${from}\` shows the whole error; it never falls back.`,
});

export const runnerGaveNothing = message<{ runner: string; buffer: string; wanted: number; got: string }>({
  code: 'PX0596',
  severity: 'error',
  about: 'A runner did not give back what it was asked for.',
  message: ({ runner, buffer, wanted, got }) =>
    `The runner \`${runner}\` was to give back ${wanted} bytes of \`${buffer}\`, and gave ${got}.`,
  hint: () => 'This is a fault of the runner plugin.',
});

export const sanitizing = message({
  code: 'PX0597',
  severity: 'info',
  about: '`--sanitize` chose the reference runner.',
  message: () =>
    '`--sanitize` runs the program on the reference evaluator, which is slow and sees every access.',
});
