// Messages of the tools for pixel programs: assembly that cannot be read, files that cannot be compared (PX1400–PX1499).
import { message } from '../catalog.ts';

export const assemblyExpected = message<{ what: string; found: string }>({
  code: 'PX1400',
  severity: 'error',
  about: 'Assembly that is not as its grammar has it.',
  message: ({ what, found }) => `Expected ${what}, but found ${/ /.test(found) ? found : `\`${found}\``}.`,
  hint: () => '`pxos dis` of any `.pxi` shows how each part is written; docs/pxi-assembly.md has all of it.',
});

export const notAssembly = message<{ path: string; what: 'an image' | 'a program in text' }>({
  code: 'PX1405',
  severity: 'error',
  about: 'A file that is to be assembled is an image or a program in text.',
  message: ({ path, what }) => `\`${path}\` is ${what}, not assembly.`,
  hint: ({ path, what }) =>
    what === 'an image'
      ? `\`pxos dis ${path}\` prints its assembly.`
      : `\`pxos build ${path} --target pxi\` makes an image of it.`,
});

export const assemblyOpen = message<{ what: string }>({
  code: 'PX1401',
  severity: 'error',
  about: 'A block of assembly has no end.',
  message: ({ what }) => `The block of \`${what}\` is not closed.`,
  hint: () => 'Write `}` on a line of its own behind it.',
});

export const assemblyDoesNotFit = message<{ reason: string }>({
  code: 'PX1402',
  severity: 'error',
  about: 'Assembly whose parts do not fit its image, or each other.',
  message: ({ reason }) => `${reason}.`,
  hint: () =>
    'Without `size` and `at` everywhere the parts are laid out one after the other; with them nothing is moved.',
});

export const assemblyTooLong = message<{ limit: number }>({
  code: 'PX1404',
  severity: 'error',
  about: 'An image holds so much that its assembly would be a text that no tool reads.',
  message: ({ limit }) => `The assembly of this image has more than ${limit} elements and pixels.`,
  hint: () => '`pxos inspect` shows its program and what its arrays hold; `pxos view` shows every pixel.',
});

/** What laying the parts out anew mends: they lie over one another, or outside of the image. */
const MISPLACED: ReadonlySet<string> = new Set(['PX1204', 'PX1222', 'PX1223']);

export const assembledBroken = message<{
  readonly code: string;
  readonly message: string;
  readonly hint: string | undefined;
  /** The text says where parts lie. */
  readonly isPlaced: boolean;
}>({
  code: 'PX1403',
  severity: 'warning',
  about: 'Assembly of a program that cannot run: executors refuse the image.',
  message: ({ code, message }) =>
    `Executors will refuse the program, with ${code}: ${message.replace(/\.$/, '')}.`,
  hint: ({ code, hint, isPlaced }) =>
    isPlaced && MISPLACED.has(code)
      ? 'Take `size` and every `at` out of the text: the parts are laid out anew then, side by side.'
      : hint,
});

export const differentSizes = message<{ first: string; second: string }>({
  code: 'PX1410',
  severity: 'error',
  about: 'Two images that are compared have different sizes.',
  message: ({ first, second }) =>
    `The images have different sizes, ${first} and ${second}; what both have was compared.`,
});

export const imagesDiffer = message<{
  count: string;
  x: number;
  y: number;
  first: string;
  second: string;
  what: string | undefined;
}>({
  code: 'PX1411',
  severity: 'error',
  about: 'Two images that are compared differ.',
  message: ({ count, x, y, first, second, what }) =>
    `${count} ${count === '1' ? 'pixel differs' : 'pixels differ'}; the first is (${x}, ${y})${what ? `, ${what}` : ''}: ${first} in the first image, ${second} in the second.`,
  hint: () => '`--out FILE.png` draws all of them, `pxos inspect` shows what lies where.',
});

/** Two executors of a program: the one whose image is right, and another one. */
interface TwoExecutors {
  /** `reference interpreted`. */
  readonly reference: string;
  readonly other: string;
}

export const executorsDiffer = message<
  TwoExecutors & {
    readonly count: string;
    readonly x: number;
    readonly y: number;
    readonly wanted: string;
    readonly got: string;
    readonly what: string | undefined;
    /** Of the program: its results may differ by what the language allows. */
    readonly flags: readonly string[];
  }
>({
  code: 'PX1412',
  severity: 'error',
  about: 'An executor leaves another image than the reference.',
  message: ({ reference, other, count, x, y, wanted, got, what }) =>
    `\`${other}\` leaves another image than \`${reference}\`: ${count} ${count === '1' ? 'pixel differs' : 'pixels differ'}; the first is (${x}, ${y})${what ? `, ${what}` : ''}: ${got} in place of ${wanted}.`,
  hint: ({ flags }) => {
    if (flags.includes('float'))
      return 'The program has the flag *float*: its results may differ within the error bounds of docs/language-reference.md, and NaNs in their bits.';
    if (flags.includes('ordered'))
      return 'The program has the flag *ordered*: it keeps what atomics find, and their order is free.';
    return 'Unless threads of the program race for the same element, one of the two executors is wrong: please report it with the file.';
  },
});

export const executorsDisagree = message<TwoExecutors & { readonly end: string; readonly wanted: string }>({
  code: 'PX1413',
  severity: 'error',
  about: 'An executor fails where the reference leaves an image, or the other way round.',
  message: ({ reference, other, end, wanted }) => `\`${other}\` ${end}, but \`${reference}\` ${wanted}.`,
  hint: () => 'Where it is not for lack of memory, one of the two is wrong: please report it with the file.',
});

export const executorsLate = message<{
  readonly late: readonly string[];
  readonly nobodyEnded: boolean;
  readonly seconds: number;
}>({
  code: 'PX1414',
  severity: 'error',
  about: 'Executors were ended at the time limit, so what they leave cannot be compared.',
  message: ({ late, nobodyEnded, seconds }) =>
    nobodyEnded
      ? `No executor ended within ${seconds} s, the time limit.`
      : `${late.map((name) => `\`${name}\``).join(', ')} did not end within ${seconds} s, the time limit, and ${late.length === 1 ? 'is' : 'are'} not compared.`,
  hint: () => 'Look for a loop that does not end, or allow more time with `--timeout SECONDS`.',
});
