// Compares text with files under `fixtures/`; UPDATE_SNAPSHOTS=1 rewrites them. A missing file fails in CI, and so does one that no test read.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as assert from 'uvu/assert';

const update = process.env['UPDATE_SNAPSHOTS'] === '1';
const read = new Set<string>();

/** Fails unless the file holds exactly `actual`; writes it when it is to be updated, or is missing outside of CI. */
export function matchFile(actual: string, path: string): void {
  read.add(path);
  const missing = !existsSync(path);
  if (update || (missing && !process.env['CI'])) {
    if (!missing && readFileSync(path, 'utf8') === actual) return;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, actual);
    console.log(`  wrote ${path}`);
    return;
  }
  assert.not(missing, `${path} is missing; UPDATE_SNAPSHOTS=1 writes it`);
  assert.is(actual, readFileSync(path, 'utf8'), `${path} differs; UPDATE_SNAPSHOTS=1 rewrites it`);
}

/** Fails when the folder holds files with an expected name that no `matchFile` of this run asked for. */
export function refuseOrphans(folder: string, isExpected: (name: string) => boolean): void {
  const orphans = readdirSync(folder)
    .filter(isExpected)
    .map((name) => join(folder, name))
    .filter((path) => !read.has(path));
  if (update) for (const path of orphans) rmSync(path);
  else assert.equal(orphans, [], 'files that no test reads');
}
