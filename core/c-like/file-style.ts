// How emitted files are named, and how their lines point back to the source.
import type { LineStyle } from './writer.ts';

/** File name without folders and extension: `shaders/blur.px` → `blur`. */
export function baseName(path: string): string {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const dot = file.lastIndexOf('.');
  return dot > 0 ? file.slice(0, dot) : file;
}

/** The style of line references that the user asked for in the options of a plugin. */
export function lineStyle(options: Readonly<Record<string, unknown>> | undefined): LineStyle {
  const lines = options?.lines;
  return lines === 'directives' || lines === 'none' ? lines : 'comments';
}
