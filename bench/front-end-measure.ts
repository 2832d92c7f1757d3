// Measures the front end in a process of its own: the parent bundles this file, as the published package is bundled.
import { performance } from 'node:perf_hooks';
import { loadLanguage } from '../core/language/load.ts';
import { generateSource } from './front-end-source.ts';

const RUNS = 7;
const { checkProgram, parseTree, readTokens } = await loadLanguage();

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Median seconds of several runs, behind one that warms up. */
function seconds(work: () => void): number {
  const times: number[] = [];
  for (let run = 0; run <= RUNS; run++) {
    const start = performance.now();
    work();
    times.push((performance.now() - start) / 1000);
  }
  return median(times.slice(1));
}

for (const count of process.argv.slice(2).map(Number)) {
  const text = generateSource(count);
  const lines = text.split('\n').length - 1;
  const { tree, diagnostics, tokens } = parseTree(text, 'bench.px');
  if (diagnostics.length > 0) throw new Error(`${diagnostics[0]?.code}: ${diagnostics[0]?.message}`);
  const lexed = seconds(() => readTokens(text));
  const parsed = seconds(() => parseTree(text, 'bench.px'));
  const checked = seconds(() => {
    const { tree: fresh } = parseTree(text, 'bench.px');
    checkProgram(fresh, { path: 'bench.px', text });
  });
  const { program, diagnostics: faults } = checkProgram(tree, { path: 'bench.px', text });
  if (!program) throw new Error(`${faults[0]?.code}: ${faults[0]?.message}`);
  const record = {
    lines,
    tokens: tokens.length,
    lexed: Math.round(lines / lexed),
    parsed: Math.round(lines / parsed),
    checked: Math.round(lines / checked),
    megabytes: Math.round(process.memoryUsage().rss / 2 ** 20),
  };
  console.log(JSON.stringify(record));
}
