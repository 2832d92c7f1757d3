// What an expression needs to know about the place where it stands: thread code, a function, or the host.
import type { Expr } from '../../ir/index.ts';
import type { FunctionTable } from '../functions.ts';
import type { Report } from '../report.ts';
import type { CallNode, ElementNode, MemberNode, NameNode } from '../tree.ts';

/** Gives names their meaning. Every method reports what is wrong itself and then answers with POISON. */
export interface ExpressionScope {
  readonly report: Report;
  readonly functions: FunctionTable;
  /** The value of a name. */
  readName(node: NameNode): Expr;
  /** The value of `a[e]`. */
  readElement(node: ElementNode): Expr;
  /** True for the name of an array. */
  isArray(name: string): boolean;
  /** The value of `buf.width`. */
  readMember(node: MemberNode): Expr;
  /** True when functions of the file may be called here; reports it otherwise. */
  allowsCall(node: CallNode): boolean;
}
