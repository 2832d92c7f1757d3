// The Metal Shading Language as a dialect of the C family.
import { C_STORAGE, C_TYPES, type Dialect, reservedWords } from 'pxos/core';

const fetch = (op: string): string =>
  `return metal::atomic_${op}_explicit({p}, value, metal::memory_order_relaxed);`;

const plain = ['fmin', 'fmax', 'fabs', 'floor', 'ceil', 'rint', 'fma', 'fmod'];
const precise = ['sqrt', 'exp', 'log', 'sin', 'cos', 'tan', 'tanh'];

/** Metal, as Apple's compiler takes it from macOS 11 on. It has no doubles. */
export const METAL: Dialect = {
  name: 'metal',
  reserved: reservedWords(`
    metal kernel vertex fragment device constant thread threadgroup threadgroup_imageblock ray_data object_data mesh object
    visible intersection stitchable sampler texture1d texture2d texture3d texturecube depth2d array atomic atomic_int
    atomic_uint atomic_bool packed_float2 packed_float3 packed_float4 as_type precise fast px_values
    bool2 bool3 bool4 char2 char3 char4 uchar2 uchar3 uchar4 short2 short3 short4 ushort2 ushort3 ushort4 int2 int3 int4
    uint2 uint3 uint4 long2 long3 long4 ulong2 ulong3 ulong4 half2 half3 half4 float2 float3 float4 bfloat
    half2x2 half3x3 half4x4 float2x2 float3x3 float4x4 px_position px_local px_block px_block_size px_grid_size
  `),
  types: C_TYPES,
  storage: { ...C_STORAGE, f16: 'half' },
  inline: 'static inline',
  spaces: { device: 'device ', shared: 'threadgroup ' },
  shared: 'threadgroup ',
  barrier: 'metal::threadgroup_barrier(metal::mem_flags::mem_device | metal::mem_flags::mem_threadgroup);',
  index: {
    thread: ['px_position.x', 'px_position.y', 'px_position.z'],
    local: ['px_local.x', 'px_local.y', 'px_local.z'],
    block: ['px_block.x', 'px_block.y', 'px_block.z'],
    blockSize: ['px_block_size.x', 'px_block_size.y', 'px_block_size.z'],
    gridSize: ['px_grid_size.x', 'px_grid_size.y', 'px_grid_size.z'],
  },
  math: new Map([
    ...plain.map((name) => [`${name}f`, `metal::${name}`] as const),
    ...precise.map((name) => [`${name}f`, `metal::precise::${name}`] as const),
    ['powf', 'px_pow_f32'],
  ]),
  intrinsics: {
    popcount: 'metal::popcount({a})',
    clz: 'metal::clz({a})',
    f32ToI32Bits: 'as_type<int>({a})',
    f32ToU32Bits: 'as_type<unsigned int>({a})',
    i32BitsToF32: 'as_type<float>({a})',
    u32BitsToF32: 'as_type<float>({a})',
    f16ToF32: '(float)({a})',
    f32ToF16: '(half)({a})',
    f64ToF16: '(half)({a})',
  },
  atomics: {
    cell: { i32: '((@metal::atomic_int*){p})', u32: '((@metal::atomic_uint*){p})' },
    add: fetch('fetch_add'),
    sub: fetch('fetch_sub'),
    min: fetch('fetch_min'),
    max: fetch('fetch_max'),
    and: fetch('fetch_and'),
    or: fetch('fetch_or'),
    xor: fetch('fetch_xor'),
    exchange: fetch('exchange'),
    // The weak form may fail for no reason; then the cell still holds what was expected.
    cas: '{t} seen = expected; while (!metal::atomic_compare_exchange_weak_explicit({p}, &seen, value, metal::memory_order_relaxed, metal::memory_order_relaxed) && seen == expected) {} return seen;',
  },
  helpers: new Map([
    // Sign and parity by hand: Metal does not say what pow gives for a negative base.
    [
      'px_pow_f32',
      [
        'float px_pow_f32(float a, float b) {',
        '    if (b == 0.0f || a == 1.0f) return 1.0f;',
        '    const float p = metal::precise::pow(metal::fabs(a), b);',
        '    if ((as_type<unsigned int>(a) >> 31) == 0u) return p;',
        '    if (metal::rint(b) != b)',
        '        return a == 0.0f || metal::fabs(a) > 3.4028235e38f ? p : as_type<float>(0x7fc00000u);',
        '    return metal::fmod(metal::fabs(b), 2.0f) == 1.0f ? -p : p;',
        '}',
      ].join('\n'),
    ],
  ]),
};
