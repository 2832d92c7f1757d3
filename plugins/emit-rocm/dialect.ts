// HIP as a dialect of the C family: CUDA's words with clang's half type.
import { globalDialect } from 'pxos/core';

/** HIP, as hipcc and clang compile it for AMD GPUs. */
export const HIP = globalDialect({
  name: 'rocm',
  reserved: 'hip',
  half: {
    type: '_Float16',
    f16ToF32: '(float)({a})',
    f32ToF16: '(_Float16)({a})',
    f64ToF16: '(_Float16)({a})',
  },
});
