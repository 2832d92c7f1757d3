// The operation codes of steps.

export const STEP = {
  halt: 0x00,
  dot: 0x01,
  add: 0x02,
  relu: 0x03,
  matmul: 0x04,
  dispatch: 0x80,
  copy: 0x81,
} as const;

/** Steps on whole arrays, by code. */
export const MATRIX_STEPS: ReadonlyMap<number, 'dot' | 'add' | 'relu' | 'matmul'> = new Map([
  [STEP.dot, 'dot'],
  [STEP.add, 'add'],
  [STEP.relu, 'relu'],
  [STEP.matmul, 'matmul'],
]);
