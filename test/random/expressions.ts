// Random well-typed expressions of the language, as text. Integer expressions have one value on every backend; float ones an interval.
import type { Random } from './random.ts';

/** Types of variables in generated programs. */
export type VariableType = 'int' | 'uint' | 'float' | 'bool' | 'double';

export interface Variable {
  readonly name: string;
  readonly type: VariableType;
  /** Equal in all threads of a block, by the rules of the language. */
  readonly uniform: boolean;
  /** Loop variables and counters are not assigned by generated statements. */
  readonly fixed: boolean;
}

/** An array that expressions may read at any index. */
export interface ReadableArray {
  readonly name: string;
  readonly type: VariableType;
  readonly length: number;
}

export interface GeneratedFunction {
  readonly name: string;
  readonly params: readonly VariableType[];
  readonly results: readonly VariableType[];
}

/** What expressions may refer to at one point of a program. */
export interface Scope {
  readonly variables: readonly Variable[];
  readonly arrays: readonly ReadableArray[];
  readonly functions: readonly GeneratedFunction[];
}

const INT_LITERALS = [
  '0',
  '1',
  '2',
  '3',
  '-1',
  '-7',
  '31',
  '255',
  '1000',
  '2147483647',
  '-2147483648',
  '0x7F00FF80',
  '0b1011',
];
const FLOAT_LITERALS = ['0.5', '1.0', '-2.0', '3.25', '1e-3', '.75', '100.0', '-0.125'];
const COMPARISONS = ['<', '>', '<=', '>=', '==', '!='];

export class Expressions {
  private readonly random: Random;
  private readonly scope: () => Scope;

  constructor(random: Random, scope: () => Scope) {
    this.random = random;
    this.scope = scope;
  }

  /** A name of the type; each generated program has one of each from its first lines. */
  name(type: VariableType, only: 'any' | 'uniform' = 'any'): string {
    const fitting = this.scope().variables.filter((v) => v.type === type && (only === 'any' || v.uniform));
    return this.random.pick(fitting).name;
  }

  /** An operand of a statement: a name, a literal where one fits, an element, or an expression in parentheses. */
  operand(type: VariableType): string {
    const kind = this.random.integer(0, 5);
    if (kind === 0 && type === 'int') return this.random.pick(INT_LITERALS);
    if (kind === 0 && type === 'float') return this.random.pick(FLOAT_LITERALS);
    if (kind === 1) return this.element(type) ?? this.name(type);
    if (kind === 2) return `(${this.expression(type, 2)})`;
    return this.name(type);
  }

  /** An element of an array at an index that is mostly, but not always, inside. */
  element(type: VariableType): string | undefined {
    const fitting = this.scope().arrays.filter((array) => array.type === type);
    if (fitting.length === 0) return undefined;
    const array = this.random.pick(fitting);
    return `${array.name}[${this.index(array.length)}]`;
  }

  /** An index for an array of this length: a seventh of them is unbounded. */
  index(length: number): string {
    if (this.random.chance(0.14)) return this.expression('int', 1);
    const inner = this.expression('int', 1);
    return this.random.chance(0.5)
      ? `(${inner} & 0x7FFFFFFF) % ${length}`
      : `convert(${inner}, u8) % ${length}`;
  }

  expression(type: VariableType, depth: number): string {
    if (depth <= 0) return this.leaf(type);
    switch (type) {
      case 'int':
        return this.integer(depth - 1);
      case 'uint':
        return this.unsigned(depth - 1);
      case 'float':
      case 'double':
        return this.float(type, depth - 1);
      case 'bool':
        return this.condition(depth - 1);
    }
  }

  /** An expression over uniform names only, so that barriers may stand under it. */
  uniform(type: 'int' | 'bool'): string {
    const a = this.name('int', 'uniform');
    const b = this.name('int', 'uniform');
    if (type === 'int') return this.random.pick([a, `${a} + 1`, `(${a} ^ ${b}) & 15`, `min(${a}, ${b})`]);
    return `${a} ${this.random.pick(COMPARISONS)} ${this.random.pick([b, '2', '0'])}`;
  }

  private leaf(type: VariableType): string {
    if (this.random.chance(0.3)) {
      if (type === 'int') return this.random.pick(INT_LITERALS);
      if (type === 'uint')
        return `convert(${this.random.pick(['7', '0xFFFFFFFF', '0x80000000', '12'])}, uint)`;
      if (type === 'float') return this.random.pick(FLOAT_LITERALS);
      if (type === 'double') return `convert(${this.random.pick(FLOAT_LITERALS)}, double)`;
      return this.random.pick(['true', 'false']);
    }
    if (this.random.chance(0.25)) return this.element(type) ?? this.name(type);
    return this.name(type);
  }

  private integer(depth: number): string {
    const e = () => this.expression('int', depth);
    const exact = () => `convert(${e()} & 65535, float)`;
    const user = this.call('int', depth);
    switch (this.random.integer(0, 22)) {
      case 0:
        return `(${e()} + ${e()})`;
      case 1:
        return `(${e()} - ${e()})`;
      case 2:
        return `(${e()} * ${e()})`;
      case 3:
        return `(${e()} / ${e()})`;
      case 4:
        return `(${e()} % ${e()})`;
      case 5:
        return `(${e()} << ${e()})`;
      case 6:
        return `(${this.name('int')} >> ${this.expression(this.random.pick(['int', 'uint']), depth)})`;
      case 7:
        return `(${e()} & ${e()})`;
      case 8:
        return `(${e()} ^ ${e()})`;
      case 9:
        return `(${e()} | ${e()})`;
      case 10:
        return `-(${e()})`;
      case 11:
        return `${this.random.pick(['min', 'max', 'rotl', 'rotr', 'mod', 'div'])}(${e()}, ${e()})`;
      case 12:
        return `${this.random.pick(['abs', 'neg', 'not', 'popcount', 'clz'])}(${e()})`;
      case 13:
        return `clamp(${e()}, ${e()}, ${e()})`;
      case 14:
        return `select(${this.condition(depth)}, ${e()}, ${e()})`;
      case 15:
        return `convert(${e()}, ${this.random.pick(['i8', 'u8', 'i16', 'u16', 'int'])})`;
      case 16:
        return `bitcast(${this.expression('uint', depth)}, int)`;
      case 17:
        return `convert(${exact()} * ${this.random.pick(['0.5', '-0.25', '1000000.0', '-3000000.0'])}, ${this.random.pick(['int', 'i8', 'u8', 'i16', 'u16'])})`;
      case 18:
        return `convert(${this.condition(depth)}, int)`;
      case 19:
        return `bitcast(${exact()}, int)`;
      case 20:
        return `convert(${this.random.pick(['floor', 'ceil', 'round'])}(${exact()} * 0.25), int)`;
      default:
        return user ?? this.leaf('int');
    }
  }

  private unsigned(depth: number): string {
    const e = () => this.expression('uint', depth);
    const user = this.call('uint', depth);
    switch (this.random.integer(0, 14)) {
      case 0:
        return `(${e()} ${this.random.pick(['+', '-', '*', '/', '%'])} ${e()})`;
      case 1:
        return `(${e()} ${this.random.pick(['&', '|', '^'])} ${e()})`;
      case 2:
        return `(${e()} ${this.random.pick(['<<', '>>'])} ${this.expression('int', depth)})`;
      case 3:
        return `${this.random.pick(['min', 'max', 'rotl', 'rotr', 'add', 'sub', 'mul', 'and', 'or', 'xor'])}(${e()}, ${e()})`;
      case 4:
        return `${this.random.pick(['abs', 'neg', 'not', 'popcount', 'clz'])}(${e()})`;
      case 5:
        return `bitcast(${this.expression('int', depth)}, uint)`;
      case 6:
        return `convert(${this.expression('int', depth)}, uint)`;
      case 7:
        return `(${this.name('int')} + ${e()})`;
      case 8:
        return `pack(${this.expression('int', depth)}, ${e()}, ${this.expression('int', depth)}, 255)`;
      case 9:
        return `select(${this.condition(depth)}, ${e()}, ${e()})`;
      case 10:
        return `clamp(${e()}, ${e()}, ${e()})`;
      case 11:
        return `convert(convert(${this.expression('int', depth)}, float) * 2.0, uint)`;
      default:
        return user ?? this.leaf('uint');
    }
  }

  private float(type: 'float' | 'double', depth: number): string {
    const e = () => this.expression(type, depth);
    const user = type === 'float' ? this.call('float', depth) : undefined;
    switch (this.random.integer(0, 16)) {
      case 0:
        return `(${e()} + ${e()})`;
      case 1:
        return `(${e()} - ${e()})`;
      case 2:
        return `(${e()} * ${e()})`;
      case 3:
        return `(${e()} / ${e()})`;
      case 4:
        return `${this.random.pick(['min', 'max'])}(${e()}, ${e()})`;
      case 5:
        return `mod(${e()}, ${e()})`;
      case 6:
        return `pow(abs(${e()}), ${this.random.pick(['2.0', '0.5', '-1.0'])})`;
      case 7:
        return `${this.random.pick(['neg', 'abs', 'floor', 'ceil', 'round', 'tanh', 'sin', 'cos', 'tan', 'exp'])}(${e()})`;
      case 8:
        return `sqrt(abs(${e()}))`;
      case 9:
        return `rsqrt(abs(${e()}) + 0.5)`;
      case 10:
        return `log(abs(${e()}) + 0.25)`;
      case 11:
        return `fma(${e()}, ${e()}, ${e()})`;
      case 12:
        return `clamp(${e()}, ${e()}, ${e()})`;
      case 13:
        return `select(${this.condition(depth)}, ${e()}, ${e()})`;
      case 14:
        return type === 'double'
          ? `convert(${this.expression(this.random.pick(['int', 'uint', 'float']), depth)}, double)`
          : `convert(${this.expression(this.random.pick(['int', 'uint']), depth)}, ${this.random.pick(['float', 'float', 'half'])})`;
      case 15:
        // Bits of a normal float between 2⁻⁶³ and 2.
        return type === 'float'
          ? `bitcast(${this.expression('uint', depth)} & 0x1FFFFFFF | 0x20000000, float)`
          : this.leaf(type);
      default:
        return user ?? this.leaf(type);
    }
  }

  private condition(depth: number): string {
    const b = () => this.expression('bool', depth);
    switch (this.random.integer(0, 8)) {
      case 0:
        return `(${b()} AND ${b()})`;
      case 1:
        return `(${b()} OR ${b()})`;
      case 2:
        return `(NOT ${b()})`;
      case 3:
        return `${this.random.pick(['and', 'or', 'xor'])}(${b()}, ${b()})`;
      case 4:
        return `convert(${this.expression('int', depth)} & 1, bool)`;
      case 5:
        return `(convert(${this.name('int')} & 4095, float) ${this.random.pick(COMPARISONS)} convert(${this.name('int')} & 4095, float))`;
      case 6:
        return `(${this.expression('uint', depth)} ${this.random.pick(COMPARISONS)} ${this.expression('uint', depth)})`;
      case 7:
        return `(${this.name('bool')} ${this.random.pick(['==', '!='])} ${this.name('bool')})`;
      default:
        return `(${this.expression('int', depth)} ${this.random.pick(COMPARISONS)} ${this.expression('int', depth)})`;
    }
  }

  private call(type: VariableType, depth: number): string | undefined {
    const fitting = this.scope().functions.filter((f) => f.results.length === 1 && f.results[0] === type);
    if (fitting.length === 0) return undefined;
    const callee = this.random.pick(fitting);
    return `${callee.name}(${callee.params.map((param) => this.expression(param, depth)).join(', ')})`;
  }
}
