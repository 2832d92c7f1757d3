// Runs a program once, on one device, compiled or interpreted.
import { hashOf, openImage, runImage } from 'pxos/browser';
import type { Job, Tell } from './messages.ts';

type RunJob = Extract<Job, { readonly kind: 'run' }>;

export async function runJob({ file, runner, timeout }: RunJob, tell: Tell): Promise<void> {
  const { name, bytes, reading } = file;
  const opened = await openImage(bytes, { ...reading, file: name });
  const { image, device, milliseconds, diagnostics } = await runImage(opened, {
    ...reading,
    runner: runner.device,
    interpret: runner.interpret,
    timeout,
  });
  const hash = await hashOf(image);
  const { pixels } = image;
  tell({ kind: 'ran', pixels, device, milliseconds, hash, diagnostics }, [pixels.buffer]);
}
