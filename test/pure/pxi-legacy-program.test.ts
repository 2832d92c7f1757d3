// What version 1.0 programs become when they are compiled: the memory that their matrices take, however many products there are.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { legacyToProgram } from '../../core/pxi/index.ts';
import { legacyImage, type Written } from '../legacy-images.ts';

/** Products of a 2×3 and a 3×2 matrix, each with its result in the same place. */
const products = (count: number) =>
  legacyImage(
    80,
    4,
    [...Array.from({ length: count }, (): Written => ['MATMUL', 1, 2, 3]), ['HALT']],
    [
      { row: 1, rows: 2, columns: 3, elements: [1, 2, 3, 4, 5, 6] },
      { row: 2, rows: 3, columns: 2, elements: [1, 0, 0, 1, 1, 1] },
    ],
  );

const matricesOf = (image: ReturnType<typeof legacyImage>) =>
  legacyToProgram(image).program.buffers.filter(({ name }) => name !== 'image');

test('seventy products take no more memory than one', () => {
  assert.is(matricesOf(products(1)).length, 3);
  assert.equal(matricesOf(products(70)), matricesOf(products(1)));
});

test('the operands and the result of a product of square matrices have memory of their own', () => {
  const image = legacyImage(
    8,
    4,
    [['MATMUL', 1, 2, 3], ['MATMUL', 3, 1, 2], ['HALT']],
    [
      { row: 1, rows: 2, columns: 2, elements: [1, 2, 3, 4] },
      { row: 2, rows: 2, columns: 2, elements: [5, 6, 7, 8] },
    ],
  );
  const { steps } = legacyToProgram(image).program;
  const used = steps.flatMap((step) => (step.kind === 'matrix' ? [[...step.operands, step.result]] : []));
  assert.is(used.length, 2);
  for (const names of used) assert.is(new Set(names).size, 3);
  assert.is(matricesOf(image).length, 3);
});

test.run();
