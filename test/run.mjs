// Runs the uvu suites and guards what uvu lets pass: no tests at all, a forgotten `.run()`, a leaked `only`, a hook that throws, an open handle.
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parse } from 'uvu/parse';

const root = dirname(fileURLToPath(import.meta.url));
const pattern = process.argv[2] ?? String.raw`\.test\.ts$`;
const { suites } = await parse(root, pattern);
const faults = [];

// A test that waits for ever must not hold up everything behind it.
const MINUTES = 40;
setTimeout(() => {
  console.log(`FAULT the suite did not end within ${MINUTES} minutes\n0 passed, 1 failed`);
  process.exit(1);
}, MINUTES * 60_000).unref();

for (const { file, name } of suites) {
  const text = readFileSync(file, 'utf8');
  if (/\.only\(/.test(text)) faults.push(`${name}: a leaked .only(`);
  if (!/\.run\(\)/.test(text)) faults.push(`${name}: no .run() at the end`);
}

// uvu collects suites into a global queue, one list for each file.
globalThis.UVU_DEFER = 1;
const { exec } = await import('uvu');
globalThis.UVU_QUEUE = [];
/** Milliseconds that a file takes, to load and to run. */
const times = new Map();
const timed = async (name, work) => {
  const start = performance.now();
  try {
    return await work();
  } finally {
    times.set(name, (times.get(name) ?? 0) + performance.now() - start);
  }
};
let index = 0;
for (const suite of suites) {
  globalThis.UVU_INDEX = index++;
  globalThis.UVU_QUEUE.push([relative(root, suite.file)]);
  try {
    await timed(suite.name, () => import(pathToFileURL(resolve(suite.file)).href));
  } catch (error) {
    faults.push(`${suite.name}: does not load\n${error?.stack ?? error}`);
  }
}

globalThis.UVU_QUEUE = globalThis.UVU_QUEUE.map(([name, ...runs], k) => [
  name,
  ...runs.map((run) => () => timed(suites[k].name, run)),
]);

// The closing figures are read from uvu's own report, so a hook that throws cannot hide.
let report = '';
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = (chunk, ...rest) => {
  report += chunk;
  return write(chunk, ...rest);
};
process.exitCode = 0;
await exec(false);
process.stdout.write = write;

// Where the time goes: CI has two cores, and a limit.
const SLOWEST = 15;
const slowest = [...times].sort(([, a], [, b]) => b - a).slice(0, SLOWEST);
for (const [name, time] of slowest) console.log(`${(time / 1000).toFixed(1).padStart(7)} s  ${name}`);
console.log();

// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes of the report
const plain = report.replace(/\x1b\[[0-9;]*m/g, '');
const total = Number(/Total:\s+(\d+)/.exec(plain)?.[1] ?? 0);
const passed = Number(/Passed:\s+(\d+)/.exec(plain)?.[1] ?? 0);
const skipped = Number(/Skipped:\s+(\d+)/.exec(plain)?.[1] ?? 0);
// uvu's total leaves out what is skipped.
const failed = total - passed + faults.length;
for (const fault of faults) console.error(`FAULT ${fault}`);
if (total === 0) console.error('FAULT no test ran');
if (process.exitCode && failed === 0) console.error('FAULT a suite failed outside its tests');
const bad = failed > 0 || total === 0 || process.exitCode;
console.log(
  `${passed} passed, ${bad && failed === 0 ? 1 : failed} failed${skipped ? `, ${skipped} skipped` : ''}`,
);
process.exit(bad ? 1 : 0);
