// What CUDA and HIP have in common as dialects: HIP took CUDA's words over, but for its half type and its prefix.
import { C_STORAGE, C_TYPES } from './c-types.ts';
import type { Dialect, Intrinsics } from './dialect.ts';
import { GLOBAL_INDEX } from './global-entry.ts';
import { reservedWords } from './reserved.ts';

/** What one of the two adds. */
export interface GlobalDialectParts {
  readonly name: string;
  /** Words that its headers take beside those of both. */
  readonly reserved?: string;
  /** The type of a stored half, and how it is converted. */
  readonly half: { readonly type: string } & Pick<Intrinsics, 'f16ToF32' | 'f32ToF16' | 'f64ToF16'>;
  /** Helpers that it has a better form of. */
  readonly helpers?: ReadonlyMap<string, string>;
}

/** Vector types of both languages: `int4`, `uchar3`. */
const VECTORS = 'char uchar short ushort int uint long ulong longlong ulonglong float double'
  .split(' ')
  .flatMap((type) => [1, 2, 3, 4].map((lanes) => `${type}${lanes}`));

/** A dialect whose kernels are `__global__` functions. */
export function globalDialect({
  name,
  reserved = '',
  half,
  helpers = new Map(),
}: GlobalDialectParts): Dialect {
  const { type, ...conversions } = half;
  return {
    name,
    reserved: reservedWords(`
      threadIdx blockIdx blockDim gridDim warpSize dim3 half2 ${VECTORS.join(' ')} ${reserved}
      atomicAdd atomicSub atomicMin atomicMax atomicAnd atomicOr atomicXor atomicExch atomicCAS
    `),
    types: { ...C_TYPES, f64: 'double' },
    storage: { ...C_STORAGE, f16: type, f64: 'double' },
    inline: 'static __device__ __forceinline__',
    spaces: { device: '', shared: '' },
    shared: '__shared__ ',
    barrier: '__syncthreads();',
    index: GLOBAL_INDEX,
    math: new Map(),
    intrinsics: {
      popcount: '__popc({a})',
      clz: '__clz((int){a})',
      f32ToI32Bits: '__float_as_int({a})',
      f32ToU32Bits: '__float_as_uint({a})',
      i32BitsToF32: '__int_as_float({a})',
      u32BitsToF32: '__uint_as_float({a})',
      ...conversions,
    },
    atomics: {
      cell: { i32: '{p}', u32: '{p}' },
      add: 'return atomicAdd({p}, value);',
      sub: 'return atomicSub({p}, value);',
      min: 'return atomicMin({p}, value);',
      max: 'return atomicMax({p}, value);',
      and: 'return atomicAnd({p}, value);',
      or: 'return atomicOr({p}, value);',
      xor: 'return atomicXor({p}, value);',
      exchange: 'return atomicExch({p}, value);',
      cas: 'return atomicCAS({p}, expected, value);',
    },
    helpers,
  };
}
