// Makes the file of an image.
import { encodePngStream, type PixelImage } from 'pxos/core';
import { checkSave } from './calls.ts';

/**
 * The bytes of a `.pxi`: a PNG with exactly these pixels.
 *
 * @param options.names contents of the chunk `pxNM`: the names of a version 1.1 program, as `openImage` gives them
 * @throws PxosError PX1040 when the bytes do not fit the size, PX0686–PX0688 for a call that is wrong
 * @example
 * const bytes = await saveImage(result.image, { names: opened.names });
 */
export async function saveImage(
  image: PixelImage,
  options: { readonly names?: Uint8Array | undefined } = {},
): Promise<Uint8Array> {
  checkSave(image, options);
  const { names } = options;
  return encodePngStream(image, names ? { names } : {});
}
