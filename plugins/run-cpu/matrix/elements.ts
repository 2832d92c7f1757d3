// Elements of arrays as the words that a matrix product works on, and sums as elements of its result.
import { bytesOf, type ElementType, NARROW_RANGE, type SumType } from 'pxos/core';
import * as w from './code.ts';

function load(element: ElementType, address: w.Code): w.Code {
  switch (element) {
    case 'i8':
      return w.loadI8(address);
    case 'u8':
      return w.loadU8(address);
    case 'i16':
      return w.loadI16(address);
    case 'u16':
      return w.loadU16(address);
    default:
      return w.loadI32(address);
  }
}

/** An element as the word that a step multiplies: an integer, or a float by its bits. */
export function loadWord(element: ElementType, sum: SumType, address: w.Code): w.Code {
  const value = load(element, address);
  if (sum !== 'f32' || element === 'f32') return value;
  return w.bitsOfFloat((element === 'u32' ? w.floatOfUint : w.floatOfInt)(value));
}

function saturate([low, high]: readonly [number, number], sum: SumType, word: w.Local): w.Code {
  const isSigned = sum === 'i32';
  const less = isSigned ? w.belowSigned : w.below;
  const raise = word.set(w.select(w.i32(low), word.get, w.belowSigned(word.get, w.i32(low))));
  const lower = word.set(w.select(w.i32(high), word.get, less(w.i32(high), word.get)));
  return [...(isSigned ? raise : []), ...lower];
}

/** Stores a sum as an element of the result. */
export function storeSum(element: ElementType, sum: SumType, address: w.Code, word: w.Local): w.Code {
  const isUnsigned = sum === 'u32';
  const range = NARROW_RANGE[element];
  if (range) {
    const store = bytesOf(element) === 1 ? w.store8 : w.store16;
    return [...saturate(range, sum, word), ...store(address, word.get)];
  }
  if (element === 'f32' && sum !== 'f32')
    return w.storeFloat(address, (isUnsigned ? w.floatOfUint : w.floatOfInt)(word.get));
  if (element !== 'f64') return w.store32(address, word.get);
  const double =
    sum === 'f32'
      ? w.doubleOfFloat(w.floatOfBits(word.get))
      : (isUnsigned ? w.doubleOfUint : w.doubleOfInt)(word.get);
  return w.storeDouble(address, double);
}
