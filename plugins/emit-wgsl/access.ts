// Loads, stores and atomics of arrays: one function of the module for each array and kind of access, guarded by its length.
import { type AtomicOp, type ElementType, type ScalarType, valueTypeOf } from 'pxos/core';
import { zero } from './literals.ts';
import type { ArrayStorage } from './storage.ts';

/** Where an element lies in its word. */
const LANES: { readonly [E in ElementType]?: { readonly perWord: 2 | 4; readonly bits: 8 | 16 } } = {
  bool: { perWord: 4, bits: 8 },
  i8: { perWord: 4, bits: 8 },
  u8: { perWord: 4, bits: 8 },
  i16: { perWord: 2, bits: 16 },
  u16: { perWord: 2, bits: 16 },
  f16: { perWord: 2, bits: 16 },
};

interface Lane {
  /** Index of the word that holds element `i`. */
  readonly word: string;
  /** Offset and count for `extractBits` and `insertBits`. */
  readonly range: string;
}

function laneOf(element: ElementType): Lane {
  const lane = LANES[element];
  return lane?.perWord === 2
    ? { word: 'i >> 1u', range: '(i & 1u) * 16u, 16u' }
    : { word: 'i >> 2u', range: '(i & 3u) * 8u, 8u' };
}

/** The value of element `i` as the language sees it. */
function readElement(storage: ArrayStorage): string {
  const { name, element, form } = storage;
  switch (form) {
    case 'plain':
      return element === 'bool' ? `${name}[i] != 0u` : `${name}[i]`;
    case 'atomic': {
      const word = `atomicLoad(&${name}[i])`;
      return element === 'f32' ? `bitcast<f32>(${word})` : word;
    }
    case 'packed':
    case 'packed-atomic': {
      const { word, range } = laneOf(element);
      const bits = form === 'packed' ? `${name}[${word}]` : `atomicLoad(&${name}[${word}])`;
      if (element === 'i8' || element === 'i16') return `extractBits(bitcast<i32>(${bits}), ${range})`;
      const value = `extractBits(${bits}, ${range})`;
      if (element === 'bool') return `${value} != 0u`;
      return element === 'f16' ? `px_f16_of_bits(${value})` : `i32(${value})`;
    }
  }
}

/** `value` brought to what a plain narrow element keeps. */
function narrowed(element: ElementType): string {
  switch (element) {
    case 'bool':
      return 'u32(value)';
    case 'i8':
      return '(value << 24u) >> 24u';
    case 'u8':
      return 'value & 255';
    case 'i16':
      return '(value << 16u) >> 16u';
    case 'u16':
      return 'value & 65535';
    case 'f16':
      return 'px_convert_f16(value)';
    case 'i32':
    case 'u32':
    case 'f32':
    case 'f64':
    case 'pixel':
      return 'value';
  }
}

/** Replaces the word at `place` by `next`, a function of `old`, as one atomic step; `old` is then what it was. */
const exchangeLoop = (place: string, next: string): readonly string[] => [
  `var old = atomicLoad(&${place});`,
  'loop {',
  `  let result = atomicCompareExchangeWeak(&${place}, old, ${next});`,
  '  if (result.exchanged) { break; }',
  '  old = result.old_value;',
  '}',
];

function writeElement(storage: ArrayStorage): readonly string[] {
  const { name, element, form } = storage;
  switch (form) {
    case 'plain':
      return [`${name}[i] = ${narrowed(element)};`];
    case 'atomic':
      return [`atomicStore(&${name}[i], ${element === 'f32' ? 'bitcast<u32>(value)' : 'value'});`];
    case 'packed':
    case 'packed-atomic': {
      const { word, range } = laneOf(element);
      const bits = element === 'f16' ? 'px_bits_of_f16(value)' : 'u32(value)';
      return [`let word = ${word};`, ...exchangeLoop(`${name}[word]`, `insertBits(old, ${bits}, ${range})`)];
    }
  }
}

const ATOMICS: { readonly [O in Exclude<AtomicOp, 'cas'>]: string } = {
  add: 'atomicAdd',
  sub: 'atomicSub',
  min: 'atomicMin',
  max: 'atomicMax',
  and: 'atomicAnd',
  or: 'atomicOr',
  xor: 'atomicXor',
  exchange: 'atomicExchange',
};

/** What an f32 becomes by an atomic that WGSL has not: it works on the bits and tries until nobody came between. */
const FLOAT_ATOMICS: { readonly [O in AtomicOp]?: string } = {
  add: 'bitcast<f32>(old) + value',
  sub: 'bitcast<f32>(old) - value',
  min: 'px_min_f32(bitcast<f32>(old), value)',
  max: 'px_max_f32(bitcast<f32>(old), value)',
};

function atomicBody(storage: ArrayStorage, op: AtomicOp): readonly string[] {
  const { name, element } = storage;
  if (op === 'cas')
    return [
      // The weak exchange may fail although the old value is the expected one.
      `var result = atomicCompareExchangeWeak(&${name}[i], expected, value);`,
      'while (!result.exchanged && result.old_value == expected) {',
      `  result = atomicCompareExchangeWeak(&${name}[i], expected, value);`,
      '}',
      'return result.old_value;',
    ];
  if (element !== 'f32') return [`return ${ATOMICS[op]}(&${name}[i], value);`];
  const next = FLOAT_ATOMICS[op];
  if (next === undefined) return [`return bitcast<f32>(atomicExchange(&${name}[i], bitcast<u32>(value)));`];
  return [...exchangeLoop(`${name}[i]`, `bitcast<u32>(${next})`), 'return bitcast<f32>(old);'];
}

const fn = (head: string, guard: string, body: readonly string[]): string =>
  [`fn ${head} {`, ...[guard, ...body].map((line) => `  ${line}`), '}'].join('\n');

/** Names inside access functions: an array with such a name would be hidden there. */
export const ACCESS_NAMES: ReadonlySet<string> = new Set(['i', 'value', 'expected', 'word', 'old', 'result']);

/** A kind of access to one array. */
export type AccessKind = 'load' | 'store' | AtomicOp;

/** Name of the access function. */
export function accessName(storage: ArrayStorage, kind: AccessKind): string {
  return `px_${kind === 'load' || kind === 'store' ? kind : `atomic_${kind}`}_${storage.name}`;
}

/** The access function: outside the array loads give 0, and stores and atomics do nothing. */
export function accessFunction(storage: ArrayStorage, kind: AccessKind): string {
  const name = accessName(storage, kind);
  const type: ScalarType = valueTypeOf(storage.element);
  const outside = `i >= ${storage.length}`;
  switch (kind) {
    case 'load':
      return fn(`${name}(i: u32) -> ${type}`, `if (${outside}) { return ${zero(type)}; }`, [
        `return ${readElement(storage)};`,
      ]);
    case 'store':
      return fn(`${name}(i: u32, value: ${type})`, `if (${outside}) { return; }`, writeElement(storage));
    default: {
      const params = kind === 'cas' ? `i: u32, expected: ${type}, value: ${type}` : `i: u32, value: ${type}`;
      return fn(
        `${name}(${params}) -> ${type}`,
        `if (${outside}) { return ${zero(type)}; }`,
        atomicBody(storage, kind),
      );
    }
  }
}

/** True when a proven access may stand as `name[index]`, without its function. */
export function isDirect(storage: ArrayStorage): boolean {
  return storage.form === 'plain' && LANES[storage.element] === undefined;
}
