// Matrix products of a run: which are done by a module of vector instructions, and what that takes.
import { type BufferState, bytesOf, type RunMatrix, type RunRequest } from 'pxos/core';
import type { JobProduct } from './job.ts';
import { hasProduct, type ProductPlan, type ProductTypes, planProduct } from './matrix/index.ts';

/** A product that has been planned; addresses are not known yet. */
export interface PlannedProduct extends ProductPlan {
  readonly kind: 'product';
  readonly operation: RunMatrix;
  readonly types: ProductTypes;
}

type Matrix = RunMatrix['result'];

/** The product that a matrix statement is, if there is a module for its types. */
export function productOf(
  operation: RunMatrix,
  { buffers }: RunRequest,
  threads: number,
): PlannedProduct | undefined {
  const [left, right] = operation.operands;
  if (operation.op !== 'matmul' || !left || !right || left.columns < 1) return undefined;
  const states = [left, right, operation.result].map((matrix) => stateOf(matrix, buffers));
  const [a, b, c] = states.map((state) => state?.element);
  if (!a || !b || !c || !hasProduct({ a, b, c })) return undefined;
  const types = { a, b, c };
  const size = { rows: left.rows, inner: left.columns, columns: right.columns };
  const bytes = states.reduce((sum, state) => sum + (state ? state.length * bytesOf(state.element) : 0), 0);
  return { kind: 'product', operation, types, ...planProduct(types, size, { threads, bytes }) };
}

/** The buffer of a matrix, if it has all its elements. */
const stateOf = (
  { buffer, rows, columns }: Matrix,
  buffers: readonly BufferState[],
): BufferState | undefined => buffers.find(({ name, length }) => name === buffer && length >= rows * columns);

/** The product with everything in its place. */
export function placeProduct(
  { operation, types, team, module, rowsAtOnce, scratchBytes }: PlannedProduct,
  addressOf: (buffer: string) => number,
  scratchAt: number,
): JobProduct {
  const [left, right] = operation.operands as readonly [Matrix, Matrix];
  const area = ({ buffer, rows, columns }: Matrix, element: ProductTypes['a']): JobProduct['a'] => ({
    address: addressOf(buffer),
    bytes: rows * columns * bytesOf(element),
  });
  const hash = `product ${types.a} ${types.b} ${types.c}`;
  return {
    kind: 'product',
    hash,
    module,
    a: area(left, types.a),
    b: area(right, types.b),
    c: area(operation.result, types.c),
    rows: left.rows,
    inner: left.columns,
    columns: right.columns,
    scratchAt,
    scratchBytes,
    rowsAtOnce,
    ...(team && { team: { ...team, hash } }),
  };
}
