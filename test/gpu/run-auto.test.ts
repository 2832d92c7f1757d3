// The machine profile decides: with one figure changed, `auto` runs a program on WebGPU instead of the CPU, with the same bytes.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  arrayOf,
  compileText,
  createPipeline,
  defaultMachineProfile,
  executeRun,
  type MachineProfile,
  prepareRun,
} from '../../core/index.ts';
import { builtins } from '../../plugins/builtins.ts';
import { gpuTest } from './device.ts';

const test = suite('auto and the machine profile');

const HASH = `GPU_KERNEL scramble
GPU_PARAM x uint[]
GPU_PARAM y uint[]
GPU_THREAD_CODE:
    THREAD_ID → i
    LOAD x[i] → v
    FOR k IN 0..8:
        MUL v 2654435761 → v
        ROTL v 13 → v
    ENDFOR
    STORE v → y[i]
GPU_END
`;
/** A machine on which the GPU costs nothing, or is not there. */
const machine = (present: boolean): MachineProfile => ({
  ...defaultMachineProfile,
  gpu: { ...defaultMachineProfile.gpu, present, start: 0, launch: 0, copy: 0, link: 0, operations: 1e15 },
});

async function runOn(present: boolean) {
  const pipeline = await createPipeline({ config: { machine: machine(present) }, builtins });
  try {
    const compiled = await compileText(pipeline, 'scramble.px', HASH);
    const bytes = new Uint8Array(Uint32Array.from({ length: 1000 }, (_, i) => i).buffer);
    const prepared = await prepareRun(compiled.program, { in: { x: { bytes } } }, { source: 'scramble.px' });
    const ran = await executeRun(pipeline, compiled, prepared, { runner: 'auto', timeout: 60 });
    return {
      runners: ran.segments.map(({ info }) => info.runner),
      copies: ran.plan.copies.map(({ buffer, direction, bytes: size }) => `${buffer} ${direction} ${size}`),
      result: Buffer.from(arrayOf(prepared.outputs[0]!, ran).bytes).toString('hex'),
    };
  } finally {
    await pipeline.close();
  }
}

gpuTest(test, 'another machine profile sees another runner execute and other copies emitted', async () => {
  const [cpu, gpu] = [await runOn(false), await runOn(true)];
  assert.equal([cpu.runners, cpu.copies], [['cpu'], []]);
  assert.equal([gpu.runners, gpu.copies], [['webgpu'], ['x to-gpu 4000', 'y to-cpu 4000']]);
  assert.is(gpu.result, cpu.result);
});

test.run();
