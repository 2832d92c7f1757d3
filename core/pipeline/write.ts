// Writes the artifacts of a build: all of them or none, each first as a temporary file beside its place and then renamed.
import { randomBytes } from 'node:crypto';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, posix } from 'node:path';
import type { Artifact } from '../contract/index.ts';
import { PxosError } from '../diagnostics/index.ts';
import { fileMessages } from '../diagnostics/messages/index.ts';
import { forgetTemporary, makeFolder, systemReason, trackTemporary } from '../files/index.ts';

/** Throws PX0650 or PX0651 when artifacts do not fit side by side into one output folder. */
export function checkPaths(artifacts: readonly Artifact[]): void {
  const taken = new Map<string, string>();
  for (const { path, target } of artifacts) {
    const normal = posix.normalize(path);
    const outside =
      path === '' ||
      normal === '.' ||
      posix.isAbsolute(path) ||
      normal.startsWith('..') ||
      /[\\\0:]/.test(path);
    if (outside) throw new PxosError(fileMessages.artifactOutside({ path, plugin: target }));
    // Some file systems do not tell capitals apart.
    const key = normal.toLowerCase();
    const first = taken.get(key);
    if (first !== undefined)
      throw new PxosError(
        fileMessages.artifactPathTaken({ path: normal, first: `\`${first}\``, second: `\`${target}\`` }),
      );
    taken.set(key, target);
  }
}

interface Pending {
  readonly path: string;
  readonly temporary: string;
  readonly existed: boolean;
}

/**
 * Writes the artifacts under `folder` and gives their paths, in the order of the artifacts. When anything fails, no file is left changed but
 * those whose rename had come before (and they are removed again where they are new).
 * Throws `PxosError` PX0652, PX0653 or PX0654. `show` makes a path fit for messages.
 */
export async function writeArtifacts(
  folder: string,
  artifacts: readonly Artifact[],
  show: (path: string) => string,
): Promise<readonly string[]> {
  const pending: Pending[] = [];
  const renamed: Pending[] = [];
  let current = folder;
  try {
    await folderFor(folder, show);
    for (const artifact of artifacts) {
      current = join(folder, artifact.path);
      pending.push(await stage(current, artifact.contents, show));
    }
    for (const file of pending) {
      current = file.path;
      await rename(file.temporary, file.path);
      forgetTemporary(file.temporary);
      renamed.push(file);
    }
  } catch (error) {
    await Promise.all(pending.map(({ temporary }) => discard(temporary)));
    await Promise.all(renamed.filter((file) => !file.existed).map(({ path }) => rm(path, { force: true })));
    if (error instanceof PxosError) throw error;
    throw new PxosError(fileMessages.outputUnwritable({ path: show(current), reason: systemReason(error) }), {
      cause: error,
    });
  }
  return pending.map(({ path }) => path);
}

async function stage(
  path: string,
  contents: string | Uint8Array,
  show: (path: string) => string,
): Promise<Pending> {
  const facts = await stat(path).catch(() => undefined);
  if (facts?.isDirectory()) throw new PxosError(fileMessages.outputIsFolder({ path: show(path) }));
  await folderFor(dirname(path), show);
  const name = `.${basename(path).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`;
  const temporary = join(dirname(path), name);
  trackTemporary(temporary);
  try {
    await writeFile(temporary, contents, { flag: 'wx', flush: true });
  } catch (error) {
    await discard(temporary);
    throw error;
  }
  return { path, temporary, existed: facts !== undefined };
}

async function discard(temporary: string): Promise<void> {
  await rm(temporary, { force: true }).catch(() => undefined);
  forgetTemporary(temporary);
}

async function folderFor(folder: string, show: (path: string) => string): Promise<void> {
  try {
    await makeFolder(folder);
  } catch (error) {
    const { code, path = folder } = error as { code?: unknown; path?: string };
    if (code !== 'ENOTDIR') throw error;
    throw new PxosError(fileMessages.outputIsNoFolder({ path: show(path) }), { cause: error });
  }
}
