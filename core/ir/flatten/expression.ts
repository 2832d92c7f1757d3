// Takes expressions apart: every operation gets a statement of its own, on variables and literals.
import * as b from '../build.ts';
import type { Expr, LogicalExpr, OpExpr, Stmt } from '../types.ts';
import { mapOperands, someExpr } from '../walk.ts';
import type { FreshNames } from './fresh-names.ts';

/** True for what an instruction takes as an operand: literals, variables, scalar parameters. */
export const isAtom = (expr: Expr): boolean =>
  expr.kind === 'const' || expr.kind === 'local' || expr.kind === 'param';

/** Where the statements go that compute an expression, and the position that they have when it has none. */
export interface Target {
  readonly out: Stmt[];
  readonly names: FreshNames;
  readonly at: Stmt['at'];
}

const emit = ({ out, at }: Target, stmt: Stmt): void => {
  out.push(at ? { ...stmt, at } : stmt);
};

/** The target with the position of an expression, for what it is made of. */
const within = (target: Target, { at }: Expr): Target => (at ? { ...target, at } : target);

/** The local that gets a value; a new one is named when the value is there, so that the text counts upward. */
type Receiver = () => string;

/** The expression as an operand; what is none goes to a new local first. */
export function atomOf(expr: Expr, target: Target): Expr {
  if (isAtom(expr)) return expr;
  let name: string | undefined;
  const receiver = (): string => {
    name ??= target.names.make(expr.type);
    return name;
  };
  give(receiver, expr, target);
  return { ...b.local(receiver(), expr.type), ...(expr.at && { at: expr.at }) };
}

/** All operands, from left to right. */
export const atomsOf = (exprs: readonly Expr[], target: Target): Expr[] =>
  exprs.map((expr) => atomOf(expr, target));

/** `right` is evaluated only where `left` does not decide. */
function shortCircuit(to: Receiver, { op, left, right, type }: LogicalExpr, target: Target): void {
  give(to, left, target);
  const out: Stmt[] = [];
  give(to, right, { ...target, out });
  const decided = b.local(to(), type);
  emit(target, op === 'and' ? b.ifThen(decided, out) : b.ifThen(decided, [], out));
}

/** CLAMP x low high is MIN of high and the MAX of low and x. */
function clamp({ args, type }: OpExpr, target: Target): OpExpr {
  const [x, low, high] = atomsOf(args, target);
  if (!x || !low || !high) throw new Error('a clamp has three operands');
  const larger = target.names.make(type);
  emit(target, b.assign(larger, b.op('max', x, low)));
  return b.op('min', b.local(larger, type), high);
}

function give(to: Receiver, expr: Expr, outer: Target): void {
  const target = within(outer, expr);
  switch (expr.kind) {
    case 'logical':
      shortCircuit(to, expr, target);
      break;
    case 'call': {
      const args = atomsOf(expr.args, target);
      emit(target, b.callInto([to()], expr.function, ...args));
      break;
    }
    default:
      emitValue(to, expr.kind === 'op' && expr.op === 'clamp' ? clamp(expr, target) : expr, target);
  }
}

/** One operation on operands. */
function emitValue(to: Receiver, expr: Expr, target: Target): void {
  const value = withoutProof(mapOperands(expr, (operand) => atomOf(operand, target)));
  emit(target, b.assign(to(), value));
}

function withoutProof(expr: Expr): Expr {
  if (expr.kind !== 'load') return expr;
  const { proven: _, ...load } = expr;
  return load;
}

/** True when `name` is read in the expression. */
const reads = (expr: Expr, name: string): boolean =>
  someExpr(expr, (inner) => inner.kind === 'local' && inner.name === name);

/** Statements that compute the expression into a local. */
export function assignTo(name: string, expr: Expr, target: Target): void {
  // A short circuit writes its result before it has read everything.
  const value = expr.kind === 'logical' && reads(expr, name) ? atomOf(expr, target) : expr;
  give(() => name, value, target);
}
