// How fast `.px` files are read: lines per second lexed, parsed and brought down to verified IR, and whether that is linear.
// Run with `node --import tsx bench/front-end.ts`.
import { type Figure, tell } from './figures.ts';
import { withInstallation } from './installed.ts';

interface Measured {
  readonly lines: number;
  readonly tokens: number;
  readonly lexed: number;
  readonly parsed: number;
  readonly toIr: number;
  /** Megabytes after one compilation, and after all runs in this process. */
  readonly peak: number;
  readonly peakOfAll: number;
}

await withInstallation(async ({ runScript }) => {
  const measured: Measured[] = [];
  for (const size of ['10000', '100000'])
    measured.push(JSON.parse(await runScript('front-end-measure.ts', [size])) as Measured);
  const [small, large] = measured as [Measured, Measured];
  const figures = measured.flatMap(({ lines, tokens, lexed, parsed, toIr, peak, peakOfAll }): Figure[] => {
    const name = (what: string): string => `${lines.toLocaleString('en')} lines: ${what}`;
    const unit = 'lines/s';
    return [
      { name: name('lexed'), value: lexed, unit, note: `${tokens.toLocaleString('en')} tokens` },
      { name: name('lexed and parsed'), value: parsed, unit, goal: { atLeast: 100_000 } },
      { name: name('to verified IR'), value: toIr, unit, goal: { atLeast: 50_000 } },
      { name: name('peak memory, compiled once'), value: peak, unit: 'MB', goal: { atMost: 1000 } },
      { name: name('peak memory, after all runs'), value: peakOfAll, unit: 'MB' },
    ];
  });
  const ratio = (what: 'parsed' | 'toIr'): number => small[what] / large[what];
  const note = '1 is linear';
  tell('Front end', [
    ...figures,
    { name: 'time per line, long file : short file, parsed', value: ratio('parsed'), unit: '×', note },
    { name: 'time per line, long file : short file, to IR', value: ratio('toIr'), unit: '×', note },
  ]);
});
