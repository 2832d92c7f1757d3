// Lays long lists out in lines.
import type { Writer } from './writer.ts';

/** Lines of a list that is as wide as the eye follows. */
export function wrapped(items: readonly string[], out: Writer): void {
  let line = '';
  for (const item of items) {
    if (line.length + item.length > 100) {
      out.line(line.trimEnd());
      line = '';
    }
    line += `${item}, `;
  }
  if (line !== '') out.line(line.trimEnd());
}
