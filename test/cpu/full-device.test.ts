// A device that is full, and one that is read-only, for real: a small file system in memory that a namespace of its own mounts.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { FILL } from '../pure/command-line.ts';

const test = suite<{ folder: string }>('devices', { folder: '' });
test.before.each((context) => {
  context.folder = mkdtempSync(join(tmpdir(), 'pxos-device-'));
  writeFileSync(join(context.folder, 'fill.px'), FILL);
});
test.after.each(({ folder }) => rmSync(folder, { recursive: true, force: true }));

const MOUNT = 'mount -t tmpfs -o size=64k tmpfs "$1"';
/** Runs a script in a namespace where it may mount what nobody else sees. */
const inNamespace = (script: string, ...args: readonly string[]) =>
  spawnSync('unshare', ['-rm', 'sh', '-c', script, 'sh', ...args], { encoding: 'utf8' });

const canMount = inNamespace(MOUNT, tmpdir()).status === 0;
if (!canMount)
  console.log('  skipping the tests of devices: this system lets nobody mount one (unshare -rm)');
const deviceTest = canMount ? test : test.skip;

/** What `pxos` prints with `out` on a device of 64 KiB, its exit code, and the files that it leaves there. */
function onDevice(folder: string, mounted: string, pxos: string): string {
  const script = `${MOUNT} && ${mounted}; "$2" --import tsx plugins/bin.ts ${pxos} 2>&1; echo "exit code $?"; ls -A "$1"`;
  mkdirSync(join(folder, 'out'));
  return inNamespace(script, join(folder, 'out'), process.execPath).stdout.replaceAll(folder, '.');
}

deviceTest('a full device is said so, and nothing is left on it', ({ folder }) => {
  assert.is(
    onDevice(
      folder,
      'true',
      `run ${folder}/fill.px --size x=1000000 --threads 1 --out x=${folder}/out/x.bin`,
    ),
    `error PX0704: \`./out/x.bin\` cannot be written: no space is left on the device.
  hint: Make room on the device, or name another place.
exit code 1
`,
  );
});

deviceTest('a read-only device is said so', ({ folder }) => {
  assert.is(
    onDevice(folder, 'mount -o remount,ro "$1"', `build ${folder}/fill.px --target wgsl --out ${folder}/out`),
    `error PX0652: \`./out/fill.wgsl\` cannot be written: the file system is read-only.
  hint: Nothing was written. Name another folder with \`--out\`, or make room and check permissions.
exit code 1
`,
  );
});

test.run();
