// Says what a file is that should have been a PNG, from its first bytes: a person then knows what to do.

/** What a file is, as it stands in "The file is …", and the way out where there is a particular one. */
export interface Sniffed {
  readonly what: string;
  readonly hint?: string;
}

/** The first bytes of every PNG. */
export const SIGNATURE: readonly number[] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const CONVERTED =
  'Converting the picture makes no program: get the file as the RGBA PNG that it was written as.';
const UNPACK = 'Unpack it first.';

/** Marks of formats that people take for pixel programs: where the mark stands, and what it says. */
const MARKS: readonly (readonly [offset: number, mark: string, found: Sniffed])[] = [
  [0, '\xff\xd8\xff', { what: 'a JPEG picture', hint: CONVERTED }],
  [0, 'GIF8', { what: 'a GIF picture', hint: CONVERTED }],
  [8, 'WEBP', { what: 'a WebP picture', hint: CONVERTED }],
  [4, 'ftypavif', { what: 'an AVIF picture', hint: CONVERTED }],
  [4, 'ftyp', { what: 'a HEIF picture or a film', hint: CONVERTED }],
  [0, 'BM', { what: 'a BMP picture', hint: CONVERTED }],
  [0, 'II*\0', { what: 'a TIFF picture', hint: CONVERTED }],
  [0, 'MM\0*', { what: 'a TIFF picture', hint: CONVERTED }],
  [0, 'qoif', { what: 'a QOI picture', hint: CONVERTED }],
  [0, 'P6', { what: 'a PPM picture', hint: CONVERTED }],
  [0, '\x8aMNG\r\n\x1a\n', { what: 'a MNG animation', hint: CONVERTED }],
  [0, '\x8bJNG\r\n\x1a\n', { what: 'a JNG picture', hint: CONVERTED }],
  [0, 'PXIF', { what: 'an archive of the kind PXIF', hint: 'PXIF holds files, and no program of pixels.' }],
  [0, 'SFXP', { what: 'a program of the kind SFXP', hint: 'SFXP is another machine’s byte code.' }],
  [0, 'PK\x03\x04', { what: 'a ZIP archive', hint: UNPACK }],
  [0, '\x1f\x8b', { what: 'compressed with gzip', hint: UNPACK }],
  [0, '\x28\xb5\x2f\xfd', { what: 'compressed with zstd', hint: UNPACK }],
  [0, 'BZh', { what: 'compressed with bzip2', hint: UNPACK }],
  [0, '\xfd7zXZ\0', { what: 'compressed with xz', hint: UNPACK }],
  [0, '%PDF', { what: 'a PDF document' }],
  [0, '\x7fELF', { what: 'a program of the operating system' }],
  [0, '\0asm', { what: 'a WebAssembly module' }],
  [0, '\x93NUMPY', { what: 'a NumPy array', hint: 'An array goes into a program with `--in name=FILE`.' }],
  [0, 'GGUF', { what: 'a GGUF model' }],
  [
    0,
    'version https://git-lfs',
    { what: 'a Git LFS pointer, and not the file it stands for', hint: 'Run `git lfs pull`.' },
  ],
];

const hasMark = (bytes: Uint8Array, offset: number, mark: string): boolean =>
  bytes.length >= offset + mark.length &&
  [...mark].every((character, i) => bytes[offset + i] === character.charCodeAt(0));

/** True when the first bytes are UTF-8, of characters that text is made of. */
function isText(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, 512);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(start, {
      stream: start.length < bytes.length,
    });
    return !/\p{Cc}/u.test(text.replace(/[\t\n\r]/g, ''));
  } catch {
    return false;
  }
}

/** How many bytes of the signature a file must have in their places to be taken for a PNG that was damaged. */
const MOST_OF_SIGNATURE = 5;

/** What the file is; `undefined` for one that begins as a PNG does. */
export function sniff(bytes: Uint8Array): Sniffed | undefined {
  if (SIGNATURE.every((byte, i) => bytes[i] === byte)) return undefined;
  if (bytes.length === 0) return { what: 'empty' };
  if (hasMark(bytes, 0, '\x89PNG\n') || hasMark(bytes, 0, '\x89PNG\r\r') || hasMark(bytes, 0, '\tPNG'))
    return {
      what: 'a PNG whose line ends or eighth bits were changed, as a transfer of text does',
      hint: 'Transfer the file again as binary data.',
    };
  if (bytes.length < SIGNATURE.length && bytes.every((byte, i) => byte === SIGNATURE[i]))
    return { what: `the first ${bytes.length} bytes of a PNG`, hint: 'Get the file again.' };
  const intact = SIGNATURE.filter((byte, i) => bytes[i] === byte).length;
  if (intact >= MOST_OF_SIGNATURE)
    return { what: 'a PNG whose first bytes are damaged', hint: 'Get the file again.' };
  const known = MARKS.find(([offset, mark]) => hasMark(bytes, offset, mark));
  if (known) return known[2];
  if (isText(bytes))
    return {
      what: 'text',
      hint: 'Text of an assembly becomes pixels with `pxos asm`, a `.px` file with `pxos build`.',
    };
  return { what: 'of an unknown kind' };
}
