// Random instructions that compute: any operation on integers and bools; on floats those whose results are exact everywhere.
//
// Floats are whole quarters up to 512, never -0: sums and products of two of them, rounded or fused, have few enough bits, so
// that every device computes the same. Wide floats come from any integer or from bits; they are compared, converted, stored,
// and enter no sum.
import { APPLY } from '../../../core/pxi/words/opcodes.ts';
import type { Random } from '../random.ts';
import type { CodeWriter, Register, RegisterType } from './code-writer.ts';

const LARGEST = 512;
/** Registers of a type that statements write. */
const TEMPORARIES = 4;

const INTEGERS = [0, 1, -1, 2, 3, 5, 7, 31, 32, 33, 255, 256, -128, 65535, 0x7fffffff, -0x80000000];
const FLOAT_FUNCTIONS = ['mov', 'neg', 'abs', 'floor', 'ceil', 'round', 'convert.f16'] as const;
const NARROW = ['convert.i8', 'convert.u8', 'convert.i16', 'convert.u16'] as const;
const ORDERED = ['LT', 'LE', 'GT', 'GE', 'EQ', 'NE'];

const apply = (name: (typeof APPLY)[number]): number => APPLY.indexOf(name);
const bitsOf = (value: number): number => new Uint32Array(Float32Array.of(value).buffer)[0]!;

/** A float of the program: whole quarters. */
export const quarters = (random: Random): number => random.integer(-4 * LARGEST, 4 * LARGEST) / 4;

export class Operations {
  readonly random: Random;
  readonly writer: CodeWriter;
  /** False where no float may be, so that the program does not have that flag. */
  readonly hasFloats: boolean;
  /** What may be done with a wide float beside computing. */
  readonly wideUses: ((wide: Register) => void)[] = [];
  private readonly temporaries = new Map<RegisterType, Register[]>();
  /** Registers that are read only: parameters, variables of open loops. */
  private readonly fixed: Register[] = [];

  constructor(random: Random, writer: CodeWriter, hasFloats: boolean) {
    this.random = random;
    this.writer = writer;
    this.hasFloats = hasFloats;
  }

  /** The types of values that there are. */
  get types(): readonly RegisterType[] {
    return this.hasFloats ? ['int', 'uint', 'float', 'bool'] : ['int', 'uint', 'bool'];
  }

  /** Lets statements read a register, as long as `work` runs or from now on. */
  lend(register: Register, work?: () => void): void {
    this.fixed.push(register);
    if (!work) return;
    work();
    this.fixed.splice(this.fixed.lastIndexOf(register), 1);
  }

  literal(type: RegisterType): Register {
    const { random, writer } = this;
    switch (type) {
      case 'bool':
        return writer.literal(type, random.integer(0, 1));
      case 'float':
        return writer.literal(type, bitsOf(quarters(random)));
      default:
        return writer.literal(type, random.chance(0.8) ? random.pick(INTEGERS) : random.bits());
    }
  }

  int(value: number): Register {
    return this.writer.literal('int', value);
  }

  /** A register to write. */
  target(type: RegisterType): Register {
    const { random } = this;
    const known = this.temporaries.get(type) ?? [];
    if (known.length === TEMPORARIES || (known.length > 0 && random.chance(0.6))) return random.pick(known);
    const register = this.writer.fresh(type);
    this.temporaries.set(type, [...known, register]);
    return register;
  }

  /** A register to read. */
  some(type: RegisterType): Register {
    const { random } = this;
    const known = [...(this.temporaries.get(type) ?? []), ...this.fixed.filter((one) => one.type === type)];
    return known.length > 0 && random.chance(0.85) ? random.pick(known) : this.literal(type);
  }

  /** A number from 0 to `mask`, a power of two less one. */
  masked(type: 'int' | 'uint', mask: number, into: Register = this.target(type)): Register {
    this.writer.say('AND', into, this.some(type), this.writer.literal(type, mask));
    return into;
  }

  /** One random computation. */
  compute() {
    const type = this.random.pick(this.types);
    if (type === 'float') this.float();
    else if (type === 'bool') this.bool();
    else this.integer(type);
  }

  private integer(type: 'int' | 'uint') {
    const { random, writer } = this;
    const either = (): Register => this.some(random.pick(['int', 'uint'] as const));
    const d = this.target(type);
    switch (random.integer(0, 11)) {
      case 0:
      case 1:
      case 2:
        return writer.say(
          random.pick(['ADD', 'SUB', 'MUL', 'MIN', 'MAX']),
          d,
          this.some(type),
          this.some(type),
        );
      case 3:
        return writer.say(random.pick(['DIV', 'MOD']), d, this.some(type), this.some(type));
      case 4:
        return writer.say(random.pick(['AND', 'OR', 'XOR']), d, this.some(type), this.some(type));
      case 5:
        return writer.say(random.pick(['SHL', 'SHR', 'ROTL', 'ROTR']), d, this.some(type), either());
      case 6: {
        const name = random.pick(['mov', 'neg', 'abs', 'not', 'popcount', 'clz'] as const);
        return writer.say('DO', d, this.some(type), apply(name));
      }
      case 7:
        return writer.say('DO', d, this.some(random.pick(this.types)), apply('convert'));
      case 8: {
        const from = this.some(
          random.pick(this.hasFloats ? (['int', 'uint', 'float'] as const) : ['int', 'uint']),
        );
        return writer.say('DO', d, from, apply('bitcast'));
      }
      case 9:
        if (type === 'uint') return writer.say('PACK', d, either(), either(), either(), either());
        return writer.say('DO', d, this.some(random.pick(this.types)), apply(random.pick(NARROW)));
      case 10:
        if (type === 'uint')
          return writer.say('SELECT', d, this.some(type), this.some(type), this.some('bool'));
        return this.unpack();
      default:
        return writer.say('SELECT', d, this.some(type), this.some(type), this.some('bool'));
    }
  }

  /** Into registers of its own: four results in one would depend on their order. */
  private unpack(): void {
    const { writer } = this;
    const parts = [0, 1, 2, 3].map(() => writer.fresh('int'));
    const [r, g, b, a] = parts as [Register, Register, Register, Register];
    writer.say('UNPACK', r, this.some('uint'), g, b, a);
    for (const part of parts) this.lend(part);
  }

  private bool() {
    const { random, writer } = this;
    const d = this.target('bool');
    switch (random.integer(0, 6)) {
      case 0:
      case 1:
      case 2: {
        const type = random.pick(this.types.filter((one) => one !== 'bool'));
        return writer.say(random.pick(ORDERED), d, this.some(type), this.some(type));
      }
      case 3:
        return writer.say(
          random.pick(['EQ', 'NE', 'AND', 'OR', 'XOR']),
          d,
          this.some('bool'),
          this.some('bool'),
        );
      case 4:
        return writer.say('DO', d, this.some('bool'), apply(random.pick(['not', 'mov'] as const)));
      case 5:
        return writer.say('DO', d, this.some(random.pick(this.types)), apply('convert'));
      default:
        return writer.say('SELECT', d, this.some('bool'), this.some('bool'), this.some('bool'));
    }
  }

  /** Brings a float back to whole quarters within the bounds. */
  tame(d: Register, isRounded: boolean): void {
    const { random, writer } = this;
    if (isRounded) writer.say('DO', d, d, apply(random.pick(['floor', 'ceil', 'round'] as const)));
    writer.say('ADD', d, d, writer.literal('float', 0));
    writer.say('MIN', d, d, writer.literal('float', bitsOf(LARGEST)));
    writer.say('MAX', d, d, writer.literal('float', bitsOf(-LARGEST)));
  }

  private float() {
    const { random, writer } = this;
    const d = this.target('float');
    switch (random.integer(0, 9)) {
      case 0:
        writer.say(random.pick(['ADD', 'SUB']), d, this.some('float'), this.some('float'));
        return this.tame(d, false);
      case 1:
        writer.say('MUL', d, this.some('float'), this.some('float'));
        return this.tame(d, true);
      case 2:
        writer.say('FMA', d, this.some('float'), this.some('float'), this.some('float'));
        return this.tame(d, true);
      case 3:
        return writer.say(random.pick(['MIN', 'MAX']), d, this.some('float'), this.some('float'));
      case 4:
        writer.say('DO', d, this.some('float'), apply(random.pick(FLOAT_FUNCTIONS)));
        return this.tame(d, false);
      case 5:
        writer.say(
          'MOD',
          d,
          this.some('float'),
          writer.literal('float', bitsOf(random.pick([0.75, 3, -7.5, 64]))),
        );
        return this.tame(d, false);
      case 6: {
        const from = this.masked(random.pick(['int', 'uint'] as const), random.pick([1, 15, 511]));
        return writer.say('DO', d, from, apply('convert'));
      }
      case 7:
        return writer.say('DO', d, this.some('bool'), apply('convert'));
      case 8:
        return writer.say('SELECT', d, this.some('float'), this.some('float'), this.some('bool'));
      default:
        return this.wide();
    }
  }

  /** Makes a wide float, looks at it, and leaves it. */
  private wide() {
    const { random, writer } = this;
    const wide = writer.fresh('float');
    const from = random.pick(['int', 'uint'] as const);
    if (random.chance(0.3)) {
      const bits = this.target(from);
      writer.say('AND', bits, this.some(from), writer.literal(from, 0x007fffff));
      writer.say('OR', bits, bits, writer.literal(from, 0x3f800000));
      writer.say('DO', wide, bits, apply('bitcast'));
    } else writer.say('DO', wide, this.some(from), apply(random.chance(0.7) ? 'convert' : 'convert.f16'));
    for (let uses = random.integer(1, 3); uses > 0; uses--) this.useWide(wide);
  }

  private useWide(wide: Register) {
    const { random, writer } = this;
    if (this.wideUses.length > 0 && random.chance(0.5)) return random.pick(this.wideUses)(wide);
    const integer = random.pick(['int', 'uint'] as const);
    switch (random.integer(0, 4)) {
      case 0:
        return writer.say('DO', this.target(integer), wide, apply('bitcast'));
      case 1:
        return writer.say('DO', this.target(random.pick([integer, 'bool'] as const)), wide, apply('convert'));
      case 2:
        return writer.say('DO', this.target('int'), wide, apply(random.pick(NARROW)));
      case 3:
        return writer.say(random.pick(ORDERED), this.target('bool'), wide, this.some('float'));
      default:
        return writer.say('DO', wide, wide, apply(random.pick(['convert.f16', 'floor', 'round'] as const)));
    }
  }
}
