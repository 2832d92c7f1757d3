// MATMUL of 1024 × 1024 by 1024 × 1024 numbers of 8 bits in the pixels of one image, from naive to vectors and threads.
// Run with `node --import tsx bench/matmul.ts`. All contenders read pixels, write pixels, and must agree on every byte.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { build as ir, lowerMatrices, matrixLaunch, type RunMatrix, type RunOperation } from 'pxos/core';
import { assemble, legalize, lowerProgram } from 'pxos/plugins/emit-wasm';
import { createExecutor } from '../plugins/run-cpu/execute.ts';
import { layOut } from '../plugins/run-cpu/layout.ts';
import { createTeam } from '../plugins/run-cpu/matrix/index.ts';
import { requestOf } from '../test/cpu/request.ts';
import { type Figure, tell } from './figures.ts';
import { gather, multiplyPixels, type PixelMatrix, rowsTaken, scatter, WIDTH } from './matmul-pixels.ts';
import { inTurn, timed } from './statistics.ts';

const N = 1024;
const ELEMENTS = N * N;
const TAKEN = rowsTaken(ELEMENTS);
const pixels = new Uint8Array(4 * WIDTH * (1 + 3 * TAKEN));
const matrix = (which: number): PixelMatrix => ({ pixels, start: 1 + which * TAKEN, rows: N, columns: N });
const [left, right, product] = [matrix(0), matrix(1), matrix(2)];

/** Every byte of the image, small in the operands' red channel so that results are not all 255. */
function fill(): void {
  let state = 1;
  for (let i = 0; i < pixels.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    pixels[i] = i % 4 === 0 && state >>> 30 !== 0 ? 0 : state >>> 29;
  }
}

const naive = (): void => multiplyPixels(left, right, product);

const a = new Uint8Array(ELEMENTS);
const b = new Uint8Array(ELEMENTS);
const c = new Uint8Array(ELEMENTS);
const turned = new Uint8Array(ELEMENTS);

function gathered(): void {
  gather(left, a);
  gather(right, b);
}

/** The three loops on arrays instead of pixels. */
function arrays(): void {
  gathered();
  for (let row = 0; row < N; row++)
    for (let column = 0; column < N; column++) {
      let sum = 0;
      for (let k = 0; k < N; k++) sum += a[row * N + k]! * b[k * N + column]!;
      c[row * N + column] = Math.min(255, sum);
    }
  scatter(c, product);
}

/** Two rows by four columns at a time, whose sums stay in registers; columns lie as rows, so that all reads are in order. */
function blocked(): void {
  gathered();
  for (let k = 0; k < N; k++)
    for (let column = 0; column < N; column++) turned[column * N + k] = b[k * N + column]!;
  const { imul } = Math;
  for (let column = 0; column < N; column += 4) {
    const [c0, c1, c2, c3] = [column * N, (column + 1) * N, (column + 2) * N, (column + 3) * N];
    for (let row = 0; row < N; row += 2) {
      const [r0, r1] = [row * N, (row + 1) * N];
      let [s00, s01, s02, s03, s10, s11, s12, s13] = [0, 0, 0, 0, 0, 0, 0, 0];
      for (let k = 0; k < N; k++) {
        const [x, y] = [a[r0 + k]!, a[r1 + k]!];
        const [p, q, r, s] = [turned[c0 + k]!, turned[c1 + k]!, turned[c2 + k]!, turned[c3 + k]!];
        s00 = (s00 + imul(x, p)) | 0;
        s01 = (s01 + imul(x, q)) | 0;
        s02 = (s02 + imul(x, r)) | 0;
        s03 = (s03 + imul(x, s)) | 0;
        s10 = (s10 + imul(y, p)) | 0;
        s11 = (s11 + imul(y, q)) | 0;
        s12 = (s12 + imul(y, r)) | 0;
        s13 = (s13 + imul(y, s)) | 0;
      }
      [s00, s01, s02, s03].forEach((sum, at) => {
        c[r0 + column + at] = Math.min(255, sum);
      });
      [s10, s11, s12, s13].forEach((sum, at) => {
        c[r1 + column + at] = Math.min(255, sum);
      });
    }
  }
  scatter(c, product);
}

const program = lowerMatrices(
  ir.program({
    buffers: [ir.buffer('a', 'u8'), ir.buffer('b', 'u8'), ir.buffer('c', 'u8', 'write')],
    steps: [{ kind: 'matrix', op: 'matmul', operands: ['a', 'b'], result: 'c' }],
  }),
);
const shape = { rows: N, columns: N };
const statement: RunMatrix = {
  kind: 'matrix',
  step: 0,
  op: 'matmul',
  operands: [
    { buffer: 'a', ...shape },
    { buffer: 'b', ...shape },
  ],
  result: { buffer: 'c', ...shape },
};
const { module, meta } = lowerProgram(legalize(program));
const executor = createExecutor(createTeam({ Worker }));

/** run-cpu as it is, with what it copies into its memory and out of it. */
function runCpu(operation: RunOperation, threads: number): () => void {
  const length = ELEMENTS;
  const job = layOut(
    requestOf({
      program,
      artifacts: [{ target: 'wasm', path: 'matmul.wasm', contents: assemble(module), meta: { ...meta } }],
      buffers: [
        { name: 'a', element: 'u8', length, data: a },
        { name: 'b', element: 'u8', length, data: b },
        { name: 'c', element: 'u8', length },
      ],
      operations: [operation],
      outputs: ['c'],
      options: { threads },
    }),
    () => 'matmul',
  );
  return () => {
    gathered();
    const answer = executor.execute(job);
    if (answer.kind === 'failed') throw new Error(answer.reason);
    scatter(answer.outputs[0]!, product);
  };
}

fill();
const before = pixels.slice();
const start = await timed(naive);
const expected = pixels.slice();
const second = await timed(naive);
const third = await timed(naive);
const baseline = [start, second, third].sort((x, y) => x - y)[1]!;

const scalar = matrixLaunch(statement, program);
if (!scalar) throw new Error('there is no kernel of the statement');
const threads = Math.max(2, availableParallelism());
const contenders = {
  'three loops on gathered arrays, JavaScript': arrays,
  'blocked, JavaScript': blocked,
  'WebAssembly, scalar (the kernel of emit-wasm)': runCpu(scalar, 1),
  'WebAssembly, vectors, 1 thread': runCpu(statement, 1),
  [`WebAssembly, vectors, ${threads} threads`]: runCpu(statement, threads),
};
for (const [name, work] of Object.entries(contenders)) {
  pixels.set(before);
  work();
  if (Buffer.compare(pixels, expected) !== 0)
    throw new Error(`${name}: the image differs from the baseline's`);
}
const medians = await inTurn(contenders, { runs: 9, warmUp: 1 });
if (Buffer.compare(pixels, expected) !== 0) throw new Error('the image differs from the baseline’s');

const figures: Figure[] = [{ name: 'three loops over pixels, JavaScript', value: baseline, unit: 'ms' }];
for (const [name, milliseconds] of Object.entries(medians))
  figures.push({
    name,
    value: milliseconds,
    unit: 'ms',
    note: `${(baseline / milliseconds).toFixed(1)} × the baseline`,
  });
figures.push({
  name: 'run-cpu against the baseline',
  value: baseline / medians[`WebAssembly, vectors, ${threads} threads`]!,
  unit: '×',
  goal: { atLeast: 100 },
  note: 'all bytes of the image are equal',
});
tell('MATMUL 1024³ of u8 in pixels', figures);
process.exit();
