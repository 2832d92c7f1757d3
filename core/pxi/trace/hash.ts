// The hash of an image: what the conformance suite compares executors by.
import type { PixelImage } from '../image.ts';

/**
 * SHA-256 of the RGBA bytes, rows from the top, in hexadecimal.
 *
 * @example
 * await hashOf(createImage(1, 1)) // 'df3f619804a92fdb4057192dc43dd748ea778adc52bc498ce80524c014b81119'
 */
export async function hashOf({ pixels }: PixelImage): Promise<string> {
  const { buffer, byteOffset, length } = pixels;
  // Memory that is shared cannot be hashed.
  const bytes = buffer instanceof ArrayBuffer ? new Uint8Array(buffer, byteOffset, length) : pixels.slice();
  const digest = new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
