// The intermediate representation: plain frozen data between every front end and every back end, with its meaning in prose.
//
// A `Program` is what one source file says: kernels and functions (what runs on the device), buffers and settings
// (the names of the host), and steps (what the host does, in order). Nothing in it is implicit: every expression has
// its type, every conversion is an expression, every name is unique in its kernel. Evaluation rules that all back
// ends share stand beside the nodes; `docs/meaning.md` states them for users, `core/evaluate` executes them.
//
// Nodes carry `at`, the position in the source that they come from. Passes keep it: a node that replaces another takes
// over its `at`. Positions never change what a program means; `sameProgram` ignores them.
import type { Position } from 'unist';
import type { BinaryCompare, ConvertTarget, ElementType, OpName, ScalarType } from '../ops/index.ts';

/** Version of the IR and of the hook contract; plugins may `require` it. */
export const IR_VERSION = 1;

export type { ConvertTarget, ElementType, ScalarType };

export type Axis = 0 | 1 | 2;

/** Grid-wide thread index, index in the block, index of the block, threads of a block, blocks of the grid. Always `i32`. */
export type IndexSource = 'thread' | 'local' | 'block' | 'blockSize' | 'gridSize';

interface Node {
  readonly at?: Position | undefined;
}

// ------------------------------------------------------------------------------------------------ expressions
// Expressions are pure except that a `load` reads memory as it is when the statement runs. Operands are evaluated left
// to right; no order is observable but that of `logical`, which leaves its right side alone when the left decides.

/** A literal. `value` is a boolean for `bool`, an integer in range for `i32` and `u32`, finite (f32: representable) else. */
export interface ConstExpr extends Node {
  readonly kind: 'const';
  readonly type: ScalarType;
  readonly value: number | boolean;
}
/** The present value of a variable of the kernel or function: one of its `locals` or the variable of an enclosing `for`. */
export interface LocalExpr extends Node {
  readonly kind: 'local';
  readonly type: ScalarType;
  readonly name: string;
}
/** A scalar parameter of the kernel or function; parameters are never assigned. */
export interface ParamExpr extends Node {
  readonly kind: 'param';
  readonly type: ScalarType;
  readonly name: string;
}
/** A thread, block or grid index; not allowed in functions and host expressions. */
export interface IndexExpr extends Node {
  readonly kind: 'index';
  readonly type: 'i32';
  readonly source: IndexSource;
  readonly axis: Axis;
}
/**
 * `array[index]`; `array` names an array parameter or a shared array, `index` is `i32` or `u32` and counts elements.
 * Outside (compared as u32 bits with the length) the value is 0. `proven` says that an analysis showed it inside.
 */
export interface LoadExpr extends Node {
  readonly kind: 'load';
  readonly type: ScalarType;
  readonly array: string;
  readonly index: Expr;
  readonly proven?: boolean | undefined;
  /**
   * True when all threads of the block reach this load of a shared array together and read one value; made by
   * legalisation, for targets that must see why a condition is uniform. Implies a barrier before and after.
   */
  readonly uniform?: boolean | undefined;
}
/** Number of elements of an array parameter or shared array of the kernel, as `i32`. Made by legalisation, not by front ends. */
export interface LengthExpr extends Node {
  readonly kind: 'length';
  readonly type: 'i32';
  readonly array: string;
}
/** An operation of the table in `core/ops`; `args` have the types that its entry asks for. */
export interface OpExpr extends Node {
  readonly kind: 'op';
  readonly op: OpName;
  readonly type: ScalarType;
  readonly args: readonly Expr[];
}
/** A comparison; both sides have one type (numbers, or bools for `eq` and `ne`). */
export interface CompareExpr extends Node {
  readonly kind: 'compare';
  readonly op: BinaryCompare;
  readonly type: 'bool';
  readonly left: Expr;
  readonly right: Expr;
}
/** Short-circuit AND, OR of bools. */
export interface LogicalExpr extends Node {
  readonly kind: 'logical';
  readonly op: 'and' | 'or';
  readonly type: 'bool';
  readonly left: Expr;
  readonly right: Expr;
}
/** CONVERT and every implicit conversion. Float to integer truncates and saturates to `to`, NaN gives 0; integer to narrow keeps the low bits. */
export interface ConvertExpr extends Node {
  readonly kind: 'convert';
  readonly type: ScalarType;
  readonly to: ConvertTarget;
  readonly arg: Expr;
}
/** BITCAST between i32, u32 and f32: same bits, other type. */
export interface BitcastExpr extends Node {
  readonly kind: 'bitcast';
  readonly type: 'i32' | 'u32' | 'f32';
  readonly arg: Expr;
}
/** A call of a function with exactly one result. Functions are pure. */
export interface CallExpr extends Node {
  readonly kind: 'call';
  readonly type: ScalarType;
  readonly function: string;
  readonly args: readonly Expr[];
}
/** A name of the host (a SET name, a setting, `buf.width`); only in host expressions. */
export interface HostExpr extends Node {
  readonly kind: 'host';
  readonly type: ScalarType;
  readonly name: string;
}
export type Expr =
  | ConstExpr
  | LocalExpr
  | ParamExpr
  | IndexExpr
  | LoadExpr
  | LengthExpr
  | OpExpr
  | CompareExpr
  | LogicalExpr
  | ConvertExpr
  | BitcastExpr
  | CallExpr
  | HostExpr;

// ------------------------------------------------------------------------------------------------ statements

export type AtomicOp = 'add' | 'sub' | 'min' | 'max' | 'and' | 'or' | 'xor' | 'exchange' | 'cas';
export type ReduceOp = 'sum' | 'min' | 'max' | 'and' | 'or';

/** `value → name`. The first assignment in the text is no declaration: all locals exist from the start and are 0 or false. */
export interface AssignStmt extends Node {
  readonly kind: 'assign';
  readonly name: string;
  readonly value: Expr;
}
/** `value → array[index]`; outside the array nothing happens. `value` has the element's register type. */
export interface StoreStmt extends Node {
  readonly kind: 'store';
  readonly array: string;
  readonly index: Expr;
  readonly value: Expr;
  readonly proven?: boolean | undefined;
}
/** A relaxed atomic; outside the array nothing happens and the old value is 0. `expected` only for `cas` (bits are compared). */
export interface AtomicStmt extends Node {
  readonly kind: 'atomic';
  readonly op: AtomicOp;
  readonly array: string;
  readonly index: Expr;
  readonly value: Expr;
  readonly expected?: Expr | undefined;
  /** Local that receives the old value. */
  readonly result?: string | undefined;
  readonly proven?: boolean | undefined;
}
/** UNPACK: the four bytes of a u32, lowest first, into four i32 locals. */
export interface UnpackStmt extends Node {
  readonly kind: 'unpack';
  readonly value: Expr;
  readonly results: readonly [string, string, string, string];
}
/** SYNC_THREADS: all threads of the block arrive; their shared and global memory effects are then visible to each other. */
export interface BarrierStmt extends Node {
  readonly kind: 'barrier';
}
/** WARP_REDUCE, BLOCK_REDUCE by the language's fixed tree; every thread gets the result. Implies the barriers it needs. */
export interface ReduceStmt extends Node {
  readonly kind: 'reduce';
  readonly scope: 'warp' | 'block';
  readonly op: ReduceOp;
  readonly value: Expr;
  readonly result: string;
}
/** LOAD_COALESCED: thread 0's `from`, `to`, `at` hold for the block; elements [from, to) of `array` go to shared[at …]; a barrier before and after. */
export interface StageStmt extends Node {
  readonly kind: 'stage';
  readonly array: string;
  readonly from: Expr;
  readonly to: Expr;
  readonly shared: string;
  readonly offset: Expr;
}
export interface IfStmt extends Node {
  readonly kind: 'if';
  readonly condition: Expr;
  readonly then: readonly Stmt[];
  readonly else: readonly Stmt[];
}
/**
 * Counts `name` from `from` while it is before `to` (`<` for a positive step, `>` for a negative one), compared exactly:
 * the count never overflows. `from`, `to` (both of `type`) are evaluated once; `step` is a non-zero constant.
 * `name` is declared by this statement, lives in its body and is read-only there.
 */
export interface ForStmt extends Node {
  readonly kind: 'for';
  readonly name: string;
  readonly type: 'i32' | 'u32';
  readonly from: Expr;
  readonly to: Expr;
  readonly step: number;
  readonly body: readonly Stmt[];
}
export interface WhileStmt extends Node {
  readonly kind: 'while';
  readonly condition: Expr;
  readonly body: readonly Stmt[];
}
export interface BreakStmt extends Node {
  readonly kind: 'break';
}
export interface ContinueStmt extends Node {
  readonly kind: 'continue';
}
/** Ends the thread (kernel, no values) or the function (as many values as it has results). */
export interface ReturnStmt extends Node {
  readonly kind: 'return';
  readonly values: readonly Expr[];
}
/** A call of a function whose results go to locals, one each. */
export interface CallStmt extends Node {
  readonly kind: 'call';
  readonly function: string;
  readonly args: readonly Expr[];
  readonly results: readonly string[];
}
export type Stmt =
  | AssignStmt
  | StoreStmt
  | AtomicStmt
  | UnpackStmt
  | BarrierStmt
  | ReduceStmt
  | StageStmt
  | IfStmt
  | ForStmt
  | WhileStmt
  | BreakStmt
  | ContinueStmt
  | ReturnStmt
  | CallStmt;

// ------------------------------------------------------------------------------------------------ kernels and functions

export type Access = 'read' | 'write' | 'readwrite';

/** A scalar parameter. `declared` is the type in the source (`u8` says which values the caller may set), `type` the register's. */
export interface ValueParam extends Node {
  readonly kind: 'value';
  readonly name: string;
  readonly type: ScalarType;
  readonly declared: ElementType;
}
/** An array in global memory. Two array parameters of a launch are different buffers if one of them is written. */
export interface ArrayParam extends Node {
  readonly kind: 'array';
  readonly name: string;
  readonly element: ElementType;
  readonly access: Access;
}
export type Param = ValueParam | ArrayParam;

/** Memory of a block, zero when the block starts. With `perThread` there are `length` elements for each thread of the block. */
export interface SharedArray extends Node {
  readonly name: string;
  readonly element: ElementType;
  readonly length: number;
  readonly perThread?: boolean | undefined;
  /** True when the fill with zeros was shown to be unobservable. */
  readonly skipZeroFill?: boolean | undefined;
}
export interface Local {
  readonly name: string;
  readonly type: ScalarType;
}
export interface Kernel extends Node {
  readonly name: string;
  readonly params: readonly Param[];
  readonly shared: readonly SharedArray[];
  /** GPU_BLOCK: the block shape of launches that state none. */
  readonly block?: readonly [number, number, number] | undefined;
  /** GPU_TARGET: pins placement; absent is `auto`. */
  readonly target?: string | undefined;
  /** GPU_DISTRIBUTE's strategy, kept for planners that know several devices. */
  readonly distribute?: 'auto' | 'block' | 'none' | undefined;
  readonly locals: readonly Local[];
  readonly body: readonly Stmt[];
}
/** A pure function: scalar parameters, no memory, ids, barriers, atomics or recursion; every path ends in `return`. */
export interface FunctionDef extends Node {
  readonly name: string;
  readonly params: readonly ValueParam[];
  readonly results: readonly ScalarType[];
  readonly locals: readonly Local[];
  readonly body: readonly Stmt[];
}

// ------------------------------------------------------------------------------------------------ the host

/** How large a buffer is: so many elements, a matrix, or as long as another buffer. */
export type BufferSize =
  | { readonly kind: 'elements'; readonly count: Expr }
  | { readonly kind: 'matrix'; readonly rows: Expr; readonly columns: Expr }
  | { readonly kind: 'like'; readonly buffer: string };

interface NamedArray extends Node {
  readonly name: string;
  readonly element: ElementType;
  readonly access: Access;
}
/**
 * An array of the host. `allocated` ones come to life in an `alloc` step, `file` ones are filled by READ_FILE or READ_IMAGE;
 * `open` ones are the program's inputs and outputs, given by the caller; `stage` ones hold what a PIPELINE passes on.
 */
export interface HostBuffer extends NamedArray {
  readonly origin: 'allocated' | 'file' | 'open' | 'stage';
}
/**
 * An array whose length and contents are part of the program, as in an image: it lives from the start. The caller may
 * replace the contents of an `input`; an `output` comes back without being asked for, any written one when it is.
 */
export interface ImageBuffer extends NamedArray {
  readonly origin: 'image';
  readonly length: number;
  /** Rows and columns of a matrix, row after row; their product is the length. */
  readonly shape?: readonly [number, number] | undefined;
  /** What it holds when the program begins, elements little-endian one after another; absent is zeros. */
  readonly data?: Uint8Array | undefined;
  readonly input?: boolean | undefined;
  readonly output?: boolean | undefined;
  /** True for one element that the caller may set like a setting, which is an array since it is used as one. */
  readonly setting?: boolean | undefined;
  /** An array of the image that belongs to this one, as scales do; nothing depends on it. */
  readonly auxiliary?: string | undefined;
}
export type Buffer = HostBuffer | ImageBuffer;

/** A scalar that the caller gives (`--set`), since nothing in the program sets it. */
export interface Setting extends Node {
  readonly name: string;
  readonly type: ScalarType;
  readonly declared: ElementType;
  /** What holds when the caller gives none; absent, the caller has to. Floats may be NaN or infinite here. */
  readonly value?: number | boolean | undefined;
}

/**
 * What a launch binds to one parameter of its kernel: a buffer to an array; to a scalar a host expression, or the first
 * element that a buffer has when the launch begins, whose type is the one that the scalar was declared with.
 */
export type Binding =
  | { readonly param: string; readonly kind: 'buffer'; readonly buffer: string }
  | { readonly param: string; readonly kind: 'value'; readonly value: Expr }
  | { readonly param: string; readonly kind: 'element'; readonly buffer: string };

/**
 * How many threads a launch has: a stated grid of blocks; `threads`, as many as the caller says or the longest array has;
 * one for each element of a buffer (`axes: 2` for its width × height); or `indirect`, a grid that the three elements of a
 * `u32` buffer say when the launch begins.
 */
export type Extent =
  | { readonly kind: 'grid'; readonly blocks: readonly Expr[]; readonly threads: readonly Expr[] }
  | { readonly kind: 'threads' }
  | { readonly kind: 'over'; readonly buffer: string; readonly axes: 1 | 2 }
  | {
      readonly kind: 'indirect';
      readonly buffer: string;
      readonly block: readonly [number, number, number];
    };

export interface AllocStep extends Node {
  readonly kind: 'alloc';
  readonly buffer: string;
  readonly size: BufferSize;
}
export interface FreeStep extends Node {
  readonly kind: 'free';
  readonly buffer: string;
}
/** GPU_COPY_TO_GPU, GPU_COPY_FROM_GPU: the first `count` elements of `from` go to `to`. */
export interface CopyStep extends Node {
  readonly kind: 'copy';
  readonly direction: 'to-gpu' | 'from-gpu';
  readonly from: string;
  readonly to: string;
  readonly count: Expr;
}
export interface SelectStep extends Node {
  readonly kind: 'select';
  readonly device: Expr;
}
/** Where a launch whose threads count their cost leaves word: the number of the lowest one that costs too much, else all bits. */
export interface GasReport {
  /** A buffer of `u32`. */
  readonly buffer: string;
  /** The element. */
  readonly slot: number;
  /** The kernel as it was called before it counted. */
  readonly kernel: string;
}
export interface LaunchStep extends Node {
  readonly kind: 'launch';
  readonly kernel: string;
  readonly extent: Extent;
  readonly bindings: readonly Binding[];
  /** Made by `boundGas`. */
  readonly gas?: GasReport | undefined;
  /** True for the launch that a file without launches implies; `--kernel` picks among several. */
  readonly implicit?: boolean | undefined;
}
export interface SyncStep extends Node {
  readonly kind: 'sync';
}
/** READ_FILE: the file's bytes as elements of the buffer. Paths are relative to the source file. */
export interface ReadFileStep extends Node {
  readonly kind: 'read-file';
  readonly path: string;
  readonly buffer: string;
}
export interface WriteFileStep extends Node {
  readonly kind: 'write-file';
  readonly buffer: string;
  readonly path: string;
}
/** READ_IMAGE also sets the host names `buffer.width` and `buffer.height`. */
export interface ReadImageStep extends Node {
  readonly kind: 'read-image';
  readonly path: string;
  readonly buffer: string;
}
export interface WriteImageStep extends Node {
  readonly kind: 'write-image';
  readonly buffer: string;
  readonly path: string;
}
export interface SetStep extends Node {
  readonly kind: 'set';
  readonly name: string;
  readonly value: Expr;
}
/** The end of a PIPELINE: `buffer` takes over the contents (and length) of `from`. */
export interface ReplaceStep extends Node {
  readonly kind: 'replace';
  readonly buffer: string;
  readonly from: string;
}
/** MATMUL a b → result, ADD a b → result, RELU a (in place: `result` is `a`), DOT a b → result. */
export interface MatrixStep extends Node {
  readonly kind: 'matrix';
  readonly op: 'matmul' | 'add' | 'relu' | 'dot';
  readonly operands: readonly string[];
  readonly result: string;
  /** The kernel that does it, once `lowerMatrices` has made one. */
  readonly kernel?: string | undefined;
}
export type Step =
  | AllocStep
  | FreeStep
  | CopyStep
  | SelectStep
  | LaunchStep
  | SyncStep
  | ReadFileStep
  | WriteFileStep
  | ReadImageStep
  | WriteImageStep
  | SetStep
  | ReplaceStep
  | MatrixStep;

/** One source file, checked and lowered. */
export interface Program extends Node {
  readonly version: typeof IR_VERSION;
  readonly kernels: readonly Kernel[];
  readonly functions: readonly FunctionDef[];
  readonly buffers: readonly Buffer[];
  readonly settings: readonly Setting[];
  readonly steps: readonly Step[];
  /**
   * Bounds every thread of every launch: a round of a loop and a call cost 1, and a thread that costs more than 2 to this
   * power fails the run. Absent: no bound but the caller's time limit.
   */
  readonly gas?: number | undefined;
}
