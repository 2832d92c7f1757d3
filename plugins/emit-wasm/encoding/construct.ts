// Short constructors of WebAssembly code: `op('i32.add', get(x), i32(1))` reads like the expression it computes.
import type { Code, Label, ValueType, Variable, WasmFunction } from './instruction.ts';
import type { MemoryOp, PlainOp } from './opcodes.ts';

export const variable = (type: ValueType, name: string): Variable => ({ type, name });
export const label = (name: string): Label => ({ name });

/** An instruction behind the code of its operands. */
export const op = (name: PlainOp, ...operands: readonly Code[]): Code => [
  ...operands,
  { kind: 'plain', op: name },
];

export const i32 = (value: number): Code => ({ kind: 'const', type: 'i32', value: value | 0 });
export const i64 = (value: bigint): Code => ({ kind: 'const', type: 'i64', value });
export const f32 = (value: number): Code => ({ kind: 'const', type: 'f32', value });
export const f64 = (value: number): Code => ({ kind: 'const', type: 'f64', value });
export const zero = (type: ValueType): Code => ({ kind: 'const', type, value: type === 'i64' ? 0n : 0 });

export const get = (from: Variable): Code => ({ kind: 'variable', op: 'local.get', variable: from });
export const set = (to: Variable, value: Code = []): Code => [
  value,
  { kind: 'variable', op: 'local.set', variable: to },
];

/** A load from `address` plus a constant. */
export const load = (name: MemoryOp, address: Code, offset = 0): Code => [
  address,
  { kind: 'memory', op: name, offset },
];
export const store = (name: MemoryOp, address: Code, value: Code, offset = 0): Code => [
  address,
  value,
  { kind: 'memory', op: name, offset },
];

/** Code that branches to `end` leave. */
export const block = (end: Label, ...body: readonly Code[]): Code => ({
  kind: 'block',
  op: 'block',
  label: end,
  body,
});
/** Code that leaves a value; branches to `end` bring theirs. */
export const blockOf = (result: ValueType, end: Label, ...body: readonly Code[]): Code => ({
  kind: 'block',
  op: 'block',
  label: end,
  result,
  body,
});
/** Code that branches to `start` repeat. */
export const loop = (start: Label, ...body: readonly Code[]): Code => ({
  kind: 'block',
  op: 'loop',
  label: start,
  body,
});
export const branch = (to: Label): Code => ({ kind: 'branch', op: 'br', label: to });
export const branchIf = (condition: Code, to: Label): Code => [
  condition,
  { kind: 'branch', op: 'br_if', label: to },
];
export const when = (condition: Code, then: Code, otherwise?: Code): Code => [
  condition,
  { kind: 'if', then, else: otherwise },
];
/** One of two values; only the chosen one is computed. */
export const choose = (result: ValueType, condition: Code, then: Code, otherwise: Code): Code => [
  condition,
  { kind: 'if', result, then, else: otherwise },
];
/** One of two values, both computed, without a branch. */
export const select = (then: Code, otherwise: Code, condition: Code): Code =>
  op('select', then, otherwise, condition);

export const call = (callee: WasmFunction, ...operands: readonly Code[]): Code => [
  ...operands,
  { kind: 'call', function: callee },
];
