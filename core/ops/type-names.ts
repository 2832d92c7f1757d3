// The names of types in the source language: what they stand for in memory and registers, and how messages write them.
// Free of the table of operations, so that a message loads no more than these names.
import type { ElementType } from './value-types.ts';

/** The first name of a type is the one that messages use. */
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

const NAMES: ReadonlyMap<ElementType, string> = new Map(
  [...ELEMENTS].reverse().map(([name, element]) => [element, name]),
);

/** How messages write a type of values or of elements: in the words of the language. */
export const nameOfType = (type: ElementType): string => NAMES.get(type) ?? type;
