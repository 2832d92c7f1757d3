// Makes the file of an image.
import { encodePngStream, type PixelImage } from 'pxos/core';

/**
 * The bytes of a `.pxi`: a PNG with exactly these pixels.
 *
 * @param options.names contents of the chunk `pxNM`: the names of a version 1.1 program, as `openImage` gives them
 * @throws PxosError PX1040 when the bytes do not fit the size
 * @example
 * const bytes = await saveImage(result.image, { names: opened.names });
 */
export const saveImage = (
  image: PixelImage,
  { names }: { readonly names?: Uint8Array | undefined } = {},
): Promise<Uint8Array> => encodePngStream(image, names ? { names } : {});
