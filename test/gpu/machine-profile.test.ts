// The machine profile alone decides: with another one, another runner executes and other copies are emitted, for equal results.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { build, defaultMachineProfile, type MachineProfile, run } from '../../plugins/index.ts';
import { gpuTest } from './device.ts';

const PROGRAM = `GPU_KERNEL triple
GPU_PARAM x int[]
GPU_PARAM y int[]
GPU_THREAD_CODE:
    THREAD_ID → i
    STORE x[i] * 3 → y[i]
GPU_END
GPU_ALLOC y int 4
GPU_LAUNCH triple BLOCKS 1 THREADS 4
WRITE_FILE y TO y.bin
`;

const machine = (gpu: Partial<MachineProfile['gpu']>): MachineProfile => ({
  ...defaultMachineProfile,
  gpu: { ...defaultMachineProfile.gpu, ...gpu },
});

const WITHOUT_GPU = machine({ present: false });
/** Everything on its GPU costs next to nothing. */
const FAST_GPU = machine({ start: 0, launch: 0, copy: 0, link: 0, operations: 1e15, bandwidth: 1e15 });

/** What runs on a machine, and the movements in the CUDA program that is built for it. */
async function on(profile: MachineProfile) {
  const folder = mkdtempSync(join(tmpdir(), 'pxos-machine-'));
  try {
    writeFileSync(join(folder, 'triple.px'), PROGRAM);
    const settings = { cwd: folder, config: { machine: profile } };
    const built = await build({ ...settings, files: ['triple.px'], targets: ['cuda'], out: false });
    const x = { bytes: new Uint8Array(Int32Array.of(1, -2, 3, 4).buffer) };
    const ran = await run('triple.px', { ...settings, in: { x } });
    assert.ok(built.ok && ran.ok, JSON.stringify([...built.diagnostics, ...ran.diagnostics]));
    const text = String(built.artifacts.find(({ path }) => path.endsWith('.cu'))?.contents);
    return {
      runners: ran.segments.map(({ info }) => info.runner),
      planned: ran.plan?.copies.map(({ direction, buffer }) => `${buffer} ${direction}`),
      emitted: [...text.matchAll(/(\w+)\.\w+\(\);\s+\/\/ planned (\w+)/g)].map(
        ([, buffer, words]) => `${buffer} ${words}`,
      ),
      result: [...new Int32Array(ran.outputs['y']?.bytes.slice().buffer ?? new ArrayBuffer(0))],
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const RESULT = [3, -6, 9, 12];

test('a machine without a GPU runs the program on the CPU, and nothing is moved', async () => {
  assert.equal(await on(WITHOUT_GPU), { runners: ['cpu'], planned: [], emitted: [], result: RESULT });
});

gpuTest(
  test,
  'on a machine with a fast GPU the same program runs on WebGPU, and its arrays move',
  async () => {
    assert.equal(await on(FAST_GPU), {
      runners: ['webgpu'],
      planned: ['x to-gpu', 'y to-cpu'],
      emitted: ['x upload', 'y download'],
      result: RESULT,
    });
  },
);

test.run();
