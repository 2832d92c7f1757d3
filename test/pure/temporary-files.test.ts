// What is left of a write that is interrupted: nothing.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const room = new URL('../../core/files/index.ts', import.meta.url).href;
const root = fileURLToPath(new URL('../..', import.meta.url));

/** A process that tracks two files, keeps the first, and ends as `end` says. Gives how, and what it leaves. */
function interrupted(end: string) {
  const folder = mkdtempSync(join(tmpdir(), 'pxos-temporary-'));
  const text = `
    import { writeFileSync } from 'node:fs';
    import { forgetTemporary, trackTemporary } from ${JSON.stringify(room)};
    for (const path of ['kept', 'half']) {
      trackTemporary(path);
      writeFileSync(path, '');
    }
    forgetTemporary('kept');
    ${end}
  `;
  const loader = join(root, 'node_modules/tsx/dist/loader.mjs');
  try {
    const { status, signal, stderr } = spawnSync(
      process.execPath,
      ['--import', loader, '--input-type=module', '--eval', text],
      { cwd: folder, encoding: 'utf8' },
    );
    return { status, signal, stderr, left: readdirSync(folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    assert.not(existsSync(folder));
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  test(`${signal} ends the process as ever, and temporary files are gone`, () => {
    const end = `process.kill(process.pid, '${signal}'); setTimeout(() => {}, 60_000);`;
    assert.equal(interrupted(end), { status: null, signal, stderr: '', left: ['kept'] });
  });

test('an exit in the middle leaves no temporary files', () => {
  assert.equal(interrupted('process.exit(7);'), { status: 7, signal: null, stderr: '', left: ['kept'] });
});

test('a signal that somebody else handles does not end the process', () => {
  const end = `process.on('SIGINT', () => process.exit(3)); process.kill(process.pid, 'SIGINT'); setTimeout(() => {}, 60_000);`;
  assert.equal(interrupted(end), { status: 3, signal: null, stderr: '', left: ['kept'] });
});

test('after the last file nothing listens any more', () => {
  const end = `forgetTemporary('half'); console.error(process.listenerCount('SIGINT'));`;
  assert.equal(interrupted(end).stderr, '0\n');
});

test.run();
