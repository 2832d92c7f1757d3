// The syntax tree of a `.px` file: unist nodes, made by the parser, annotated by the checks, read by the lowering.
//
// Parents keep what `unist-util-visit` should reach in `children`; other fields are shortcuts into the same objects or plain data.
import type { Position } from 'unist';
import type { BinaryCompare } from '../ops/index.ts';

interface SyntaxNode {
  readonly type: string;
  position: Position;
}

/** A name at the place where it stands. */
export interface NameNode extends SyntaxNode {
  readonly type: 'name';
  readonly name: string;
}

// ------------------------------------------------------------------------------------------------ expressions

/** A number as written: its text, whether it is a float, and its value (a leading sign that belongs to it included). */
export interface NumberNode extends SyntaxNode {
  readonly type: 'number';
  readonly text: string;
  readonly value: number;
  readonly float: boolean;
  /** True for `0x…` and `0b…`, which adapt to int by their bits. */
  readonly bits: boolean;
}
export interface BooleanNode extends SyntaxNode {
  readonly type: 'boolean';
  readonly value: boolean;
}
/** `a[e]` */
export interface ElementNode extends SyntaxNode {
  readonly type: 'element';
  readonly array: NameNode;
  readonly index: ExpressionNode;
  readonly children: readonly [NameNode, ExpressionNode];
}
/** `f(x, y)`: an operation in lower case, or a function of the file. CONVERT's and BITCAST's type is an argument that is a name. */
export interface CallNode extends SyntaxNode {
  readonly type: 'call';
  readonly callee: NameNode;
  readonly args: readonly ExpressionNode[];
  readonly children: readonly ExpressionNode[];
}
export interface UnaryNode extends SyntaxNode {
  readonly type: 'unary';
  readonly operator: '-' | 'NOT';
  readonly operand: ExpressionNode;
  readonly children: readonly [ExpressionNode];
}
export type BinaryOperator = '*' | '/' | '%' | '+' | '-' | '<<' | '>>' | '&' | '^' | '|' | 'AND' | 'OR';
export interface BinaryNode extends SyntaxNode {
  readonly type: 'binary';
  readonly operator: BinaryOperator;
  readonly left: ExpressionNode;
  readonly right: ExpressionNode;
  readonly children: readonly [ExpressionNode, ExpressionNode];
}
/** A comparison: in an expression, and the sides of COMPARE. */
export interface CompareNode extends SyntaxNode {
  readonly type: 'compare';
  readonly operator: BinaryCompare;
  readonly left: ExpressionNode;
  readonly right: ExpressionNode;
  readonly children: readonly [ExpressionNode, ExpressionNode];
}
/** `buf.width`, `buf.height` in host expressions. */
export interface MemberNode extends SyntaxNode {
  readonly type: 'member';
  readonly object: NameNode;
  readonly member: NameNode;
}
export type ExpressionNode =
  | NameNode
  | NumberNode
  | BooleanNode
  | ElementNode
  | CallNode
  | UnaryNode
  | BinaryNode
  | CompareNode
  | MemberNode;

// ------------------------------------------------------------------------------------------------ statements of thread code

/**
 * `KEYWORD operands → results`: index, arithmetic, bits, choice, values, UNPACK, SET, CONVERT, BITCAST, COMPARE, calls
 * of functions. The checker decides by `keyword` (functions of the file shadow operations). CONVERT and BITCAST keep
 * their type in `typeName`, index statements their axis in `axis`, COMPARE has one operand, a `compare` node.
 */
export interface OperationNode extends SyntaxNode {
  readonly type: 'operation';
  readonly keyword: NameNode;
  readonly operands: readonly ExpressionNode[];
  readonly results: readonly NameNode[];
  readonly typeName?: NameNode | undefined;
  readonly axis?: 'X' | 'Y' | 'Z' | undefined;
  readonly children: readonly (ExpressionNode | NameNode)[];
}
/** `LOAD a[e] → v` */
export interface LoadNode extends SyntaxNode {
  readonly type: 'load';
  readonly source: ElementNode;
  readonly result: NameNode;
  readonly children: readonly [ElementNode, NameNode];
}
/** `STORE e → a[e]` */
export interface StoreNode extends SyntaxNode {
  readonly type: 'store';
  readonly value: ExpressionNode;
  readonly target: ElementNode;
  readonly children: readonly [ExpressionNode, ElementNode];
}
/** `LOAD_COALESCED a[lo:hi] → s` or `→ s[k]` */
export interface StageNode extends SyntaxNode {
  readonly type: 'stage';
  readonly array: NameNode;
  readonly from: ExpressionNode;
  readonly to: ExpressionNode;
  readonly shared: NameNode;
  readonly offset?: ExpressionNode | undefined;
  readonly children: readonly ExpressionNode[];
}
/** `ATOMIC_ADD a[e] v [→ old]`, `ATOMIC_CAS a[e] expected new → old` */
export interface AtomicNode extends SyntaxNode {
  readonly type: 'atomic';
  readonly operator: 'add' | 'sub' | 'min' | 'max' | 'and' | 'or' | 'xor' | 'exchange' | 'cas';
  readonly target: ElementNode;
  readonly operands: readonly ExpressionNode[];
  readonly result?: NameNode | undefined;
  readonly children: readonly ExpressionNode[];
}
/** `WARP_REDUCE op v → r`, `BLOCK_REDUCE op v → r` */
export interface ReduceNode extends SyntaxNode {
  readonly type: 'reduce';
  readonly scope: 'warp' | 'block';
  readonly operator: NameNode;
  readonly value: ExpressionNode;
  readonly result: NameNode;
  readonly children: readonly ExpressionNode[];
}
/** `SYNC_THREADS` */
export interface SyncNode extends SyntaxNode {
  readonly type: 'sync';
}
export interface BodyNode extends SyntaxNode {
  readonly type: 'body';
  readonly children: readonly StatementNode[];
}
/** One `IF` with its ELSE; `ELSE IF` is an `if` as the only statement of `otherwise`, marked `chained`. */
export interface IfNode extends SyntaxNode {
  readonly type: 'if';
  readonly condition: ExpressionNode;
  readonly then: BodyNode;
  readonly otherwise?: BodyNode | undefined;
  readonly chained?: boolean | undefined;
  readonly children: readonly (ExpressionNode | BodyNode)[];
}
export interface ForNode extends SyntaxNode {
  readonly type: 'for';
  readonly variable: NameNode;
  readonly from: ExpressionNode;
  readonly to: ExpressionNode;
  readonly step?: ExpressionNode | undefined;
  readonly body: BodyNode;
  readonly children: readonly (ExpressionNode | BodyNode)[];
}
export interface WhileNode extends SyntaxNode {
  readonly type: 'while';
  readonly condition: ExpressionNode;
  readonly body: BodyNode;
  readonly children: readonly [ExpressionNode, BodyNode];
}
export interface BreakNode extends SyntaxNode {
  readonly type: 'break';
}
export interface ContinueNode extends SyntaxNode {
  readonly type: 'continue';
}
export interface ReturnNode extends SyntaxNode {
  readonly type: 'return';
  readonly values: readonly ExpressionNode[];
  readonly children: readonly ExpressionNode[];
}
export type StatementNode =
  | OperationNode
  | LoadNode
  | StoreNode
  | StageNode
  | AtomicNode
  | ReduceNode
  | SyncNode
  | IfNode
  | ForNode
  | WhileNode
  | BreakNode
  | ContinueNode
  | ReturnNode;

// ------------------------------------------------------------------------------------------------ kernels and functions

/** `float`, `float[]`, `float*` */
export interface TypeNode extends SyntaxNode {
  readonly type: 'type';
  readonly name: string;
  readonly array: boolean;
}
export interface ParamNode extends SyntaxNode {
  readonly type: 'param';
  readonly name: NameNode;
  readonly paramType: TypeNode;
  readonly access?: 'IN' | 'OUT' | 'INOUT' | undefined;
}
export interface SharedNode extends SyntaxNode {
  readonly type: 'shared';
  readonly name: NameNode;
  /** Absent in the GPU_SHARED_MEM form, which is float. */
  readonly elementType?: TypeNode | undefined;
  readonly size: ExpressionNode;
}
export interface TargetNode extends SyntaxNode {
  readonly type: 'target';
  readonly name: NameNode;
}
export interface DistributeNode extends SyntaxNode {
  readonly type: 'distribute';
  readonly strategy: NameNode;
}
export interface BlockShapeNode extends SyntaxNode {
  readonly type: 'block';
  readonly sizes: readonly ExpressionNode[];
}
export type DeclarationNode = ParamNode | SharedNode | TargetNode | DistributeNode | BlockShapeNode;

export interface KernelNode extends SyntaxNode {
  readonly type: 'kernel';
  readonly name: NameNode;
  readonly declarations: readonly DeclarationNode[];
  readonly body: BodyNode;
  readonly children: readonly (DeclarationNode | BodyNode)[];
}
export interface FunctionNode extends SyntaxNode {
  readonly type: 'function';
  readonly name: NameNode;
  readonly declarations: readonly DeclarationNode[];
  readonly body: BodyNode;
  readonly children: readonly (DeclarationNode | BodyNode)[];
}

// ------------------------------------------------------------------------------------------------ host statements

/** A file name: a string with JSON escapes or a bare path. */
export interface PathNode extends SyntaxNode {
  readonly type: 'path';
  readonly value: string;
}
export interface AllocNode extends SyntaxNode {
  readonly type: 'alloc';
  readonly name: NameNode;
  readonly elementType: TypeNode;
  /** Elements, or rows when `columns` is there (`rows BY columns`). */
  readonly size: ExpressionNode;
  readonly columns?: ExpressionNode | undefined;
}
export interface FreeNode extends SyntaxNode {
  readonly type: 'free';
  readonly name: NameNode;
}
export interface CopyNode extends SyntaxNode {
  readonly type: 'copy';
  readonly direction: 'to-gpu' | 'from-gpu';
  readonly from: NameNode;
  readonly to: NameNode;
  readonly size: ExpressionNode;
}
export interface SelectDeviceNode extends SyntaxNode {
  readonly type: 'select-device';
  readonly device: ExpressionNode;
}
export interface LaunchNode extends SyntaxNode {
  readonly type: 'launch';
  readonly kernel: NameNode;
  readonly blocks: readonly ExpressionNode[];
  readonly threads: readonly ExpressionNode[];
  readonly bindings: readonly { readonly param: NameNode; readonly value: ExpressionNode }[];
}
export interface HostSyncNode extends SyntaxNode {
  readonly type: 'host-sync';
}
/** READ_FILE, READ_IMAGE, WRITE_FILE, WRITE_IMAGE. */
export interface FileNode extends SyntaxNode {
  readonly type: 'file';
  readonly action: 'read-file' | 'write-file' | 'read-image' | 'write-image';
  readonly path: PathNode;
  readonly buffer: NameNode;
  readonly elementType?: TypeNode | undefined;
}
/** `SET e → v`, or `SET e → buf.width`. */
export interface HostSetNode extends SyntaxNode {
  readonly type: 'host-set';
  readonly value: ExpressionNode;
  readonly target: NameNode | MemberNode;
}
export interface PipelineNode extends SyntaxNode {
  readonly type: 'pipeline';
  readonly stages: readonly NameNode[];
  readonly buffer?: NameNode | undefined;
}
export interface MatrixNode extends SyntaxNode {
  readonly type: 'matrix';
  readonly operator: 'matmul' | 'add' | 'relu' | 'dot';
  readonly operands: readonly NameNode[];
  readonly result?: NameNode | undefined;
}
/** A statement of the library that comes later: a coded error says so. */
export interface ReservedNode extends SyntaxNode {
  readonly type: 'reserved';
  readonly keyword: NameNode;
}
export type HostStatementNode =
  | AllocNode
  | FreeNode
  | CopyNode
  | SelectDeviceNode
  | LaunchNode
  | HostSyncNode
  | FileNode
  | HostSetNode
  | PipelineNode
  | MatrixNode
  | ReservedNode;

/** A whole file. */
export interface ProgramNode extends SyntaxNode {
  readonly type: 'program';
  readonly children: readonly (KernelNode | FunctionNode | HostStatementNode)[];
}
