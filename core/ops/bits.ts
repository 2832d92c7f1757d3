// The bit operations of the table; shift and rotate amounts count modulo 32, AND OR XOR NOT also work on bools.

import { call, helpers, infix, prefix } from './forms.ts';
import type { Accuracy, Operation, Value } from './operation.ts';
import type { ScalarType } from './value-types.ts';

const exact: Accuracy = { text: 'exact', bound: () => 0 };

/** An integer operation brought back into the range of its type. */
function integer(compute: (a: number, b: number) => number) {
  return (type: ScalarType, args: readonly Value[]): Value => {
    const result = compute(args[0] as number, Number(args[1]));
    return type === 'u32' ? result >>> 0 : result | 0;
  };
}

/** An operation on integers or on bools. */
function bitwise(integers: (a: number, b: number) => number, bools: (a: boolean, b: boolean) => boolean) {
  const compute = integer(integers);
  return (type: ScalarType, args: readonly Value[]): Value =>
    type === 'bool' ? bools(Boolean(args[0]), Boolean(args[1])) : compute(type, args);
}

const INTEGERS = ['i32', 'u32'] as const;

export const BITS = [
  {
    name: 'and',
    keyword: 'AND',
    group: 'bits',
    arity: 2,
    signature: 'bits',
    about: 'Bitwise AND of integers; true when both bools are.',
    cost: 1,
    accuracy: exact,
    evaluate: bitwise(
      (a, b) => a & b,
      (a, b) => a && b,
    ),
    c: { i32: infix('&', 'and'), u32: infix('&', 'and'), bool: infix('&', 'and') },
    wgsl: { i32: infix('&', 'and'), u32: infix('&', 'and'), bool: infix('&', 'and') },
  },
  {
    name: 'or',
    keyword: 'OR',
    group: 'bits',
    arity: 2,
    signature: 'bits',
    about: 'Bitwise OR of integers; true when one of the bools is.',
    cost: 1,
    accuracy: exact,
    evaluate: bitwise(
      (a, b) => a | b,
      (a, b) => a || b,
    ),
    c: { i32: infix('|', 'or'), u32: infix('|', 'or'), bool: infix('|', 'or') },
    wgsl: { i32: infix('|', 'or'), u32: infix('|', 'or'), bool: infix('|', 'or') },
  },
  {
    name: 'xor',
    keyword: 'XOR',
    group: 'bits',
    arity: 2,
    signature: 'bits',
    about: 'Bitwise exclusive OR of integers; true when exactly one of the bools is.',
    cost: 1,
    accuracy: exact,
    evaluate: bitwise(
      (a, b) => a ^ b,
      (a, b) => a !== b,
    ),
    c: { i32: infix('^', 'xor'), u32: infix('^', 'xor'), bool: infix('!=', 'compare') },
    wgsl: { i32: infix('^', 'xor'), u32: infix('^', 'xor'), bool: infix('!=', 'compare') },
  },
  {
    name: 'shl',
    keyword: 'SHL',
    group: 'bits',
    arity: 2,
    signature: 'shift',
    about: 'a shifted left by b modulo 32 bits.',
    cost: 1,
    accuracy: exact,
    evaluate: integer((a, b) => a << (b & 31)),
    c: helpers('shl', INTEGERS),
    wgsl: helpers('shl', INTEGERS),
  },
  {
    name: 'shr',
    keyword: 'SHR',
    group: 'bits',
    arity: 2,
    signature: 'shift',
    about: 'a shifted right by b modulo 32 bits: the sign moves in on int, zeros on uint.',
    cost: 1,
    accuracy: exact,
    evaluate: (type, args) => {
      const [a, b] = args as readonly [number, number];
      return type === 'u32' ? a >>> (b & 31) : a >> (b & 31);
    },
    c: helpers('shr', INTEGERS),
    wgsl: helpers('shr', INTEGERS),
  },
  {
    name: 'not',
    keyword: 'NOT',
    group: 'bits',
    arity: 1,
    signature: 'bits',
    about: 'All bits of an integer turned over; the opposite of a bool.',
    cost: 1,
    accuracy: exact,
    evaluate: bitwise(
      (a) => ~a,
      (a) => !a,
    ),
    c: { i32: prefix('~'), u32: prefix('~'), bool: prefix('!') },
    wgsl: { i32: prefix('~'), u32: prefix('~'), bool: prefix('!') },
  },
  {
    name: 'popcount',
    keyword: 'POPCOUNT',
    group: 'bits',
    arity: 1,
    signature: 'integer',
    about: 'How many of the 32 bits are 1.',
    cost: 2,
    accuracy: exact,
    evaluate: (_type, args) => {
      let count = 0;
      for (let rest = (args[0] as number) >>> 0; rest !== 0; rest = (rest & (rest - 1)) >>> 0) count++;
      return count;
    },
    c: helpers('popcount', INTEGERS),
    wgsl: { i32: call('countOneBits'), u32: call('countOneBits') },
  },
  {
    name: 'clz',
    keyword: 'CLZ',
    group: 'bits',
    arity: 1,
    signature: 'integer',
    about: 'How many bits are 0 before the first 1; 32 for zero.',
    cost: 2,
    accuracy: exact,
    evaluate: (_type, args) => Math.clz32(args[0] as number),
    c: helpers('clz', INTEGERS),
    wgsl: { i32: call('countLeadingZeros'), u32: call('countLeadingZeros') },
  },
  {
    name: 'rotl',
    keyword: 'ROTL',
    group: 'bits',
    arity: 2,
    signature: 'shift',
    about: 'a rotated left by b modulo 32 bits.',
    cost: 2,
    accuracy: exact,
    evaluate: integer((a, b) => (a << (b & 31)) | (a >>> (-b & 31))),
    c: helpers('rotl', INTEGERS),
    wgsl: helpers('rotl', INTEGERS),
  },
  {
    name: 'rotr',
    keyword: 'ROTR',
    group: 'bits',
    arity: 2,
    signature: 'shift',
    about: 'a rotated right by b modulo 32 bits.',
    cost: 2,
    accuracy: exact,
    evaluate: integer((a, b) => (a >>> (b & 31)) | (a << (-b & 31))),
    c: helpers('rotr', INTEGERS),
    wgsl: helpers('rotr', INTEGERS),
  },
] as const satisfies readonly Operation[];
