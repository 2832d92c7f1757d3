// Random programs of the language with the data to run them on: every kind of statement, no data race, no order dependence.
//
// A thread stores only to elements that belong to it; shared memory is used in phases between barriers; one atomic array
// takes one kind of operation. So the result is fixed by the language, whatever order threads run in.
import {
  Expressions,
  type GeneratedFunction,
  type ReadableArray,
  type Variable,
  type VariableType,
} from './expressions.ts';
import { Random } from './random.ts';

/** Element types of arrays and the variable type that they load as. */
const ELEMENTS: readonly (readonly [element: string, type: VariableType])[] = [
  ['int', 'int'],
  ['uint', 'uint'],
  ['i8', 'int'],
  ['u8', 'int'],
  ['i16', 'int'],
  ['u16', 'int'],
  ['bool', 'bool'],
  ['pixel', 'uint'],
  ['float', 'float'],
  ['half', 'float'],
];

export interface RandomProgram {
  readonly seed: number;
  readonly text: string;
  /** Raw bytes of the input arrays. */
  readonly inputs: Readonly<Record<string, Uint8Array>>;
  readonly sizes: Readonly<Record<string, number>>;
  readonly settings: Readonly<Record<string, number>>;
  /** Threads of an implicit launch. */
  readonly threads?: number;
  /** True when it uses `double`, which WGSL lacks. */
  readonly usesDouble: boolean;
}

const BYTES: Readonly<Record<string, number>> = {
  int: 4,
  uint: 4,
  i8: 1,
  u8: 1,
  i16: 2,
  u16: 2,
  bool: 1,
  pixel: 4,
  float: 4,
  half: 2,
  double: 8,
};

/** What statements may do at a place: under which conditions it stands, and how deep. */
interface Place {
  /** All threads of a block get here together. */
  readonly uniform: boolean;
  readonly depth: number;
  readonly indent: string;
}

class Generator {
  private readonly random: Random;
  private readonly expressions: Expressions;
  private readonly lines: string[] = [];
  private variables: Variable[] = [];
  private arrays: ReadableArray[] = [];
  private functions: GeneratedFunction[] = [];
  private count = 0;
  private shared: ReadableArray | undefined;
  private readonly closers: boolean;
  private readonly usesDouble: boolean;
  private readonly blocks: boolean;
  /** Few kinds a program: WebGPU promises few storage buffers. */
  private readonly atomicKinds: readonly number[];
  private readonly bitOperation: string;
  private threadCount = 0;
  private outputs: { name: string; element: string; type: VariableType }[] = [];

  constructor(seed: number) {
    this.random = new Random(seed);
    this.expressions = new Expressions(this.random, () => ({
      variables: this.variables,
      arrays: this.arrays,
      functions: this.functions,
    }));
    this.closers = this.random.chance(0.6);
    this.usesDouble = this.random.chance(0.1);
    this.blocks = this.random.chance(0.6);
    this.atomicKinds = [this.random.integer(0, 5), this.random.integer(0, 5)];
    this.bitOperation = this.random.pick(['MIN', 'MAX', 'AND', 'OR', 'XOR']);
  }

  private say(place: Place | string, text: string): void {
    this.lines.push(`${typeof place === 'string' ? place : place.indent}${text}`);
  }

  private fresh(prefix: string): string {
    return `${prefix}${this.count++}`;
  }

  private declare(name: string, type: VariableType, how: { uniform?: boolean; fixed?: boolean } = {}): void {
    this.variables.push({ name, type, uniform: how.uniform ?? false, fixed: how.fixed ?? false });
  }

  /** True where a double variable is in reach: functions have none. */
  private hasDouble(): boolean {
    return this.variables.some((v) => v.type === 'double');
  }

  private types(): VariableType[] {
    return this.hasDouble() ? ['int', 'uint', 'float', 'bool', 'double'] : ['int', 'uint', 'float', 'bool'];
  }

  // ---------------------------------------------------------------------------------------------- functions

  private makeFunction(): void {
    const name = this.fresh('helper');
    const params = Array.from({ length: this.random.integer(1, 3) }, () =>
      this.random.pick(['int', 'uint', 'float'] as const),
    );
    const results = Array.from({ length: this.random.integer(1, 2) }, () =>
      this.random.pick(['int', 'uint', 'float'] as const),
    );
    const outer = { variables: this.variables, arrays: this.arrays };
    this.variables = [];
    this.arrays = [];
    this.say('', `GPU_FUNCTION ${name}`);
    for (const type of params) {
      const param = this.fresh('p');
      this.say('', `GPU_PARAM ${param} ${type}`);
      this.declare(param, type, { fixed: true });
    }
    this.say('', 'GPU_THREAD_CODE:');
    this.seedVariables('    ', false);
    const place: Place = { uniform: false, depth: 1, indent: '    ' };
    for (let n = this.random.integer(0, 2); n > 0; n--) this.assignment(place);
    const values = () => results.map((type) => `(${this.expressions.expression(type, 2)})`).join(' ');
    this.say(place, `IF ${this.expressions.expression('bool', 1)}:`);
    this.say('        ', `RETURN ${values()}`);
    if (this.closers) this.say(place, 'ENDIF');
    this.say(place, `RETURN ${values()}`);
    this.say('', 'GPU_END');
    this.say('', '');
    this.variables = outer.variables;
    this.arrays = outer.arrays;
    this.functions.push({ name, params, results });
  }

  /** One variable of each type, so that expressions always find one. */
  private seedVariables(indent: string, withDouble = this.usesDouble): void {
    const first = (type: VariableType, value: string) => {
      const name = this.fresh(type[0]!);
      this.say(indent, `SET ${value} → ${name}`);
      this.declare(name, type);
    };
    first('int', String(this.random.integer(-5, 9)));
    first('uint', `convert(${this.random.integer(0, 9)}, uint)`);
    first('float', '1.5');
    first('bool', this.random.pick(['true', 'false']));
    if (withDouble) first('double', 'convert(0.5, double)');
  }

  // ---------------------------------------------------------------------------------------------- statements

  private result(type: VariableType): string {
    const old = this.variables.filter((v) => v.type === type && !v.fixed && !v.uniform);
    if (old.length > 0 && this.random.chance(0.5)) return this.random.pick(old).name;
    return this.fresh(type[0]!);
  }

  private known(name: string, type: VariableType): void {
    if (!this.variables.some((v) => v.name === name)) this.declare(name, type);
  }

  private assignment(place: Place): void {
    const type = this.random.pick(this.types());
    const e = this.expressions;
    if (this.random.chance(0.35)) {
      const name = this.result(type);
      this.say(place, `SET ${e.expression(type, 3)} → ${name}`);
      this.known(name, type);
      return;
    }
    this.operation(place);
  }

  /** One operation in its statement form. */
  private operation(place: Place) {
    const e = this.expressions;
    const r = this.random;
    const emit = (type: VariableType, text: string) => {
      const name = this.result(type);
      this.say(place, `${text} → ${name}`);
      this.known(name, type);
    };
    const number = r.pick(
      this.hasDouble() ? (['int', 'uint', 'float', 'double'] as const) : (['int', 'uint', 'float'] as const),
    );
    const integer = r.pick(['int', 'uint'] as const);
    const float = this.hasDouble() && r.chance(0.5) ? 'double' : 'float';
    switch (r.integer(0, 14)) {
      case 0:
      case 1:
        return emit(
          number,
          `${r.pick(['ADD', 'SUB', 'MUL', 'DIV', 'MOD', 'MIN', 'MAX'])} ${e.name(number)} ${e.operand(number)}`,
        );
      case 2:
        return emit(number, `${r.pick(['NEG', 'ABS'])} ${e.name(number)}`);
      case 3:
        return emit(
          float,
          `${r.pick(['SIN', 'COS', 'TAN', 'TANH', 'FLOOR', 'CEIL', 'ROUND', 'EXP'])} ${e.name(float)}`,
        );
      case 4:
        return emit(float, `${r.pick(['SQRT', 'LOG'])} (abs(${e.name(float)}) + 0.5)`);
      case 5:
        return emit(float, `FMA ${e.name(float)} ${e.operand(float)} ${e.name(float)}`);
      case 6:
        return emit(
          integer,
          `${r.pick(['AND', 'OR', 'XOR', 'SHL', 'SHR', 'ROTL', 'ROTR'])} ${e.name(integer)} ${e.operand(integer)}`,
        );
      case 7:
        return emit(integer, `${r.pick(['NOT', 'POPCOUNT', 'CLZ'])} ${e.name(integer)}`);
      case 8:
        return emit(
          'bool',
          `COMPARE ${e.name(integer)} ${r.pick(['<', '>', '<=', '>=', '==', '!='])} ${e.name(integer)}`,
        );
      case 9:
        return emit(number, `SELECT ${e.operand('bool')} ${e.name(number)} ${e.operand(number)}`);
      case 10:
        return emit(number, `CLAMP ${e.name(number)} ${e.name(number)} ${e.name(number)}`);
      case 11:
        return emit('int', `CONVERT ${e.name(integer)} ${r.pick(['int', 'i8', 'u8', 'i16', 'u16'])}`);
      case 12:
        return integer === 'int'
          ? emit('int', `BITCAST ${e.name('uint')} int`)
          : emit('uint', `BITCAST ${e.name('int')} uint`);
      case 13: {
        if (r.chance(0.5))
          return emit(
            'uint',
            `PACK ${e.operand('int')} ${e.name('uint')} ${e.name('int')} ${e.operand('int')}`,
          );
        const names = [0, 1, 2, 3].map(() => this.fresh('i'));
        this.say(place, `UNPACK ${e.name('uint')} → ${names.join(' ')}`);
        for (const name of names) this.known(name, 'int');
        return;
      }
      default: {
        const callable = this.functions.filter((f) => f.results.length > 0);
        if (callable.length === 0) return emit('float', `POW (abs(${e.name('float')})) 0.5`);
        const callee = r.pick(callable);
        const names = callee.results.map((type) => this.fresh(type[0]!));
        this.say(
          place,
          `${callee.name.toUpperCase()} ${callee.params.map((p) => e.name(p)).join(' ')} → ${names.join(' ')}`,
        );
        callee.results.forEach((type, k) => {
          this.known(names[k]!, type);
        });
      }
    }
  }

  private load(place: Place): void {
    const array = this.random.pick(this.arrays);
    const name = this.result(array.type);
    this.say(place, `LOAD ${array.name}[${this.expressions.index(array.length)}] → ${name}`);
    this.known(name, array.type);
  }

  /** A store to this thread's own element, or far outside of the array. */
  private store(place: Place): void {
    const output = this.random.pick(this.outputs);
    const index = this.random.chance(0.1)
      ? `me + ${this.random.pick(['100000', '2000000000', '-100000'])}`
      : 'me';
    this.say(place, `STORE ${this.expressions.expression(output.type, 3)} → ${output.name}[${index}]`);
  }

  private atomic(place: Place) {
    const e = this.expressions;
    const index = `(${e.expression('int', 1)} & 15)`;
    switch (this.random.pick(this.atomicKinds)) {
      case 0:
        return this.say(
          place,
          `ATOMIC_${this.random.pick(['ADD', 'SUB'])} total[${index}] (${e.expression('int', 2)})`,
        );
      case 1: {
        const op = this.bitOperation;
        return this.say(
          place,
          `ATOMIC_${op} only_${op.toLowerCase()}[${index}] (${e.expression('uint', 2)})`,
        );
      }
      case 2: {
        const old = this.fresh('u');
        this.say(place, `ATOMIC_EXCHANGE mine[me] (${e.expression('uint', 1)}) → ${old}`);
        return this.known(old, 'uint');
      }
      case 3: {
        const old = this.fresh('u');
        this.say(place, `ATOMIC_CAS mine[me] ${e.name('uint')} ${e.name('uint')} → ${old}`);
        return this.known(old, 'uint');
      }
      case 4:
        // Small whole numbers: their sums are exact, so no order shows.
        return this.say(place, `ATOMIC_ADD fsum[${index}] (convert(${e.expression('int', 1)} & 255, float))`);
      default:
        return this.say(
          place,
          `ATOMIC_MAX fmax[${index}] (convert(${e.expression('int', 1)} & 65535, float))`,
        );
    }
  }

  private conditional(place: Place): void {
    const uniform = place.uniform && this.random.chance(0.4);
    const condition = uniform ? this.expressions.uniform('bool') : this.expressions.expression('bool', 2);
    const inner: Place = { ...place, uniform, depth: place.depth + 1, indent: `${place.indent}    ` };
    this.say(place, `IF ${condition}:`);
    this.body(inner);
    if (this.random.chance(0.3)) {
      this.say(
        place,
        `ELSE IF ${uniform ? this.expressions.uniform('bool') : this.expressions.expression('bool', 1)}:`,
      );
      this.body(inner);
    }
    if (this.random.chance(0.5)) {
      this.say(place, 'ELSE:');
      this.body(inner);
    }
    if (this.closers) this.say(place, 'ENDIF');
  }

  private forLoop(place: Place): void {
    const name = this.fresh('k');
    const leaves = this.random.chance(0.4);
    const uniform = place.uniform && !leaves && this.random.chance(0.7);
    const inner: Place = { uniform, depth: place.depth + 1, indent: `${place.indent}    ` };
    const bound = uniform
      ? `(${this.expressions.uniform('int')} & 3)`
      : `(${this.expressions.expression('int', 1)} & 3)`;
    const header = this.random.pick([
      `0..${bound}`,
      `${bound}..5 STEP 2`,
      `3..${bound} - 4 STEP -3`,
      '2147483645..2147483647 STEP 5',
      '-1..3',
      '9..-2 STEP -4',
    ]);
    this.say(place, `FOR ${name} IN ${header}:`);
    const before = this.variables;
    this.variables = [...before];
    this.declare(name, 'int', { fixed: true, uniform });
    this.statements(inner);
    if (leaves) this.leave(inner);
    this.variables = before;
    if (this.closers) this.say(place, 'ENDFOR');
  }

  private whileLoop(place: Place): void {
    const counter = this.fresh('w');
    const leaves = this.random.chance(0.5);
    const uniform = place.uniform && !leaves && this.random.chance(0.7);
    const inner: Place = { uniform, depth: place.depth + 1, indent: `${place.indent}    ` };
    this.say(place, `SET 0 → ${counter}`);
    this.declare(counter, 'int', { fixed: true });
    this.say(place, `WHILE ${counter} < ${this.random.integer(1, 4)}:`);
    this.say(inner, `SET ${counter} + 1 → ${counter}`);
    const before = this.variables;
    this.variables = [...before];
    this.statements(inner);
    if (leaves) this.leave(inner);
    this.variables = before;
    if (this.closers) this.say(place, 'ENDWHILE');
  }

  /** A BREAK or CONTINUE under a condition, and something behind it. */
  private leave(place: Place): void {
    this.say(place, `IF ${this.expressions.expression('bool', 1)}:`);
    this.say(`${place.indent}    `, this.random.pick(['BREAK', 'CONTINUE']));
    if (this.closers) this.say(place, 'ENDIF');
    this.assignment(place);
  }

  /** Shared memory in one phase: write the own element, wait, read any, wait. */
  private exchange(place: Place): void {
    const shared = this.shared!;
    const e = this.expressions;
    const name = this.fresh(shared.type[0]!);
    if (this.random.chance(0.3)) {
      const source = this.arrays.find((array) => array.type === shared.type);
      if (source) {
        const from = this.random.integer(-2, source.length);
        const to = this.random.chance(0.5) ? `${from + this.random.integer(-1, 40)}` : `${from} + lid + 3`;
        const target = this.random.chance(0.5) ? shared.name : `${shared.name}[${e.uniform('int')}]`;
        this.say(place, `LOAD_COALESCED ${source.name}[(${from}):(${to})] → ${target}`);
        this.say(place, `LOAD ${shared.name}[${e.index(shared.length)}] → ${name}`);
        this.say(place, 'SYNC_THREADS');
        this.known(name, shared.type);
        return;
      }
    }
    this.say(place, `STORE ${e.expression(shared.type, 2)} → ${shared.name}[lid]`);
    this.say(place, 'SYNC_THREADS');
    this.say(place, `LOAD ${shared.name}[${e.index(shared.length)}] → ${name}`);
    this.say(place, 'SYNC_THREADS');
    this.known(name, shared.type);
  }

  private reduce(place: Place): void {
    const e = this.expressions;
    const scope = this.random.pick(['WARP', 'BLOCK'] as const);
    const op = this.random.pick(['SUM', 'MIN', 'MAX', 'AND', 'OR'] as const);
    const logical = op === 'AND' || op === 'OR';
    const type = this.random.pick(
      logical ? (['int', 'uint', 'bool'] as const) : (['int', 'uint', 'float'] as const),
    );
    const name = this.fresh(type[0]!);
    this.say(place, `${scope}_REDUCE ${op} ${e.operand(type)} → ${name}`);
    this.declare(name, type, { uniform: scope === 'BLOCK' && place.depth === 0 && type !== 'float' });
  }

  private statement(place: Place) {
    const kind = this.random.integer(0, 13);
    if (kind <= 4) return this.assignment(place);
    if (kind === 5) return this.load(place);
    if (kind <= 7) return this.store(place);
    if (kind === 8) return this.atomic(place);
    if (kind <= 10 && this.blocks && place.uniform) {
      return this.random.chance(0.6) ? this.exchange(place) : this.reduce(place);
    }
    if (place.depth >= 3) return this.operation(place);
    if (kind === 11) return this.forLoop(place);
    if (kind === 12) return this.whileLoop(place);
    return this.conditional(place);
  }

  /** Statements of a block; the names it declares end with it. */
  private body(place: Place): void {
    const before = this.variables;
    this.variables = [...before];
    this.statements(place);
    this.variables = before;
  }

  private statements(place: Place): void {
    for (let n = this.random.integer(1, place.depth === 0 ? 9 : 3); n > 0; n--) this.statement(place);
  }

  // ---------------------------------------------------------------------------------------------- the program

  make(seed: number): RandomProgram {
    const r = this.random;
    for (let n = r.integer(0, 2); n > 0; n--) this.makeFunction();
    const twoD = r.chance(0.35);
    const block = this.blocks
      ? twoD
        ? [r.pick([3, 4, 8]), r.pick([1, 2, 5])]
        : [r.pick([1, 7, 32, 33, 64, 70])]
      : [r.pick([4, 16])];
    if (!this.blocks && twoD) block.push(3);
    const grid = block.map(() => r.integer(1, 3));
    this.threadCount = [...block, ...grid].reduce((a, b) => a * b, 1);
    const launched = this.blocks || twoD || r.chance(0.4);

    const inputs: Record<string, Uint8Array> = {};
    const sizes: Record<string, number> = {};
    const settings: Record<string, number> = {};
    const declare: string[] = [];
    for (let n = r.integer(2, 4); n > 0; n--) {
      const [element, type] =
        this.usesDouble && r.chance(0.3) ? (['double', 'double'] as const) : r.pick(ELEMENTS);
      const name = this.fresh('in');
      const length = r.integer(1, 60);
      declare.push(`GPU_PARAM ${name} ${element}[]${r.chance(0.3) ? ' IN' : ''}`);
      this.arrays.push({ name, type, length });
      inputs[name] = this.data(element, length);
    }
    const elements = this.usesDouble ? [...ELEMENTS, ['double', 'double'] as const] : ELEMENTS;
    for (let n = r.integer(2, 4); n > 0; n--) {
      const [element, type] = r.pick(elements);
      const name = this.fresh('out');
      declare.push(`GPU_PARAM ${name} ${element}[]${r.chance(0.3) ? ' OUT' : ''}`);
      this.outputs.push({ name, element, type });
      sizes[name] = Math.max(1, this.threadCount + r.integer(-3, 3));
    }
    const atomics: [string, string][] = [
      ['total', 'int'],
      ['only_min', 'uint'],
      ['only_max', 'uint'],
      ['only_and', 'uint'],
      ['only_or', 'uint'],
      ['only_xor', 'uint'],
      ['mine', 'uint'],
      ['fsum', 'float'],
      ['fmax', 'float'],
    ];
    const sharedElement = r.pick(ELEMENTS.filter(([, type]) => type !== 'float' || r.chance(0.3)));
    const sharedLength = Math.max(2, block.reduce((a, b) => a * b, 1) + r.integer(-1, 4));
    if (this.blocks) {
      declare.push(`GPU_SHARED sh ${sharedElement[0]} ${sharedLength}`);
      this.shared = { name: 'sh', type: sharedElement[1], length: sharedLength };
    }
    if (r.chance(0.3)) declare.push(`GPU_BLOCK ${block.join(' ')}`);

    const head = this.lines.length;
    const indent = '    ';
    if (twoD) {
      this.say(indent, 'THREAD_ID X → gx');
      this.say(indent, 'THREAD_ID Y → gy');
      this.say(indent, `SET gy * ${block[0]! * grid[0]!} + gx → me`);
    } else {
      this.say(indent, 'THREAD_ID → me');
    }
    this.declare('me', 'int', { fixed: true });
    if (this.blocks) {
      this.say(indent, 'LOCAL_ID X → lx');
      this.say(indent, 'LOCAL_ID Y → ly');
      this.say(indent, `SET ly * ${block[0]!} + lx → lid`);
      this.declare('lid', 'int', { fixed: true });
      const [keyword, axis] = [r.pick(['BLOCK_ID', 'BLOCK_SIZE', 'GRID_SIZE']), r.pick(['X', 'Y', 'Z'])];
      this.say(indent, `${keyword} ${axis} → group`);
      this.declare('group', 'int', { fixed: true, uniform: true });
    }
    const scalar = r.pick([
      ['int', 'int'],
      ['uint', 'uint'],
      ['float', 'float'],
      ['u8', 'int'],
    ] as const);
    declare.push(`GPU_PARAM setting ${scalar[0]}`, 'GPU_PARAM level int');
    settings.setting = r.integer(0, 100);
    settings.level = r.integer(-4, 4);
    this.declare('setting', scalar[1], { fixed: true, uniform: true });
    this.declare('level', 'int', { fixed: true, uniform: true });
    this.seedVariables(indent);
    const place: Place = { uniform: true, depth: 0, indent };
    this.statements(place);
    if (r.chance(0.2)) {
      this.say(indent, `IF ${this.expressions.expression('bool', 1)}:`);
      this.say(`${indent}    `, 'RETURN');
      if (this.closers) this.say(indent, 'ENDIF');
      this.statements({ ...place, uniform: false });
    }
    for (const output of this.outputs) {
      this.say(indent, `STORE ${this.expressions.expression(output.type, 2)} → ${output.name}[me]`);
    }
    const code = this.lines.splice(head);
    const text = code.join('\n');
    for (const [name, element] of atomics) {
      if (!text.includes(`${name}[`)) continue;
      declare.push(`GPU_PARAM ${name} ${element}[]`);
      // Data of their own: MIN and AND over zeros would show nothing.
      if (name.startsWith('only_') || name === 'total') inputs[name] = this.data(element, 16);
      else sizes[name] = name === 'mine' ? this.threadCount : 16;
    }
    this.lines.push('GPU_KERNEL random', ...declare, 'GPU_THREAD_CODE:', ...code, 'GPU_END', '');
    if (launched) this.lines.push(`GPU_LAUNCH random BLOCKS ${grid.join(' ')} THREADS ${block.join(' ')}`);
    return {
      seed,
      text: `${this.lines.join('\n')}\n`,
      inputs,
      sizes,
      settings,
      ...(!launched && { threads: this.threadCount }),
      usesDouble: this.usesDouble,
    };
  }

  /** Random bytes; floats are small whole quarters, so that they are finite. */
  private data(element: string, length: number): Uint8Array {
    const bytes = new Uint8Array(length * BYTES[element]!);
    const view = new DataView(bytes.buffer);
    for (let k = 0; k < length; k++) {
      const quarters = this.random.integer(-400, 400) / 4;
      if (element === 'float') view.setFloat32(k * 4, quarters, true);
      else if (element === 'double') view.setFloat64(k * 8, quarters, true);
      else if (element === 'half')
        view.setUint16(k * 2, (this.random.bits() & 0x83ff) | (this.random.integer(10, 20) << 10), true);
      else
        for (let b = 0; b < BYTES[element]!; b++) bytes[k * BYTES[element]! + b] = this.random.bits() & 255;
    }
    return bytes;
  }
}

/** The program of a seed: the same text and data for ever. */
export function randomProgram(seed: number): RandomProgram {
  return new Generator(seed).make(seed);
}
