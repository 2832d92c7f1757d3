// Variables that share a place: random programs compute the same with fewer of them, and large kernels fit into an image.
import {
  decodeProgram,
  encodeProgram,
  evaluateRun,
  flatten,
  interpret,
  parseProgram,
  prepareRun,
  readElements,
  toPixelForm,
  validateProgram,
  verifyProgram,
  wordsOf,
} from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { shareLocals } from '../../core/pixel-form/share-locals.ts';
import { Laboratory } from '../differential.ts';
import { randomProgram } from '../random/program.ts';
import { runInputs } from '../random/run-inputs.ts';

const PROGRAMS = Number(process.env['PXOS_CODEC_PROGRAMS'] ?? 100);

test(`${PROGRAMS} random programs compute the same with shared variables, fewer of them`, async () => {
  const laboratory = await Laboratory.open();
  let saved = 0;
  for (let seed = 0; seed < PROGRAMS; seed++) {
    const random = randomProgram(seed);
    const { compiled, prepared } = await laboratory.prepare(random.text, runInputs(random));
    const flat = flatten(compiled.program);
    const program = {
      ...flat,
      kernels: flat.kernels.map(shareLocals),
      functions: flat.functions.map(shareLocals),
    };
    assert.equal(verifyProgram(program), [], `seed ${seed}`);
    const request = { buffers: [...prepared.storages.values()], operations: prepared.operations };
    const before = evaluateRun({ ...request, program: flat });
    const after = evaluateRun({ ...request, program });
    assert.equal(after.buffers, before.buffers, `seed ${seed}\n${random.text}`);
    for (const [k, kernel] of flat.kernels.entries())
      saved += kernel.locals.length - program.kernels[k]!.locals.length;
  }
  assert.ok(saved > 10 * PROGRAMS, `only ${saved} variables were saved`);
  await laboratory.close();
});

test('a kernel of more values in between than there are registers becomes pixels', async () => {
  const lines = Array.from({ length: 3000 }, (_, n) => `  ((x[0] + ${n % 7}) * (x[1] ^ ${n % 5})) + s -> s`);
  const program = parseProgram(
    [
      'pxir 1',
      'buffer x: i32 open readwrite',
      'kernel k(x: i32[] readwrite) {',
      '  local s: i32',
      ...lines,
      '  s -> x[2]',
      '}',
      'launch k blocks (1) threads (1) with x = buffer x',
    ].join('\n'),
  );
  const inputs = { in: { x: { bytes: new Uint8Array([3, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0]) } } };
  const prepared = await prepareRun(program, inputs, { source: 'a.px' });
  const request = { buffers: [...prepared.storages.values()], operations: prepared.operations };
  const expected = evaluateRun({ ...request, program }).buffers.get('x')!;
  const { program: pixels, image } = encodeProgram(toPixelForm(program, prepared));
  assert.equal(validateProgram(pixels), []);
  assert.is(decodeProgram(pixels, image).program.kernels[0]!.locals.length < 10, true);
  const array = pixels.records[1];
  if (array?.kind !== 'array') throw new Error('record 1 is the array');
  const result = interpret(pixels, image);
  assert.equal(readElements(wordsOf(result), array, result.width), Uint8Array.from(expected));
});

test.run();
