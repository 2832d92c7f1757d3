// The one place that reads data files and writes results: plain files only, writes are atomic, every failure is coded.
import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Position } from 'unist';
import { PxosError } from '../diagnostics/index.ts';
import * as say from '../diagnostics/messages/data.ts';
import { forgetTemporary, makeFolder, systemReason, trackTemporary } from '../files/index.ts';
import { MAX_ARRAY_BYTES } from './array.ts';

/** What a message calls the file, and the statement in the source that named it. */
export interface FileMention {
  readonly shown?: string | undefined;
  readonly file?: string | undefined;
  readonly place?: Position | undefined;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

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
    throw new PxosError(say.dataUnreadable({ path: shown, reason: systemReason(error) }, { file, place }));
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

/** A file to be written; `shown` is what messages call it. */
export interface FileContents {
  readonly path: string;
  readonly contents: string | Uint8Array;
  readonly shown?: string | undefined;
}

async function stage({ path, contents }: FileContents): Promise<string> {
  const name = `.${basename(path).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`;
  const temporary = join(dirname(path), name);
  await makeFolder(dirname(path));
  const facts = await stat(path).catch(() => undefined);
  if (facts?.isDirectory()) throw Object.assign(new Error('it is a folder'), { code: 'EISDIR' });
  trackTemporary(temporary);
  try {
    await writeFile(temporary, contents, { flag: 'wx' });
  } catch (error) {
    await discard(temporary);
    throw error;
  }
  return temporary;
}

async function discard(temporary: string): Promise<void> {
  await rm(temporary, { force: true }).catch(() => undefined);
  forgetTemporary(temporary);
}

/**
 * Writes whole files or nothing: each first into a temporary file beside its place, then all of them are renamed. Missing
 * folders are made. Nothing is left behind when one of them cannot be written.
 *
 * @throws PxosError PX0704 with the reason: no permission, no space, a folder of that name, …
 */
export async function writeTogether(files: readonly FileContents[]): Promise<void> {
  const staged: { readonly temporary: string; readonly file: FileContents }[] = [];
  let current = files[0];
  try {
    for (const file of files) {
      current = file;
      staged.push({ temporary: await stage(file), file });
    }
    for (const { temporary, file } of staged) {
      current = file;
      await rename(temporary, file.path);
      forgetTemporary(temporary);
    }
  } catch (error) {
    for (const { temporary } of staged) await discard(temporary);
    const path = current?.shown ?? current?.path ?? '';
    const hint = codeOf(error) === 'ENOSPC' ? 'Make room on the device, or name another place.' : undefined;
    throw new PxosError(say.dataNotWritten({ path, reason: systemReason(error), hint }));
  }
}
