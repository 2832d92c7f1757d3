// Reads the instructions that compute one value back into expressions.
import { type Axis, build as b, type ConvertTarget, type Expr, type ScalarType } from '../../ir/index.ts';
import { isOpName } from '../../ops/index.ts';
import { APPLY, BINARY, CODE, COMPARE, INDEX_SOURCES, opcodeOf } from '../words/opcodes.ts';
import type { Instruction } from '../words/program.ts';
import type { Owner } from './owner.ts';

const CONVERT_TO: Readonly<Record<string, ConvertTarget>> = {
  'convert.i8': 'i8',
  'convert.u8': 'u8',
  'convert.i16': 'i16',
  'convert.u16': 'u16',
  'convert.f16': 'f16',
};

/** A function of DO, applied to a value. */
function applied(number: number, arg: Expr, type: ScalarType): Expr {
  const name = APPLY[number];
  if (name === undefined) throw new Error(`there is no function ${number} of DO`);
  if (name === 'mov') return arg;
  if (name === 'bitcast') return b.bitcast(arg, type === 'u32' || type === 'f32' ? type : 'i32');
  if (name === 'convert') return b.convert(arg, type);
  const narrow = CONVERT_TO[name];
  if (narrow !== undefined) return b.convert(arg, narrow);
  if (!isOpName(name)) throw new Error(`${name} is no operation`);
  return b.op(name, arg);
}

/** What an instruction with one result computes. */
export function expressionOf(owner: Owner, { op, operands }: Instruction): Expr {
  const [d = 0, x = 0, y = 0, z = 0, w = 0] = operands;
  const type = owner.typeOf(d);
  const read = (...registers: readonly number[]): Expr[] => registers.map((register) => owner.read(register));
  switch (op) {
    case CODE.do:
      return applied(y, owner.read(x), type);
    case CODE.index:
      return b.index(INDEX_SOURCES[x]!, y as Axis);
    case CODE.load:
      return b.load(owner.array(x), owner.read(y), type);
    case CODE.select:
      return b.op('select', ...read(z, x, y));
    case CODE.fma:
      return b.op('fma', ...read(x, y, z));
    case CODE.pack:
      return b.op('pack', ...read(x, y, z, w));
  }
  const binary = BINARY[op - CODE.binary];
  if (binary !== undefined) return b.op(binary, ...read(x, y));
  const comparison = COMPARE[op - CODE.compare];
  const [left, right] = read(x, y);
  if (comparison === undefined || !left || !right)
    throw new Error(`${opcodeOf(op)?.name ?? op} gives no value`);
  return b.compare(left, comparison, right);
}
