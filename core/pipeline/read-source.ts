// Reads a source file for a front end: the one place of the pipeline where source comes from the disk.
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { SourceInfo } from '../contract/index.ts';
import { didYouMean, PxosError } from '../diagnostics/index.ts';
import { fileMessages } from '../diagnostics/messages/index.ts';
import { systemReason } from '../files/index.ts';

/** Bytes that a source file may have: some two million lines. */
export const SOURCE_LIMIT = 64 * 1024 * 1024;

/** Paths as messages and headers show them, on every system. */
export const withSlashes = (path: string): string => path.replaceAll('\\', '/');

/** The facts about a source text. The hash is over its UTF-8 bytes. */
export function sourceOf(path: string, text: string): SourceInfo {
  const hash = createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 16);
  return { path: withSlashes(path), text, hash };
}

/**
 * Reads a file as UTF-8; a byte order mark is the front end's business.
 * Throws `PxosError` PX0001 (not there), PX0002 (a folder), PX0003 (unreadable), PX0004 (too large), PX0102 (not UTF-8).
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
    if (facts.size > SOURCE_LIMIT)
      throw new PxosError(
        fileMessages.fileTooLarge({ path: withSlashes(path), bytes: facts.size, limit: SOURCE_LIMIT }),
      );
    return sourceOf(path, await decode(await readFile(absolute), withSlashes(path)));
  } catch (error) {
    throw error instanceof PxosError ? error : unreadable(path, absolute, error);
  }
}

function isFolder(path: string, absolute: string): PxosError {
  const shown = withSlashes(path).replace(/\/+$/, '');
  const inside = entries(absolute).find((name) => name.endsWith('.px'));
  const example = inside === undefined ? undefined : `${shown}/${inside}`;
  return new PxosError(fileMessages.fileIsFolder({ path: withSlashes(path), example }));
}

async function decode(bytes: Uint8Array, file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    const { decodeSource } = await import('../language/index.ts');
    const { diagnostics } = decodeSource(bytes);
    throw new PxosError(
      diagnostics.map((diagnostic) => ({ ...diagnostic, file })),
      { cause },
    );
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
