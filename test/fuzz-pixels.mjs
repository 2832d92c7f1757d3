// Fuzzes pixel programs for as long as it is let: node --import tsx test/fuzz-pixels.mjs [seconds] [first seed]
// One batch in six runs what is valid on every executor.
import { fuzz, fuzzExecutors } from './pixel-fuzz/fuzz.ts';
import { ON_CPU, ON_GPU, openPipeline } from './pixel-parity/executors.ts';

const [seconds = '3600', start = '1000000'] = process.argv.slice(2);
const until = performance.now() + 1000 * Number(seconds);
const KINDS = ['program', 'agreement', 'program', 'legacy', 'file', 'executors'];
const BATCH = 2000;
/** Executors take a hundred times as long. */
const EXECUTED = 50;

const executors = [...ON_CPU, ...ON_GPU];
const pipeline = await openPipeline();
const totals = {};
for (let first = Number(start), k = 0; performance.now() < until; first += BATCH, k++) {
  const kind = KINDS[k % KINDS.length];
  const verdicts =
    kind === 'executors'
      ? await fuzzExecutors({ first, count: EXECUTED }, { executors, pipeline })
      : fuzz(kind, { first, count: BATCH });
  for (const [verdict, count] of Object.entries(verdicts)) {
    const name = `${kind} ${verdict}`;
    totals[name] = (totals[name] ?? 0) + count;
  }
  if (k % 48 === 47) console.log(`up to seed ${first + BATCH - 1}: ${JSON.stringify(totals)}`);
}
console.log(JSON.stringify(totals));
await pipeline.close();
process.exit(0);
