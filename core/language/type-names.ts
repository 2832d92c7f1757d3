// The names of types in the source language: what they stand for in memory and registers, and how messages write them.
import { didYouMean } from '../diagnostics/index.ts';
import type { ElementType, ScalarType } from '../ir/index.ts';

const ELEMENTS: ReadonlyMap<string, ElementType> = new Map<string, ElementType>([
  ['int', 'i32'],
  ['uint', 'u32'],
  ['u32', 'u32'],
  ['float', 'f32'],
  ['bool', 'bool'],
  ['u8', 'u8'],
  ['char', 'u8'],
  ['i8', 'i8'],
  ['u16', 'u16'],
  ['i16', 'i16'],
  ['half', 'f16'],
  ['double', 'f64'],
  ['pixel', 'pixel'],
]);

/** Every type name of the language, in the order in which documentation lists them. */
export const TYPE_NAMES: readonly string[] = [...ELEMENTS.keys()];

/** The element type that a name of the language stands for; `undefined` for other words. */
export function elementTypeNamed(name: string): ElementType | undefined {
  return ELEMENTS.get(name);
}

/** What types of other languages are called here. */
const FOREIGN: ReadonlyMap<string, string> = new Map([
  ...['integer', 'i32', 'int32_t', 'short', 'long'].map((name) => [name, 'int'] as const),
  ...['unsigned', 'uint32_t'].map((name) => [name, 'uint'] as const),
  ...['f32', 'real', 'single'].map((name) => [name, 'float'] as const),
  ...['f64', 'float64'].map((name) => [name, 'double'] as const),
  ...['f16', 'float16'].map((name) => [name, 'half'] as const),
  ['boolean', 'bool'],
  ['byte', 'u8'],
  ['uint8_t', 'u8'],
  ['rgba', 'pixel'],
]);

/** The type that an unknown name of one probably means. */
export function suggestedType(name: string): string | undefined {
  return FOREIGN.get(name.toLowerCase()) ?? didYouMean(name, TYPE_NAMES);
}

/** How messages write a register type: in the words of the language. */
export function scalarName(type: ScalarType): string {
  switch (type) {
    case 'bool':
      return 'bool';
    case 'i32':
      return 'int';
    case 'u32':
      return 'uint';
    case 'f32':
      return 'float';
    case 'f64':
      return 'double';
  }
}

/** How messages write an element type. */
export function elementName(type: ElementType): string {
  switch (type) {
    case 'f16':
      return 'half';
    case 'i8':
    case 'u8':
    case 'i16':
    case 'u16':
    case 'pixel':
      return type;
    default:
      return scalarName(type);
  }
}
