// The MATMUL of matmul.ts on a GPU: on the device, and with everything from the file to the resulting image.
// Run with `node --import tsx bench/matmul-gpu.ts`; `--any-adapter` also takes an adapter that computes on the CPU.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { encodePng, layOut, MATRIX_R, run } from 'pxos';
import { type Figure, tell } from './figures.ts';
import { multiplyPixels, WIDTH } from './matmul-pixels.ts';
import { median, timed } from './statistics.ts';

const N = 1024;
const RUNS = 5;
const { 'any-adapter': anyAdapter } = parseArgs({
  options: { 'any-adapter': { type: 'boolean', default: false }, json: { type: 'string' } },
}).values;

/** Small numbers, few that are not 0, so that sums are not all 255. */
function numbers(seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length: N * N }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 30 === 0 ? state >>> 29 : 0;
  });
}

const shape = { kind: 'array', type: MATRIX_R, rows: N, columns: N, aux: 0 } as const;
// Flags: readable; writable, readable and an output.
const { image, program } = layOut(
  {
    records: [
      { ...shape, flags: 1, data: numbers(1) },
      { ...shape, flags: 1, data: numbers(2) },
      { ...shape, flags: 11 },
    ],
    steps: [{ kind: 'matrix', op: 'matmul', operands: [1, 2], result: 3 }, { kind: 'halt' }],
  },
  { width: WIDTH },
);
const starts = program.records.flatMap((record) => (record?.kind === 'array' ? [record.first / WIDTH] : []));

/** What the three loops of matmul.ts leave. */
function naive(): Uint8Array {
  const pixels = image.pixels.slice();
  const [left, right, product] = starts.map((start) => ({ pixels, start, rows: N, columns: N }));
  if (!left || !right || !product) throw new Error('the image has three matrices');
  multiplyPixels(left, right, product);
  return pixels;
}

const folder = mkdtempSync(join(tmpdir(), 'pxos-bench-'));
const file = join(folder, 'product.pxi');
writeFileSync(file, encodePng(image));

/** Milliseconds of each part of a run, by name; the device, and the image. */
async function onWebgpu() {
  const start = performance.now();
  const { outputs, segments, diagnostics } = await run(file, {
    runner: 'webgpu',
    timeout: 600,
    config: false,
  });
  const whole = performance.now() - start;
  const [segment] = segments;
  const bytes = outputs.image?.bytes;
  if (!segment || !bytes) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const parts = segment.timings.map(({ name, seconds }) => [name, 1000 * seconds] as const);
  return { info: segment.info, bytes, parts: new Map([...parts, ['whole run', whole]]) };
}

try {
  const first = await onWebgpu();
  if (!first.info.hardware && !anyAdapter) {
    console.log(`MATMUL on a GPU: not measured, the adapter is ${first.info.device}.`);
  } else {
    let expected = first.bytes;
    const baseline = await timed(() => {
      expected = naive();
    });
    if (Buffer.compare(first.bytes, expected) !== 0) throw new Error('the image differs from the baseline’s');
    const runs = [];
    for (let i = 0; i < RUNS; i++) runs.push((await onWebgpu()).parts);
    const figures: Figure[] = [{ name: 'three loops over pixels, JavaScript', value: baseline, unit: 'ms' }];
    for (const name of first.parts.keys()) {
      const value = median(runs.map((parts) => parts.get(name) ?? 0));
      const note = name === 'whole run' ? `${(baseline / value).toFixed(1)} × the baseline` : undefined;
      figures.push({ name, value, unit: 'ms', ...(note !== undefined && { note }) });
    }
    const execute = median(runs.map((parts) => parts.get('execute') ?? Number.POSITIVE_INFINITY));
    figures.push({
      name: 'on the device against the baseline',
      value: baseline / execute,
      unit: '×',
      goal: { atLeast: 1000 },
      note: 'all bytes of the image are equal',
    });
    tell(`MATMUL 1024³ of u8 in pixels on ${first.info.device}`, figures);
  }
} finally {
  rmSync(folder, { recursive: true });
}
process.exit();
