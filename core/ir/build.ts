// Terse constructors of IR nodes for tests, passes and legalisation; types follow from the operands where they can.
import { type BinaryCompare, bitsOfF32, f32OfBits, type OpName } from '../ops/index.ts';
import { valueTypeOf } from './element.ts';
import { convertedType, resultTypeOf } from './result-type.ts';
import {
  type Access,
  type ArrayParam,
  type AssignStmt,
  type AtomicOp,
  type AtomicStmt,
  type Axis,
  type BarrierStmt,
  type Binding,
  type BitcastExpr,
  type BreakStmt,
  type CallExpr,
  type CallStmt,
  type CompareExpr,
  type ConstExpr,
  type ContinueStmt,
  type ConvertExpr,
  type ConvertTarget,
  type ElementType,
  type Expr,
  type Extent,
  type ForStmt,
  type FunctionDef,
  type HostBuffer,
  type HostExpr,
  type IfStmt,
  type IndexExpr,
  type IndexSource,
  IR_VERSION,
  type Kernel,
  type LaunchStep,
  type LengthExpr,
  type LoadExpr,
  type Local,
  type LocalExpr,
  type LogicalExpr,
  type OpExpr,
  type ParamExpr,
  type Program,
  type ReduceOp,
  type ReduceStmt,
  type ReturnStmt,
  type ScalarType,
  type Setting,
  type SharedArray,
  type StageStmt,
  type Stmt,
  type StoreStmt,
  type UnpackStmt,
  type ValueParam,
  type WhileStmt,
} from './types.ts';

// ------------------------------------------------------------------------------------------------ expressions

/** A literal of any type. Integers are brought into range by their bits, f32 values rounded. */
export function constant(type: ScalarType, value: number | boolean): ConstExpr {
  switch (type) {
    case 'bool':
      return { kind: 'const', type, value: Boolean(value) };
    case 'i32':
      return { kind: 'const', type, value: Number(value) | 0 };
    case 'u32':
      return { kind: 'const', type, value: Number(value) >>> 0 };
    case 'f32':
      return { kind: 'const', type, value: Math.fround(Number(value)) };
    case 'f64':
      return { kind: 'const', type, value: Number(value) };
  }
}
export const i32 = (value: number): ConstExpr => constant('i32', value);
export const u32 = (value: number): ConstExpr => constant('u32', value);
export const f32 = (value: number): ConstExpr => constant('f32', value);
export const f64 = (value: number): ConstExpr => constant('f64', value);
export const bool = (value: boolean): ConstExpr => constant('bool', value);

export const local = (name: string, type: ScalarType = 'i32'): LocalExpr => ({ kind: 'local', type, name });
export const param = (name: string, type: ScalarType = 'i32'): ParamExpr => ({ kind: 'param', type, name });
export const host = (name: string, type: ScalarType = 'i32'): HostExpr => ({ kind: 'host', type, name });
export const index = (source: IndexSource, axis: Axis = 0): IndexExpr => ({
  kind: 'index',
  type: 'i32',
  source,
  axis,
});
export const threadId = (axis: Axis = 0): IndexExpr => index('thread', axis);
export const localId = (axis: Axis = 0): IndexExpr => index('local', axis);
export const blockId = (axis: Axis = 0): IndexExpr => index('block', axis);
export const blockSize = (axis: Axis = 0): IndexExpr => index('blockSize', axis);
export const gridSize = (axis: Axis = 0): IndexExpr => index('gridSize', axis);

/** `array[at]`; `type` is the register type that the array's element loads as. */
export const load = (array: string, at: Expr, type: ScalarType = 'i32'): LoadExpr => ({
  kind: 'load',
  type,
  array,
  index: at,
});
export const length = (array: string): LengthExpr => ({ kind: 'length', type: 'i32', array });

/** An operation of the table: `op('add', a, b)`. */
export const op = (name: OpName, ...args: readonly Expr[]): OpExpr => ({
  kind: 'op',
  op: name,
  type:
    resultTypeOf(
      name,
      args.map((arg) => arg.type),
    ) ?? 'i32',
  args,
});
export const compare = (left: Expr, comparison: BinaryCompare, right: Expr): CompareExpr => ({
  kind: 'compare',
  op: comparison,
  type: 'bool',
  left,
  right,
});
export const and = (left: Expr, right: Expr): LogicalExpr => ({
  kind: 'logical',
  op: 'and',
  type: 'bool',
  left,
  right,
});
export const or = (left: Expr, right: Expr): LogicalExpr => ({
  kind: 'logical',
  op: 'or',
  type: 'bool',
  left,
  right,
});
export const convert = (arg: Expr, to: ConvertTarget): ConvertExpr => ({
  kind: 'convert',
  type: convertedType(to),
  to,
  arg,
});
export const bitcast = (arg: Expr, type: 'i32' | 'u32' | 'f32'): BitcastExpr => ({
  kind: 'bitcast',
  type,
  arg,
});
export const call = (name: string, type: ScalarType, ...args: readonly Expr[]): CallExpr => ({
  kind: 'call',
  type,
  function: name,
  args,
});

/** An f32 that a constant cannot hold (NaN, infinities), written by its bits. */
export const f32FromBits = (bits: number): Expr => {
  const value = f32OfBits(bits);
  return Number.isFinite(value) ? f32(value) : bitcast(u32(bits), 'f32');
};
/** Any f32 as an expression: a constant when it is finite, else its bits. */
export const f32Value = (value: number): Expr =>
  // The sign of a computed NaN is the machine's business.
  f32FromBits(Number.isNaN(value) ? 0x7fc00000 : bitsOfF32(value));

// ------------------------------------------------------------------------------------------------ statements

export const assign = (name: string, value: Expr): AssignStmt => ({ kind: 'assign', name, value });
export const store = (array: string, at: Expr, value: Expr): StoreStmt => ({
  kind: 'store',
  array,
  index: at,
  value,
});
interface AtomicOptions {
  readonly expected?: Expr;
  readonly result?: string;
}
export const atomic = (
  name: AtomicOp,
  array: string,
  at: Expr,
  value: Expr,
  { expected, result }: AtomicOptions = {},
): AtomicStmt => ({
  kind: 'atomic',
  op: name,
  array,
  index: at,
  value,
  ...(expected && { expected }),
  ...(result !== undefined && { result }),
});
export const unpack = (value: Expr, ...results: readonly [string, string, string, string]): UnpackStmt => ({
  kind: 'unpack',
  value,
  results,
});
export const barrier = (): BarrierStmt => ({ kind: 'barrier' });
export const reduce = (scope: 'warp' | 'block', name: ReduceOp, value: Expr, result: string): ReduceStmt => ({
  kind: 'reduce',
  scope,
  op: name,
  value,
  result,
});
/** LOAD_COALESCED array[from:to] → shared[offset]. */
export const stage = (
  array: string,
  from: Expr,
  to: Expr,
  shared: string,
  offset: Expr = i32(0),
): StageStmt => ({ kind: 'stage', array, from, to, shared, offset });
export const ifThen = (condition: Expr, then: readonly Stmt[], otherwise: readonly Stmt[] = []): IfStmt => ({
  kind: 'if',
  condition,
  then,
  else: otherwise,
});
export const forLoop = (name: string, from: Expr, to: Expr, body: readonly Stmt[], step = 1): ForStmt => ({
  kind: 'for',
  name,
  type: from.type === 'u32' ? 'u32' : 'i32',
  from,
  to,
  step,
  body,
});
export const whileLoop = (condition: Expr, body: readonly Stmt[]): WhileStmt => ({
  kind: 'while',
  condition,
  body,
});
export const breakLoop = (): BreakStmt => ({ kind: 'break' });
export const continueLoop = (): ContinueStmt => ({ kind: 'continue' });
export const returnValues = (...values: readonly Expr[]): ReturnStmt => ({ kind: 'return', values });
export const callInto = (results: readonly string[], name: string, ...args: readonly Expr[]): CallStmt => ({
  kind: 'call',
  function: name,
  args,
  results,
});

// ------------------------------------------------------------------------------------------------ declarations

export const variable = (name: string, type: ScalarType = 'i32'): Local => ({ name, type });
export const value = (name: string, declared: ElementType = 'i32'): ValueParam => ({
  kind: 'value',
  name,
  type: valueTypeOf(declared),
  declared,
});
export const array = (name: string, element: ElementType, access: Access = 'read'): ArrayParam => ({
  kind: 'array',
  name,
  element,
  access,
});
export const shared = (
  name: string,
  element: ElementType,
  elements: number,
  flags: { readonly perThread?: boolean; readonly skipZeroFill?: boolean } = {},
): SharedArray => ({ name, element, length: elements, ...flags });

type Optional<T, K extends keyof T> = Partial<T> & Pick<T, K>;

/** A kernel; what is left out is empty. */
export const kernel = (parts: Optional<Kernel, 'name' | 'body'>): Kernel => ({
  params: [],
  shared: [],
  locals: [],
  ...parts,
});
/** A function; what is left out is empty. */
export const functionDef = (parts: Optional<FunctionDef, 'name' | 'results' | 'body'>): FunctionDef => ({
  params: [],
  locals: [],
  ...parts,
});
export const buffer = (
  name: string,
  element: ElementType,
  access: Access = 'read',
  origin: HostBuffer['origin'] = 'open',
): HostBuffer => ({ name, element, origin, access });
export const setting = (name: string, declared: ElementType = 'i32'): Setting => ({
  name,
  type: valueTypeOf(declared),
  declared,
});
export const bindBuffer = (to: string, name: string = to): Binding => ({
  param: to,
  kind: 'buffer',
  buffer: name,
});
export const bindValue = (to: string, from: Expr): Binding => ({ param: to, kind: 'value', value: from });
/** A launch over `threads` unless told otherwise. */
export const launch = (
  name: string,
  bindings: readonly Binding[],
  extent: Extent = { kind: 'threads' },
): LaunchStep => ({ kind: 'launch', kernel: name, extent, bindings });
/** A program; what is left out is empty. */
export const program = (parts: Partial<Omit<Program, 'version'>>): Program => ({
  version: IR_VERSION,
  kernels: [],
  functions: [],
  buffers: [],
  settings: [],
  steps: [],
  ...parts,
});
/** A program of one kernel with an open buffer for each array, a setting for each scalar and one launch over `threads`. */
export function programOf(main: Kernel, functions: readonly FunctionDef[] = []): Program {
  const arrays = main.params.filter((p) => p.kind === 'array');
  const values = main.params.filter((p) => p.kind === 'value');
  return program({
    kernels: [main],
    functions,
    buffers: arrays.map((p) => buffer(p.name, p.element, p.access)),
    settings: values.map((p) => setting(p.name, p.declared)),
    steps: [
      launch(
        main.name,
        main.params.map((p) =>
          p.kind === 'array' ? bindBuffer(p.name) : bindValue(p.name, host(p.name, p.type)),
        ),
      ),
    ],
  });
}
