// Measures a build of one kernel for all targets in this process: whole builds, then builds in a pipeline that stays open.
import { build, type Observer, openPipeline, runBuild } from 'pxos';
import { inTurn, median } from './statistics.ts';

const [file = ''] = process.argv.slice(2);
const request = { files: [file], targets: ['cuda', 'rocm', 'metal', 'wgsl', 'wasm'], out: false } as const;

const times = new Map<string, number[]>();
let sums = new Map<string, number>();
const observer: Observer = {
  after({ hook, key }, { seconds }) {
    const name = key === undefined || hook === 'optimize' ? hook : `${hook} ${key}`;
    sums.set(name, (sums.get(name) ?? 0) + seconds * 1000);
  },
};

async function checked(
  result: Promise<{ readonly ok: boolean; readonly diagnostics: readonly unknown[] }>,
): Promise<void> {
  const { ok, diagnostics } = await result;
  if (!ok) throw new Error(JSON.stringify(diagnostics));
}

const pipeline = await openPipeline({ config: false });
const watched = await openPipeline({ config: false, observers: [observer] });
let first = true;
const medians = await inTurn(
  {
    build: () => checked(build({ ...request, config: false })),
    open: () => checked(runBuild(pipeline, request)),
    async watched() {
      sums = new Map();
      await checked(runBuild(watched, request));
      if (!first) for (const [name, sum] of sums) times.set(name, [...(times.get(name) ?? []), sum]);
      first = false;
    },
  },
  { runs: 60, warmUp: 60 },
);
await pipeline.close();
await watched.close();
const stages = [...times].map(([name, all]) => [name, median(all.slice(all.length >> 1))] as const);
console.log(JSON.stringify({ ...medians, stages }));
process.exit();
