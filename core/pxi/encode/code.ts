// Writes a flat kernel or function as instructions: the head, then one or a few for each statement, then RETURN.
import type { Position } from 'unist';
import {
  type AtomicStmt,
  alwaysReturns,
  type ElementType,
  type Expr,
  type FunctionDef,
  goesOnWhile,
  type Kernel,
  type OpExpr,
  type Stmt,
} from '../../ir/index.ts';
import { codeOfElement } from '../words/element-codes.ts';
import type { LooseCode } from '../words/layout.ts';
import { APPLY, ATOMICS, BINARY, CODE, COMPARE, INDEX_SOURCES, REDUCTIONS } from '../words/opcodes.ts';
import type { LooseInstruction } from '../words/place.ts';
import { Registers } from './registers.ts';

/** The code of a kernel or function, and where its instructions come from. */
export interface EncodedCode {
  readonly record: LooseCode;
  readonly registers: Registers;
  /** Position in the source by the number of an instruction. */
  readonly positions: ReadonlyMap<number, Position>;
}

const ACCESS = { read: 1, write: 2, readwrite: 3 } as const;

const elementCode = (element: ElementType): number => {
  const code = codeOfElement(element);
  if (code === undefined) throw new Error(`${element} has no code in an image`);
  return code;
};

const applied = (name: string): number => {
  const names: readonly string[] = APPLY;
  const number = names.indexOf(name);
  if (number < 0) throw new Error(`no DO does ${name}`);
  return number;
};

const NARROW: ReadonlySet<string> = new Set(['i8', 'u8', 'i16', 'u16', 'f16']);

class CodeWriter {
  readonly code: LooseInstruction[] = [];
  readonly positions = new Map<number, Position>();
  private readonly registers: Registers;
  private readonly slots = new Map<string, number>();
  private readonly functions: ReadonlyMap<string, number>;

  constructor(registers: Registers, functions: ReadonlyMap<string, number>) {
    this.registers = registers;
    this.functions = functions;
  }

  private add(op: number, ...operands: readonly number[]): void {
    this.code.push({ op, operands });
  }

  head({ params, ...owner }: Kernel | FunctionDef): void {
    const { registers } = this;
    for (const param of params)
      if (param.kind === 'value')
        this.add(CODE.value, registers.named(param.name), elementCode(param.declared));
      else {
        this.slots.set(param.name, this.slots.size);
        this.add(CODE.array, ACCESS[param.access], elementCode(param.element));
      }
    for (const { name, element, length, perThread } of 'shared' in owner ? owner.shared : []) {
      if (perThread) throw new Error(`${name} has elements for each thread: it has no length of its own`);
      this.slots.set(name, this.slots.size);
      this.add(CODE.shared, elementCode(element), length);
    }
    for (const { register, bits } of registers.literals) this.add(CODE.literal, register, bits);
  }

  body(owner: Kernel | FunctionDef): void {
    this.block(owner.body);
    const last = owner.body.at(-1);
    // RETURN is the last pixel. Reading leaves out one that nothing reaches, so such a one is never the program's own.
    const ends = 'results' in owner && last?.kind === 'return' && !alwaysReturns(owner.body.slice(0, -1));
    if (!ends) this.add(CODE.return);
  }

  private slot(name: string): number {
    const slot = this.slots.get(name);
    if (slot === undefined) throw new Error(`there is no array ${name}`);
    return slot;
  }

  private block(stmts: readonly Stmt[]): void {
    for (const stmt of stmts) {
      if (stmt.at) this.positions.set(this.code.length, stmt.at);
      this.statement(stmt);
    }
  }

  private statement(stmt: Stmt): void {
    const r = this.registers;
    switch (stmt.kind) {
      case 'assign':
        this.assign(r.named(stmt.name), stmt.value);
        break;
      case 'store':
        this.add(CODE.store, r.operand(stmt.value), this.slot(stmt.array), r.operand(stmt.index));
        break;
      case 'atomic':
        this.atomic(stmt);
        break;
      case 'unpack': {
        const [red, ...rest] = stmt.results.map((name) => r.named(name));
        this.add(CODE.unpack, red!, r.operand(stmt.value), ...rest);
        break;
      }
      case 'barrier':
        this.add(CODE.sync);
        break;
      case 'reduce': {
        const op = stmt.scope === 'warp' ? CODE.warpReduce : CODE.blockReduce;
        this.add(op, r.named(stmt.result), r.operand(stmt.value), REDUCTIONS.indexOf(stmt.op));
        break;
      }
      case 'stage': {
        const range = [stmt.from, stmt.to, stmt.offset].map((expr) => r.operand(expr));
        this.add(CODE.stage, this.slot(stmt.shared), this.slot(stmt.array), ...range);
        break;
      }
      case 'if':
        this.add(CODE.if, r.operand(stmt.condition), 0);
        this.block(stmt.then);
        if (stmt.else.length > 0) {
          this.add(CODE.else, 0);
          this.block(stmt.else);
        }
        this.add(CODE.end);
        break;
      case 'while':
        this.loop(stmt.condition, stmt.body);
        break;
      case 'for':
        this.add(CODE.do, r.named(stmt.name), r.operand(stmt.from), applied('mov'));
        this.add(
          CODE.for,
          r.named(stmt.name),
          r.operand(stmt.to),
          r.operand({ kind: 'const', type: 'i32', value: stmt.step }),
          0,
        );
        this.block(stmt.body);
        this.add(CODE.next, 0);
        break;
      case 'break':
        this.add(CODE.break, 0);
        break;
      case 'continue':
        this.add(CODE.continue, 0);
        break;
      case 'return':
        stmt.values.forEach((value, k) => {
          this.add(CODE.ret, k, r.operand(value));
        });
        this.add(CODE.return);
        break;
      case 'call': {
        const callee = this.functions.get(stmt.function);
        if (callee === undefined) throw new Error(`there is no function ${stmt.function}`);
        stmt.args.forEach((arg, k) => {
          this.add(CODE.arg, k, r.operand(arg));
        });
        this.add(CODE.call, callee);
        stmt.results.forEach((name, k) => {
          this.add(CODE.res, r.named(name), k);
        });
      }
    }
  }

  /** A loop has at most one WHILE: in front of its body, or where a loop without end is left from inside. */
  private loop(condition: Expr, body: readonly Stmt[]): void {
    this.add(CODE.loop);
    if (condition.kind === 'const' && condition.value === true) {
      const at = body.findIndex(goesOnWhile);
      const leave = body[at];
      if (goesOnWhile(leave)) {
        this.block(body.slice(0, at));
        if (leave.at) this.positions.set(this.code.length, leave.at);
        this.add(CODE.while, this.registers.operand(leave.condition), 0);
        this.block(body.slice(at + 1));
      } else this.block(body);
    } else {
      this.add(CODE.while, this.registers.operand(condition), 0);
      this.block(body);
    }
    this.add(CODE.next, 0);
  }

  private atomic({ op, array, index, value, expected, result }: AtomicStmt): void {
    const r = this.registers;
    const old = result === undefined ? 0 : r.named(result);
    const given = r.operand(value);
    const values = expected ? [r.operand(expected), given] : [given, 0];
    const keep = result === undefined ? 0 : 1;
    this.add(CODE.atomic, old, this.slot(array), r.operand(index), ATOMICS.indexOf(op), ...values, keep);
  }

  private assign(to: number, value: Expr): void {
    const r = this.registers;
    const apply = (name: string, arg: Expr): void => this.add(CODE.do, to, r.operand(arg), applied(name));
    switch (value.kind) {
      case 'const':
      case 'local':
      case 'param':
        apply('mov', value);
        break;
      case 'index':
        this.add(CODE.index, to, INDEX_SOURCES.indexOf(value.source), value.axis);
        break;
      case 'load':
        this.add(CODE.load, to, this.slot(value.array), r.operand(value.index));
        break;
      case 'op':
        this.operation(to, value);
        break;
      case 'compare': {
        const op = CODE.compare + COMPARE.indexOf(value.op);
        this.add(op, to, r.operand(value.left), r.operand(value.right));
        break;
      }
      case 'convert':
        apply(NARROW.has(value.to) ? `convert.${value.to}` : 'convert', value.arg);
        break;
      case 'bitcast':
        apply('bitcast', value.arg);
        break;
      case 'logical':
      case 'call':
      case 'length':
      case 'host':
        throw new Error(`no instruction gives a ${value.kind}: the program is not flat`);
    }
  }

  private operation(to: number, { op, args }: OpExpr): void {
    const operands = args.map((arg) => this.registers.operand(arg));
    const binary = BINARY.indexOf(op);
    if (binary >= 0) {
      this.add(CODE.binary + binary, to, ...operands);
      return;
    }
    switch (op) {
      case 'select': {
        const [condition, ...values] = operands;
        this.add(CODE.select, to, ...values, condition!);
        break;
      }
      case 'fma':
        this.add(CODE.fma, to, ...operands);
        break;
      case 'pack':
        this.add(CODE.pack, to, ...operands);
        break;
      default:
        this.add(CODE.do, to, operands[0]!, applied(op));
        break;
    }
  }
}

/** The code of a flat kernel or function; `functions` has the record numbers of those that it may call. */
export function encodeCode(owner: Kernel | FunctionDef, functions: ReadonlyMap<string, number>): EncodedCode {
  const registers = new Registers(owner);
  const writer = new CodeWriter(registers, functions);
  writer.head(owner);
  writer.body(owner);
  const kind = 'results' in owner ? 'function' : 'kernel';
  return {
    record: { kind, registers: registers.counts, code: writer.code },
    registers,
    positions: writer.positions,
  };
}
