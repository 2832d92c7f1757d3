// PX12xx, first part: an image that cannot be read as a program of version 1.1.
import { message } from '../catalog.ts';

/** Column and row of the pixel that a message is about, from 0. */
interface Pixel {
  readonly x: number;
  readonly y: number;
}

export const tooNarrow = message<Pixel & { readonly width: number; readonly height: number }>({
  code: 'PX1200',
  severity: 'error',
  about: 'An image is too small to hold the directory of a version 1.1 program.',
  message: ({ width, height }) =>
    `An image of ${width} × ${height} pixels has no place for the directory of a version 1.1 program.`,
  hint: () => 'A version 1.1 program is at least 8 pixels wide; get the file from its source again.',
});

export const noGuard = message<Pixel & { readonly found: string }>({
  code: 'PX1201',
  severity: 'error',
  about: 'The first pixel of an image is not the guard of a version 1.1 program.',
  message: ({ found }) => `Pixel (0, 0) is ${found}, and a version 1.1 program begins with c0505801.`,
  hint: () => 'Run it as version 1.0 if it is one; get the file from its source again if it was damaged.',
});

export const needsMinor = message<Pixel & { readonly minor: number; readonly known: number }>({
  code: 'PX1202',
  severity: 'error',
  about: 'A program needs a later version of the pixel protocol.',
  message: ({ x, y, minor, known }) =>
    `This program needs PXI 1.${minor} (pixel (${x}, ${y})); this executor knows PXI 1.${known}.`,
  hint: () => 'Run it with a later version of pxOS.',
});

export const strayBits = message<Pixel & { readonly found: string; readonly what: string }>({
  code: 'PX1203',
  severity: 'error',
  about: 'A pixel has bits that have no meaning in version 1.1 and must be 0.',
  message: ({ x, y, found, what }) =>
    `Pixel (${x}, ${y}) is ${found}, and ${what} has a value or bits that PXI 1.1 does not define.`,
  hint: () => 'The file is damaged or of a later version; get it from its source again.',
});

export const outsideImage = message<
  Pixel & { readonly what: string; readonly first: number; readonly end: number; readonly pixels: number }
>({
  code: 'PX1204',
  severity: 'error',
  about: 'A part of a program begins in the directory or ends behind the image.',
  message: ({ x, y, what, first, end, pixels }) =>
    `${what} takes the pixels ${first} to ${end - 1} (said at pixel (${x}, ${y})); a program has 8 to ${pixels - 1}.`,
  hint: () => 'The file is cut off or damaged; get it from its source again.',
});

export const badCount = message<
  Pixel & { readonly what: string; readonly count: number; readonly limit: number }
>({
  code: 'PX1205',
  severity: 'error',
  about: 'A part of a program has nothing in it or more than is allowed.',
  message: ({ x, y, what, count, limit }) =>
    `Pixel (${x}, ${y}) gives ${count} ${what}; there must be 1 to ${limit}.`,
  hint: () =>
    'Divide the program into several files, or get the file from its source again if it was damaged.',
});

export const unknownKind = message<Pixel & { readonly record: number; readonly kind: number }>({
  code: 'PX1206',
  severity: 'error',
  about: 'A record of the table is neither an array nor a kernel nor a function.',
  message: ({ x, y, record, kind }) =>
    `Record ${record} has kind ${kind} at pixel (${x}, ${y}); 1 is an array, 2 a kernel, 3 a function.`,
  hint: () => 'The file is damaged or of a later version; get it from its source again.',
});

export const unknownInstruction = message<Pixel & { readonly found: string; readonly where: string }>({
  code: 'PX1207',
  severity: 'error',
  about: 'A pixel of a kernel or function has an operation code that version 1.1 does not have.',
  message: ({ x, y, found, where }) => `Pixel (${x}, ${y}) of ${where} is ${found}, which is no instruction.`,
  hint: () => 'The file is damaged or of a later version; get it from its source again.',
});

export const idleExtension = message<Pixel & { readonly where: string }>({
  code: 'PX1208',
  severity: 'error',
  about: 'An EXT adds nothing, or stands before an instruction that it says nothing about.',
  message: ({ x, y, where }) =>
    `The EXT at pixel (${x}, ${y}) of ${where} adds nothing to the pixel behind it, so it must not stand there.`,
  hint: () => 'Write the program again without it; every instruction has one spelling.',
});

export const cutOff = message<Pixel & { readonly where: string }>({
  code: 'PX1209',
  severity: 'error',
  about: 'The code of a kernel or function, or the list of steps, ends inside an instruction.',
  message: ({ x, y, where }) => `What begins at pixel (${x}, ${y}) is longer than what is left of ${where}.`,
  hint: () => 'The size that is stored for it is too small, or the file is damaged.',
});

export const unknownStep = message<Pixel & { readonly found: string }>({
  code: 'PX1210',
  severity: 'error',
  about: 'A pixel of the steps has an operation code that is no step of version 1.1.',
  message: ({ x, y, found }) => `Pixel (${x}, ${y}) is ${found}, which is no step.`,
  hint: () => 'The file is damaged or of a later version; get it from its source again.',
});

export const damagedName = message<{ readonly line: string }>({
  code: 'PX1215',
  severity: 'warning',
  about: 'A line of the names that come with a program cannot be read.',
  message: ({ line }) => `The names of the program have the line ${line}, which is not understood.`,
  hint: () => 'Names change no result; the line is left out.',
});

export const tooLarge = message<{ readonly what: string; readonly count: number; readonly limit: number }>({
  code: 'PX1216',
  severity: 'error',
  about: 'A program is larger than an image may be.',
  message: ({ what, count, limit }) => `The program needs ${count} ${what}; an image may have ${limit}.`,
  hint: () => 'Make the arrays smaller, or divide the program into several files.',
});
