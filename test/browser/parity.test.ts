// A browser leaves the images that Node leaves, byte for byte: the conformance suite, the images of the repository, random programs;
// on the CPU and on WebGPU, compiled and interpreted.
import { readdirSync, readFileSync } from 'node:fs';
import { decodePng, hashOf, type PixelImage } from 'pxos/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { errorBound } from '../../fixtures/pixel-llm/error-bound.ts';
import { loadModel } from '../../fixtures/pixel-llm/execution.ts';
import { readModel, SHOWN_CONTEXT } from '../../fixtures/pixel-llm/models.ts';
import { readWeights } from '../../fixtures/pixel-llm/weights.ts';
import { Laboratory } from '../differential.ts';
import { difference } from '../pixel-parity/compare.ts';
import { FIRST, openPipeline, outcomeOn } from '../pixel-parity/executors.ts';
import { type ParityCase, parityCase, SOURCES, type Source } from '../pixel-parity/programs.ts';
import { type PixelRun, pixelCases, readCase } from '../pxi-cases.ts';
import { inBrowser } from './browser.ts';
import { fileOf, IN_PAGE, PageExecutors, type PageOutcome } from './executors.ts';

const test = suite('parity in a browser');

const FACTOR = Number(process.env['PXOS_BROWSER_PROGRAMS'] ?? 1);
const browserTest = inBrowser(test, { minutes: 5 * Math.max(1, FACTOR) });

/** Seeds of each source; `PXOS_BROWSER_PROGRAMS=10` makes ten times as many. Those of records and texts are those of `test/gpu`. */
const SEEDS: Readonly<Record<Source, number>> = {
  records: 150 * FACTOR,
  text: 40 * FACTOR,
  legacy: 80 * FACTOR,
};
/** Images of one call. */
const BATCH = 40;

/**
 * What WebGPU does not take, by the codes that say so: barriers where it interprets; where it compiles, blocks nested too deep
 * and more arrays than browsers let a kernel have.
 */
const DECLINES: Readonly<Record<string, readonly string[]>> = {
  'webgpu --interpret': ['PX0783'],
  webgpu: ['PX0824', 'PX0774'],
};

const isDeclined = (executor: string, { said }: PageOutcome): boolean =>
  said.length > 0 && said.every((line) => DECLINES[executor]?.includes(line.slice(0, line.indexOf(' '))));

/** What was compared on an executor. */
interface Tally {
  images: number;
  failures: number;
  declined: number;
}

const pipeline = await openPipeline();

/** Runs cases in the page and in Node; fails where they differ, with the pixel and the instruction. */
async function compare(
  page: PageExecutors,
  cases: readonly ParityCase[],
): Promise<ReadonlyMap<string, Tally>> {
  const tallies = new Map(IN_PAGE.map(({ name }) => [name, { images: 0, failures: 0, declined: 0 }]));
  for (let first = 0; first < cases.length; first += BATCH) {
    const batch = cases.slice(first, first + BATCH);
    // The page computes while this thread does.
    const inPage = page.run(batch.map(fileOf), IN_PAGE);
    const inNode = [];
    for (const one of batch) inNode.push(await outcomeOn(FIRST, one, pipeline));
    for (const [i, outcomes] of (await inPage).entries()) {
      const [one, wanted] = [batch[i], inNode[i]];
      if (!one || !wanted) throw new Error('every case has an outcome in Node');
      const hash = wanted.image && (await hashOf(wanted.image));
      if ('sha256' in one) assert.is(hash, one.sha256, `${one.title} in Node`);
      for (const [k, found] of outcomes.entries()) {
        const executor = IN_PAGE[k]!;
        const tally = tallies.get(executor.name)!;
        const isSame = found.hash === hash && found.said.join('\n') === wanted.said.join('\n');
        if (isDeclined(executor.name, found)) tally.declined++;
        else if (!isSame) {
          const whole = await page.outcomeOf(fileOf(one), one.image, executor);
          const fault = difference(one, wanted, whole) ?? `${found.hash} at first, ${hash} later`;
          throw new Error(`${one.title} on ${executor.name} in the browser: ${fault}`);
        } else if (found.hash === undefined) tally.failures++;
        else tally.images++;
      }
    }
  }
  return tallies;
}

/** Prints what was compared; fails unless it is everything, mostly images, and few are declined. */
function judge(tallies: ReadonlyMap<string, Tally>, cases: number, share: number): void {
  for (const [name, { images, failures, declined }] of tallies) {
    const codes = DECLINES[name];
    const why = codes ? `, ${declined} declined (${codes.join(', ')})` : '';
    console.log(`  ${name}: ${images} images, ${failures} failures${why}`);
    assert.is(images + failures + declined, cases, name);
    assert.ok(images + declined >= share * cases && declined <= 0.5 * cases, name);
  }
}

// ------------------------------------------------------------------------------------------------ the conformance suite

const runs = pixelCases.flatMap((one) => (one.runs ?? []).map((run) => ({ one, run })));

const caseOf = (title: string, image: PixelImage, { mode, dialect }: PixelRun): ParityCase => ({
  title,
  image,
  compat: mode === 'compat',
  dialect: dialect ?? '1.0',
});

browserTest('the conformance suite: every image is what its case says, on every executor', async (page) => {
  const executors = await PageExecutors.open(page);
  const cases = runs.map(({ one, run }) => ({
    ...caseOf(one.file, decodePng(readCase(one)).image, run),
    sha256: run.sha256,
  }));
  judge(await compare(executors, cases), runs.length, 0.6);
});

browserTest('the conformance suite: files are read and refused as its cases say', async (page) => {
  const executors = await PageExecutors.open(page);
  const cases = pixelCases.filter(({ read }) => read);
  const readings = await executors.read(cases.map(readCase));
  assert.ok(cases.length > 30, `${cases.length} cases`);
  assert.is(readings.length, cases.length);
  readings.forEach(({ width, height, hash, said }, i) => {
    const { file, read = {} } = cases[i]!;
    if (read.refused !== undefined)
      assert.match(said.join('\n'), /^PX10[0-2]\d /, `${file}: ${read.refused}`);
    else assert.equal({ width, height, sha256: hash }, read, file);
  });
});

// ------------------------------------------------------------------------------------------------ images of the repository

const FIXTURES = new URL('../../fixtures/', import.meta.url);
const fixtureImages = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.pxi') && !path.startsWith('pxi-conformance/'));

/** Floats are what rounding allows on a device. */
const FLOATS = 'pixel-llm/floats.pxi';

browserTest('every image of the repository leaves in the browser what it leaves in Node', async (page) => {
  const executors = await PageExecutors.open(page);
  const cases = fixtureImages
    .filter((path) => path !== FLOATS)
    .map((path): ParityCase => {
      const { image } = decodePng(readFileSync(new URL(path, FIXTURES)));
      return { title: path, image, compat: path === 'pixel-llm/bytes.pxi', dialect: '1.0' };
    });
  assert.ok(cases.length >= 2 && fixtureImages.includes(FLOATS), fixtureImages.join(', '));
  judge(await compare(executors, cases), cases.length, 1);
});

browserTest('floats.pxi is the same on the CPU, and as near as rounding allows on WebGPU', async (page) => {
  const executors = await PageExecutors.open(page);
  const { image, run, outputs } = loadModel(readModel('floats'));
  const one: ParityCase = { title: FLOATS, image, compat: false, dialect: '1.0' };
  const wanted = run(SHOWN_CONTEXT);
  const expected = outputs(wanted);
  const bound = errorBound(readWeights('floats'), SHOWN_CONTEXT);
  for (const executor of IN_PAGE) {
    const found = await executors.outcomeOf(fileOf(one), image, executor);
    assert.ok(found.image, `${executor.name}: ${found.said.join('\n')}`);
    if (executor.runner === 'cpu') assert.is(difference(one, { image: wanted, said: [] }, found), undefined);
    const actual = outputs(found.image);
    for (let j = 0; j < expected.length; j++) {
      const distance = Math.abs(actual[j]! - expected[j]!);
      assert.ok(distance <= 2 * bound[j]!, `${executor.name}, output ${j}: ${actual[j]}, ${expected[j]}`);
    }
  }
});

// ------------------------------------------------------------------------------------------------ random programs

/** Random programs that ran in a browser to their end. */
let ended = 0;

for (const source of SOURCES)
  browserTest(`random programs of ${source} leave in the browser what they leave in Node`, async (page) => {
    const executors = await PageExecutors.open(page);
    const laboratory = await Laboratory.open();
    const cases: ParityCase[] = [];
    for (let seed = 0; cases.length < SEEDS[source]; seed++) {
      const one = await parityCase(source, seed, laboratory);
      if (one) cases.push(one);
    }
    const tallies = await compare(executors, cases);
    judge(tallies, SEEDS[source], source === 'legacy' ? 0.4 : 0.75);
    ended += Math.min(...[...tallies.values()].map(({ images, declined }) => images + declined));
    await laboratory.close();
  });

browserTest('two hundred random programs and more ran to their end', async () => {
  console.log(`  ${ended} random programs`);
  assert.ok(ended >= 200 * FACTOR, `${ended}`);
});

test.after(() => pipeline.close());
test.run();
