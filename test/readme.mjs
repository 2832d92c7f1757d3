// Runs the README: packs the package, installs it into an empty folder, and executes each block that is marked as a command.
//
// `runs in: clone` blocks run in a fresh copy of this repository, `runs in: project` blocks in the folder with the installed
// package, one after the other. `fails` says that the block must end with an error. `shows` blocks are compared with output.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
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
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'pxos-readme-'));
const readmePath = join(root, 'README.md');
const readme = readFileSync(readmePath, 'utf8');
const update = process.env.UPDATE_SNAPSHOTS === '1';
let passed = 0;
let failed = 0;

function report(title, ok, detail = '') {
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${title}${ok ? '' : `\n${detail}`}`);
  if (ok) passed++;
  else failed++;
}

/** Runs a shell text; the answer holds status and output together. */
function shell(text, cwd, seconds = 600) {
  const result = spawnSync('bash', ['-euo', 'pipefail', '-c', text], {
    cwd,
    encoding: 'utf8',
    timeout: seconds * 1000,
    maxBuffer: 1 << 28,
    env: { ...process.env, NO_COLOR: '1' },
  });
  return {
    status: result.status ?? 1,
    stdout: result.stdout ?? '',
    output: `${result.stdout ?? ''}${result.stderr ?? ''}`,
  };
}

const project = join(scratch, 'project');
mkdirSync(project);
const pack = shell(`npm pack --silent --pack-destination ${JSON.stringify(scratch)}`, root);
const tarball = readdirSync(scratch).find((name) => name.endsWith('.tgz'));
report('the package packs', pack.status === 0 && tarball !== undefined, pack.output);
const install = shell(`npm init -y >/dev/null && npm i --silent ../${tarball}`, project);
report('the tarball installs into an empty folder', install.status === 0, install.output);
const version = shell('npx --no-install pxos --version', project);
const expected = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
report('the installed binary tells its version', version.stdout.trim() === expected, version.output);

/** A copy of the files that git would clone, with this checkout's changes. */
function clone() {
  const folder = join(scratch, 'clone');
  const { stdout } = shell('git ls-files --cached --others --exclude-standard', root);
  for (const name of stdout.split('\n').filter((line) => line !== '' && existsSync(join(root, line))))
    cpSync(join(root, name), join(folder, name), { recursive: true });
  return folder;
}

const shown = new Map();
const blocks = readme.matchAll(/<!-- (runs in|shows): ([^>]*?) -->\n```\w+\n([\s\S]*?)```/g);
let written = readme;
for (const [whole, kind, what, text] of blocks) {
  if (kind === 'runs in') {
    const [where, ...flags] = what.split(', ');
    const { status, stdout, output } = shell(text, where === 'clone' ? clone() : project, 1500);
    const wantsFailure = flags.includes('fails');
    const title = text.trim().split('\n').at(-1);
    report(`README: ${title}`, wantsFailure ? status !== 0 : status === 0, output);
    if (text.includes('typo.px')) shown.set('typo', output.replaceAll(/^npm warn .*\n/gm, '').trim());
    if (text.includes('--out gpu')) {
      const wgsl = readFileSync(join(project, 'gpu/scale.wgsl'), 'utf8');
      shown.set('wgsl', wgsl.replace(/^(\/\/.*\n)+\n?/, '').trim());
    }
    if (process.env.VERBOSE) console.log(stdout);
  } else {
    const actual = `${shown.get(what) ?? ''}\n`;
    if (update)
      written = written.replace(whole, () =>
        whole.replace(/```(\w+)\n[\s\S]*```/, (_, language) => `\`\`\`${language}\n${actual}\`\`\``),
      );
    else
      report(
        `README shows the real output: ${what}`,
        text === actual,
        `README:\n${text}\nreally:\n${actual}`,
      );
  }
}
if (update) writeFileSync(readmePath, written);
rmSync(scratch, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
