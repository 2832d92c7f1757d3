// Random programs, encoded as images and interpreted from their pixels, leave what the reference evaluator leaves for their
// text: every byte, floats included, since both take their operations from one table.
import {
  encodeProgram,
  interpret,
  loadProgram,
  readElements,
  readProgram,
  toPixelForm,
  wordsOf,
} from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Laboratory } from '../differential.ts';
import { randomProgram } from '../random/program.ts';

const PROGRAMS = Number(process.env['PXOS_INTERPRETED_PROGRAMS'] ?? 150);

test(`${PROGRAMS} random programs give the same bytes from their pixels as from their text`, async () => {
  const laboratory = await Laboratory.open();
  let compared = 0;
  for (let seed = 0; compared < PROGRAMS; seed++) {
    const { text, inputs, sizes, settings, threads, usesDouble } = randomProgram(seed);
    // Doubles have no pixel form.
    if (usesDouble) continue;
    const experiment = await laboratory.prepare(text, {
      in: Object.fromEntries(Object.entries(inputs).map(([name, bytes]) => [name, { bytes }])),
      size: sizes,
      set: settings,
      ...(threads !== undefined && { threads }),
    });
    const { program, image } = encodeProgram(toPixelForm(experiment.compiled.program, experiment.prepared));
    const words = wordsOf(interpret(loadProgram(image), image));
    // Names change nothing.
    assert.equal(readProgram(image).records, program.records);
    const { buffers } = laboratory.reference(experiment);
    let arrays = 0;
    program.records.forEach((record, k) => {
      const expected = buffers.get(program.names.records.get(k) ?? '');
      if (record?.kind !== 'array' || !expected) return;
      arrays++;
      assert.equal(
        readElements(words, record, program.width),
        expected,
        `seed ${seed}, record ${k}\n${text}`,
      );
    });
    assert.ok(arrays > 0, `seed ${seed}\n${text}`);
    compared++;
  }
  await laboratory.close();
});

test.run();
