// Makes a folder and those above it.
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it, one by one: Node's own recursion never ends where a system refuses with ENOENT.
 * Throws what the system says; `ENOTDIR` where a file stands in the way.
 */
export async function makeFolder(folder: string): Promise<void> {
  const facts = await stat(folder).catch(() => undefined);
  if (facts?.isDirectory()) return;
  if (facts) throw Object.assign(new Error(`${folder} is a file`), { code: 'ENOTDIR', path: folder });
  if (dirname(folder) !== folder) await makeFolder(dirname(folder));
  try {
    await mkdir(folder);
  } catch (error) {
    // Another build may have made it in the meantime.
    if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
  }
}
