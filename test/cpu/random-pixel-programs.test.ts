// Random programs as images: compiled from their pixels, for the evaluator and the CPU, they leave the interpreter's image.
import { encodePng, encodeProgram, toPixelForm } from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createPipeline } from '../../core/index.ts';
import { arrayOf, openRunnable } from '../../core/run/index.ts';
import { builtins } from '../../plugins/builtins.ts';
import { Laboratory } from '../differential.ts';
import { randomProgram } from '../random/program.ts';
import { runInputs } from '../random/run-inputs.ts';

const PROGRAMS = Number(process.env['PXOS_PIXEL_PROGRAMS'] ?? 60);

/** Operations whose last bits the language leaves to the target. */
const FREE = /\b(?:EXP|LOG|SIN|COS|TAN|TANH|POW|RSQRT|FMA)\b/;

const INTERPRETED = { runner: 'cpu', interpret: true };
const WAYS = [
  { runner: 'reference', interpret: false },
  { runner: 'cpu', interpret: false },
];

test(`${PROGRAMS} random programs leave the same image compiled and interpreted`, async () => {
  const laboratory = await Laboratory.open();
  const pipeline = await createPipeline({ builtins });
  let compared = 0;
  for (let seed = 0; compared < PROGRAMS; seed++) {
    const random = randomProgram(seed);
    if (random.usesDouble) continue;
    const { compiled, prepared } = await laboratory.prepare(random.text, runInputs(random));
    const { image } = encodeProgram(toPixelForm(compiled.program, prepared));
    const source = { path: `${seed}.pxi`, text: '', bytes: encodePng(image), hash: `${seed}` };
    const left = async ({ runner, interpret }: typeof INTERPRETED): Promise<Uint8Array> => {
      const runnable = await openRunnable(pipeline, source, { interpret });
      const ready = await runnable.prepare({ out: ['image'] }, '.');
      const executed = await runnable.execute(ready, { runner, timeout: 60 });
      return arrayOf(ready.outputs[0]!, executed).bytes;
    };
    const wanted = await left(INTERPRETED);
    for (const way of WAYS) {
      if (way.runner === 'cpu' && FREE.test(random.text)) continue;
      const bytes = await left(way);
      const first = bytes.findIndex((byte, i) => byte !== wanted[i]);
      assert.is(first, -1, `seed ${seed}: pixel ${first >> 2} differs on ${way.runner}\n${random.text}`);
    }
    compared++;
  }
  await pipeline.close();
  await laboratory.close();
});

test.run();
