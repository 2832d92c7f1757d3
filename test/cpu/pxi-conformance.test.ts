// The conformance suite of the pixel protocol, compiled from its pixels: to WebAssembly, and to what the evaluator runs.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createPipeline, isPxosError, type Pipeline } from '../../core/index.ts';
import { arrayOf, openRunnable } from '../../core/run/index.ts';
import { builtins } from '../../plugins/builtins.ts';
import { hashOfPixels, type PixelCase, type PixelRun, pixelCases, readCase } from '../pxi-cases.ts';

const RUNNERS = ['cpu', 'reference'];

let pipeline: Pipeline;
test.before(async () => {
  pipeline = await createPipeline({ builtins });
});
test.after(() => pipeline.close());

/** The hash of what comes of a run, or the message that it ends with. */
async function outcome(one: PixelCase, how: PixelRun, runner: string): Promise<string> {
  const source = { path: one.file, text: '', bytes: readCase(one), hash: one.file };
  try {
    const options = { compat: how.mode === 'compat', dialect: how.dialect };
    const runnable = await openRunnable(pipeline, source, options);
    const prepared = await runnable.prepare({ out: ['image'] }, '.');
    const executed = await runnable.execute(prepared, { runner, timeout: 60 });
    const [output] = prepared.outputs;
    assert.is(output?.name, 'image');
    const { bytes, shape } = arrayOf(output!, executed);
    return hashOfPixels({ height: shape?.[0] ?? 0, width: shape?.[1] ?? 0, pixels: bytes });
  } catch (error) {
    if (!isPxosError(error)) throw error;
    return error.message;
  }
}

function judge(result: string, { sha256, refused, outOfGas }: PixelRun): void {
  if (sha256 !== undefined) assert.is(result, sha256);
  else if (refused !== undefined) assert.match(result, /^PX1[0-3]\d\d: /, `it must not run: ${refused}`);
  else {
    assert.match(result, /^PX1350: /);
    assert.match(result, new RegExp(`\\b${outOfGas?.thread}\\b`));
  }
}

for (const runner of RUNNERS)
  for (const one of pixelCases)
    for (const how of one.runs ?? [])
      test(`${[runner, how.mode, how.dialect].filter(Boolean).join(' ')}: ${one.file}: ${one.about}`, async () => {
        judge(await outcome(one, how, runner), how);
      });

test.run();
