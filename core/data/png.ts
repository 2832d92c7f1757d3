// PNG files as arrays of pixel: RGBA with eight bits a channel. Grey, palette and 16-bit pictures are brought to that on reading.
import type { PNG } from 'pngjs';
import { PxosError } from '../diagnostics/index.ts';
import * as say from '../diagnostics/messages/data.ts';
import { type ArrayData, MAX_ARRAY_BYTES } from './array.ts';

/** Loaded with the first picture: most runs have none. */
const loadCodec = async (): Promise<typeof PNG> => (await import('pngjs')).PNG;

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** What is wrong with the first bytes; catches pictures whose size alone would fill the memory. */
function faultOf(bytes: Uint8Array): string | undefined {
  if (bytes.byteLength === 0) return 'it is empty';
  if (SIGNATURE.some((byte, i) => bytes[i] !== byte)) return 'it does not begin with the mark of the format';
  if (bytes.byteLength < 33) return 'it ends within the header';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  if (width === 0 || height === 0) return `it is ${width} × ${height} pixels`;
  if (width * height * 4 > MAX_ARRAY_BYTES / 2) return `${width} × ${height} pixels are too many`;
  return undefined;
}

/**
 * Reads a PNG; the shape is `[height, width]`. Samples of 16 bits are scaled to 8, grey becomes three equal channels,
 * alpha is 255 where the file has none; colours are taken as they are (gamma and profiles are left alone).
 *
 * @throws PxosError PX0735 when the file is no PNG, or is cut off or damaged
 */
export async function decodePng(path: string, bytes: Uint8Array): Promise<ArrayData> {
  const fault = faultOf(bytes);
  if (fault !== undefined) throw new PxosError(say.pngBroken({ path, reason: fault }));
  const codec = await loadCodec();
  let image: PNG;
  try {
    image = codec.sync.read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch {
    // The decoder's own words name its inner state, which helps nobody.
    throw new PxosError(say.pngBroken({ path, reason: 'it is cut off or damaged' }));
  }
  const { width, height, data } = image;
  return {
    element: 'pixel',
    length: width * height,
    bytes: new Uint8Array(data.buffer, data.byteOffset, width * height * 4),
    shape: [height, width],
  };
}

/**
 * Writes a PNG of eight bits a channel with alpha.
 *
 * @throws PxosError PX0737 when width times height is not the number of pixels
 */
export async function encodePng(
  path: string,
  array: ArrayData,
  size: { readonly width: number; readonly height: number },
): Promise<Uint8Array> {
  const { width, height } = size;
  if (width < 1 || height < 1 || width * height !== array.length)
    throw new PxosError(say.pngShape({ path, length: array.length, width, height }));
  const codec = await loadCodec();
  const image = new codec({ width, height });
  image.data = Buffer.from(array.bytes.buffer, array.bytes.byteOffset, array.bytes.byteLength);
  const out = codec.sync.write(image, { deflateLevel: 6 });
  return new Uint8Array(out.buffer, out.byteOffset, out.byteLength);
}
