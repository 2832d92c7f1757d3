// A constant at the end of an index becomes the offset of the memory instruction, so that neighbours share one address.
import { bytesOf, type ElementType, type Expr } from 'pxos/core';
import { TABLE_BYTES } from '../math/index.ts';

/** An index without its constant, and the constant in bytes. */
export interface Displaced {
  readonly index: Expr;
  readonly offset: number;
}

/**
 * Takes `+ c` off the index of an access that is proven inside, so for nothing else. Instructions add their offset without
 * wrapping, so the address before it must not lie below 0: the element is inside its array, arrays begin behind the
 * module's tables, and the offset is no longer than those.
 */
export function displaced(index: Expr, element: ElementType): Displaced {
  if (index.kind !== 'op' || index.op !== 'add') return { index, offset: 0 };
  const [rest, last] = index.args;
  if (!rest || last?.kind !== 'const') return { index, offset: 0 };
  const offset = Number(last.value) * bytesOf(element);
  return offset >= 0 && offset <= TABLE_BYTES ? { index: rest, offset } : { index, offset: 0 };
}
