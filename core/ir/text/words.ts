// The words of the IR's text form: operator symbols, reserved words, and how names, numbers and positions are spelled.
import type { Position } from 'unist';
import { type BinaryCompare, COMPARISONS, OPERATIONS, type OpName } from '../../ops/index.ts';
import type { Axis, ConstExpr, ConvertTarget, IndexSource } from '../types.ts';

/** Operations that are written between their operands. */
export const INFIX: { readonly [N in OpName]?: string } = {
  add: '+',
  sub: '-',
  mul: '*',
  div: '/',
  mod: '%',
  and: '&',
  or: '|',
  xor: '^',
  shl: '<<',
  shr: '>>',
};
export const OP_OF_SYMBOL = new Map(
  Object.entries(INFIX).map(([name, symbol]) => [symbol, name as OpName] as const),
);
export const COMPARE_OF_SYMBOL: ReadonlyMap<string, BinaryCompare> = new Map(
  COMPARISONS.map((comparison) => [comparison.symbol, comparison.name]),
);

export const AXES = ['x', 'y', 'z'] as const satisfies { readonly [A in Axis]: string };
export const INDEX_SOURCES: readonly IndexSource[] = ['thread', 'local', 'block', 'blockSize', 'gridSize'];
export const SCALAR_TYPES = ['bool', 'i32', 'u32', 'f32', 'f64'] as const;
export const CONVERT_TARGETS: readonly ConvertTarget[] = [...SCALAR_TYPES, 'i8', 'u8', 'i16', 'u16', 'f16'];
export const ATOMIC_OPS = ['add', 'sub', 'min', 'max', 'and', 'or', 'xor', 'exchange', 'cas'] as const;
export const REDUCE_OPS = ['sum', 'min', 'max', 'and', 'or'] as const;

/** Words that begin a step. */
export const STEP_WORDS = [
  'alloc',
  'free',
  'copy',
  'select',
  'launch',
  'sync',
  'read',
  'write',
  'set',
  'replace',
  'matrix',
] as const;

/** Words that a name may not be spelled as; such names are written in quotes. */
const RESERVED: ReadonlySet<string> = new Set([
  ...OPERATIONS.map((entry) => entry.name),
  ...INDEX_SOURCES,
  ...['and', 'or', 'true', 'false', 'uniform', 'inf', 'nan', 'length', 'convert', 'bitcast'],
  ...['if', 'else', 'for', 'in', 'step', 'while', 'break', 'continue', 'return', 'barrier', 'call'],
  ...[
    'atomic',
    'expect',
    'with',
    'unpack',
    'reduce',
    'stage',
    'local',
    'shared',
    'shape',
    'target',
    'distribute',
  ],
  ...STEP_WORDS,
  ...['kernel', 'function', 'buffer', 'setting', 'implicit', 'over', 'like', 'blocks', 'threads', 'elements'],
  ...['pixels', 'count', 'pxir'],
]);

/** A name as the text has it: bare where that is unambiguous, else in quotes. Host names keep their dots. */
export function spellName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/.test(name) &&
    !RESERVED.has(name.split('.')[0]!)
    ? name
    : JSON.stringify(name);
}

/** Makes a decimal look like a float: `1` becomes `1.0`. */
const withPoint = (digits: string): string => (/[.e]/.test(digits) ? digits : `${digits}.0`);

/** The shortest decimal that rounds to this f32. */
function spellF32(value: number): string {
  for (let precision = 1; precision < 9; precision++) {
    const digits = value.toPrecision(precision);
    if (Math.fround(Number(digits)) === value) return withPoint(String(Number(digits)));
  }
  return withPoint(String(Number(value.toPrecision(9))));
}

/** An f64 literal; the forms for what no constant may be exist so that faulty programs can be printed too. */
function spellF64(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  return Object.is(value, -0) ? '-0.0d' : `${withPoint(String(value))}d`;
}

/**
 * A literal: `5` is i32, `5u` u32, `0.5` f32, `0.5d` f64. What such a form cannot say (a value that its type does not
 * hold: `verifyProgram` refuses it) is written in f64 form with a type behind it.
 */
export function spellConstant({ type, value }: ConstExpr): string {
  if (typeof value === 'boolean') return type === 'bool' ? String(value) : `${value}:${type}`;
  if (type === 'f64') return spellF64(value);
  if (type === 'f32' && Math.fround(value) === value && Number.isFinite(value))
    return Object.is(value, -0) ? '-0.0' : spellF32(value);
  const whole = Number.isSafeInteger(value) && !Object.is(value, -0);
  if (type === 'i32' && whole) return String(value);
  if (type === 'u32' && whole && value >= 0) return `${value}u`;
  return `${spellF64(value)}:${type}`;
}

const spellPoint = (point: Position['start']): string =>
  `${point.line}:${point.column}${point.offset === undefined ? '' : `/${point.offset}`}`;

/** A position: `~3:5/40-3:9/44`, line, column and offset of start and end. */
export function spellPosition(position: Position): string {
  return `~${spellPoint(position.start)}-${spellPoint(position.end)}`;
}
