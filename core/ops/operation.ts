// What one entry of the operation table says, and the words it says it with.
import type { ScalarType } from './value-types.ts';

/** A value in a register of the reference evaluator: booleans for `bool`, numbers in the type's range otherwise. */
export type Value = number | boolean;

/**
 * Which operand types an operation takes; in the IR the operands already have them, the checker inserts conversions.
 *
 * - `numeric`: all operands and the result have one type of i32 u32 f32 f64
 * - `float`: the same of f32 f64; integers are converted to f32 first
 * - `bits`: one type of i32 u32 bool
 * - `integer`: one type of i32 u32
 * - `shift`: the left operand and the result have one type of i32 u32, the amount is i32 or u32
 * - `select`: a bool, then two operands and a result of any one type
 * - `pack`: four operands of i32 or u32, the result is u32
 */
export type Signature = 'numeric' | 'float' | 'bits' | 'integer' | 'shift' | 'select' | 'pack';

/** How a C-like language writes an operation on one type. Helpers are functions that the emitter's prelude defines. */
export type Form =
  | { readonly form: 'infix'; readonly symbol: string; readonly precedence: Precedence }
  | { readonly form: 'prefix'; readonly symbol: string }
  | { readonly form: 'call'; readonly name: string }
  | { readonly form: 'helper'; readonly name: string };

/** Levels of the C family, loosest first; the printer adds parentheses wherever a child binds no tighter. */
export type Precedence = 'or' | 'xor' | 'and' | 'compare' | 'shift' | 'sum' | 'product' | 'unary';

export type Forms = { readonly [T in ScalarType]?: Form };

/** How far an f32 result may be from the exact one; WGSL's accuracy table, to which the other targets are at least equal. */
export interface Accuracy {
  /** The bound in words, for the reference page: "3 + 2·|x| ULP". */
  readonly text: string;
  /** The bound as an absolute distance, for operands `args` whose exact result is `exact`. 0 is "correctly rounded". */
  readonly bound: (args: readonly number[], exact: number) => number;
}

export type OperationGroup = 'arithmetic' | 'bits' | 'choice' | 'values';

/** One primitive with one result. */
export interface Operation<N extends string = string> {
  /** Name in the IR, and of the function form in expressions: `min(a, b)`. */
  readonly name: N;
  /** Keyword of the statement form: `MIN a b → r`. */
  readonly keyword: string;
  readonly group: OperationGroup;
  readonly arity: 1 | 2 | 3 | 4;
  readonly signature: Signature;
  /** What it computes, in one or two sentences; printed in the reference and in hover texts. */
  readonly about: string;
  /** Cost of one evaluation in units of one addition, for the cost model. */
  readonly cost: number;
  readonly accuracy: Accuracy;
  /** The meaning: `type` is the result type (for `select`, `shift` also the first value operand's). */
  readonly evaluate: (type: ScalarType, args: readonly Value[]) => Value;
  /** Printed form in C, CUDA, HIP, Metal and SYCL, by result type. */
  readonly c: Forms;
  /** Printed form in WGSL, by result type. */
  readonly wgsl: Forms;
}
