// Matrix statements on WebGPU: integers to the bit, floats within their intervals; the shaders are valid by two judges.
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { shaderMatrix } from '../../plugins/run-webgpu/matrix.ts';
import { firstDifference, judgeFloats, Laboratory } from '../differential.ts';
import { decode, encode } from '../elements.ts';
import { nagaComplaint } from '../naga.ts';
import { NUMBERS, randomMatrixCase } from '../random/matrix.ts';
import { gpuTest, theDevice } from './device.ts';

const SEEDS = Number(process.env['PXOS_RANDOM_MATRICES'] ?? 60);
const laboratory = await Laboratory.open();
const SINGLE = NUMBERS.filter((element) => element !== 'f64');

gpuTest(test, `${SEEDS} random statements give what the reference evaluator says`, async () => {
  const paths = { shader: 0, kernel: 0 };
  let judged = 0;
  for (let seed = 1000; seed < 1000 + SEEDS; seed++) {
    const { title, text, inputs } = randomMatrixCase(seed, SINGLE);
    const experiment = await laboratory.prepare(text, inputs);
    const { prepared } = experiment;
    for (const operation of prepared.operations)
      if (operation.kind === 'matrix')
        paths[shaderMatrix(operation, [...prepared.storages.values()]) ? 'shader' : 'kernel']++;
    const { buffers } = await laboratory.run(experiment, 'webgpu');
    const different = firstDifference(prepared, laboratory.reference(experiment).buffers, buffers);
    assert.is(different, undefined, `${title}: ${different}\n${text}`);
    // Intervals cost a hundred times what the evaluation does.
    if (
      inputs.in &&
      Object.values(inputs.in).every((given) => 'bytes' in given && given.bytes.length < 2000)
    ) {
      const verdict = judgeFloats(prepared, laboratory.intervals(experiment), buffers);
      assert.is(verdict.fault, undefined, title);
      judged += verdict.judged;
    }
  }
  assert.ok(judged > 1000);
  assert.ok(paths.shader > SEEDS / 3 && paths.kernel > 10, JSON.stringify(paths));
});

gpuTest(test, 'RELU makes zeros of NaN and -0 on the device too', async () => {
  const values = [1.5, -2, -0, Number.NaN, Number.POSITIVE_INFINITY, 0.25];
  const experiment = await laboratory.prepare('GPU_ALLOC c float 2 BY 3\nRELU c\n', {
    in: { c: { bytes: encode('f32', values) } },
  });
  const { buffers } = await laboratory.run(experiment, 'webgpu');
  const bits = new Uint32Array(buffers['c']!.slice().buffer);
  assert.equal(decode('f32', buffers['c']!), [1.5, 0, 0, 0, Number.POSITIVE_INFINITY, 0.25]);
  assert.is(bits[2], 0);
});

const shader = (name: string): string =>
  readFileSync(new URL(`../../shaders/${name}`, import.meta.url), 'utf8');

for (const name of ['matmul', 'add', 'relu', 'dot']) {
  const code = `${shader('matrix-elements.wgsl')}\n${shader(`${name}.wgsl`)}`;
  gpuTest(test, `Dawn takes ${name}.wgsl without a word`, async () => {
    const { device } = theDevice();
    device.pushErrorScope('validation');
    const { messages } = await device.createShaderModule({ code }).getCompilationInfo();
    assert.is(await device.popErrorScope(), null);
    assert.equal(
      messages.map(({ message }) => message),
      [],
    );
  });
  test(`naga takes ${name}.wgsl`, () => {
    assert.is(nagaComplaint(code), undefined);
  });
}

test.after(() => laboratory.close());

test.run();
