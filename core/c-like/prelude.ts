// The prelude: small functions that give the C family the meaning of the language where C has none or another one.
//
// Signed arithmetic goes through unsigned, divisors and shift amounts are guarded, conversions saturate, accesses outside
// an array give 0 or do nothing. Only helpers that a file uses are printed, after those that they use themselves.
import { type ElementType, valueTypeOf } from '../ir/index.ts';
import type { AddressSpace, Dialect } from './dialect.ts';
import { literal } from './literal.ts';

/** A helper's definition. In it `@` stands for the address space of the pointers, printed once for each different one. */
type Definition = (dialect: Dialect) => string;

const table = new Map<string, Definition>();

function define(name: string, text: string | Definition): void {
  table.set(name, typeof text === 'string' ? () => text : text);
}

/** A template of a dialect with its operand filled in. */
const fill = (template: string, operand: string): string => template.replaceAll('{a}', operand);

const I = 'int';
const U = 'unsigned int';

// Integer arithmetic: wraps, and no division has an undefined case.
for (const [name, symbol] of [
  ['add', '+'],
  ['sub', '-'],
  ['mul', '*'],
])
  define(
    `px_${name}_i32`,
    `${I} px_${name}_i32(${I} a, ${I} b) { return (${I})((${U})a ${symbol} (${U})b); }`,
  );
define('px_neg_i32', `${I} px_neg_i32(${I} a) { return (${I})(0u - (${U})a); }`);
define('px_neg_u32', `${U} px_neg_u32(${U} a) { return 0u - a; }`);
define(
  'px_div_i32',
  `${I} px_div_i32(${I} a, ${I} b) { return b == 0 ? a : b == -1 ? px_neg_i32(a) : a / b; }`,
);
define('px_mod_i32', `${I} px_mod_i32(${I} a, ${I} b) { return b == 0 || b == -1 ? 0 : a % b; }`);
define('px_div_u32', `${U} px_div_u32(${U} a, ${U} b) { return b == 0u ? a : a / b; }`);
define('px_mod_u32', `${U} px_mod_u32(${U} a, ${U} b) { return b == 0u ? 0u : a % b; }`);
define('px_abs_i32', `${I} px_abs_i32(${I} a) { return a < 0 ? px_neg_i32(a) : a; }`);
define('px_abs_u32', `${U} px_abs_u32(${U} a) { return a; }`);
for (const [suffix, type] of [
  ['i32', I],
  ['u32', U],
] as const) {
  define(`px_min_${suffix}`, `${type} px_min_${suffix}(${type} a, ${type} b) { return a < b ? a : b; }`);
  define(`px_max_${suffix}`, `${type} px_max_${suffix}(${type} a, ${type} b) { return a > b ? a : b; }`);
  define(
    `px_clamp_${suffix}`,
    `${type} px_clamp_${suffix}(${type} a, ${type} lo, ${type} hi) { return px_min_${suffix}(px_max_${suffix}(a, lo), hi); }`,
  );

  // Bits: amounts count modulo 32.
  define(
    `px_shl_${suffix}`,
    `${type} px_shl_${suffix}(${type} a, ${U} b) { return (${type})((${U})a << (b & 31u)); }`,
  );
  define(`px_shr_${suffix}`, `${type} px_shr_${suffix}(${type} a, ${U} b) { return a >> (b & 31u); }`);
  for (const [name, here, there] of [
    ['rotl', '<<', '>>'],
    ['rotr', '>>', '<<'],
  ])
    define(
      `px_${name}_${suffix}`,
      `${type} px_${name}_${suffix}(${type} a, ${U} b) { return (${type})(((${U})a ${here} (b & 31u)) | ((${U})a ${there} ((0u - b) & 31u))); }`,
    );
  for (const name of ['popcount', 'clz'] as const)
    define(
      `px_${name}_${suffix}`,
      ({ intrinsics }) =>
        `${type} px_${name}_${suffix}(${type} x) { const ${U} a = (${U})x; return (${type})${fill(intrinsics[name], 'a')}; }`,
    );
}
define(
  'px_pack_u32',
  `${U} px_pack_u32(${U} r, ${U} g, ${U} b, ${U} a) { return (r & 255u) | ((g & 255u) << 8) | ((b & 255u) << 16) | (a << 24); }`,
);

// Choice.
for (const [suffix, type] of [
  ['bool', 'bool'],
  ['i32', I],
  ['u32', U],
  ['f32', 'float'],
  ['f64', 'double'],
] as const)
  define(
    `px_select_${suffix}`,
    `${type} px_select_${suffix}(bool c, ${type} a, ${type} b) { return c ? a : b; }`,
  );

// Floats.
for (const [suffix, type, f, one] of [
  ['f32', 'float', 'f', '1.0f'],
  ['f64', 'double', '', '1.0'],
] as const) {
  const math = (dialect: Dialect, name: string): string => dialect.math.get(name + f) ?? name + f;
  define(
    `px_clamp_${suffix}`,
    (dialect) =>
      `${type} px_clamp_${suffix}(${type} a, ${type} lo, ${type} hi) { return ${math(dialect, 'fmin')}(${math(dialect, 'fmax')}(a, lo), hi); }`,
  );
  define(
    `px_rsqrt_${suffix}`,
    (dialect) => `${type} px_rsqrt_${suffix}(${type} a) { return ${one} / ${math(dialect, 'sqrt')}(a); }`,
  );

  // Conversion to integers truncates and saturates; NaN gives 0, since it compares with nothing.
  for (const [to, low, high, bias] of [
    ['i8', -128, 127, 0],
    ['u8', 0, 255, 0],
    ['i16', -32768, 32767, 0],
    ['u16', 0, 65535, 0],
    ['i32', -2147483648, 2147483647, 1],
    ['u32', 0, 4294967295, 1],
  ] as const) {
    const result = to === 'u32' ? 'u32' : 'i32';
    const ctype = result === 'u32' ? U : I;
    // The largest i32 and u32 have no f32; the power of two above them is the first value that does not fit.
    const bound = literal(suffix, high + bias).text;
    const bottom = literal(suffix, low).text;
    const least = literal(result, low).text;
    const most = literal(result, high).text;
    const inside = `x < ${bound} ? (${ctype})x : ${most}`;
    const body =
      low === 0
        ? `x > ${bottom} ? (${inside}) : ${least}`
        : `x > ${bottom} ? (${inside}) : x <= ${bottom} ? ${least} : 0`;
    define(`px_${to}_of_${suffix}`, `${ctype} px_${to}_of_${suffix}(${type} x) { return ${body}; }`);
  }
  define(`px_f16_of_${suffix}`, ({ intrinsics, storage }) => {
    const half = fill(suffix === 'f32' ? intrinsics.f32ToF16 : intrinsics.f64ToF16, 'x');
    return `float px_f16_of_${suffix}(${type} x) { const ${storage.f16} h = ${half}; return ${fill(intrinsics.f16ToF32, 'h')}; }`;
  });
}

// For targets whose own pow is not C's; the others print powf itself.
define('px_pow_f32', 'float px_pow_f32(float a, float b) { return powf(a, b); }');

// Bits of floats.
for (const [name, from, to, key] of [
  ['px_i32_bits_f32', 'float', I, 'f32ToI32Bits'],
  ['px_u32_bits_f32', 'float', U, 'f32ToU32Bits'],
  ['px_f32_bits_i32', I, 'float', 'i32BitsToF32'],
  ['px_f32_bits_u32', U, 'float', 'u32BitsToF32'],
] as const)
  define(name, ({ intrinsics }) => `${to} ${name}(${from} a) { return ${fill(intrinsics[key], 'a')}; }`);

/** How a stored element reads as a register value, and a register value as a stored element. */
function widened(element: ElementType, text: string, dialect: Dialect): string {
  if (element === 'bool') return `${text} != 0`;
  if (element === 'f16') return fill(dialect.intrinsics.f16ToF32, text);
  return text;
}
function narrowed(element: ElementType, text: string, dialect: Dialect): string {
  if (element === 'bool') return `${text} ? 1 : 0`;
  if (element === 'f16') return fill(dialect.intrinsics.f32ToF16, text);
  const stored = dialect.storage[element];
  return stored === dialect.types[valueTypeOf(element)] ? text : `(${stored})${text}`;
}

// Access to arrays: the index is compared as unsigned with the length.
for (const element of [
  'bool',
  'i8',
  'u8',
  'i16',
  'u16',
  'i32',
  'u32',
  'f16',
  'f32',
  'f64',
  'pixel',
] as const) {
  const value = valueTypeOf(element);
  const none = literal(value, value === 'bool' ? false : 0).text;
  define(
    `px_load_${element}`,
    (dialect) =>
      `${dialect.types[value]} px_load_${element}(const @${dialect.storage[element]}* array, ${U} length, ${U} index) { return index < length ? ${widened(element, 'array[index]', dialect)} : ${none}; }`,
  );
  define(
    `px_store_${element}`,
    (dialect) =>
      `void px_store_${element}(@${dialect.storage[element]}* array, ${U} length, ${U} index, ${dialect.types[value]} value) { if (index < length) array[index] = ${narrowed(element, 'value', dialect)}; }`,
  );
}

// Atomics: one function on a cell, and one that looks at the index first.
const ATOMIC_OPS = ['add', 'sub', 'min', 'max', 'and', 'or', 'xor', 'exchange'] as const;
for (const [suffix, type, none] of [
  ['i32', I, '0'],
  ['u32', U, '0u'],
  ['f32', 'float', '0.0f'],
] as const) {
  const ops =
    suffix === 'f32'
      ? (['add', 'sub', 'min', 'max', 'exchange'] as const)
      : ([...ATOMIC_OPS, 'cas'] as const);
  for (const op of ops) {
    const name = `px_atomic_${op}_${suffix}`;
    const expected = op === 'cas' ? `${type} expected, ` : '';
    const pass = op === 'cas' ? 'expected, ' : '';
    if (suffix !== 'f32')
      define(name, ({ atomics }) => {
        const cell = atomics.cell[suffix].replaceAll('{p}', 'cell');
        const body = atomics[op].replaceAll('{p}', cell).replaceAll('{t}', type);
        return `${type} ${name}(@${type}* cell, ${expected}${type} value) { ${body} }`;
      });
    else {
      // Floats as their bits, by compare and exchange: the same on every target.
      const combined = {
        add: 'px_f32_bits_u32(seen) + value',
        sub: 'px_f32_bits_u32(seen) - value',
        min: '{fmin}(px_f32_bits_u32(seen), value)',
        max: '{fmax}(px_f32_bits_u32(seen), value)',
        exchange: 'value',
      }[op as 'add' | 'sub' | 'min' | 'max' | 'exchange'];
      define(name, ({ math }) => {
        const next = combined
          .replace('{fmin}', math.get('fminf') ?? 'fminf')
          .replace('{fmax}', math.get('fmaxf') ?? 'fmaxf');
        return [
          `float ${name}(@float* cell, float value) {`,
          `    @${U}* bits = (@${U}*)cell;`,
          `    ${U} seen = *bits;`,
          '    for (;;) {',
          `        const ${U} old = px_atomic_cas_u32(bits, seen, px_u32_bits_f32(${next}));`,
          '        if (old == seen) return px_f32_bits_u32(old);',
          '        seen = old;',
          '    }',
          '}',
        ].join('\n');
      });
    }
    define(
      `${name}_at`,
      `${type} ${name}_at(@${type}* array, ${U} length, ${U} index, ${expected}${type} value) { return index < length ? ${name}(array + index, ${pass}value) : ${none}; }`,
    );
  }
}

// How often a counted loop runs whose step is not 1: exact, since `to - from` fits in 32 bits without a sign.
for (const [suffix, type] of [
  ['i32', I],
  ['u32', U],
] as const) {
  define(
    `px_trips_up_${suffix}`,
    `${U} px_trips_up_${suffix}(${type} from, ${type} to, ${U} step) { return from < to ? ((${U})to - (${U})from - 1u) / step + 1u : 0u; }`,
  );
  define(
    `px_trips_down_${suffix}`,
    `${U} px_trips_down_${suffix}(${type} from, ${type} to, ${U} step) { return from > to ? ((${U})from - (${U})to - 1u) / step + 1u : 0u; }`,
  );
}

/** Names of all helpers; names of programs keep clear of them. */
export const HELPER_NAMES: ReadonlySet<string> = new Set(table.keys());

/** A definition of one line, over three lines where it is long. */
function laidOut(definition: string): string {
  if (definition.length <= 110 || definition.includes('\n')) return definition;
  const body = definition.indexOf('{');
  return `${definition.slice(0, body + 1)}\n    ${definition.slice(body + 1, -1).trim()}\n}`;
}

/** Which helpers a file uses, and on which memory. Printers ask for names and never worry about definitions. */
export class HelperUse {
  private readonly used = new Map<string, Set<AddressSpace>>();

  /** Notes the use and gives the name back; `space` is where the pointers lie of a helper that takes some. */
  use(name: string, space: AddressSpace = 'device'): string {
    if (!table.has(name)) throw new Error(`the C family has no helper ${name}`);
    this.used.set(name, (this.used.get(name) ?? new Set()).add(space));
    return name;
  }

  /** The definitions, in the order of the table, those that others use first. */
  print(dialect: Dialect): readonly string[] {
    const spaces = [...new Set(Object.values(dialect.spaces))];
    const printed = new Map<string, string[]>();
    const print = (name: string, word: string): void => {
      const definition = table.get(name);
      if (!definition) return;
      const text = dialect.helpers.get(name) ?? definition(dialect);
      const version = text.replaceAll('@', word);
      const versions = printed.get(name) ?? [];
      if (versions.includes(version)) return;
      for (const [other] of text.matchAll(/\bpx_\w+/g)) if (other !== name) print(other, word);
      printed.set(name, [...versions, version]);
    };
    for (const word of spaces)
      for (const name of table.keys())
        for (const space of this.used.get(name) ?? []) if (dialect.spaces[space] === word) print(name, word);
    return [...printed.values()].flat().map((version) => laidOut(`${dialect.inline} ${version}`));
  }
}
