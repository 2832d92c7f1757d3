// Reading and writing data files: whole or not at all, and a coded error for every way in which a path can be wrong.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readBytes, writeTogether } from '../../core/data/index.ts';
import { isPxosError } from '../../core/index.ts';

async function inFolder(act: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pxos-data-'));
  try {
    await act(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
async function said(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (isPxosError(error)) return `${error.diagnostics[0]!.code}: ${error.diagnostics[0]!.message}`;
    throw error;
  }
  return 'no error';
}

test('a missing file, a folder and a device are errors that name what the user wrote', () =>
  inFolder(async (folder) => {
    assert.is(
      await said(readBytes(join(folder, 'x.bin'), { shown: 'x.bin' })),
      'PX0700: There is no file `x.bin`.',
    );
    assert.is(await said(readBytes(folder, { shown: 'data' })), 'PX0701: `data` is not a file.');
    if (existsSync('/dev/zero'))
      assert.is(await said(readBytes('/dev/zero')), 'PX0701: `/dev/zero` is not a file.');
    assert.match(
      await said(readBytes(join(folder, 'x\0y'), { shown: 'x' })),
      /^PX0702: `x` cannot be read: /,
    );
  }));

test('a file is written whole, in folders that are made, and leaves nothing else behind', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'a', 'b', 'y.bin');
    await writeTogether([{ path: path, contents: Uint8Array.of(1, 2) }]);
    await writeTogether([{ path: path, contents: Uint8Array.of(3) }]);
    assert.equal([...readFileSync(path)], [3]);
    assert.equal(readdirSync(join(folder, 'a', 'b')), ['y.bin']);
  }));

test('what cannot be written says why and leaves what was there', () =>
  inFolder(async (folder) => {
    mkdirSync(join(folder, 'y.bin'));
    writeFileSync(join(folder, 'file'), '');
    const folderInPlace = await said(
      writeTogether([{ path: join(folder, 'y.bin'), contents: 'x', shown: 'y.bin' }]),
    );
    assert.is(folderInPlace, 'PX0704: `y.bin` cannot be written: it is a folder.');
    assert.match(
      await said(
        writeTogether([{ path: join(folder, 'file', 'y.bin'), contents: 'x', shown: 'file/y.bin' }]),
      ),
      /^PX0704: `file\/y.bin` cannot be written: (a part of its path is a file, not a folder|EEXIST)/,
    );
    assert.equal(readdirSync(folder).sort(), ['file', 'y.bin']);
  }));

test('of several files either all are written or none', () =>
  inFolder(async (folder) => {
    mkdirSync(join(folder, 'taken'));
    const files = ['a.bin', 'taken'].map((name) => ({
      path: join(folder, name),
      contents: 'x',
      shown: name,
    }));
    assert.is(await said(writeTogether(files)), 'PX0704: `taken` cannot be written: it is a folder.');
    assert.equal(readdirSync(folder), ['taken']);
  }));

test('a folder without permission is an error', async () => {
  if (process.getuid?.() === 0) {
    console.log('  (skipped: the root user may write anywhere)');
    return;
  }
  await inFolder(async (folder) => {
    chmodSync(folder, 0o500);
    assert.is(
      await said(writeTogether([{ path: join(folder, 'y'), contents: 'x', shown: 'y' }])),
      'PX0704: `y` cannot be written: permission is denied.',
    );
    chmodSync(folder, 0o700);
  });
});

test('a full device is an error', async () => {
  if (!existsSync('/dev/full')) {
    console.log('  (skipped: this system has no device that is always full)');
    return;
  }
  // A temporary file cannot be made beside a device node by most users; either way the reason is told.
  assert.match(
    await said(writeTogether([{ path: '/dev/full/y', contents: 'x', shown: 'y' }])),
    /^PX0704: `y` cannot be written: /,
  );
});

test.run();
