// Loads and stores of array elements: addresses, widening and narrowing, and the guard that keeps every access inside.
import { type ElementType, valueTypeOf } from 'pxos/core';
import {
  type Code,
  call,
  choose,
  i32,
  load,
  type MemoryOp,
  op,
  store,
  when,
  zero,
} from '../encoding/index.ts';
import { halfBits, halfValue } from '../math/index.ts';
import { registerOf } from './registers.ts';
import { hold, type Scratch } from './scratch.ts';

/** Where an array is: the address of its first element and its number of elements, both free to repeat. */
export interface ArrayPlace {
  readonly element: ElementType;
  readonly pointer: Code;
  readonly length: Code;
}

const ACCESS: { readonly [E in ElementType]: { shift: 0 | 1 | 2 | 3; load: MemoryOp; store: MemoryOp } } = {
  bool: { shift: 0, load: 'i32.load8_u', store: 'i32.store8' },
  i8: { shift: 0, load: 'i32.load8_s', store: 'i32.store8' },
  u8: { shift: 0, load: 'i32.load8_u', store: 'i32.store8' },
  i16: { shift: 1, load: 'i32.load16_s', store: 'i32.store16' },
  u16: { shift: 1, load: 'i32.load16_u', store: 'i32.store16' },
  i32: { shift: 2, load: 'i32.load', store: 'i32.store' },
  u32: { shift: 2, load: 'i32.load', store: 'i32.store' },
  pixel: { shift: 2, load: 'i32.load', store: 'i32.store' },
  f16: { shift: 1, load: 'i32.load16_u', store: 'i32.store16' },
  f32: { shift: 2, load: 'f32.load', store: 'f32.store' },
  f64: { shift: 3, load: 'f64.load', store: 'f64.store' },
};

/** Address of the element with this index. */
export function addressOf({ element, pointer }: ArrayPlace, index: Code): Code {
  const { shift } = ACCESS[element];
  return op('i32.add', pointer, shift === 0 ? index : op('i32.shl', index, i32(shift)));
}

/** The element at an address plus a constant, widened to its register type. */
export function readElement(element: ElementType, address: Code, offset = 0): Code {
  const raw = load(ACCESS[element].load, address, offset);
  if (element === 'bool') return op('i32.ne', raw, i32(0));
  return element === 'f16' ? call(halfValue, raw) : raw;
}

/** Writes a register's value as the element at an address: low bits, f16 rounded to even. */
export function writeElement(element: ElementType, address: Code, value: Code): Code {
  const raw = element === 'f16' ? call(halfBits, op('f64.promote_f32', value)) : value;
  return store(ACCESS[element].store, address, raw);
}

/** True while `index`, as unsigned bits, is below the array's length. */
export function isInside(place: ArrayPlace, index: Code): Code {
  return op('i32.lt_u', index, place.length);
}

/** `array[index]`, or 0 outside. */
export function lowerLoad(place: ArrayPlace, index: Code, scratch: Scratch): Code {
  const held = hold(scratch, [{ type: 'i32', code: index }]);
  const [at] = held.values as [Code];
  const type = registerOf(valueTypeOf(place.element));
  return [
    held.before,
    choose(type, isInside(place, at), readElement(place.element, addressOf(place, at)), zero(type)),
  ];
}

/** `value → array[index]`, or nothing outside. The address is on the stack before `value` is computed, so scratch may be shared. */
export function lowerStore(
  place: ArrayPlace,
  index: Code,
  value: Code,
  options: { readonly proven: boolean },
  scratch: Scratch,
): Code {
  if (options.proven) return writeElement(place.element, addressOf(place, index), value);
  const held = hold(scratch, [{ type: 'i32', code: index }]);
  const [at] = held.values as [Code];
  return [held.before, when(isInside(place, at), writeElement(place.element, addressOf(place, at), value))];
}
