// Takes the statements of a body apart; loops whose condition has to be computed become loops that are left from inside.
import * as b from '../build.ts';
import type { Expr, ForStmt, IfStmt, Stmt, WhileStmt } from '../types.ts';
import { assignedLocals } from '../walk.ts';
import { assignTo, atomOf, atomsOf, isAtom, type Target } from './expression.ts';
import type { FreshNames } from './fresh-names.ts';

const placed = <S extends Stmt>(stmt: S, at: Stmt['at']): S => (at ? { ...stmt, at } : stmt);

const isTrue = (expr: Expr): boolean => expr.kind === 'const' && expr.value === true;

/** True for `if c {} else { break }`, which in a loop says that it goes on while `c` holds; `c` is an operand. */
export const goesOnWhile = (stmt: Stmt | undefined): stmt is IfStmt =>
  stmt?.kind === 'if' &&
  stmt.then.length === 0 &&
  stmt.else.length === 1 &&
  stmt.else[0]!.kind === 'break' &&
  isAtom(stmt.condition);

/** A loop without end that first asks whether to go on says so in its condition. */
function withCondition(loop: WhileStmt): WhileStmt {
  let result = loop;
  for (let [first] = result.body; isTrue(result.condition) && goesOnWhile(first); [first] = result.body)
    result = { ...result, condition: first.condition, body: result.body.slice(1) };
  return result;
}

function whileLoop(loop: WhileStmt, names: FreshNames): WhileStmt {
  if (isAtom(loop.condition)) return withCondition({ ...loop, body: flattenBody(loop.body, names) });
  const out: Stmt[] = [];
  const condition = atomOf(loop.condition, { out, names, at: loop.at });
  const leave = placed(b.ifThen(condition, [], [placed(b.breakLoop(), loop.at)]), loop.at);
  return withCondition({
    ...loop,
    condition: b.bool(true),
    body: [...out, leave, ...flattenBody(loop.body, names)],
  });
}

/** The end is evaluated once: a local that the body assigns is kept in another one. */
function endOf({ to, body }: ForStmt, target: Target): Expr {
  const atom = atomOf(to, target);
  if (atom.kind !== 'local' || !assignedLocals(body).has(atom.name)) return atom;
  const kept = b.local(target.names.make(atom.type), atom.type);
  assignTo(kept.name, atom, target);
  return kept;
}

function forLoop(loop: ForStmt, target: Target): ForStmt {
  const from = atomOf(loop.from, target);
  const to = endOf(loop, target);
  return { ...loop, from, to, body: flattenBody(loop.body, target.names) };
}

function flattenStmt(stmt: Stmt, target: Target): Stmt | undefined {
  const atom = (expr: Expr): Expr => atomOf(expr, target);
  switch (stmt.kind) {
    case 'assign':
      assignTo(stmt.name, stmt.value, target);
      return undefined;
    case 'store': {
      const { proven: _, ...store } = stmt;
      return { ...store, index: atom(stmt.index), value: atom(stmt.value) };
    }
    case 'atomic': {
      const { proven: _, ...rest } = stmt;
      const index = atom(stmt.index);
      const expected = stmt.expected && { expected: atom(stmt.expected) };
      return { ...rest, index, ...expected, value: atom(stmt.value) };
    }
    case 'unpack':
    case 'reduce':
      return { ...stmt, value: atom(stmt.value) };
    case 'stage': {
      const [from, to] = [atom(stmt.from), atom(stmt.to)];
      return { ...stmt, from, to, offset: atom(stmt.offset) };
    }
    case 'if': {
      const condition = atom(stmt.condition);
      const { names } = target;
      return {
        ...stmt,
        condition,
        then: flattenBody(stmt.then, names),
        else: flattenBody(stmt.else, names),
      };
    }
    case 'while':
      return whileLoop(stmt, target.names);
    case 'for':
      return forLoop(stmt, target);
    case 'return':
      return { ...stmt, values: atomsOf(stmt.values, target) };
    case 'call':
      return { ...stmt, args: atomsOf(stmt.args, target) };
    case 'barrier':
    case 'break':
    case 'continue':
      return stmt;
  }
}

/** The statements with one operation each. */
export function flattenBody(body: readonly Stmt[], names: FreshNames): Stmt[] {
  const out: Stmt[] = [];
  for (const stmt of body) {
    const flat = flattenStmt(stmt, { out, names, at: stmt.at });
    if (flat) out.push(flat);
  }
  return out;
}
