// Fuzzes pixel programs for as long as it is let: node --import tsx test/fuzz-pixels.mjs [seconds] [first seed]
import { fuzz } from './pixel-fuzz/fuzz.ts';

const [seconds = '3600', start = '1000000'] = process.argv.slice(2);
const until = performance.now() + 1000 * Number(seconds);
const KINDS = ['program', 'agreement', 'program', 'legacy', 'file'];
const BATCH = 2000;

const totals = {};
for (let first = Number(start), k = 0; performance.now() < until; first += BATCH, k++) {
  const kind = KINDS[k % KINDS.length];
  for (const [verdict, count] of Object.entries(fuzz(kind, { first, count: BATCH }))) {
    const name = `${kind} ${verdict}`;
    totals[name] = (totals[name] ?? 0) + count;
  }
  if (k % 50 === 49) console.log(`up to seed ${first + BATCH - 1}: ${JSON.stringify(totals)}`);
}
console.log(JSON.stringify(totals));
