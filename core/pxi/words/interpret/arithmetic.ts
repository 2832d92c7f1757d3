// Operations and comparisons on two registers as closures over a thread's registers. The common ones are written out for
// speed; the others call the operation table, and a test holds the fast ones against it.
import { comparison, type OpName, operation, type ScalarType } from '../../../ops/index.ts';
import type { COMPARE } from '../opcodes.ts';

/** Registers of a thread or of a function's call: every value as a number, bools as 0 and 1. */
export type Registers = Float64Array;
export type Action = (r: Registers) => void;

const { fround, imul } = Math;

function fastInt(name: OpName, [d, a, b]: readonly [number, number, number]): Action | undefined {
  switch (name) {
    case 'add':
      return (r) => {
        r[d] = (r[a]! + r[b]!) | 0;
      };
    case 'sub':
      return (r) => {
        r[d] = (r[a]! - r[b]!) | 0;
      };
    case 'mul':
      return (r) => {
        r[d] = imul(r[a]!, r[b]!);
      };
    case 'and':
      return (r) => {
        r[d] = r[a]! & r[b]!;
      };
    case 'or':
      return (r) => {
        r[d] = r[a]! | r[b]!;
      };
    case 'xor':
      return (r) => {
        r[d] = r[a]! ^ r[b]!;
      };
    case 'shl':
      return (r) => {
        r[d] = r[a]! << r[b]!;
      };
    case 'shr':
      return (r) => {
        r[d] = r[a]! >> r[b]!;
      };
    default:
      return undefined;
  }
}

function fastUint(name: OpName, [d, a, b]: readonly [number, number, number]): Action | undefined {
  switch (name) {
    case 'add':
      return (r) => {
        r[d] = (r[a]! + r[b]!) >>> 0;
      };
    case 'sub':
      return (r) => {
        r[d] = (r[a]! - r[b]!) >>> 0;
      };
    case 'mul':
      return (r) => {
        r[d] = imul(r[a]!, r[b]!) >>> 0;
      };
    case 'and':
      return (r) => {
        r[d] = (r[a]! & r[b]!) >>> 0;
      };
    case 'or':
      return (r) => {
        r[d] = (r[a]! | r[b]!) >>> 0;
      };
    case 'xor':
      return (r) => {
        r[d] = (r[a]! ^ r[b]!) >>> 0;
      };
    case 'shl':
      return (r) => {
        r[d] = (r[a]! << r[b]!) >>> 0;
      };
    case 'shr':
      return (r) => {
        r[d] = r[a]! >>> r[b]!;
      };
    default:
      return undefined;
  }
}

function fastFloat(name: OpName, [d, a, b]: readonly [number, number, number]): Action | undefined {
  switch (name) {
    case 'add':
      return (r) => {
        r[d] = fround(r[a]! + r[b]!);
      };
    case 'sub':
      return (r) => {
        r[d] = fround(r[a]! - r[b]!);
      };
    case 'mul':
      return (r) => {
        r[d] = fround(r[a]! * r[b]!);
      };
    case 'div':
      return (r) => {
        r[d] = fround(r[a]! / r[b]!);
      };
    default:
      return undefined;
  }
}

const FAST = { i32: fastInt, u32: fastUint, f32: fastFloat, f64: () => undefined, bool: () => undefined };

/** The action of a two-operand operation whose result has this type. */
export function binaryAction(
  name: OpName,
  type: ScalarType,
  fields: readonly [d: number, a: number, b: number],
): Action {
  const fast = FAST[type](name, fields);
  if (fast) return fast;
  const [d, a, b] = fields;
  const { evaluate } = operation(name);
  return (r) => {
    r[d] = Number(evaluate(type, [r[a]!, r[b]!]));
  };
}

/** The action of a comparison. */
export function compareAction(
  name: (typeof COMPARE)[number],
  [d, a, b]: readonly [number, number, number],
): Action {
  switch (name) {
    case 'eq':
      return (r) => {
        r[d] = r[a] === r[b] ? 1 : 0;
      };
    case 'ne':
      return (r) => {
        r[d] = r[a] !== r[b] ? 1 : 0;
      };
    case 'lt':
      return (r) => {
        r[d] = r[a]! < r[b]! ? 1 : 0;
      };
    case 'ge':
      return (r) => {
        r[d] = r[a]! >= r[b]! ? 1 : 0;
      };
    default: {
      const { evaluate } = comparison(name);
      return (r) => {
        r[d] = evaluate(r[a]!, r[b]!) ? 1 : 0;
      };
    }
  }
}
