// Atomics as plain read, modify, write: one thread runs at a time.
import { type AtomicOp, type AtomicStmt, type OpName, type ScalarType, valueTypeOf } from 'pxos/core';
import { type Code, get, op, select, set, when, zero } from '../encoding/index.ts';
import { lowerExpression } from './expressions.ts';
import { addressOf, isInside, readElement, writeElement } from './memory.ts';
import { lowerOperation } from './operations.ts';
import { registerOf } from './registers.ts';
import type { Scratch } from './scratch.ts';
import type { StatementScope } from './statement-scope.ts';

const COMBINE = {
  add: 'add',
  sub: 'sub',
  min: 'min',
  max: 'max',
  and: 'and',
  or: 'or',
  xor: 'xor',
} as const satisfies Partial<Record<AtomicOp, OpName>>;

/** True when two values have the same bits. */
function sameBits(type: ScalarType, a: Code, b: Code): Code {
  if (type === 'f32') return op('i32.eq', op('i32.reinterpret_f32', a), op('i32.reinterpret_f32', b));
  return op(type === 'f64' ? 'f64.eq' : 'i32.eq', a, b);
}

function combined(
  name: AtomicOp,
  type: ScalarType,
  operands: { readonly old: Code; readonly value: Code; readonly expected: Code | undefined },
  scratch: Scratch,
): Code {
  const { old, value, expected } = operands;
  switch (name) {
    case 'exchange':
      return value;
    case 'cas':
      return select(value, old, sameBits(type, old, expected!));
    default:
      return lowerOperation(COMBINE[name], type, [old, value], scratch);
  }
}

/** `array[index] op value`, the old value to `result`; outside the array nothing happens and the old value is 0. */
export function lowerAtomic(stmt: AtomicStmt, scope: StatementScope): Code {
  const { scratch } = scope;
  const place = scope.array(stmt.array);
  const type = valueTypeOf(place.element);
  const register = registerOf(type);
  const index = scratch.of('i32', 'atomic_index');
  const value = scratch.of(register, 'atomic_value');
  const expected = stmt.expected && scratch.of(register, 'atomic_expected');
  const old = scratch.of(register, 'atomic_old');
  const result = combined(
    stmt.op,
    type,
    { old: get(old), value: get(value), expected: expected && get(expected) },
    scratch,
  );
  const exchange: Code = [
    set(old, readElement(place.element, addressOf(place, get(index)))),
    writeElement(place.element, addressOf(place, get(index)), result),
  ];
  return [
    lowerExpression(stmt.index, scope),
    lowerExpression(stmt.value, scope),
    stmt.expected && expected ? set(expected, lowerExpression(stmt.expected, scope)) : [],
    set(value),
    set(index),
    stmt.proven ? exchange : [set(old, zero(register)), when(isInside(place, get(index)), exchange)],
    stmt.result === undefined ? [] : set(scope.variable(stmt.result), get(old)),
  ];
}
