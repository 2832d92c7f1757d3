// Opens a file: its image, what lies where, what is wrong with it.
import { hashOf, openImage } from 'pxos/browser';
import type { FileInput, Tell } from './messages.ts';

export async function openJob({ name, bytes, reading }: FileInput, tell: Tell): Promise<void> {
  const { image, names, inspection, diagnostics } = await openImage(bytes, { ...reading, file: name });
  const hash = await hashOf(image);
  const { pixels } = image;
  tell({ kind: 'opened', pixels, names, inspection, diagnostics, hash }, [pixels.buffer]);
}
