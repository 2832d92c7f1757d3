// Running prepared programs: who executes what, what is handed over, what is announced, what never happens silently.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  compileText,
  createPipeline,
  defaultMachineProfile,
  isPxosError,
  type MachineProfile,
  message,
  PxosError,
  type UserConfig,
} from '../../core/index.ts';
import {
  arrayOf,
  type ExecuteOptions,
  executeRun,
  prepareRun,
  type RunInputs,
  saveResults,
} from '../../core/run/index.ts';
import { builtins } from '../../plugins/builtins.ts';
import { type StandIn, standInGpu } from './stand-in-gpu.ts';

const HEAVY = `GPU_KERNEL heavy
GPU_PARAM x int[]
GPU_PARAM y int[]
GPU_THREAD_CODE:
    THREAD_ID → i
    SET 0 → v
    FOR k IN 0..40:
        ADD v 1 → v
    ENDFOR
    STORE x[i] * 2 + v - 40 → y[i]
GPU_END
`;
const TWO = `GPU_KERNEL double
GPU_TARGET webgpu
GPU_PARAM a int[]
GPU_PARAM b int[]
GPU_THREAD_CODE:
    THREAD_ID → i
    STORE a[i] * 2 → b[i]
GPU_END
GPU_KERNEL next
GPU_TARGET cpu
GPU_PARAM b int[]
GPU_PARAM c int[]
GPU_THREAD_CODE:
    THREAD_ID → i
    STORE b[i] + 1 → c[i]
GPU_END
GPU_ALLOC b int 4
GPU_ALLOC c int 4
GPU_LAUNCH double BLOCKS 1 THREADS 4
GPU_LAUNCH next BLOCKS 1 THREADS 4
WRITE_FILE c TO middle.bin
GPU_LAUNCH double BLOCKS 1 THREADS 4 WITH a=c
GPU_LAUNCH next BLOCKS 1 THREADS 4
`;

const ints = (...values: number[]) => ({ bytes: new Uint8Array(Int32Array.from(values).buffer) });
const gpu = (change: Partial<MachineProfile['gpu']>): MachineProfile => ({
  ...defaultMachineProfile,
  gpu: { ...defaultMachineProfile.gpu, ...change },
});
/** A machine whose GPU costs nothing. */
const EAGER = gpu({ start: 0, launch: 0, copy: 0, link: 0, operations: 1e15, bandwidth: 1e15 });
const HARDWARE = { hardware: true, device: 'stand-in' };
const NONE = { hardware: false, reason: 'there is no adapter' };

interface Ran {
  readonly devices: string;
  readonly outputs: Readonly<Record<string, readonly number[]>>;
  readonly said: readonly string[];
  readonly copies: readonly string[];
  readonly files: Readonly<Record<string, readonly number[]>>;
}

/** Compiles, prepares and runs a text; errors come back as what was said. */
async function run(
  text: string,
  inputs: RunInputs,
  options: Partial<ExecuteOptions> & { readonly machine?: MachineProfile; readonly gpu?: StandIn } = {},
): Promise<Ran> {
  const { machine, gpu: standIn, ...execute } = options;
  const config: UserConfig = { ...(machine && { machine }) };
  const pipeline = await createPipeline({ config, builtins, plugins: standIn?.plugins ?? [] });
  const folder = mkdtempSync(join(tmpdir(), 'pxos-run-'));
  try {
    const compiled = await compileText(pipeline, 'a.px', text);
    const prepared = await prepareRun(compiled.program, inputs, { source: 'a.px', cwd: folder });
    const executed = await executeRun(pipeline, compiled, prepared, {
      runner: 'auto',
      timeout: 20,
      ...execute,
    });
    const written = await saveResults(prepared, executed, new Map(), folder);
    return {
      devices: executed.segments.map(({ info, steps }) => `${info.runner} ${steps.join('+')}`).join(', '),
      outputs: Object.fromEntries(
        prepared.outputs.map((output) => [output.name, intsOf(arrayOf(output, executed).bytes)]),
      ),
      said: pipeline.report.diagnostics.map(({ code, message: text }) => `${code}: ${text}`),
      copies: executed.plan.copies.map(({ before, buffer, direction }) => `${before} ${buffer} ${direction}`),
      files: Object.fromEntries(written.map((path) => [path, intsOf(readFileSync(join(folder, path)))])),
    };
  } catch (error) {
    if (!isPxosError(error)) throw error;
    const all = [...pipeline.report.diagnostics, ...error.diagnostics];
    const said = all.map(({ code, message: text }) => `${code}: ${text}`);
    return { devices: 'none', outputs: {}, said, copies: [], files: {} };
  } finally {
    await pipeline.close();
    rmSync(folder, { recursive: true });
  }
}
const intsOf = (bytes: Uint8Array): readonly number[] => [...new Int32Array(Uint8Array.from(bytes).buffer)];

test('small work runs on the CPU, and nobody looks for a GPU', async () => {
  const standIn = standInGpu({ probe: HARDWARE });
  const ran = await run(HEAVY, { in: { x: ints(1, 2, 3) } }, { gpu: standIn });
  assert.equal([ran.devices, ran.outputs, ran.said], ['cpu 0', { y: [2, 4, 6] }, []]);
  assert.is(standIn.probes, 0);
});

test('only another machine profile sees another runner execute and other copies emitted', async () => {
  const inputs = { in: { x: ints(1, 2, 3) } };
  const cpu = await run(HEAVY, inputs, {
    machine: gpu({ present: false }),
    gpu: standInGpu({ probe: HARDWARE }),
  });
  const other = await run(HEAVY, inputs, { machine: EAGER, gpu: standInGpu({ probe: HARDWARE }) });
  assert.equal([cpu.devices, cpu.copies], ['cpu 0', []]);
  assert.equal([other.devices, other.copies], ['a-stand-in 0', ['0 x to-gpu', '1 y to-cpu']]);
  assert.equal(cpu.outputs, other.outputs);
});

test('without hardware the default machine runs everything on the CPU, and says why', async () => {
  const standIn = standInGpu({ probe: NONE });
  // Nobody computes so many trips here: the probe comes first.
  const large = HEAVY.replace('0..40', '0..2000000000');
  const inputs = { size: { x: 1 }, threads: 1 };
  const ran = await run(large, inputs, { gpu: standIn, timeout: 0.01 });
  assert.equal([ran.devices, standIn.probes], ['none', 1]);
  assert.equal(ran.said.slice(0, 1), ['PX0593: Everything runs on the CPU: there is no adapter.']);
});

test('buffers are handed over between runners, and what is written in between is what was there', async () => {
  const standIn = standInGpu({ probe: HARDWARE });
  const ran = await run(TWO, { in: { a: ints(1, 2, 3, 4) } }, { gpu: standIn });
  assert.is(ran.devices, 'a-stand-in 2, cpu 3+4, a-stand-in 5, cpu 6');
  assert.equal(ran.outputs, { b: [6, 10, 14, 18], c: [7, 11, 15, 19] });
  assert.equal(ran.files, { 'middle.bin': [3, 5, 7, 9] });
  assert.equal(standIn.requests, ['a b=zeros', 'c b']);
});

test('an array that nobody asked for is handed over to the runner that reads it', async () => {
  const ran = await run(
    TWO,
    { in: { a: ints(1, 2, 3, 4) }, out: ['c'] },
    { gpu: standInGpu({ probe: HARDWARE }) },
  );
  assert.is(ran.devices, 'a-stand-in 2, cpu 3+4, a-stand-in 5, cpu 6');
  assert.equal(ran.outputs, { c: [7, 11, 15, 19] });
});

test('a named runner runs everything, whatever plan and pins say, and the results are the same', async () => {
  const inputs = { in: { a: ints(1, 2, 3, 4) } };
  for (const runner of ['cpu', 'reference', 'a-stand-in']) {
    const ran = await run(TWO, inputs, { runner, gpu: standInGpu({ probe: HARDWARE }) });
    assert.equal([ran.devices, ran.outputs.c], [`${runner} 2+3+4+5+6`, [7, 11, 15, 19]]);
  }
});

const lost = message({
  code: 'PX0999',
  severity: 'error',
  about: 'Lost.',
  message: () => 'The device is lost.',
});

test('a GPU that fails is replaced by the CPU in an automatic run, which is announced', async () => {
  const inputs = { in: { x: ints(1, 2, 3) } };
  const broken = () => standInGpu({ probe: HARDWARE, fail: new PxosError(lost({})) });
  const ran = await run(HEAVY, inputs, { machine: EAGER, gpu: broken() });
  assert.equal([ran.devices, ran.outputs], ['cpu 0', { y: [2, 4, 6] }]);
  assert.equal(ran.said, [
    'PX0594: `a-stand-in` could not run the program, so `cpu` does: PX0999: The device is lost.',
  ]);
  const named = await run(HEAVY, inputs, { runner: 'a-stand-in', gpu: broken() });
  assert.equal([named.devices, named.said], ['none', ['PX0999: The device is lost.']]);
});

test('an unknown runner is an error with a suggestion', async () => {
  const ran = await run(HEAVY, { in: { x: ints(1) } }, { runner: 'cup' });
  assert.equal(ran.said, ['PX0614: There is no runner `cup`.']);
});

const OUTSIDE = `GPU_KERNEL outside
GPU_PARAM x int[]
GPU_PARAM y int[]
GPU_THREAD_CODE:
    THREAD_ID → i
    STORE x[i + 1] → y[i]
GPU_END
`;

test('accesses outside an array are told beside the result, and are errors with --sanitize', async () => {
  const inputs = { in: { x: ints(5, 6) } };
  const plain = await run(OUTSIDE, inputs, { runner: 'reference' });
  assert.equal(plain.outputs, { y: [6, 0] });
  assert.match(plain.said.join(), /^PX0790: /);
  const strict = await run(OUTSIDE, inputs, { sanitize: true });
  assert.is(strict.devices, 'none');
  assert.match(strict.said[1]!, /^PX0791: /);
  const clean = await run(HEAVY, { in: { x: ints(1) } }, { sanitize: true });
  assert.is(clean.devices, 'reference 0');
  assert.match(clean.said[0]!, /^PX0597: /);
  assert.equal((await run(OUTSIDE, inputs, { sanitize: true, runner: 'cpu' })).said, [
    'PX0592: `--sanitize` runs on the reference evaluator, not on `cpu`.',
  ]);
});

test('a kernel that never ends is ended by the time limit', async () => {
  const endless = `GPU_KERNEL endless
GPU_PARAM y int[]
GPU_THREAD_CODE:
    SET 0 → i
    WHILE i < 1:
        STORE 0 → y[0]
    ENDWHILE
GPU_END
`;
  for (const [runner, code] of [
    ['cpu', 'PX0750'],
    ['reference', 'PX0795'],
  ] as const) {
    const ran = await run(endless, { threads: 1 }, { runner, timeout: 0.5 });
    assert.match(ran.said.join(), new RegExp(`^${code}: `));
  }
});

test('only the kernels that run are emitted: what others need does not stand in the way', async () => {
  const other = `${HEAVY}GPU_KERNEL unused
GPU_PARAM d double[]
GPU_THREAD_CODE:
    THREAD_ID → i
    STORE d[i] + d[i] → d[i]
GPU_END
`;
  const ran = await run(other, { in: { x: ints(1, 2) }, kernel: 'heavy' }, { runner: 'cpu' });
  assert.equal(ran.outputs, { y: [2, 4] });
});

test.run();
