// The script of a page that runs images: it compiles, and bundlers take it.
import { type Diagnostic, hashOf, isPxosError, type OpenedImage, openImage, runImage } from 'pxos/browser';

const runners = ['cpu', 'webgpu', 'reference'] as const;

/** What each runner of the browser makes of a file. */
export async function show(file: File): Promise<readonly string[]> {
  const opened: OpenedImage = await openImage(file, { file: file.name });
  const lines: string[] = opened.diagnostics.map(({ code, message }: Diagnostic) => `${code}: ${message}`);
  for (const runner of runners)
    try {
      const { image, device, milliseconds } = await runImage(opened, { runner, timeout: 1000 });
      lines.push(`${device}: ${await hashOf(image)} after ${milliseconds.toFixed(1)} ms`);
    } catch (error) {
      if (!isPxosError(error)) throw error;
      lines.push(error.message);
    }
  return lines;
}

// @ts-expect-error: a runner that pages do not have
export const wrong = (opened: OpenedImage) => runImage(opened, { runner: 'cuda' });
