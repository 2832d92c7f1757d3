// HIP as a dialect of the C family: CUDA's words with clang's half type.
import { type Dialect, GLOBAL_INDEX, reservedWords } from 'pxos/core';

/** HIP, as hipcc and clang compile it for AMD GPUs. */
export const HIP: Dialect = {
  name: 'rocm',
  reserved: reservedWords(`
    threadIdx blockIdx blockDim gridDim warpSize dim3 hip
    char1 char2 char3 char4 uchar1 uchar2 uchar3 uchar4 short1 short2 short3 short4 ushort1 ushort2 ushort3 ushort4
    int1 int2 int3 int4 uint1 uint2 uint3 uint4 long1 long2 long3 long4 ulong1 ulong2 ulong3 ulong4
    longlong1 longlong2 ulonglong1 ulonglong2 float1 float2 float3 float4 double1 double2 double3 double4 half2
    atomicAdd atomicSub atomicMin atomicMax atomicAnd atomicOr atomicXor atomicExch atomicCAS
  `),
  types: { bool: 'bool', i32: 'int', u32: 'unsigned int', f32: 'float', f64: 'double' },
  storage: {
    bool: 'unsigned char',
    i8: 'signed char',
    u8: 'unsigned char',
    i16: 'short',
    u16: 'unsigned short',
    i32: 'int',
    u32: 'unsigned int',
    f16: '_Float16',
    f32: 'float',
    f64: 'double',
    pixel: 'unsigned int',
  },
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
    f16ToF32: '(float)({a})',
    f32ToF16: '(_Float16)({a})',
    f64ToF16: '(_Float16)({a})',
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
  helpers: new Map(),
};
