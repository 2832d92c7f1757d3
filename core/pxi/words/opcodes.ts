// The instructions of version 1.1 kernels as data: code, name and operands of each; operations come from `core/ops`.
import type { BinaryCompare, OpName } from '../../ops/index.ts';

/**
 * What an operand is.
 *
 * - `result`, `register`: a register that is written, that is read
 * - `slot`: an array of the head, 0 upward; `function`: a record number
 * - `apply`: the function of a DO; `source`: 0 thread … 4 grid size; `axis`: 0 … 2
 * - `type`: an element type code; `access`: 1 read, 2 write, 3 both
 * - `position`: the k of ARG, RES and RET; `reduce`: 0 SUM … 4 OR; `atomic`: 0 ADD … 8 CAS; `keep`: 0 or 1
 * - `distance`: Δ in pixels; `bits`: a raw word; `count`: elements
 */
export type OperandKind =
  | 'result'
  | 'register'
  | 'slot'
  | 'function'
  | 'apply'
  | 'source'
  | 'axis'
  | 'type'
  | 'access'
  | 'position'
  | 'reduce'
  | 'atomic'
  | 'keep'
  | 'distance'
  | 'bits'
  | 'count';

/**
 * How an instruction lies in its pixels.
 *
 * - `fields`: one pixel, operands in G, B, A
 * - `far`: one pixel, one operand of 24 bits in G, B, A
 * - `raw`: two pixels, the last operand is the whole second one
 * - `wide`: two pixels, the second is (x, y, z, w) and has an EXT of its own if it needs one
 */
export type Form = 'fields' | 'far' | 'raw' | 'wide';

export interface Opcode {
  readonly code: number;
  readonly name: string;
  readonly form: Form;
  /** In the order of the pixels; `null` is a field that must be 0. */
  readonly operands: readonly (OperandKind | null)[];
}

const R = 'register';
const D = 'result';

const opcode = (code: number, name: string, form: Form, ...operands: (OperandKind | null)[]): Opcode => ({
  code,
  name,
  form,
  operands,
});

/** Two-operand operations of the table, from code 50 on. */
export const BINARY: readonly OpName[] = [
  'add',
  'sub',
  'mul',
  'div',
  'mod',
  'min',
  'max',
  'pow',
  'and',
  'or',
  'xor',
  'shl',
  'shr',
  'rotl',
  'rotr',
];

/** Comparisons, from code 60 on. */
export const COMPARE: readonly BinaryCompare[] = ['eq', 'ne', 'lt', 'le', 'gt', 'ge'];

/** What a DO applies: one-operand operations of the table, and moves between registers and types. */
export const APPLY = [
  'mov',
  'neg',
  'abs',
  'sqrt',
  'rsqrt',
  'exp',
  'log',
  'sin',
  'cos',
  'tan',
  'tanh',
  'floor',
  'ceil',
  'round',
  'not',
  'popcount',
  'clz',
  'convert',
  'bitcast',
  'convert.i8',
  'convert.u8',
  'convert.i16',
  'convert.u16',
  'convert.f16',
] as const;

export const INDEX_SOURCES = ['thread', 'local', 'block', 'blockSize', 'gridSize'] as const;
export const REDUCTIONS = ['sum', 'min', 'max', 'and', 'or'] as const;
export const ATOMICS = ['add', 'sub', 'min', 'max', 'and', 'or', 'xor', 'exchange', 'cas'] as const;

/** EXT: the high bytes of G, B and A of the pixel behind it. */
export const EXT = 0x10;

/** Codes that other parts name. */
export const CODE = {
  do: 0x40,
  index: 0x41,
  load: 0x42,
  store: 0x43,
  sync: 0x44,
  arg: 0x45,
  call: 0x46,
  res: 0x47,
  ret: 0x48,
  return: 0x49,
  else: 0x4a,
  end: 0x4b,
  loop: 0x4c,
  next: 0x4d,
  break: 0x4e,
  continue: 0x4f,
  binary: 0x50,
  compare: 0x60,
  warpReduce: 0x66,
  blockReduce: 0x67,
  value: 0x6e,
  array: 0x6f,
  literal: 0x70,
  if: 0x71,
  while: 0x72,
  for: 0x73,
  shared: 0x74,
  select: 0x78,
  fma: 0x79,
  pack: 0x7a,
  unpack: 0x7b,
  atomic: 0x7c,
  stage: 0x7d,
} as const;

/** Every instruction of a kernel or function. */
export const OPCODES: readonly Opcode[] = [
  opcode(CODE.do, 'DO', 'fields', D, R, 'apply'),
  opcode(CODE.index, 'INDEX', 'fields', D, 'source', 'axis'),
  opcode(CODE.load, 'LOAD', 'fields', D, 'slot', R),
  opcode(CODE.store, 'STORE', 'fields', R, 'slot', R),
  opcode(CODE.sync, 'SYNC', 'fields'),
  opcode(CODE.arg, 'ARG', 'fields', 'position', R),
  opcode(CODE.call, 'CALL', 'fields', 'function'),
  opcode(CODE.res, 'RES', 'fields', D, 'position'),
  opcode(CODE.ret, 'RET', 'fields', 'position', R),
  opcode(CODE.return, 'RETURN', 'fields'),
  opcode(CODE.else, 'ELSE', 'far', 'distance'),
  opcode(CODE.end, 'END', 'fields'),
  opcode(CODE.loop, 'LOOP', 'fields'),
  opcode(CODE.next, 'NEXT', 'far', 'distance'),
  opcode(CODE.break, 'BREAK', 'far', 'distance'),
  opcode(CODE.continue, 'CONTINUE', 'far', 'distance'),
  ...BINARY.map((name, k) => opcode(CODE.binary + k, name.toUpperCase(), 'fields', D, R, R)),
  ...COMPARE.map((name, k) => opcode(CODE.compare + k, name.toUpperCase(), 'fields', D, R, R)),
  opcode(CODE.warpReduce, 'WARP_REDUCE', 'fields', D, R, 'reduce'),
  opcode(CODE.blockReduce, 'BLOCK_REDUCE', 'fields', D, R, 'reduce'),
  opcode(CODE.value, 'VALUE', 'fields', D, 'type'),
  opcode(CODE.array, 'ARRAY', 'fields', 'access', 'type'),
  opcode(CODE.literal, 'LIT', 'raw', D, null, null, 'bits'),
  opcode(CODE.if, 'IF', 'raw', R, null, null, 'distance'),
  opcode(CODE.while, 'WHILE', 'raw', R, null, null, 'distance'),
  opcode(CODE.for, 'FOR', 'raw', D, R, R, 'distance'),
  opcode(CODE.shared, 'SHARED', 'raw', 'type', null, null, 'count'),
  opcode(CODE.select, 'SELECT', 'wide', D, R, R, null, R, null, null),
  opcode(CODE.fma, 'FMA', 'wide', D, R, R, null, R, null, null),
  opcode(CODE.pack, 'PACK', 'wide', D, R, R, null, R, R, null),
  opcode(CODE.unpack, 'UNPACK', 'wide', D, R, null, null, D, D, D),
  opcode(CODE.atomic, 'ATOMIC', 'wide', D, 'slot', R, 'atomic', R, R, 'keep'),
  opcode(CODE.stage, 'STAGE', 'wide', 'slot', 'slot', R, null, R, R, null),
];

const BY_CODE = new Map(OPCODES.map((entry) => [entry.code, entry]));
const BY_NAME = new Map(OPCODES.map((entry) => [entry.name, entry]));

/** The entry of an operation code, if it is one of version 1.1. */
export const opcodeOf = (code: number): Opcode | undefined => BY_CODE.get(code);
/** The entry of a name in capitals. */
export const opcodeNamed = (name: string): Opcode | undefined => BY_NAME.get(name);
