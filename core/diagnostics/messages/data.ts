// Messages about data files: arrays that are read and written, in each of their formats (PX0700–PX0749).
// Types are named as the language names them.

import type { ElementType } from '../../ops/index.ts';
import { nameOfType } from '../../ops/type-names.ts';
import { message } from '../catalog.ts';

// ------------------------------------------------------------------------------------------------ the file system

export const dataNotFound = message<{ path: string }>({
  code: 'PX0700',
  severity: 'error',
  about: 'A data file that is to be read does not exist.',
  message: ({ path }) => `There is no file \`${path}\`.`,
  hint: () =>
    'Check the path: those of READ_FILE and READ_IMAGE count from the `.px` file, those of flags from the folder you are in.',
});

export const dataIsFolder = message<{ path: string }>({
  code: 'PX0701',
  severity: 'error',
  about: 'A folder, or something else that is no file, stands where a data file is expected.',
  message: ({ path }) => `\`${path}\` is not a file.`,
  hint: () => 'Name a file; folders, devices and pipes are not read.',
});

export const dataUnreadable = message<{ path: string; reason: string }>({
  code: 'PX0702',
  severity: 'error',
  about: 'A data file exists and cannot be read.',
  message: ({ path, reason }) => `\`${path}\` cannot be read: ${reason}.`,
  hint: () => 'Check the permissions of the file and of its folder.',
});

export const dataTooLarge = message<{ path: string; bytes: number; limit: number }>({
  code: 'PX0703',
  severity: 'error',
  about: 'A data file is larger than an array can be.',
  message: ({ path, bytes, limit }) => `\`${path}\` has ${bytes} bytes; an array has at most ${limit}.`,
  hint: () => 'Split the data over several files.',
});

export const dataNotWritten = message<{ path: string; reason: string; hint?: string | undefined }>({
  code: 'PX0704',
  severity: 'error',
  about: 'A result cannot be written: no permission, no room, a read-only folder.',
  message: ({ path, reason }) => `\`${path}\` cannot be written: ${reason}.`,
  hint: ({ hint }) => hint ?? 'Name another place, or check the permissions of the folder.',
});

/** The way from what people have to what pxOS reads. */
function wayFrom(extension: string): string {
  if (/^\.(csv|tsv|txt)$/.test(extension))
    return "Numbers as text are written `[1, 2, 3]`, into a `.json` file; `numpy.save('x.npy', numpy.loadtxt('x.txt'))` converts too.";
  if (/^\.(jpe?g|gif|webp|bmp|tiff?|ppm)$/.test(extension)) return 'Convert the picture to PNG.';
  return 'Arrays are in `.json`, `.npy` or `.png` files, or raw, little endian, in `.bin`, `.raw` or `.dat` files.';
}

export const unknownFormat = message<{ path: string; extension: string; element: ElementType }>({
  code: 'PX0705',
  severity: 'error',
  about: 'The extension of a data file stands for no format of such arrays.',
  message: ({ path, extension, element }) =>
    extension === ''
      ? `\`${path}\` has no extension, so nothing says how it holds ${nameOfType(element)} elements.`
      : `\`${path}\` cannot hold ${nameOfType(element)} elements: \`${extension}\` is no format of such arrays.`,
  hint: ({ extension }) => wayFrom(extension),
});

export const sameFile = message<{ path: string; first: string; second: string }>({
  code: 'PX0706',
  severity: 'error',
  about: 'Two arrays would be written to one file.',
  message: ({ path, first, second }) =>
    `\`${first}\` and \`${second}\` would both be written to \`${path}\`.`,
  hint: () => 'Give each its own file.',
});

// ------------------------------------------------------------------------------------------------ lengths

export const rawLength = message<{ path: string; bytes: number; element: ElementType; size: number }>({
  code: 'PX0710',
  severity: 'error',
  about: 'The bytes of a raw file are no whole number of elements.',
  message: ({ path, bytes, element, size }) =>
    `\`${path}\` has ${bytes} bytes, which is no whole number of ${nameOfType(element)} elements of ${size} bytes.`,
  hint: ({ bytes, size }) =>
    `It would have to have ${bytes - (bytes % size)} or ${bytes - (bytes % size) + size} bytes; check the type of the array.`,
});

// ------------------------------------------------------------------------------------------------ JavaScript

export const typedArray = message<{ name: string; actual: string; element: ElementType; fitting: string }>({
  code: 'PX0711',
  severity: 'error',
  about: 'A program gives an array a typed array of another type than its elements.',
  message: ({ name, actual, element }) =>
    `\`${name}\` has ${nameOfType(element)} elements, and ${/^[AEIO]/.test(actual) ? 'an' : 'a'} ${actual} holds others.`,
  hint: ({ fitting }) => `Give it a \`${fitting}\`, a list of numbers, or its bytes as \`{ bytes }\`.`,
});

export const listValue = message<{
  name: string;
  index: number;
  element: ElementType;
  actual: string;
  range: string;
}>({
  code: 'PX0712',
  severity: 'error',
  about: 'A program gives an array a list with a value that does not fit the type of its elements.',
  message: ({ name, index, element, actual, range }) =>
    `Element ${index} for \`${name}\` is ${actual}; an element of ${nameOfType(element)} is ${range}.`,
  hint: () => 'Correct the value, or change the type of the array.',
});

// ------------------------------------------------------------------------------------------------ .npy

export const npyBroken = message<{ path: string; reason: string }>({
  code: 'PX0715',
  severity: 'error',
  about: 'A `.npy` file has no proper header.',
  message: ({ path, reason }) => `\`${path}\` is no .npy file: ${reason}.`,
  hint: () => "Write it with `numpy.save('x.npy', x)`; raw bytes need another extension, such as `.bin`.",
});

export const npyLength = message<{ path: string; shape: string; wanted: number; bytes: number }>({
  code: 'PX0716',
  severity: 'error',
  about: 'A `.npy` file has fewer or more data than its header says.',
  message: ({ path, shape, wanted, bytes }) =>
    `\`${path}\` is ${bytes < wanted ? 'cut off' : 'too long'}: its shape ${shape} takes ${wanted} bytes, and ${bytes} follow the header.`,
  hint: () => 'Write the file again.',
});

export const npyType = message<{ path: string; actual: string; element: ElementType; wanted: string }>({
  code: 'PX0717',
  severity: 'error',
  about: 'A `.npy` file holds elements of another type than the array.',
  message: ({ path, actual, element, wanted }) =>
    `\`${path}\` holds '${actual}', and the array holds ${nameOfType(element)}, which is '${wanted}'.`,
  hint: ({ wanted }) =>
    `Convert it: \`numpy.save('x.npy', x.astype('${wanted}'))\`, or change the type of the array.`,
});

export const npyBigEndian = message<{ path: string; actual: string; wanted: string }>({
  code: 'PX0718',
  severity: 'error',
  about: 'A `.npy` file is in big-endian byte order.',
  message: ({ path, actual }) => `\`${path}\` holds '${actual}', which is big endian.`,
  hint: ({ wanted }) => `Convert it: \`numpy.save('x.npy', x.astype('${wanted}'))\`.`,
});

export const npyFortran = message<{ path: string; shape: string }>({
  code: 'PX0719',
  severity: 'error',
  about: 'A `.npy` file is stored column by column (Fortran order).',
  message: ({ path, shape }) => `\`${path}\` holds its shape ${shape} in Fortran order.`,
  hint: () => "Convert it: `numpy.save('x.npy', numpy.ascontiguousarray(x))`.",
});

// ------------------------------------------------------------------------------------------------ JSON

export const jsonTooLarge = message<{ path: string; bytes: number; limit: number }>({
  code: 'PX0707',
  severity: 'error',
  about: 'A JSON file is longer than a text can be.',
  message: ({ path, bytes, limit }) => `\`${path}\` has ${bytes} bytes; a JSON file may have ${limit}.`,
  hint: () => 'Use a `.npy` or raw file for data of this size.',
});

export const jsonSyntax = message<{ path: string; found: string; expected: string }>({
  code: 'PX0725',
  severity: 'error',
  about: 'A JSON file is no array of numbers.',
  message: ({ path, found, expected }) => `\`${path}\` has ${found} where ${expected} should stand.`,
  hint: () => 'An array is written `[1, 2, 3]`.',
});

export const jsonNotFinite = message<{ path: string; token: string }>({
  code: 'PX0726',
  severity: 'error',
  about: 'A JSON file has NaN or Infinity, which JSON cannot express.',
  message: ({ path, token }) => `\`${path}\` has ${token}, which is not JSON.`,
  hint: () => 'Use a `.npy` or raw file for data that is not finite.',
});

export const jsonNested = message<{ path: string }>({
  code: 'PX0727',
  severity: 'error',
  about: 'A JSON file nests arrays.',
  message: ({ path }) => `\`${path}\` has an array inside the array.`,
  hint: () => 'Write the elements one after another, row by row; a `.npy` file keeps a shape.',
});

export const jsonValue = message<{ path: string; text: string; element: ElementType; range: string }>({
  code: 'PX0728',
  severity: 'error',
  about: 'A number of a JSON file does not fit the type of the array.',
  message: ({ path, text, element, range }) =>
    `\`${path}\` has ${text}; an element of ${nameOfType(element)} is ${range}.`,
  hint: () => 'Correct the number, or change the type of the array.',
});

export const jsonCannotHold = message<{ path: string; value: string; index: number }>({
  code: 'PX0729',
  severity: 'error',
  about: 'A result with NaN or an infinity cannot be written as JSON.',
  message: ({ path, value, index }) =>
    `Element ${index} is ${value}, which \`${path}\` cannot hold: JSON has finite numbers only.`,
  hint: () => 'Write it to a `.npy` or raw file.',
});

// ------------------------------------------------------------------------------------------------ PNG

export const pngBroken = message<{ path: string; reason: string }>({
  code: 'PX0735',
  severity: 'error',
  about: 'A PNG file is cut off or damaged, or is no PNG.',
  message: ({ path, reason }) => `\`${path}\` is no readable PNG: ${reason}.`,
  hint: () => 'Check that it opens in an image viewer; other formats have to be converted to PNG.',
});

export const pngElement = message<{ path: string; element: ElementType }>({
  code: 'PX0736',
  severity: 'error',
  about: 'A PNG is read into or written from an array that does not hold pixels.',
  message: ({ path, element }) => `\`${path}\` is a picture, and the array holds ${nameOfType(element)}.`,
  hint: () => 'Declare the array as `pixel[]`, or use a raw or `.npy` file.',
});

export const pngShape = message<{
  path: string;
  length: number;
  width?: number | undefined;
  height?: number | undefined;
}>({
  code: 'PX0737',
  severity: 'error',
  about: 'The width and height of a picture do not fit the number of its pixels.',
  message: ({ path, length, width, height }) =>
    width === undefined
      ? `Nothing says how wide the picture \`${path}\` of ${length} pixels is.`
      : `\`${path}\` would be ${width} × ${height ?? '?'} pixels, and the array has ${length}.`,
  hint: () =>
    'Width times height is the number of pixels; a width comes from an image, from `BY`, or from `SET e → buf.width`.',
});
