// What the system's errors mean, in words.
import { reasonOf } from '../diagnostics/index.ts';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'there is no such place',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EISDIR: 'it is a folder',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'its links go in a circle',
  EIO: 'the device failed',
};

/** What a system error means, in words; what is no such error is said in its own. */
export function systemReason(error: unknown): string {
  const { code } = error as { code?: unknown };
  return (typeof code === 'string' ? REASONS[code] : undefined) ?? reasonOf(error);
}
