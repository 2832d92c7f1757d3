// The property test of the interpreter in WGSL: random programs, encoded as images and interpreted from their pixels, leave
// the memory that the reference evaluator leaves for their text.
import { encodeProgram, loadProgram, type PixelProgram, readElements, toPixelForm, wordsOf } from 'pxos/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { barrierOf } from '../../plugins/run-webgpu/pixels/needs.ts';
import { type Experiment, firstDifference, judgeFloats, Laboratory } from '../differential.ts';
import { randomProgram } from '../random/program.ts';
import { gpuTest } from './device.ts';
import { interpreted } from './pixel-machine.ts';

const test = suite('pxvm, random programs');

const SEEDS = Number(process.env['PXOS_RANDOM_IMAGES'] ?? 100);
const CHUNK = 25;
/** Intervals cost a hundred times what the evaluation does: every so many programs have their floats judged. */
const JUDGED = 5;
const laboratory = await Laboratory.open();
let interpretedPrograms = 0;

/** The arrays of an image by their names. */
function arraysOf(program: PixelProgram, words: Uint32Array): Record<string, Uint8Array> {
  const arrays: Record<string, Uint8Array> = {};
  program.records.forEach((record, k) => {
    const name = program.names.records.get(k);
    if (record?.kind === 'array' && name !== undefined)
      arrays[name] = readElements(words, record, program.width);
  });
  return arrays;
}

async function compare(seed: number): Promise<void> {
  const random = randomProgram(seed);
  // Doubles have no pixel form.
  if (random.usesDouble) return;
  const { inputs, sizes, settings, threads } = random;
  const experiment: Experiment = await laboratory.prepare(random.text, {
    in: Object.fromEntries(Object.entries(inputs).map(([name, bytes]) => [name, { bytes }])),
    size: sizes,
    set: settings,
    ...(threads !== undefined && { threads }),
  });
  const { compiled, prepared } = experiment;
  const { program, image } = encodeProgram(toPixelForm(compiled.program, prepared));
  loadProgram(image);
  if (program.records.some((record) => record?.kind === 'kernel' && barrierOf(record))) return;
  const actual = arraysOf(program, wordsOf(await interpreted(image)));
  // What no step touches is not in the image, and is as it was given.
  for (const { name, data } of prepared.storages.values())
    if (actual[name] === undefined && data) actual[name] = data;
  const difference = firstDifference(prepared, laboratory.reference(experiment).buffers, actual);
  const floats =
    seed % JUDGED === 0 ? judgeFloats(prepared, laboratory.intervals(experiment), actual) : undefined;
  const fault = difference ?? floats?.fault;
  assert.is(fault, undefined, fault && `seed ${seed}: ${fault}\n${random.text}`);
  interpretedPrograms++;
}

for (let from = 0; from < SEEDS; from += CHUNK)
  gpuTest(test, `interpreted images equal the reference, seeds ${from} to ${from + CHUNK - 1}`, async () => {
    for (let seed = from; seed < Math.min(from + CHUNK, SEEDS); seed++) await compare(seed);
  });

gpuTest(test, 'many of the programs have no barriers, and were interpreted', async () => {
  console.log(`  ${interpretedPrograms} programs interpreted from their pixels`);
  assert.ok(interpretedPrograms > SEEDS / 3, `${interpretedPrograms} of ${SEEDS}`);
});

test.run();
