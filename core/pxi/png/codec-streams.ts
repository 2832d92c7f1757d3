// PNG read and written with the compression streams of browsers, where the canvas would change pixels.
import type { PixelImage } from '../image.ts';
import { assemble, checkImage, type EncodeOptions, given } from './assemble.ts';
import { adler32, crc32 } from './checksums.ts';
import { readChunks } from './chunks.ts';
import type { DecodedPng, DecodeOptions } from './decode.ts';
import { dataDamaged, dataLong, dataShort } from './faults.ts';
import { type ImageSize, rawBytes } from './header.ts';
import { limitsOf } from './limits.ts';
import { rowsOf, undoFilters } from './rows.ts';

/** Adler-32 at the end of zlib data. */
const TRAILER = 4;

/** The parts, as a stream that gives one each time it is asked. */
function streamOf(parts: readonly Uint8Array[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  const rest = parts.values();
  return new ReadableStream({
    pull(controller) {
      const { value, done } = rest.next();
      if (done) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
  });
}

/** The last bytes of some parts as a number. */
function trailerOf(parts: readonly Uint8Array[]): number {
  let value = 0;
  const last = parts.flatMap((part) => [...part.subarray(-TRAILER)]).slice(-TRAILER);
  for (const byte of last) value = ((value << 8) | byte) >>> 0;
  return value;
}

async function inflate(
  pieces: readonly Uint8Array[],
  size: ImageSize,
  file: string | undefined,
): Promise<Uint8Array> {
  const wanted = rawBytes(size);
  const raw = new Uint8Array(wanted);
  let filled = 0;
  const reader = streamOf(pieces).pipeThrough(new DecompressionStream('deflate')).getReader();
  for (;;) {
    let next: Awaited<ReturnType<typeof reader.read>>;
    try {
      next = await reader.read();
    } catch (error) {
      // Browsers have no codes for what they find; Node has zlib's.
      if (error instanceof Error && 'code' in error && error.code === 'Z_BUF_ERROR')
        throw dataShort(size, { bytes: filled, isBound: false, file });
      const reason = error instanceof Error ? error.message : String(error);
      throw dataDamaged(`${reason}, behind ${filled} of ${wanted} bytes`, file);
    }
    if (next.done) break;
    if (next.value.length > wanted - filled) {
      await reader.cancel();
      throw dataLong(size, file);
    }
    raw.set(next.value, filled);
    filled += next.value.length;
  }
  if (filled < wanted) throw dataShort(size, { bytes: filled, isBound: false, file });
  // Not every stream says so when bytes follow the end of the data: then these are not their checksum.
  if (adler32(raw) !== trailerOf(pieces)) throw dataDamaged('their checksum is not at their end', file);
  return raw;
}

/**
 * Reads an RGBA PNG as `decodePng` does, wherever there are compression streams.
 *
 * @throws PxosError PX1000–PX1023
 */
export async function decodePngStream(
  bytes: Uint8Array,
  { file, limits = limitsOf() }: DecodeOptions = {},
): Promise<DecodedPng> {
  const { size, data, names, warnings } = readChunks(bytes, { limits, crc32, file });
  const pixels = undoFilters(await inflate(data, size, file), size, file);
  return { image: { ...size, pixels }, warnings, ...(names && { names }) };
}

/**
 * Writes an RGBA PNG as `encodePng` does; streams choose how hard they try.
 *
 * @throws PxosError PX1040 when the bytes do not fit the size
 */
export async function encodePngStream(
  image: PixelImage,
  { names }: Pick<EncodeOptions, 'names'> = {},
): Promise<Uint8Array> {
  checkImage(image);
  const stream = streamOf([rowsOf(image)]).pipeThrough(new CompressionStream('deflate'));
  const compressed = new Uint8Array(await new Response(stream).arrayBuffer());
  return assemble(image, given(compressed), { names, crc32 });
}
