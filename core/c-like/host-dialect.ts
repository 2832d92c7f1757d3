// The C++ around the kernels as a dialect: expressions of the host have the meaning of those in kernels.
import { C_STORAGE, C_TYPES } from './c-types.ts';
import type { Dialect } from './dialect.ts';
import { reservedWords } from './reserved.ts';

const absent = '';

/** C++17 of the host part of emitted programs, for every target. */
export const HOST: Dialect = {
  name: 'host',
  reserved: reservedWords(
    'grid shape inner px_result usage program argc argv options check NSObject id self super SEL BOOL',
  ),
  types: { ...C_TYPES, f64: 'double' },
  storage: { ...C_STORAGE, f16: 'unsigned short', f64: 'double' },
  inline: 'static inline',
  spaces: { device: '', shared: '' },
  shared: absent,
  barrier: absent,
  index: {
    thread: [absent, absent, absent],
    local: [absent, absent, absent],
    block: [absent, absent, absent],
    blockSize: [absent, absent, absent],
    gridSize: [absent, absent, absent],
  },
  math: new Map(
    [
      'fmod',
      'fmin',
      'fmax',
      'pow',
      'fabs',
      'sqrt',
      'exp',
      'log',
      'sin',
      'cos',
      'tan',
      'tanh',
      'floor',
      'ceil',
      'rint',
      'fma',
    ].flatMap((name) => [
      [`${name}f`, `std::${name}`],
      [name, `std::${name}`],
    ]),
  ),
  intrinsics: {
    popcount: absent,
    clz: absent,
    f32ToI32Bits: absent,
    f32ToU32Bits: absent,
    i32BitsToF32: absent,
    u32BitsToF32: absent,
    f16ToF32: absent,
    f32ToF16: absent,
    f64ToF16: absent,
  },
  atomics: {
    add: absent,
    sub: absent,
    min: absent,
    max: absent,
    and: absent,
    or: absent,
    xor: absent,
    exchange: absent,
    cas: absent,
    cell: { i32: absent, u32: absent },
  },
  helpers: new Map([
    ...(['int i32', 'unsigned int u32'] as const).flatMap((pair): [string, string][] => {
      const split = pair.lastIndexOf(' ');
      const type = pair.slice(0, split);
      const suffix = pair.slice(split + 1);
      return [
        [
          `px_popcount_${suffix}`,
          `${type} px_popcount_${suffix}(${type} x) { unsigned int n = 0u; for (unsigned int a = (unsigned int)x; a != 0u; a &= a - 1u) ++n; return (${type})n; }`,
        ],
        [
          `px_clz_${suffix}`,
          `${type} px_clz_${suffix}(${type} x) { unsigned int n = 32u; for (unsigned int a = (unsigned int)x; a != 0u; a >>= 1) --n; return (${type})n; }`,
        ],
        [
          `px_${suffix}_bits_f32`,
          `${type} px_${suffix}_bits_f32(float a) { ${type} bits; std::memcpy(&bits, &a, sizeof bits); return bits; }`,
        ],
        [
          `px_f32_bits_${suffix}`,
          `float px_f32_bits_${suffix}(${type} a) { float value; std::memcpy(&value, &a, sizeof value); return value; }`,
        ],
      ];
    }),
    // Rounds to the 11 bits of a half: the distance of its neighbours at x is a power of two.
    ...(['float f32', 'double f64'] as const).map((pair): [string, string] => {
      const [type, suffix] = pair.split(' ') as [string, string];
      return [
        `px_f16_of_${suffix}`,
        `float px_f16_of_${suffix}(${type} x) { if (!(std::fabs(x) < 65520)) return x != x ? (float)x : x < 0 ? -HUGE_VALF : HUGE_VALF; const double step = std::fabs(x) < 0x1p-14 ? 0x1p-24 : std::ldexp(1.0, std::ilogb(x) - 10); return (float)(std::nearbyint(x / step) * step); }`,
      ];
    }),
  ]),
};
