// How messages name a file: from the folder where the user is, or from the root where that is shorter.
import { relative, resolve } from 'node:path';

/** The shorter of the path relative to `folder` and the absolute one, with `/` between folders on every system. */
export function shownPath(path: string, folder: string): string {
  const absolute = resolve(folder, path);
  const near = relative(folder, absolute) || '.';
  return (near.length <= absolute.length ? near : absolute).replaceAll('\\', '/');
}
