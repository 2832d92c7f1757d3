// The operations of the table in core/ops as WebAssembly code, each with every corner of its meaning.
import type { OpName, ScalarType } from 'pxos/core';
import {
  type Code,
  call,
  choose,
  f64,
  i32,
  op,
  type PlainOp,
  select,
  type WasmFunction,
} from '../encoding/index.ts';
import * as math from '../math/index.ts';
import { registerOf } from './registers.ts';
import { hold, type Scratch } from './scratch.ts';

/** `type` is the operation's result type (for comparisons of `select` and shifts also its value operands'). */
type Lowering = (type: ScalarType, operands: readonly Code[], scratch: Scratch) => Code;

/** The operands, each free to repeat, handed to `compute`. */
function repeatable(
  type: ScalarType,
  operands: readonly Code[],
  scratch: Scratch,
  compute: (...values: Code[]) => Code,
): Code {
  const held = hold(
    scratch,
    operands.map((code) => ({ type: registerOf(type), code })),
  );
  return [held.before, compute(...held.values)];
}

interface Instructions {
  readonly i32?: PlainOp;
  readonly u32?: PlainOp;
  readonly f32?: PlainOp;
  readonly f64?: PlainOp;
  readonly bool?: PlainOp;
}

/** One instruction for each type. */
const plain =
  (instructions: Instructions): Lowering =>
  (type, operands) =>
    op(instructions[type]!, ...operands);

/** Picks a lowering by type. */
const byType =
  (lowerings: { readonly [T in ScalarType]?: Lowering }): Lowering =>
  (type, operands, scratch) =>
    lowerings[type]!(type, operands, scratch);

/** A function of the math room; f32 goes through f64 and is rounded once. */
const throughF64 =
  (callee: WasmFunction): Lowering =>
  (type, operands) =>
    type === 'f64'
      ? call(callee, ...operands)
      : op('f32.demote_f64', call(callee, ...operands.map((code) => op('f64.promote_f32', code))));

/** x DIV 0 is x, INT_MIN DIV -1 is INT_MIN: divisors -1 and 0 are the two for which `b + 1` is below 2. */
const divideInts: Lowering = (type, operands, scratch) =>
  repeatable(type, operands, scratch, (a, b) =>
    choose(
      'i32',
      op('i32.lt_u', op('i32.add', b!, i32(1)), i32(2)),
      select(op('i32.sub', i32(0), a!), a!, b!),
      op('i32.div_s', a!, b!),
    ),
  );

/** `compute(a, b)`, or `otherwise` when the divisor is 0. */
const unlessZero =
  (instruction: PlainOp, otherwise: (a: Code) => Code): Lowering =>
  (type, operands, scratch) =>
    repeatable(type, operands, scratch, (a, b) => choose('i32', b!, op(instruction, a!, b!), otherwise(a!)));

/** The smaller (`lt`) or larger (`gt`) one; for floats, b being NaN also chooses a, and a being NaN compares false. */
const extreme =
  (comparison: 'lt' | 'gt'): Lowering =>
  (type, operands, scratch) =>
    repeatable(type, operands, scratch, (a, b) => {
      switch (type) {
        case 'i32':
          return select(a!, b!, op(`i32.${comparison}_s`, a!, b!));
        case 'u32':
        case 'bool':
          return select(a!, b!, op(`i32.${comparison}_u`, a!, b!));
        case 'f32':
        case 'f64':
          return select(a!, b!, op('i32.or', op(`${type}.${comparison}`, a!, b!), op(`${type}.ne`, b!, b!)));
      }
    });

const minimum = extreme('lt');
const maximum = extreme('gt');

const negateInt: Lowering = (_type, [a]) => op('i32.sub', i32(0), a!);

const absoluteInt: Lowering = (type, operands, scratch) =>
  repeatable(type, operands, scratch, (a) =>
    select(op('i32.sub', i32(0), a!), a!, op('i32.lt_s', a!, i32(0))),
  );

/** a · b + c in f64, then rounded to f32: like the reference evaluator, and never less exact than two f32 roundings. */
const fusedF32: Lowering = (_type, operands) => {
  const [a, b, c] = operands.map((code) => op('f64.promote_f32', code));
  return op('f32.demote_f64', op('f64.add', op('f64.mul', a!, b!), c!));
};

const inverseRoot = (x: Code): Code => op('f64.div', f64(1), op('f64.sqrt', x));

const packBytes: Lowering = (_type, operands) =>
  operands
    .map((code, position) => {
      const byte = op('i32.and', code, i32(0xff));
      return position === 0 ? byte : op('i32.shl', byte, i32(8 * position));
    })
    .reduce((packed, byte) => op('i32.or', packed, byte));

const LOWERINGS: { readonly [O in OpName]: Lowering } = {
  add: plain({ i32: 'i32.add', u32: 'i32.add', f32: 'f32.add', f64: 'f64.add' }),
  sub: plain({ i32: 'i32.sub', u32: 'i32.sub', f32: 'f32.sub', f64: 'f64.sub' }),
  mul: plain({ i32: 'i32.mul', u32: 'i32.mul', f32: 'f32.mul', f64: 'f64.mul' }),
  div: byType({
    i32: divideInts,
    u32: unlessZero('i32.div_u', (a) => a),
    f32: plain({ f32: 'f32.div' }),
    f64: plain({ f64: 'f64.div' }),
  }),
  mod: byType({
    // rem_s of INT_MIN and -1 is 0 by WebAssembly's definition; only a zero divisor would trap.
    i32: unlessZero('i32.rem_s', () => i32(0)),
    u32: unlessZero('i32.rem_u', () => i32(0)),
    f32: throughF64(math.remainder),
    f64: throughF64(math.remainder),
  }),
  min: minimum,
  max: maximum,
  pow: byType({ f32: throughF64(math.powerF32), f64: throughF64(math.power) }),
  neg: byType({
    i32: negateInt,
    u32: negateInt,
    f32: plain({ f32: 'f32.neg' }),
    f64: plain({ f64: 'f64.neg' }),
  }),
  abs: byType({
    i32: absoluteInt,
    u32: (_type, [a]) => a!,
    f32: plain({ f32: 'f32.abs' }),
    f64: plain({ f64: 'f64.abs' }),
  }),
  sqrt: plain({ f32: 'f32.sqrt', f64: 'f64.sqrt' }),
  rsqrt: byType({
    f32: (_type, [a]) => op('f32.demote_f64', inverseRoot(op('f64.promote_f32', a!))),
    f64: (_type, [a]) => inverseRoot(a!),
  }),
  exp: throughF64(math.exponential),
  log: throughF64(math.logarithm),
  sin: throughF64(math.sine),
  cos: throughF64(math.cosine),
  tan: throughF64(math.tangent),
  tanh: throughF64(math.hyperbolicTangent),
  floor: plain({ f32: 'f32.floor', f64: 'f64.floor' }),
  ceil: plain({ f32: 'f32.ceil', f64: 'f64.ceil' }),
  round: plain({ f32: 'f32.nearest', f64: 'f64.nearest' }),
  fma: byType({
    f32: fusedF32,
    f64: (_type, [a, b, c]) => op('f64.add', op('f64.mul', a!, b!), c!),
  }),
  and: plain({ i32: 'i32.and', u32: 'i32.and', bool: 'i32.and' }),
  or: plain({ i32: 'i32.or', u32: 'i32.or', bool: 'i32.or' }),
  xor: plain({ i32: 'i32.xor', u32: 'i32.xor', bool: 'i32.xor' }),
  // Shift and rotate amounts count modulo 32 in WebAssembly as in the language.
  shl: plain({ i32: 'i32.shl', u32: 'i32.shl' }),
  shr: plain({ i32: 'i32.shr_s', u32: 'i32.shr_u' }),
  not: (type, [a]) => (type === 'bool' ? op('i32.eqz', a!) : op('i32.xor', a!, i32(-1))),
  popcount: plain({ i32: 'i32.popcnt', u32: 'i32.popcnt' }),
  clz: plain({ i32: 'i32.clz', u32: 'i32.clz' }),
  rotl: plain({ i32: 'i32.rotl', u32: 'i32.rotl' }),
  rotr: plain({ i32: 'i32.rotr', u32: 'i32.rotr' }),
  select: (_type, [condition, a, b]) => [a!, b!, condition!, op('select')],
  clamp: (type, [a, low, high], scratch) =>
    minimum(type, [maximum(type, [a!, low!], scratch), high!], scratch),
  pack: packBytes,
};

/** The code of an operation on operands that have the types its table entry asks for. */
export function lowerOperation(
  name: OpName,
  type: ScalarType,
  operands: readonly Code[],
  scratch: Scratch,
): Code {
  return LOWERINGS[name](type, operands, scratch);
}
