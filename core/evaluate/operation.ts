// Compiles operations of the table to closures. The common ones have closures of their own, for speed; all others call
// the table's `evaluate`. A test holds the fast ones against the table.

import type { ScalarType } from '../ir/index.ts';
import { type BinaryCompare, type OpName, operation } from '../ops/index.ts';
import type { Code } from './state.ts';

const f32 = Math.fround;

function fastI32(name: OpName, a: Code, b: Code): Code | undefined {
  switch (name) {
    case 'add':
      return () => (a() + b()) | 0;
    case 'sub':
      return () => (a() - b()) | 0;
    case 'mul':
      return () => Math.imul(a(), b());
    case 'div':
      return () => {
        const left = a();
        const right = b();
        return right === 0 ? left : (left / right) | 0;
      };
    case 'mod':
      return () => {
        const left = a();
        const right = b();
        return right === 0 ? 0 : (left % right) | 0;
      };
    case 'and':
      return () => a() & b();
    case 'or':
      return () => a() | b();
    case 'xor':
      return () => a() ^ b();
    case 'shl':
      return () => a() << b();
    case 'shr':
      return () => a() >> b();
    case 'min':
      return () => Math.min(a(), b());
    case 'max':
      return () => Math.max(a(), b());
    default:
      return undefined;
  }
}

function fastU32(name: OpName, a: Code, b: Code): Code | undefined {
  switch (name) {
    case 'add':
      return () => (a() + b()) >>> 0;
    case 'sub':
      return () => (a() - b()) >>> 0;
    case 'mul':
      return () => Math.imul(a(), b()) >>> 0;
    case 'div':
      return () => {
        const left = a();
        const right = b();
        return right === 0 ? left : (left / right) >>> 0;
      };
    case 'mod':
      return () => {
        const left = a();
        const right = b();
        return right === 0 ? 0 : left % right;
      };
    case 'and':
      return () => (a() & b()) >>> 0;
    case 'or':
      return () => (a() | b()) >>> 0;
    case 'xor':
      return () => (a() ^ b()) >>> 0;
    case 'shl':
      return () => (a() << b()) >>> 0;
    case 'shr':
      return () => a() >>> b();
    default:
      return undefined;
  }
}

function fastF32(name: OpName, a: Code, b: Code): Code | undefined {
  switch (name) {
    case 'add':
      return () => f32(a() + b());
    case 'sub':
      return () => f32(a() - b());
    case 'mul':
      return () => f32(a() * b());
    case 'div':
      return () => f32(a() / b());
    default:
      return undefined;
  }
}

function fastF64(name: OpName, a: Code, b: Code): Code | undefined {
  switch (name) {
    case 'add':
      return () => a() + b();
    case 'sub':
      return () => a() - b();
    case 'mul':
      return () => a() * b();
    case 'div':
      return () => a() / b();
    default:
      return undefined;
  }
}

const FAST = { i32: fastI32, u32: fastU32, f32: fastF32, f64: fastF64, bool: () => undefined } as const;

/** The code of an operation on operands that are code; `type` is the result type. */
export function compileOperation(name: OpName, type: ScalarType, args: readonly Code[]): Code {
  const [a, b, c, d] = args;
  if (!a) throw new RangeError(`operation ${name} without operands`);
  if (name === 'select' && b && c)
    return () => {
      const condition = a();
      const yes = b();
      const no = c();
      return condition !== 0 ? yes : no;
    };
  const fast = b && FAST[type](name, a, b);
  if (fast) return fast;
  const { evaluate } = operation(name);
  if (!b) return () => Number(evaluate(type, [a()]));
  if (!c) return () => Number(evaluate(type, [a(), b()]));
  if (!d) return () => Number(evaluate(type, [a(), b(), c()]));
  return () => Number(evaluate(type, [a(), b(), c(), d()]));
}

/** The code of a comparison. */
export function compileComparison(op: BinaryCompare, a: Code, b: Code): Code {
  switch (op) {
    case 'lt':
      return () => (a() < b() ? 1 : 0);
    case 'gt':
      return () => (a() > b() ? 1 : 0);
    case 'le':
      return () => (a() <= b() ? 1 : 0);
    case 'ge':
      return () => (a() >= b() ? 1 : 0);
    case 'eq':
      return () => (a() === b() ? 1 : 0);
    case 'ne':
      return () => (a() !== b() ? 1 : 0);
  }
}
