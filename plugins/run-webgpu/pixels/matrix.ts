// The steps of version 1.1 that are no kernel, on the device: products in ranges of k, elements in runs.
import { type ArrayRecord, elementsOf, MATRIX_R, type PixelProgram, type PixelStep } from 'pxos/core';
import { arrayOf } from './launch.ts';
import type { PixelMachine } from './machine.ts';

type MatrixStep = Extract<PixelStep, { kind: 'matrix' }>;
type CopyStep = Extract<PixelStep, { kind: 'copy' }>;

/** Elements of one dispatch. */
const MOST_ELEMENTS = 2 ** 20;
/** Sums that are under way at once, and how many an integer product keeps busy at least. */
const MOST_SUMS = 2 ** 18;
const BUSY = 2 ** 12;
/** Products of the first dispatch, and the seconds below which the next one gets more. */
const FIRST_WORK = 2 ** 18;
const MOST_WORK = 2 ** 32;
const SHORT_SLICE = 0.05;
const LONG_SLICE = 0.4;

const OPERATION = { copy: 0, add: 2, relu: 3 } as const;
const INT = 0;
export const UINT = 1;
const FLOAT = 2;

const isFloat = ({ type }: ArrayRecord): boolean => type === 0x09 || type === 0x0a;
const isUnsigned = ({ type }: ArrayRecord): boolean => (type & 0x0c) === 0;

/** What numbers become before they are summed: floats if one operand is, unsigned if all are, else ints. */
function kindOf(operands: readonly ArrayRecord[]): number {
  if (operands.some(isFloat)) return FLOAT;
  return operands.every(isUnsigned) ? UINT : INT;
}

/** Where the elements of an array lie. */
type StepArray = Pick<ArrayRecord, 'first' | 'rows' | 'columns' | 'type'>;

/** What the entries of pxvm-matrix.wgsl need of a step. */
interface StepNumbers {
  readonly left: StepArray;
  readonly right: StepArray;
  readonly result: StepArray;
  readonly operation?: number;
  readonly kind?: number;
  readonly width: number;
  readonly inner?: number;
  readonly columns?: number;
}

interface Range {
  readonly begin: number;
  readonly count: number;
  readonly from?: number;
  readonly to?: number;
  readonly parts?: number;
}

const entryOf = (array: StepArray): readonly number[] => [array.first, elementsOf(array), array.type, 0];

/** The uniform block of the entries in pxvm-matrix.wgsl. */
function uniformOf(step: StepNumbers, { begin, count, from = 0, to = 0, parts = 1 }: Range): Uint32Array {
  return Uint32Array.of(
    ...entryOf(step.left),
    ...entryOf(step.right),
    ...entryOf(step.result),
    step.operation ?? 0,
    step.kind ?? INT,
    step.width,
    step.inner ?? 0,
    step.columns ?? 0,
    begin,
    count,
    from,
    to,
    parts,
    0,
    0,
  );
}

async function runElements(machine: PixelMachine, step: StepNumbers, count: number): Promise<void> {
  for (let begin = 0; begin < count; begin += MOST_ELEMENTS) {
    const run = Math.min(MOST_ELEMENTS, count - begin);
    await machine.submit({
      entry: 'run_elements',
      uniform: uniformOf(step, { begin, count: run }),
      invocations: run,
    });
  }
}

/** Writes every sum of products of a row of `left` and a column of `right`, `inner` of them, into `result`. */
export async function runProducts(machine: PixelMachine, step: StepNumbers): Promise<void> {
  const { inner = 1, kind, result } = step;
  const sums = elementsOf(result);
  // Integers add up in any order; floats ascend in k.
  const parts = kind === FLOAT ? 1 : Math.max(1, Math.min(inner, Math.floor(BUSY / sums)));
  machine.reserve(Math.min(MOST_SUMS, sums * parts));
  let work = FIRST_WORK;
  for (let begin = 0; begin < sums; ) {
    const count = Math.min(Math.floor(MOST_SUMS / parts), sums - begin);
    // One dispatch at least: without anything to add the sums are zeros.
    for (let from = 0; from === 0 || from < inner; ) {
      const to = Math.min(inner, from + parts * Math.max(1, Math.floor(work / (count * parts))));
      const start = performance.now();
      const uniform = uniformOf(step, { begin, count, from, to, parts });
      await machine.submit({ entry: 'run_products', uniform, invocations: count * parts });
      const seconds = await machine.settle(start);
      if (seconds < SHORT_SLICE) work = Math.min(MOST_WORK, 4 * work);
      else if (seconds > LONG_SLICE) work = Math.max(FIRST_WORK, work / 2);
      from = Math.max(1, to);
    }
    const uniform = uniformOf(step, { begin, count, parts });
    await machine.submit({ entry: 'store_products', uniform, invocations: count });
    begin += count;
  }
}

/** Runs DOT, ADD, RELU or MATMUL. */
export async function runMatrix(
  machine: PixelMachine,
  program: PixelProgram,
  step: MatrixStep,
): Promise<void> {
  const operands = step.operands.map((record) => arrayOf(program, record));
  const result = arrayOf(program, step.result);
  const [left = result, right = left] = operands;
  const common = { left, right, result, kind: kindOf(operands), width: program.width };
  switch (step.op) {
    case 'add':
    case 'relu':
      return runElements(machine, { ...common, operation: OPERATION[step.op] }, elementsOf(result));
    case 'dot':
      return runProducts(machine, { ...common, inner: elementsOf(left), columns: 1 });
    case 'matmul':
      return runProducts(machine, { ...common, inner: left.columns, columns: right.columns });
  }
}

/** An array as unsigned integers of its elements' size, so that a copy moves bits. */
function bitsOf(array: ArrayRecord): StepArray {
  return { ...array, type: array.type === MATRIX_R ? MATRIX_R : array.type & 3 };
}

/** Runs a COPY. */
export function runCopy(machine: PixelMachine, program: PixelProgram, step: CopyStep): Promise<void> {
  const left = bitsOf(arrayOf(program, step.from));
  const result = bitsOf(arrayOf(program, step.to));
  const numbers = { left, right: left, result, operation: OPERATION.copy, width: program.width };
  return runElements(machine, numbers, step.count);
}
