// What the registers and slots of one kernel or function are called in the program, and which of them are literals.
import type { Position } from 'unist';
import {
  build as b,
  type Expr,
  type Param,
  type ScalarType,
  type SharedArray,
  type Stmt,
  TakenNames,
} from '../../ir/index.ts';
import { f32OfBits } from '../../ops/index.ts';
import { elementOfCode } from '../words/element-codes.ts';
import { type Head, headOf } from '../words/head.ts';
import type { CodeRecord, PixelNames } from '../words/program.ts';
import { registerType, SCALAR } from '../words/registers.ts';

const ACCESS = { 1: 'read', 2: 'write', 3: 'readwrite' } as const;

function elementOf(code: number) {
  const element = elementOfCode(code);
  if (element === undefined) throw new Error(`there is no element type ${code}`);
  return element;
}

/** Names of what a record's head declares; `arrays` wants these names for its array parameters. */
export class Owner {
  readonly params: readonly Param[];
  readonly shared: readonly SharedArray[];
  readonly head: Head;
  /** Types of all locals that were named. */
  readonly types = new Map<string, ScalarType>();
  private readonly number: number;
  private readonly record: CodeRecord;
  private readonly names: PixelNames;
  private readonly unique = new TakenNames();
  private readonly operands = new Map<number, Expr>();
  private readonly literals: ReadonlyMap<number, number>;
  private readonly slots: readonly string[];
  /** Bits of NaN and infinities, by the local that has them. */
  private readonly nonfinite = new Map<string, number>();
  /** Variables of the loops that are open, by register. */
  private readonly loops = new Map<number, string>();

  constructor(
    number: number,
    record: CodeRecord,
    { names, arrays }: { readonly names: PixelNames; readonly arrays: readonly (string | undefined)[] },
  ) {
    this.number = number;
    this.record = record;
    this.names = names;
    this.head = headOf(record);
    this.literals = new Map(this.head.literals.map(({ register, bits }) => [register, bits]));
    this.params = this.head.parameters.map((parameter, k): Param => {
      const element = elementOf(parameter.type);
      if (parameter.kind === 'value') {
        const param = b.value(this.unique.claim(this.nameOf(parameter.register)), element);
        this.operands.set(parameter.register, b.param(param.name, param.type));
        return param;
      }
      const access = ACCESS[parameter.access as keyof typeof ACCESS];
      return b.array(this.unique.claim(arrays[k] ?? `a${parameter.slot}`), element, access);
    });
    this.shared = this.head.slots.flatMap(({ kind, type, count }, slot) =>
      kind === 'shared' ? [b.shared(this.unique.claim(`s${slot}`), elementOf(type), count)] : [],
    );
    const arrayNames = this.params.flatMap((param) => (param.kind === 'array' ? [param.name] : []));
    this.slots = [...arrayNames, ...this.shared.map(({ name }) => name)];
  }

  /** The name of the array in a slot. */
  array(slot: number): string {
    const name = this.slots[slot];
    if (name === undefined) throw new Error(`there is no slot ${slot}`);
    return name;
  }

  typeOf(register: number): ScalarType {
    const type = registerType(this.record.registers, register);
    if (type === undefined) throw new Error(`there is no register ${register}`);
    return SCALAR[type];
  }

  /** What a register is where it is read: a literal, a parameter, the variable of a loop or a local. */
  read(register: number): Expr {
    const loop = this.loops.get(register);
    if (loop !== undefined) return b.local(loop, this.typeOf(register));
    const known = this.operands.get(register);
    if (known) return known;
    const bits = this.literals.get(register);
    const operand = bits === undefined ? this.variable(register) : this.literal(register, bits);
    this.operands.set(register, operand);
    return operand;
  }

  /** The local that a register is where it is written. */
  written(register: number): string {
    const operand = this.read(register);
    if (operand.kind !== 'local') throw new Error(`register ${register} is written and is a ${operand.kind}`);
    return operand.name;
  }

  /** A new local. */
  local(wanted: string, type: ScalarType): string {
    const name = this.unique.claim(wanted);
    this.types.set(name, type);
    return name;
  }

  /** The variable of a loop that counts in this register, while `body` is read. */
  loop<T>(register: number, body: (name: string) => T): T {
    const outer = this.loops.get(register);
    const name = this.unique.claim(this.nameOf(register));
    this.loops.set(register, name);
    const result = body(name);
    if (outer === undefined) this.loops.delete(register);
    else this.loops.set(register, outer);
    return result;
  }

  /** Where the instruction at a pixel of the code comes from. */
  position(pixel: number): Position | undefined {
    const place = this.names.positions.get(`${this.number}@${pixel}`);
    return place && { start: place, end: place };
  }

  private nameOf(register: number): string {
    return this.names.registers.get(`${this.number}.${register}`) ?? `r${register}`;
  }

  private variable(register: number): Expr {
    const type = this.typeOf(register);
    return b.local(this.local(this.nameOf(register), type), type);
  }

  private literal(register: number, bits: number): Expr {
    const type = this.typeOf(register);
    if (type !== 'f32') return b.constant(type, type === 'i32' ? bits | 0 : bits);
    const value = f32OfBits(bits);
    if (Number.isFinite(value)) return b.f32(value);
    const name = this.local(this.nameOf(register), type);
    this.nonfinite.set(name, bits);
    return b.local(name, type);
  }

  /** Statements that come before the body: the literals that no constant can be, by their bits. */
  preamble(): readonly Stmt[] {
    return [...this.nonfinite].map(([name, bits]) => b.assign(name, b.bitcast(b.u32(bits), 'f32')));
  }
}
