// Gives registers to what a kernel or function names: parameters, variables and literals, one each, grouped by type.
import type { ConstExpr, Expr, FunctionDef, Kernel, ScalarType } from '../../ir/index.ts';
import { expressionsOf, forEachExpr, forEachStmt } from '../../ir/index.ts';
import { bitsOfF32 } from '../../ops/index.ts';
import type { RegisterCounts } from '../words/program.ts';
import { REGISTER_TYPES, registersOf, SCALAR } from '../words/registers.ts';

/** A literal of the head. */
export interface Literal {
  readonly register: number;
  readonly bits: number;
}

/** The bits that a register has for a literal. */
export function bitsOfConstant({ type, value }: ConstExpr): number {
  return type === 'f32' ? bitsOfF32(Number(value)) : Number(value) >>> 0;
}

/** What takes a register: a name, or a literal by type and bits. */
interface Entry {
  readonly type: ScalarType;
  readonly name?: string;
  readonly bits?: number;
}

const keyOfLiteral = (constant: ConstExpr): string => `${constant.type} ${bitsOfConstant(constant)}`;

/** Parameters, then variables, then literals, each in the order in which the text has them. */
function* entriesOf(owner: Kernel | FunctionDef): Generator<Entry> {
  for (const param of owner.params) if (param.kind === 'value') yield { type: param.type, name: param.name };
  yield* owner.locals;
  const loops: Entry[] = [];
  const literals = new Map<string, Entry>();
  const see = (expr: Expr): void => {
    if (expr.kind === 'const')
      literals.set(keyOfLiteral(expr), { type: expr.type, bits: bitsOfConstant(expr) });
  };
  forEachStmt(owner.body, (stmt) => {
    for (const expr of expressionsOf(stmt)) forEachExpr(expr, see);
    if (stmt.kind !== 'for') return;
    loops.push({ type: stmt.type, name: stmt.name });
    see({ kind: 'const', type: 'i32', value: stmt.step });
  });
  yield* loops;
  yield* literals.values();
}

export class Registers {
  readonly counts: RegisterCounts;
  readonly literals: readonly Literal[];
  /** Register and name of everything that has one. */
  readonly names: ReadonlyMap<number, string>;
  private readonly numbers = new Map<string, number>();

  constructor(owner: Kernel | FunctionDef) {
    const entries = [...entriesOf(owner)];
    const literals: Literal[] = [];
    const names = new Map<number, string>();
    const counts = { int: 0, uint: 0, float: 0, bool: 0 };
    let register = 0;
    for (const kind of REGISTER_TYPES)
      for (const { type, name, bits } of entries) {
        if (type !== SCALAR[kind]) continue;
        if (name !== undefined) {
          names.set(register, name);
          this.numbers.set(name, register);
        } else if (bits !== undefined) {
          literals.push({ register, bits });
          this.numbers.set(`${type} ${bits}`, register);
        }
        counts[kind]++;
        register++;
      }
    this.counts = counts;
    this.literals = literals;
    this.names = names;
  }

  /** The register of a parameter or variable. */
  named(name: string): number {
    return this.known(name);
  }

  /** The register of an operand of a flat statement. */
  operand(expr: Expr): number {
    switch (expr.kind) {
      case 'const':
        return this.known(keyOfLiteral(expr));
      case 'local':
      case 'param':
        return this.known(expr.name);
      default:
        throw new Error(`an operand is a ${expr.kind}: the program is not flat`);
    }
  }

  private known(key: string): number {
    const register = this.numbers.get(key);
    if (register === undefined) throw new Error(`there is no register for ${key}`);
    return register;
  }
}

/** How many registers a kernel or function in pixel form takes, without those of the functions that it calls. */
export const registersNeeded = (owner: Kernel | FunctionDef): number =>
  registersOf(new Registers(owner).counts);
