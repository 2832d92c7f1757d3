// Which version of the protocol an image is written in: read off its first two pixels.
import { PxosError } from '../diagnostics/index.ts';
import * as say from '../diagnostics/messages/pixel-file.ts';
import type { PixelImage } from './image.ts';
import { bytesOfWord } from './word-text.ts';
import { GUARD } from './words/directory.ts';

const GUARD_BYTES = bytesOfWord(GUARD);
const MAJOR = GUARD >>> 24;
/** The highest opcode of version 1.0. */
const LAST_OPCODE = 4;

/**
 * What the first pixels say.
 *
 * - `1.1`: the guard, and a HALT behind it.
 * - `damaged`: nearly the guard. Its first byte is above 4, so that it is no instruction of version 1.0, and either two or
 *   three of its bytes are the guard's, or all four are and no HALT follows.
 * - `later`: the guard with another major version than 1 (and than 0 and 255, which no version has), and a HALT behind it.
 * - `1.0`: everything else. No valid version 1.0 program is anything else: its first opcode is 4 or less.
 */
export type PixelVersion = '1.0' | '1.1' | 'damaged' | 'later';

const firstPixels = ({ pixels }: PixelImage): readonly [first: Uint8Array, second: Uint8Array] => [
  pixels.subarray(0, 4),
  pixels.subarray(4, 8),
];

/** The version of an image. */
export function versionOf(image: PixelImage): PixelVersion {
  const [first, second] = firstPixels(image);
  const [opcode = 0, , , major = 0] = first;
  const same = GUARD_BYTES.filter((byte, i) => first[i] === byte).length;
  const isHalt = second.length === 4 && second.every((byte) => byte === 0);
  if (same === 4) return isHalt ? '1.1' : 'damaged';
  if (opcode <= LAST_OPCODE || same < 2) return '1.0';
  if (same === 3 && major > MAJOR && major < 255 && isHalt) return 'later';
  return 'damaged';
}

const hex = (bytes: Iterable<number>): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ');

/**
 * The version of an image that can be run. With `compat` a damaged guard is what a version 1.0 executor sees: an unknown
 * opcode.
 *
 * @throws PxosError PX1050 for a damaged guard, PX1051 for a later version
 */
export function knownVersion(
  image: PixelImage,
  { compat = false, file }: { readonly compat?: boolean; readonly file?: string } = {},
): '1.0' | '1.1' {
  const version = versionOf(image);
  if (version === '1.0' || version === '1.1') return version;
  if (compat) return '1.0';
  const [first, second] = firstPixels(image);
  const at = { file, pixel: { x: 0, y: 0 } };
  throw new PxosError(
    version === 'later'
      ? say.laterVersion({ major: first[3] ?? 0 }, at)
      : say.damagedGuard(
          { found: `${hex(first)}, ${hex(second)}`, wanted: `${hex(GUARD_BYTES)}, 00 00 00 00` },
          at,
        ),
  );
}
