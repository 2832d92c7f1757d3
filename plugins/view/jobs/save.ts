// Makes the file of an image.
import { saveImage } from 'pxos/browser';
import type { Job, Tell } from './messages.ts';

type SaveJob = Extract<Job, { readonly kind: 'save' }>;

export async function saveJob({ width, height, pixels, names }: SaveJob, tell: Tell): Promise<void> {
  const bytes = await saveImage({ width, height, pixels }, { ...(names && { names }) });
  tell({ kind: 'saved', bytes }, [bytes.buffer]);
}
