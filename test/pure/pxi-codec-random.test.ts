// The codec on random programs: what is encoded is valid, and reads back as what was encoded, with names and without.
import {
  decodeProgram,
  encodeProgram,
  NO_NAMES,
  type Program,
  printProgram,
  readNames,
  readProgram,
  sameProgram,
  toPixelForm,
  validateProgram,
  verifyProgram,
  writeNames,
} from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Laboratory } from '../differential.ts';
import { withPlainNames } from '../pixel-codec.ts';
import { randomProgram } from '../random/program.ts';
import { runInputs } from '../random/run-inputs.ts';

const PROGRAMS = Number(process.env['PXOS_CODEC_PROGRAMS'] ?? 320);

/** What is wrong with the way of a program in pixel form into an image and back. */
function faultOf(form: Program): string | undefined {
  const broken = verifyProgram(form)[0];
  if (broken) return `the pixel form is wrong: ${broken.message}`;
  const { program, image } = encodeProgram(form);
  const invalid = validateProgram(program)[0];
  if (invalid) return `the image is invalid: ${invalid.message}`;
  const { names, warnings } = readNames(writeNames(program.names));
  if (warnings.length > 0) return warnings[0]!.message;
  for (const given of [names, NO_NAMES]) {
    const decoded = decodeProgram(readProgram(image, given), image).program;
    const wrong = verifyProgram(decoded)[0];
    if (wrong) return `what comes back is wrong: ${wrong.message}`;
    if (!sameProgram(withPlainNames(decoded), withPlainNames(form)))
      return `it comes back as ${printProgram(withPlainNames(decoded))}\ninstead of ${printProgram(withPlainNames(form))}`;
  }
  return undefined;
}

test(`${PROGRAMS} random programs come back from their pixels`, async () => {
  const laboratory = await Laboratory.open();
  let encoded = 0;
  for (let seed = 0; encoded < PROGRAMS; seed++) {
    const random = randomProgram(seed);
    if (random.usesDouble) continue;
    const { compiled, prepared } = await laboratory.prepare(random.text, runInputs(random));
    const fault = faultOf(toPixelForm(compiled.program, prepared));
    assert.is(fault, undefined, `seed ${seed}: ${fault}\n${random.text}`);
    encoded++;
  }
  await laboratory.close();
});

test.run();
