// The message about a configuration that threw or does not parse, with the line where that happened.
import { pathToFileURL } from 'node:url';
import type { Position } from 'unist';
import { isPxosError, PxosError, reasonOf } from '../diagnostics/index.ts';
import { configMessages } from '../diagnostics/messages/index.ts';
import { shownPath } from '../files/index.ts';

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

/** What the reader of YAML throws; its message goes over several lines, its `reason` is the sentence in it. */
interface YamlMistake {
  readonly reason: string;
  /** Counted from 0. */
  readonly mark: { readonly line: number; readonly column: number };
}

const isYamlMistake = (error: unknown): error is YamlMistake =>
  error instanceof Error &&
  'reason' in error &&
  typeof error.reason === 'string' &&
  'mark' in error &&
  typeof error.mark === 'object';

/**
 * PX0601 for what a configuration or preset threw, PX0616 for one that does not parse; what is coded already stays as it
 * is. `path` is absolute; messages show it from `cwd`.
 */
export function configFailure(error: unknown, path: string | undefined, cwd: string): PxosError {
  if (isPxosError(error)) return error;
  const file = path === undefined ? undefined : shownPath(path, cwd);
  if (isYamlMistake(error)) {
    const point = { line: error.mark.line + 1, column: error.mark.column + 1 };
    const placement = { file, place: { start: point, end: point } };
    return new PxosError(configMessages.configSyntax({ reason: error.reason }, placement), { cause: error });
  }
  const place = path === undefined ? undefined : placeIn(error, path);
  return new PxosError(configMessages.configFailed({ reason: reasonOf(error) }, { file, place }), {
    cause: error,
  });
}
