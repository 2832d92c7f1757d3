// Runs all benchmarks, one after the other; with `--json FILE` their reports are one array.
// Run with `npm run bench`, which builds the package first.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Report } from './figures.ts';

const { json } = parseArgs({ options: { json: { type: 'string' } } }).values;
const folder = mkdtempSync(join(tmpdir(), 'pxos-bench-'));
const reports: Report[] = [];
for (const name of ['front-end', 'all-targets', 'start-up', 'picture', 'png', 'matmul']) {
  const script = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const file = join(folder, `${name}.json`);
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', script, '--json', file], {
    stdio: 'inherit',
  });
  if (status === 0) reports.push(JSON.parse(readFileSync(file, 'utf8')) as Report);
  else process.exitCode = 1;
}
rmSync(folder, { recursive: true });
if (json !== undefined) writeFileSync(json, `${JSON.stringify(reports, undefined, 2)}\n`);
