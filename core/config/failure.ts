// The message about a configuration that threw or does not parse, with the line where that happened.
import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Position } from 'unist';
import { PxosError, reasonOf } from '../diagnostics/index.ts';
import { configMessages } from '../diagnostics/messages/index.ts';

/** The first place of the file that the error's stack names. */
function placeIn(error: unknown, path: string): Position | undefined {
  if (!(error instanceof Error) || error.stack === undefined) return undefined;
  for (const name of [pathToFileURL(path).href, path]) {
    const at = error.stack.indexOf(`${name}:`);
    const found = at < 0 ? null : /^:(\d+)(?::(\d+))?/.exec(error.stack.slice(at + name.length));
    if (!found) continue;
    const point = { line: Number(found[1]), column: Number(found[2] ?? 1) };
    return { start: point, end: point };
  }
  return undefined;
}

/** PX0601 for what a configuration or preset threw. `path` is absolute; messages show it from `cwd`. */
export function configFailure(error: unknown, path: string | undefined, cwd: string): PxosError {
  const reason = reasonOf(error);
  if (path === undefined) return new PxosError(configMessages.configFailed({ reason }), { cause: error });
  const placement = { file: relative(cwd, path).replaceAll('\\', '/'), place: placeIn(error, path) };
  return new PxosError(configMessages.configFailed({ reason }, placement), { cause: error });
}
