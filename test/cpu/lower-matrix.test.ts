// The kernels that `lowerMatrices` makes: for every three types they store what the evaluator's own statements store.
import {
  type BufferState,
  build as b,
  bytesOf,
  type ElementType,
  evaluateRun,
  lowerMatrices,
  matrixLaunch,
  type RunMatrix,
  verifyProgram,
} from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { decode } from '../elements.ts';
import { NUMBERS } from '../random/matrix.ts';
import { Random } from '../random/random.ts';

const SIDES = { rows: 3, inner: 4, columns: 2 };
/** Tiles at the edge are neither full nor alone. */
const LARGE_SIDES = { rows: 18, inner: 35, columns: 17 };
const random = new Random(7);

function buffer(name: string, element: ElementType, length: number): BufferState {
  const data = Uint8Array.from({ length: length * bytesOf(element) }, () => random.bits() >>> 24);
  return { name, element, length, data };
}

/** The bytes of the result by the statement and by its kernel. */
function both(
  op: RunMatrix['op'],
  [a, b2, c]: readonly [ElementType, ElementType, ElementType],
  { sides: { rows, inner, columns } = SIDES, tiled = false } = {},
) {
  const right = op === 'matmul' ? { rows: inner, columns } : { rows, columns: inner };
  const result =
    op === 'matmul' ? { rows, columns } : op === 'dot' ? { rows: 1, columns: 1 } : { rows, columns: inner };
  const program = lowerMatrices(
    b.program({
      buffers: [b.buffer('a', a), b.buffer('b', b2), b.buffer('c', c, 'write')],
      steps: [{ kind: 'matrix', op, operands: ['a', 'b'], result: 'c' }],
    }),
    { tiled },
  );
  assert.equal(verifyProgram(program), []);
  const operation: RunMatrix = {
    kind: 'matrix',
    step: 0,
    op,
    operands: [
      { buffer: 'a', rows, columns: inner },
      { buffer: 'b', ...right },
    ],
    result: { buffer: 'c', ...result },
  };
  const buffers = [
    buffer('a', a, rows * inner),
    buffer('b', b2, right.rows * right.columns),
    buffer('c', c, result.rows * result.columns),
  ];
  const launch = matrixLaunch(operation, program);
  assert.ok(launch);
  const by = (work: typeof launch | RunMatrix) =>
    // Which NaN it is, nothing says.
    decode(c, evaluateRun({ program, buffers, operations: [work] }).buffers.get('c')!);
  return { statement: by(operation), kernel: by(launch) };
}

for (const op of ['matmul', 'add', 'dot'] as const)
  test(`${op} of any two types into any third is the same by its kernel, floats into integers too`, () => {
    for (const a of NUMBERS)
      for (const b2 of NUMBERS)
        for (const c of NUMBERS) {
          const { statement, kernel } = both(op, [a, b2, c]);
          assert.equal(kernel, statement, `${a} ${b2} → ${c}`);
        }
  });

test('a product in tiles is the product, sum by sum, also where tiles are not full', () => {
  for (const types of [
    ['u8', 'u8', 'u8'],
    ['i8', 'i16', 'i32'],
    ['u32', 'u32', 'u32'],
    ['i32', 'u32', 'i8'],
    ['f32', 'f32', 'f32'],
    ['f16', 'i8', 'f32'],
    ['f32', 'f16', 'i16'],
    ['f64', 'f32', 'f64'],
  ] as const)
    for (const sides of [
      LARGE_SIDES,
      { rows: 1, inner: 1, columns: 1 },
      { rows: 16, inner: 32, columns: 16 },
    ]) {
      const { statement, kernel } = both('matmul', types, { sides, tiled: true });
      assert.equal(kernel, statement, `${types} ${Object.values(sides)}`);
    }
});

test('a kernel of a name that the program has gets another one', () => {
  const taken = b.kernel({ name: 'matmul_u8_u8_u8', params: [], body: [] });
  const program = lowerMatrices(
    b.program({
      kernels: [taken],
      buffers: [b.buffer('a', 'u8'), b.buffer('c', 'u8', 'write')],
      steps: [{ kind: 'matrix', op: 'matmul', operands: ['a', 'a'], result: 'c' }],
    }),
  );
  assert.equal(
    program.kernels.map(({ name }) => name),
    ['matmul_u8_u8_u8', 'matmul_u8_u8_u8_'],
  );
  assert.is(lowerMatrices(program), program);
});

test.run();
