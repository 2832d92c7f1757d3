// PNG read and written at once with Node's zlib: the way of the command line, and the fast one.
import zlib from 'node:zlib';
import type { PixelImage } from '../image.ts';
import { assemble, checkImage, type EncodeOptions, given } from './assemble.ts';
import { readChunks } from './chunks.ts';
import type { DecodedPng, DecodeOptions } from './decode.ts';
import { dataDamaged, dataLong, dataShort } from './faults.ts';
import { type ImageSize, rawBytes } from './header.ts';
import { limitsOf } from './limits.ts';
import { rowsOf, undoFilters } from './rows.ts';
import { type RowData, storedRows } from './stored-rows.ts';

/** Smallest buffer that zlib takes. */
const SMALLEST = 64;
/** Buffers of Node below this may be parts of a shared one. */
const SHARED = 65_536;
const LARGEST_PART = 2 ** 24;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** All bytes before the fault, to say how far the data go. */
function lengthOfWhatIsThere(compressed: Uint8Array, wanted: number): number {
  const finishFlush = zlib.constants.Z_SYNC_FLUSH;
  return zlib.inflateSync(compressed, { finishFlush, maxOutputLength: wanted }).length;
}

/** Exactly the bytes that the size demands, never more in memory. */
function inflate(pieces: readonly Uint8Array[], size: ImageSize, file: string | undefined): Uint8Array {
  const [first] = pieces;
  const compressed = first && pieces.length === 1 ? first : Buffer.concat(pieces);
  const wanted = rawBytes(size);
  try {
    // One byte more than what is wanted: then zlib fills this one buffer, and asks for no second.
    const chunkSize = Math.max(SMALLEST, wanted + 1);
    const options = { chunkSize, maxOutputLength: wanted, info: true } as const;
    const inflated: unknown = zlib.inflateSync(compressed, options);
    const { buffer, engine } = inflated as { buffer: Buffer; engine: { bytesWritten: number } };
    if (buffer.length < wanted) throw dataShort(size, { bytes: buffer.length, isBound: false, file });
    if (engine.bytesWritten < compressed.length)
      throw dataDamaged(`${compressed.length - engine.bytesWritten} bytes follow their end`, file);
    return new Uint8Array(buffer.buffer, buffer.byteOffset, wanted);
  } catch (error) {
    switch (codeOf(error)) {
      case 'ERR_BUFFER_TOO_LARGE':
        throw dataLong(size, file);
      case 'Z_BUF_ERROR':
        throw dataShort(size, { bytes: lengthOfWhatIsThere(compressed, wanted), isBound: false, file });
      case 'Z_DATA_ERROR':
      case 'Z_NEED_DICT':
        throw dataDamaged(reasonOf(error), file);
      default:
        throw error;
    }
  }
}

/**
 * Reads an RGBA PNG: strictly, and without changing a pixel.
 *
 * @throws PxosError PX1000–PX1023
 * @example
 * const { image } = decodePng(readFileSync('program.pxi'), { file: 'program.pxi' })
 */
export function decodePng(bytes: Uint8Array, { file, limits = limitsOf() }: DecodeOptions = {}): DecodedPng {
  const { size, data, names, warnings } = readChunks(bytes, { limits, crc32: zlib.crc32, file });
  const pixels = undoFilters(inflate(data, size, file), size, file);
  const own = pixels.byteLength < SHARED ? pixels.slice() : pixels;
  return { image: { ...size, pixels: own }, warnings, ...(names && { names }) };
}

/**
 * Writes an RGBA PNG without filters.
 *
 * @throws PxosError PX1040 when the bytes do not fit the size
 * @example
 * writeFileSync('program.pxi', encodePng(createImage(8, 2)))
 */
export function encodePng(image: PixelImage, { level = 1, names }: EncodeOptions = {}): Uint8Array {
  checkImage(image);
  const data = level === 0 ? storedRows(image) : compressedRows(image, level);
  return assemble(image, data, { names, crc32: zlib.crc32 });
}

function compressedRows(image: PixelImage, level: number): RowData {
  const raw = rowsOf(image);
  const chunkSize = Math.min(LARGEST_PART, Math.max(SMALLEST, raw.length));
  return given(zlib.deflateSync(raw, { level, chunkSize }));
}
