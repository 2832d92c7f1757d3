// Facts about element types: bytes in memory and the register type that a load gives.
import type { ElementType, ScalarType } from './types.ts';

const FACTS: { readonly [E in ElementType]: { readonly bytes: 1 | 2 | 4 | 8; readonly value: ScalarType } } =
  {
    bool: { bytes: 1, value: 'bool' },
    i8: { bytes: 1, value: 'i32' },
    u8: { bytes: 1, value: 'i32' },
    i16: { bytes: 2, value: 'i32' },
    u16: { bytes: 2, value: 'i32' },
    i32: { bytes: 4, value: 'i32' },
    u32: { bytes: 4, value: 'u32' },
    f16: { bytes: 2, value: 'f32' },
    f32: { bytes: 4, value: 'f32' },
    f64: { bytes: 8, value: 'f64' },
    pixel: { bytes: 4, value: 'u32' },
  };

/** Every element type, in the order in which documentation lists them. */
export const ELEMENT_TYPES = Object.keys(FACTS) as readonly ElementType[];

/** Bytes that one element takes in memory, on every backend. */
export function bytesOf(element: ElementType): 1 | 2 | 4 | 8 {
  return FACTS[element].bytes;
}

/** The register type that loading such an element gives and that storing one takes. */
export function valueTypeOf(element: ElementType): ScalarType {
  return FACTS[element].value;
}
