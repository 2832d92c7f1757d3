// What images mean once they are decoded: the evaluator computes of the decoded program what the interpreter does of the
// pixels; on random programs, and on every image of the conformance suite, which no encoder of this package has made.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  decodePng,
  decodeProgram,
  encodeProgram,
  evaluateRun,
  interpret,
  loadProgram,
  lowerElementBindings,
  type PixelImage,
  prepareRun,
  printProgram,
  sameProgram,
  toPixelForm,
  validateProgram,
  verifyProgram,
  versionOf,
  wordsOf,
  writeElements,
} from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Laboratory } from '../differential.ts';
import { withPlainNames } from '../pixel-codec.ts';
import { randomProgram } from '../random/program.ts';
import { runInputs } from '../random/run-inputs.ts';

const PROGRAMS = Number(process.env['PXOS_CODEC_PROGRAMS'] ?? 100);

const hashOf = ({ pixels }: PixelImage): string => createHash('sha256').update(pixels).digest('hex');

/** The image after the decoded program has run; none where a grid comes from an array, which only a run resolves. */
async function evaluated(image: PixelImage): Promise<PixelImage | undefined> {
  const pixels = loadProgram(image);
  const decoded = decodeProgram(pixels, image);
  if (decoded.program.steps.length === 0) return image;
  const program = lowerElementBindings(decoded.program);
  assert.equal(verifyProgram(program), []);
  const prepared = await prepareRun(program, {}, { source: 'case.pxi' });
  if (prepared.operations.some((step) => step.kind === 'launch' && step.gridFrom !== undefined))
    return undefined;
  const { buffers } = evaluateRun({
    program,
    buffers: [...prepared.storages.values()],
    operations: prepared.operations,
  });
  const result = { ...image, pixels: image.pixels.slice() };
  for (const [name, bytes] of buffers) {
    const record = pixels.records[decoded.records.get(name) ?? 0];
    if (record?.kind === 'array') writeElements(wordsOf(result), record, image.width, bytes);
  }
  return result;
}

test(`${PROGRAMS} random programs mean the same as pixels and decoded again`, async () => {
  const laboratory = await Laboratory.open();
  let compared = 0;
  for (let seed = 0; compared < PROGRAMS; seed++) {
    const random = randomProgram(seed);
    if (random.usesDouble) continue;
    const experiment = await laboratory.prepare(random.text, runInputs(random));
    const { program, image } = encodeProgram(toPixelForm(experiment.compiled.program, experiment.prepared));
    const interpreted = interpret(program, image);
    const result = await evaluated(image);
    assert.ok(result);
    assert.is(hashOf(result), hashOf(interpreted), `seed ${seed}\n${random.text}`);
    compared++;
  }
  await laboratory.close();
});

interface Case {
  readonly file: string;
  readonly about: string;
  readonly runs?: readonly { readonly mode: string; readonly sha256?: string }[];
}

/** The images of version 1.1 of the conformance suite that run, with the hash of the result. */
function* conformance(): Generator<{
  readonly name: string;
  readonly image: PixelImage;
  readonly expected: string;
}> {
  const folder = new URL('../../fixtures/pxi-conformance/', import.meta.url);
  const cases: readonly Case[] = JSON.parse(readFileSync(new URL('cases.json', folder), 'utf8'));
  for (const { file, about, runs = [] } of cases) {
    const expected = runs.find(({ mode }) => mode === 'strict')?.sha256;
    if (expected === undefined) continue;
    const { image } = decodePng(readFileSync(new URL(`images/${file}`, folder)));
    if (versionOf(image) === '1.1') yield { name: `${file}: ${about}`, image, expected };
  }
}

test('every image of the conformance suite is decoded to a program that computes the expected image', async () => {
  let compared = 0;
  const wrong: string[] = [];
  for (const { name, image, expected } of conformance())
    try {
      const result = await evaluated(image);
      if (!result) continue;
      compared++;
      if (hashOf(result) !== expected) wrong.push(name);
    } catch (error) {
      wrong.push(`${name}: ${error instanceof Error ? error.message : error}`);
    }
  assert.equal(wrong, []);
  assert.ok(compared > 300, `only ${compared} images were compared`);
});

test('what was decoded is encoded to a valid image, and comes back the same', () => {
  const wrong: string[] = [];
  for (const { name, image } of conformance()) {
    const { program } = decodeProgram(loadProgram(image), image);
    const again = encodeProgram(program);
    const [invalid] = validateProgram(again.program);
    const back = decodeProgram(again.program, again.image).program;
    if (invalid) wrong.push(`${name}: ${invalid.message}`);
    else if (!sameProgram(withPlainNames(back), withPlainNames(program)))
      wrong.push(`${name}\n${printProgram(withPlainNames(program))}\n${printProgram(withPlainNames(back))}`);
  }
  assert.equal(wrong, []);
});

test.run();
