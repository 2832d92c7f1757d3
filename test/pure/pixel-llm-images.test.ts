// The images of the small network: they are what the weights make, and running them gives what plain loops give.
import { readFileSync } from 'node:fs';
import {
  decodePng,
  executeLegacy,
  legacyInstructions,
  loadProgram,
  PxosError,
  readMatrix,
  validateLegacy,
  versionOf,
} from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { bytesProgram, ROWS, readOutputs } from '../../fixtures/pixel-llm/bytes-program.ts';
import { loadModel } from '../../fixtures/pixel-llm/execution.ts';
import { forwardBytes, hiddenBytes } from '../../fixtures/pixel-llm/forward.ts';
import { MODEL_NAMES, modelFile, readModel, SHOWN_CONTEXT } from '../../fixtures/pixel-llm/models.ts';
import { inputsOf } from '../../fixtures/pixel-llm/network.ts';
import { toBytes } from '../../fixtures/pixel-llm/quantize.ts';
import { randomFrom } from '../../fixtures/pixel-llm/random.ts';
import { CONTEXT, momentsOf } from '../../fixtures/pixel-llm/text.ts';
import { NAMES } from '../../fixtures/pixel-llm/typed-program.ts';
import { readWeights } from '../../fixtures/pixel-llm/weights.ts';

const CONTEXTS = 5;
const { contexts } = momentsOf(randomFrom(77), 400);
/** Contexts from a text, some amid sentences and one at its beginning. */
const someContexts = Array.from({ length: CONTEXTS }, (_, i) =>
  contexts.subarray(CONTEXT * 61 * i, CONTEXT * (61 * i + 1)),
);

const stored = (name: (typeof MODEL_NAMES)[number]) =>
  decodePng(readFileSync(modelFile(name)), { file: `${name}.pxi` });

const bytesNetwork = toBytes(readWeights('bytes'));

for (const name of MODEL_NAMES) {
  // Pixels, not files: how zlib packs them differs from version to version of it.
  test(`the weights make the pixels of ${name}.pxi, byte for byte`, () => {
    const made = readModel(name).image(SHOWN_CONTEXT);
    const { image, warnings } = stored(name);
    assert.equal(warnings, []);
    assert.equal([image.width, image.height], [made.width, made.height]);
    assert.is(Buffer.compare(image.pixels, made.pixels), 0);
  });

  test(`${name}.pxi gives the outputs that plain loops give`, () => {
    const model = readModel(name);
    const { run, outputs } = loadModel(model);
    for (const context of someContexts) {
      const expected = model.forward(context);
      const found = outputs(run(context));
      assert.is(found.length, 1024);
      assert.equal(Array.from(found), Array.from(expected));
    }
  });
}

test('the version 1.0 image is 1024 pixels wide and 161 high, and has six instructions', () => {
  const { image } = stored('bytes');
  assert.is(versionOf(image), '1.0');
  assert.equal([image.width, image.height], [1024, 161]);
  const { inputs, hiddenWeights, hiddenBias, hidden, outputWeights, outputBias, outputs } = ROWS;
  const found = legacyInstructions(image).map(({ operation, operands }) => [operation, ...operands]);
  assert.equal(found, [
    ['MATMUL', inputs, hiddenWeights, hidden],
    ['ADD', hidden, hiddenBias, hidden],
    ['RELU', hidden, 0, 0],
    ['MATMUL', hidden, outputWeights, outputs],
    ['ADD', outputs, outputBias, outputs],
    ['HALT', 0, 0, 0],
  ]);
});

test('running the version 1.0 image changes the hidden layer and the outputs, and nothing else', () => {
  const model = readModel('bytes');
  const { run } = loadModel(model);
  for (const context of someContexts) {
    const before = model.image(context);
    const expected = before.pixels.slice();
    const put = (row: number, values: Uint8Array): void =>
      values.forEach((value, i) => {
        expected[4 * (1024 * (row + Math.floor(i / 1023)) + 1 + (i % 1023))] = value;
      });
    put(ROWS.hidden, hiddenBytes(bytesNetwork, context));
    put(ROWS.outputs, forwardBytes(bytesNetwork, context));
    assert.is(Buffer.compare(run(context).pixels, expected), 0);
  }
});

test('strict mode refuses the second ADD of the version 1.0 image, which spans image rows, and nothing else', () => {
  const { image } = stored('bytes');
  const errors = validateLegacy(image).filter(({ severity }) => severity === 'error');
  // One for each of its operands.
  assert.equal(
    errors.map(({ code, pixel }) => [code, pixel]),
    Array(2).fill(['PX1108', { x: 4, y: 0 }]),
  );
  assert.throws(
    () => executeLegacy(image),
    (error: unknown) => error instanceof PxosError,
  );
});

test('with 1023 outputs the network runs in strict mode, and those outputs are the same', () => {
  for (const context of someContexts) {
    const image = bytesProgram(bytesNetwork, inputsOf(bytesNetwork.table, context), { outputs: 1023 });
    assert.equal([image.width, image.height], [1024, 158]);
    const { image: result, warnings } = executeLegacy(image);
    assert.equal(warnings, []);
    const row = legacyInstructions(result)[4]?.operands[2] ?? 0;
    assert.equal(readMatrix(result, row).elements, forwardBytes(bytesNetwork, context).subarray(0, 1023));
  }
});

test('the version 1.1 images have the same six steps, and arrays with names', () => {
  for (const name of ['signed', 'floats'] as const) {
    const { image, names } = stored(name);
    const { steps, flags } = loadProgram(image);
    assert.equal(
      steps.list.map((step) => (step.kind === 'matrix' ? step.op : step.kind)),
      ['matmul', 'add', 'relu', 'matmul', 'add', 'halt'],
    );
    assert.is(flags, name === 'floats' ? 1 : 0);
    const text = new TextDecoder().decode(names);
    assert.is(text, [...NAMES.records].map(([record, of]) => `${record} ${of}\n`).join(''));
  }
});

test('the outputs in the file are 0 until the program has run', () => {
  assert.ok(readOutputs(stored('bytes').image).every((value) => value === 0));
});

test.run();
