// Expressions of the IR as WebAssembly code that leaves one value on the stack.
import type { Axis, CompareExpr, Expr, IndexSource } from 'pxos/core';
import { type Code, choose, f32, f64, i32, op, type PlainOp } from '../encoding/index.ts';
import { lowerBitcast, lowerConvert } from './conversions.ts';
import { displaced } from './displacement.ts';
import { type ArrayPlace, addressOf, lowerLoad, readElement } from './memory.ts';
import { lowerOperation } from './operations.ts';
import type { Scratch } from './scratch.ts';

/** Where an expression finds the things that it names. */
export interface Scope {
  readonly scratch: Scratch;
  /** The present value of a local or loop variable. */
  local(name: string): Code;
  parameter(name: string): Code;
  index(source: IndexSource, axis: Axis): Code;
  array(name: string): ArrayPlace;
  /** A function on operands; its results are left on the stack. */
  call(name: string, operands: readonly Code[]): Code;
}

function lowerConstant(type: Expr['type'], value: number | boolean): Code {
  switch (type) {
    case 'bool':
    case 'i32':
    case 'u32':
      return i32(Number(value));
    case 'f32':
      return f32(Number(value));
    case 'f64':
      return f64(Number(value));
  }
}

function comparisonOp({ op: name, left }: CompareExpr): PlainOp {
  const { type } = left;
  if (type === 'f32' || type === 'f64') return `${type}.${name}`;
  if (name === 'eq' || name === 'ne') return `i32.${name}`;
  return type === 'i32' ? `i32.${name}_s` : `i32.${name}_u`;
}

/** The code of an expression. */
export function lowerExpression(expr: Expr, scope: Scope): Code {
  const lower = (inner: Expr): Code => lowerExpression(inner, scope);
  switch (expr.kind) {
    case 'const':
      return lowerConstant(expr.type, expr.value);
    case 'local':
      return scope.local(expr.name);
    case 'param':
      return scope.parameter(expr.name);
    case 'index':
      return scope.index(expr.source, expr.axis);
    case 'length':
      return scope.array(expr.array).length;
    case 'load': {
      const place = scope.array(expr.array);
      if (!expr.proven) return lowerLoad(place, lower(expr.index), scope.scratch);
      const { index, offset } = displaced(expr.index, place.element);
      return readElement(place.element, addressOf(place, lower(index)), offset);
    }
    case 'op':
      return lowerOperation(expr.op, expr.type, expr.args.map(lower), scope.scratch);
    case 'compare':
      return op(comparisonOp(expr), lower(expr.left), lower(expr.right));
    case 'logical':
      return expr.op === 'and'
        ? choose('i32', lower(expr.left), lower(expr.right), i32(0))
        : choose('i32', lower(expr.left), i32(1), lower(expr.right));
    case 'convert':
      return lowerConvert({ type: expr.arg.type, code: lower(expr.arg) }, expr.to, scope.scratch);
    case 'bitcast':
      return lowerBitcast({ type: expr.arg.type, code: lower(expr.arg) }, expr.type);
    case 'call':
      return scope.call(expr.function, expr.args.map(lower));
    case 'host':
      throw new Error(`The host name \`${expr.name}\` stands in a kernel; the IR verifier rules this out.`);
  }
}
