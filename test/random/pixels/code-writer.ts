// Writes the code of a random kernel or function: registers by type and arrays by role first, their numbers in the end.
import { type LooseCode, PIXEL_CODE, type RegisterCounts } from '../../../core/pxi/index.ts';
import { opcodeNamed } from '../../../core/pxi/words/opcodes.ts';
import { registerTypeOfElement } from '../../../core/pxi/words/registers.ts';
import type { Random } from '../random.ts';

export type RegisterType = keyof RegisterCounts;
const REGISTER_TYPES: readonly RegisterType[] = ['int', 'uint', 'float', 'bool'];

/** A register before it has its number. */
export interface Register {
  readonly type: RegisterType;
  readonly index: number;
}

/** An array of the head before it has its slot number. */
export interface Slot {
  readonly kind: 'array' | 'shared';
  readonly index: number;
  readonly type: number;
}

type Operand = number | Register | Slot;

interface Written {
  readonly op: number;
  readonly operands: readonly Operand[];
}

/** Registers beyond those in use, so that some numbers need an EXT. */
const MANY = 280;

const isRegister = (operand: Register | Slot): operand is Register => !('kind' in operand);

/** The numbers 0 … count-1 in a random order. */
function shuffled(count: number, random: Random): number[] {
  const numbers = Array.from({ length: count }, (_, k) => k);
  for (let k = count - 1; k > 0; k--) {
    const other = random.integer(0, k);
    [numbers[k], numbers[other]] = [numbers[other]!, numbers[k]!];
  }
  return numbers;
}

export class CodeWriter {
  private readonly random: Random;
  private readonly counts = { int: 0, uint: 0, float: 0, bool: 0 };
  private readonly parameters: Written[] = [];
  private readonly shareds: Written[] = [];
  private readonly literals = new Map<string, { readonly written: Written; readonly register: Register }>();
  private readonly body: Written[] = [];
  private arrays = 0;

  constructor(random: Random) {
    this.random = random;
  }

  fresh(type: RegisterType): Register {
    return { type, index: this.counts[type]++ };
  }

  /** An instruction by its name; operands in the order of its entry, distances are filled in later. */
  say(name: string, ...operands: readonly Operand[]): void {
    const opcode = opcodeNamed(name);
    if (!opcode) throw new RangeError(`no instruction ${name}`);
    this.body.push({ op: opcode.code, operands });
  }

  /** The register that holds these bits from the start. */
  literal(type: RegisterType, bits: number): Register {
    const key = `${type} ${bits >>> 0}`;
    const known = this.literals.get(key);
    if (known) return known.register;
    const register = this.fresh(type);
    this.literals.set(key, {
      register,
      written: { op: PIXEL_CODE.literal, operands: [register, bits >>> 0] },
    });
    return register;
  }

  /** A parameter that is one element. */
  value(element: number): Register {
    const register = this.fresh(registerTypeOfElement(element) ?? 'int');
    this.parameters.push({ op: PIXEL_CODE.value, operands: [register, element] });
    return register;
  }

  /** A parameter that is an array. Access: 1 read, 2 write, 3 both. */
  array(access: number, element: number): Slot {
    this.parameters.push({ op: PIXEL_CODE.array, operands: [access, element] });
    return { kind: 'array', index: this.arrays++, type: element };
  }

  shared(element: number, count: number): Slot {
    this.shareds.push({ op: PIXEL_CODE.shared, operands: [element, count] });
    return { kind: 'shared', index: this.shareds.length - 1, type: element };
  }

  /** The code with all its numbers; it ends with RETURN. */
  finish(kind: LooseCode['kind']): LooseCode {
    this.say('RETURN');
    const { random } = this;
    const isMany = random.chance(0.08);
    const registers = { int: 0, uint: 0, float: 0, bool: 0 };
    const numbers = new Map<RegisterType, readonly number[]>();
    let first = 0;
    for (const type of REGISTER_TYPES) {
      const used = this.counts[type];
      const count = used === 0 ? 0 : used + random.integer(0, 2) + (isMany ? random.integer(0, MANY) : 0);
      registers[type] = count;
      const from = first;
      numbers.set(
        type,
        shuffled(count, random).map((number) => from + number),
      );
      first += count;
    }
    const numberOf = (operand: Operand): number => {
      if (typeof operand === 'number') return operand;
      if (isRegister(operand)) return numbers.get(operand.type)?.[operand.index] ?? 0;
      return operand.kind === 'array' ? operand.index : this.arrays + operand.index;
    };
    const literals = [...this.literals.values()].map(({ written }) => written);
    const order = shuffled(literals.length, random).map((k) => literals[k]!);
    return {
      kind,
      registers,
      code: [...this.parameters, ...this.shareds, ...order, ...this.body].map(({ op, operands }) => ({
        op,
        operands: operands.map(numberOf),
      })),
    };
  }
}
