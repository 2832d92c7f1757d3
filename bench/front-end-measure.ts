// Measures the front end on one generated file, in a process of its own, so that peak memory is that of the file.
import { performance } from 'node:perf_hooks';
import { loadLanguage, verifyProgram } from 'pxos';
import { generateSource } from './front-end-source.ts';
import { median } from './statistics.ts';

const RUNS = 7;
const { checkProgram, parseTree, readTokens } = await loadLanguage();

/** Median seconds of several runs, behind two that warm up. */
function seconds(work: () => void): number {
  const times: number[] = [];
  for (let run = -2; run < RUNS; run++) {
    const start = performance.now();
    work();
    if (run >= 0) times.push((performance.now() - start) / 1000);
  }
  return median(times);
}

const path = 'bench.px';
const text = generateSource(Number(process.argv[2]));
const lines = text.split('\n').length - 1;

/** Text to verified IR. */
function toIr(): void {
  const { tree, diagnostics } = parseTree(text, path);
  const { program, diagnostics: faults } = checkProgram(tree, { path, text });
  const [fault] = [...diagnostics, ...faults, ...(program ? verifyProgram(program) : [])];
  if (!program || fault) throw new Error(`${fault?.code}: ${fault?.message}`);
}

const megabytes = (): number => process.resourceUsage().maxRSS / 1024;

// Once, as a command does: later runs leave garbage, which is collected as late as there is room for it.
toIr();
const peak = megabytes();
const record = {
  lines,
  tokens: parseTree(text, path).tokens.length,
  toIr: lines / seconds(toIr),
  parsed: lines / seconds(() => parseTree(text, path)),
  lexed: lines / seconds(() => readTokens(text)),
  peak,
  peakOfAll: megabytes(),
};
console.log(JSON.stringify(record));
