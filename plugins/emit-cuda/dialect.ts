// CUDA C++ as a dialect of the C family.
import { globalDialect } from 'pxos/core';

/** CUDA, as nvcc and clang compile it. */
export const CUDA = globalDialect({
  name: 'cuda',
  half: {
    type: '__half',
    f16ToF32: '__half2float({a})',
    f32ToF16: '__float2half_rn({a})',
    f64ToF16: '__double2half({a})',
  },
  helpers: new Map([
    [
      'px_atomic_add_f32',
      'float px_atomic_add_f32(float* cell, float value) { return atomicAdd(cell, value); }',
    ],
    [
      'px_atomic_exchange_f32',
      'float px_atomic_exchange_f32(float* cell, float value) { return atomicExch(cell, value); }',
    ],
  ]),
});
