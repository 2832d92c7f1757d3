// The one place that reads data files and writes results: plain files only, writes are atomic, every failure is coded.
import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Position } from 'unist';
import { PxosError } from '../diagnostics/index.ts';
import * as say from '../diagnostics/messages/data.ts';
import { makeFolder } from '../files/index.ts';
import { MAX_ARRAY_BYTES } from './array.ts';

/** What a message calls the file, and the statement in the source that named it. */
export interface FileMention {
  readonly shown?: string | undefined;
  readonly file?: string | undefined;
  readonly place?: Position | undefined;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'the disk quota is used up',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file, not a folder',
  ENOENT: 'its folder does not exist',
  ENAMETOOLONG: 'its name is too long',
  EMFILE: 'too many files are open',
  ELOOP: 'its links go in a circle',
};

const reasonOf = (error: unknown): string =>
  REASONS[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));

/**
 * The bytes of a plain file.
 *
 * @throws PxosError PX0700 no such file · PX0701 not a file · PX0702 unreadable · PX0703 larger than any array
 */
export async function readBytes(path: string, mention: FileMention = {}): Promise<Uint8Array> {
  const shown = mention.shown ?? path;
  const { file, place } = mention;
  const fail = (error: unknown): never => {
    const code = codeOf(error);
    if (code === 'ENOENT') throw new PxosError(say.dataNotFound({ path: shown }, { file, place }));
    if (code === 'EISDIR') throw new PxosError(say.dataIsFolder({ path: shown }, { file, place }));
    throw new PxosError(say.dataUnreadable({ path: shown, reason: reasonOf(error) }, { file, place }));
  };
  // Without this look first, a pipe or a device would be read for ever.
  const facts = await stat(path).catch(fail);
  if (!facts.isFile()) throw new PxosError(say.dataIsFolder({ path: shown }, { file, place }));
  if (facts.size > MAX_ARRAY_BYTES)
    throw new PxosError(
      say.dataTooLarge({ path: shown, bytes: facts.size, limit: MAX_ARRAY_BYTES }, { file, place }),
    );
  const buffer = await readFile(path).catch(fail);
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

/**
 * Writes a whole file or nothing: into a temporary file beside it, then renamed. Missing folders are made.
 *
 * @throws PxosError PX0704 with the reason: no permission, no space, a folder of that name, …
 */
export async function writeAtomically(
  path: string,
  contents: string | Uint8Array,
  mention: FileMention = {},
): Promise<void> {
  const { file, place } = mention;
  const temporary = join(
    dirname(path),
    `.${basename(path).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`,
  );
  try {
    await makeFolder(dirname(path));
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(contents);
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    const hint = codeOf(error) === 'ENOSPC' ? 'Make room on the device, or name another place.' : undefined;
    throw new PxosError(
      say.dataNotWritten({ path: mention.shown ?? path, reason: reasonOf(error), hint }, { file, place }),
    );
  }
}
