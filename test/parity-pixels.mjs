// Compares all executors on random pixel programs until so many have left the same image on each of them:
// npm run test:parity -- [programs] [first seed]
import { Laboratory } from './differential.ts';
import { compareSeeds } from './pixel-parity/compare.ts';
import { ON_CPU, ON_GPU, openPipeline } from './pixel-parity/executors.ts';

const [programs = '1000', start = '0'] = process.argv.slice(2);
/** Of every so many seeds; texts take longest to compile. */
const BATCH = { records: 17, text: 1, legacy: 7 };
const executors = [...ON_CPU, ...ON_GPU];

const laboratory = await Laboratory.open();
const pipeline = await openPipeline();
const probe = await (await pipeline.runner('webgpu')).probe();
console.log(probe.device ?? probe.reason);
if (probe.device === undefined) process.exit(1);
const agreements = new Map();
const began = performance.now();
const done = () => Math.min(...executors.map(({ name }) => agreements.get(name)?.images ?? 0));
const report = () => {
  console.log(
    `${done()} programs on all executors after ${Math.round((performance.now() - began) / 1000)} s`,
  );
  for (const [name, { images, changed, failures, declined }] of agreements)
    console.log(
      `  ${name}: ${images} images, ${changed} of them changed; ${failures} runs fail alike, ${declined} are not for it`,
    );
};

const next = { records: Number(start), text: Number(start), legacy: Number(start) };
let reported = 0;
let code = 0;
try {
  while (done() < Number(programs)) {
    for (const [source, count] of Object.entries(BATCH)) {
      await compareSeeds(
        source,
        { first: next[source], count },
        { executors, laboratory, pipeline, agreements },
      );
      next[source] += count;
    }
    if (done() - reported < 200) continue;
    reported = done();
    report();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  code = 1;
}
report();
await pipeline.close();
await laboratory.close();
process.exit(code);
