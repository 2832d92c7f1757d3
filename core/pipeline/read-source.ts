// Reads a source file for a front end: the one place of the pipeline where source comes from the disk.
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { SourceInfo } from '../contract/index.ts';
import { didYouMean, PxosError } from '../diagnostics/index.ts';
import { fileMessages } from '../diagnostics/messages/index.ts';
import { systemReason } from '../files/index.ts';

/** Bytes that a source text may have: some two million lines. */
export const SOURCE_LIMIT = 64 * 1024 * 1024;
/** Bytes that a file may have that is no text; the front end that reads it has limits of its own. */
const BINARY_LIMIT = 1024 * 1024 * 1024;

/** Paths as messages and headers show them, on every system. */
export const withSlashes = (path: string): string => path.replaceAll('\\', '/');

const hashOf = (contents: string | Uint8Array): string =>
  createHash('sha256').update(contents).digest('hex').slice(0, 16);

/** The facts about a source text. The hash is over its UTF-8 bytes. */
export function sourceOf(path: string, text: string): SourceInfo {
  return { path: withSlashes(path), text, hash: hashOf(text) };
}

/**
 * Reads a file: as UTF-8 if it is that, else as bytes, which front ends for text refuse (PX0102). A byte order mark is
 * the front end's business. Throws `PxosError` PX0001 (not there), PX0002 (a folder), PX0003 (unreadable), PX0004 (too
 * large).
 */
export async function readSource(path: string, folder: string): Promise<SourceInfo> {
  const absolute = resolve(folder, path);
  try {
    const facts = await stat(absolute);
    if (facts.isDirectory()) throw isFolder(path, absolute);
    // A pipe or a device might be read for ever.
    if (!facts.isFile())
      throw new PxosError(
        fileMessages.fileUnreadable({
          path: withSlashes(path),
          reason: 'it is a pipe or a device, not a file',
        }),
      );
    const limit = facts.size > SOURCE_LIMIT && !(await beginsAsText(absolute)) ? BINARY_LIMIT : SOURCE_LIMIT;
    if (facts.size > limit)
      throw new PxosError(fileMessages.fileTooLarge({ path: withSlashes(path), bytes: facts.size, limit }));
    const bytes = await readFile(absolute);
    const text = decode(bytes);
    return text === undefined
      ? { path: withSlashes(path), text: '', bytes, hash: hashOf(bytes) }
      : sourceOf(path, text);
  } catch (error) {
    throw error instanceof PxosError ? error : unreadable(path, absolute, error);
  }
}

/** Whether the first bytes of a file are UTF-8; those of an image are not. */
async function beginsAsText(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
    new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, bytesRead), { stream: true });
    return true;
  } catch {
    return false;
  } finally {
    await file.close();
  }
}

function isFolder(path: string, absolute: string): PxosError {
  const shown = withSlashes(path).replace(/\/+$/, '');
  const inside = entries(absolute).find((name) => name.endsWith('.px'));
  const example = inside === undefined ? undefined : `${shown}/${inside}`;
  return new PxosError(fileMessages.fileIsFolder({ path: withSlashes(path), example }));
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function unreadable(path: string, absolute: string, error: unknown): PxosError {
  const { code } = error as { code?: unknown };
  const shown = withSlashes(path);
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    const near = didYouMean(basename(absolute), entries(dirname(absolute)));
    const suggestion = near && withSlashes(path).slice(0, -basename(path).length) + near;
    return new PxosError(fileMessages.fileNotFound({ path: shown, suggestion }), { cause: error });
  }
  return new PxosError(fileMessages.fileUnreadable({ path: shown, reason: systemReason(error) }), {
    cause: error,
  });
}

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
