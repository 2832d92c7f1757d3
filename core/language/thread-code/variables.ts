// Assignment: the first one in the text declares a variable and fixes its type, later ones convert to it.
import type { Position } from 'unist';
import { nameMessages } from '../../diagnostics/messages/index.ts';
import type { Expr, ScalarType, Stmt } from '../../ir/index.ts';
import { assigned, assignedValue, isIntegerLiteral, lowerExpression, POISON } from '../expressions/index.ts';
import type { ExpressionNode, NameNode, NumberNode } from '../tree.ts';
import type { Body } from './body.ts';
import { type LocalSymbol, symbolInWords } from './symbols.ts';

/** Declares a variable of the IR; one without a type is known to be broken. */
function declareLocal(
  body: Body,
  name: string,
  type: ScalarType | undefined,
  firstLiteral: NumberNode | undefined,
): LocalSymbol {
  const ir = body.irNames.claim(name);
  if (ir !== name) body.writtenNames.set(ir, name);
  const symbol: LocalSymbol = { kind: 'local', ir, type, firstLiteral };
  body.symbols.set(name, symbol);
  body.locals.push({ name: ir, type: type ?? 'i32' });
  return symbol;
}

/** The variable that a result goes to, if it exists already; reports names that cannot be assigned. */
function existing(body: Body, target: NameNode): LocalSymbol | 'none' | 'refused' {
  const symbol = body.symbols.get(target.name);
  if (!symbol) return 'none';
  if (symbol.kind === 'local') return symbol;
  if (symbol.kind !== 'broken')
    body.report.say(
      nameMessages.notAssignable,
      { name: target.name, what: symbolInWords(symbol) },
      target.position,
    );
  return 'refused';
}

const typeOf = (expr: Expr): ScalarType | undefined => (expr === POISON ? undefined : expr.type);

/** `SET e → name`: literals take the type of the variable. */
export function assignExpression(body: Body, target: NameNode, node: ExpressionNode, at: Position): Stmt {
  const found = existing(body, target);
  const lower = (value: ExpressionNode): Expr => lowerExpression(body, value);
  if (found === 'none') {
    const value = lower(node);
    const symbol = declareLocal(body, target.name, typeOf(value), isIntegerLiteral(node) ? node : undefined);
    return { kind: 'assign', name: symbol.ir, value, at };
  }
  if (found === 'refused' || found.type === undefined) {
    const name = found === 'refused' ? target.name : found.ir;
    lower(node);
    return { kind: 'assign', name, value: POISON, at };
  }
  const { type, firstLiteral } = found;
  const value = assigned(body.report, node, { name: target.name, type, firstLiteral }, lower);
  return { kind: 'assign', name: found.ir, value, at };
}

/** `OPERATION … → name`, where `value` is the operation's result. */
export function assignValue(body: Body, target: NameNode, value: Expr, at: Position): Stmt {
  const found = existing(body, target);
  if (found === 'none')
    return { kind: 'assign', name: declareLocal(body, target.name, typeOf(value), undefined).ir, value, at };
  if (found === 'refused') return { kind: 'assign', name: target.name, value: POISON, at };
  if (found.type === undefined) return { kind: 'assign', name: found.ir, value: POISON, at };
  const { type, firstLiteral } = found;
  const result = assignedValue(body.report, { position: at }, value, {
    name: target.name,
    type,
    firstLiteral,
  });
  return { kind: 'assign', name: found.ir, value: result, at };
}

/**
 * The variable of the IR that a statement with results of its own (atomics, reductions, UNPACK, calls) writes to. Where
 * the variable has another type, that is a fresh one, and `after` gets the assignment that converts.
 */
export function resultVariable(
  body: Body,
  target: NameNode,
  type: ScalarType | undefined,
  after: Stmt[],
): string {
  const found = existing(body, target);
  if (found === 'none') return declareLocal(body, target.name, type, undefined).ir;
  if (found === 'refused') return target.name;
  if (type === undefined || found.type === undefined || found.type === type) return found.ir;
  const at = target.position;
  const ir = body.irNames.claim(target.name);
  body.writtenNames.set(ir, target.name);
  body.locals.push({ name: ir, type });
  const { firstLiteral } = found;
  const goal = { name: target.name, type: found.type, firstLiteral };
  const value = assignedValue(body.report, target, { kind: 'local', type, name: ir, at }, goal);
  after.push({ kind: 'assign', name: found.ir, value, at });
  return ir;
}
