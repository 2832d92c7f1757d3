// A random version 1.1 program made of records: arrays of every type, kernels, functions, and steps of every kind.

import { bitsOfF16 } from '../../../core/ops/index.ts';
import {
  elementsOf,
  type LooseArray,
  type LooseCode,
  type LooseProgram,
  type LooseStep,
} from '../../../core/pxi/index.ts';
import { FLAG } from '../../../core/pxi/words/directory.ts';
import { elementOfCode } from '../../../core/pxi/words/element-codes.ts';
import { isFloatType } from '../../../core/pxi/words/flags.ts';
import type { Random } from '../random.ts';
import { randomFunction } from './function.ts';
import { type Need, type RandomKernel, randomKernel } from './kernel.ts';
import { quarters } from './operations.ts';
import type { RandomFunction } from './statements.ts';

type Role = Need['role'] | 'bits' | 'grid' | 'operand' | 'result';
type Triple = readonly [number, number, number];

/** An array and what it is there for. */
interface Made {
  readonly record: number;
  readonly array: LooseArray;
  readonly role: Role;
  readonly atomic?: string | undefined;
}

/** A kernel and the blocks that it is launched in: each other shape would be compiled anew. */
interface Launchable {
  readonly record: number;
  readonly kernel: RandomKernel;
  readonly block: Triple;
}

const INTEGERS = [0x00, 0x01, 0x02, 0x04, 0x05, 0x06, 0x10];
const FLOATS = [0x09, 0x0a];
const ALL = [...INTEGERS, ...FLOATS, 0x0c, 0x0e];
const GRID = 0x02;
/** Record numbers beyond 255 need an EXT. */
const MANY = 256;
const BLOCKS: readonly Triple[] = [
  [1, 1, 1],
  [3, 1, 1],
  [32, 1, 1],
  [33, 1, 1],
  [70, 1, 1],
];
const SOLIDS: readonly Triple[] = [
  [2, 3, 1],
  [4, 2, 2],
  [1, 5, 3],
  [8, 4, 1],
];
/** As many threads as a block may have, and as many along z. */
const LARGE: readonly Triple[] = [
  [256, 1, 1],
  [1, 4, 64],
];

const bytesOf = (type: number): number => 1 << (type & 3);

class ProgramMaker {
  private readonly random: Random;
  private readonly hasFloats: boolean;
  private readonly records: (LooseArray | LooseCode)[] = [];
  private readonly made: Made[] = [];
  private readonly functions: RandomFunction[] = [];
  private readonly kernels: Launchable[] = [];
  private readonly steps: LooseStep[] = [];
  private readonly hasBarriers: boolean;
  private readonly gas: number;

  constructor(random: Random, hasBarriers: boolean) {
    this.random = random;
    this.hasBarriers = hasBarriers;
    this.hasFloats = random.chance(0.6);
    this.gas = random.pick([0, 0, 12, 20, 31, 7]);
  }

  make(): LooseProgram {
    const { random } = this;
    if (random.chance(0.05)) for (let k = 0; k < MANY; k++) this.array('read', 0x00, { rows: 1, columns: 1 });
    const count = random.pick([1, 1, 1, 1, 2, 3]);
    for (let functions = random.pick([0, 0, 1, 2, 3]); functions > 0; functions--) {
      const record = this.records.length + 1;
      const { code, made } = randomFunction(random, record, this.functions, this.hasFloats);
      this.records.push(code);
      this.functions.push(made);
    }
    for (let k = 0; k < count; k++) this.kernel(this.hasBarriers && (k === 0 || random.chance(0.5)));
    for (let steps = random.integer(0, 3); steps > 0; steps--) this.step(random.integer(0, 9));
    this.steps.splice(random.integer(0, this.steps.length), 0, ...this.dispatch(this.kernels[0]!));
    this.steps.push({ kind: 'halt' });
    return { gas: this.gas, records: this.records, steps: this.steps };
  }

  private kernel(hasBarriers: boolean): void {
    const { random } = this;
    const kernel = randomKernel(random, {
      hasFloats: this.hasFloats,
      hasBarriers,
      functions: this.functions,
      mayRunOut: this.gas === 7 && !hasBarriers,
    });
    this.records.push(kernel.code);
    const shapes = random.chance(0.08) ? LARGE : [...BLOCKS, ...SOLIDS];
    const block = random.pick(kernel.isFlat ? shapes.filter(([, y, z]) => y * z === 1) : shapes);
    this.kernels.push({ record: this.records.length, kernel, block });
  }

  private step(kind: number): void {
    const { random } = this;
    if (kind < 4) this.steps.push(...this.dispatch(random.pick(this.kernels)));
    else if (kind < 7) this.steps.push(this.copy(this.array('bits', random.pick(ALL))));
    else this.steps.push(this.matrix());
  }

  // ------------------------------------------------------------------------------------------------ arrays

  private shape(): { readonly rows: number; readonly columns: number } {
    const { random } = this;
    return { rows: random.pick([1, 1, 1, 2, 3, 5]), columns: random.pick([1, 3, 7, 16, 33, 61]) };
  }

  /** An array of its own, with data that its role allows. */
  private array(role: Role, type: number, shape = this.shape(), atomic?: string): Made {
    const { random } = this;
    const isWritten = role === 'own' || role === 'wide' || role === 'total' || role === 'result';
    let flags: number = FLAG.readable;
    if (isWritten || (role === 'bits' && random.chance(0.7))) flags |= FLAG.writable;
    if (random.chance(0.3)) flags |= FLAG.input;
    if (isWritten && random.chance(0.7)) flags |= FLAG.output;
    if (role === 'value' && random.chance(0.5)) flags |= FLAG.setting;
    const aux = this.made.length > 0 && random.chance(0.1) ? random.pick(this.made).record : 0;
    const data = this.data(role, type, shape.rows * shape.columns);
    const array: LooseArray = { kind: 'array', ...shape, type, flags, aux, data };
    this.records.push(array);
    const made = { record: this.records.length, array, role, atomic };
    this.made.push(made);
    return made;
  }

  private data(role: Role, type: number, count: number): Uint8Array {
    const { random } = this;
    const bytes = Uint8Array.from({ length: count * bytesOf(type) }, () => random.bits() & 255);
    if (role === 'bits' || !isFloatType(type)) return bytes;
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < count; i++) {
      const value = role === 'operand' || role === 'total' ? random.integer(-15, 15) : quarters(random);
      if (type === 0x0a) view.setFloat32(4 * i, value, true);
      else view.setUint16(2 * i, bitsOfF16(value), true);
    }
    return bytes;
  }

  /** An array for a parameter: one that is there already, or one of its own. */
  private arrayFor({ role, element, atomic }: Need, taken: ReadonlyMap<number, boolean>): Made {
    const { random } = this;
    const isWritten = role !== 'value' && role !== 'read';
    const fits = (made: Made): boolean => {
      if (
        made.array.type !== element ||
        (isWritten ? taken.has(made.record) : taken.get(made.record) === true)
      )
        return false;
      if (role === 'value') return elementsOf(made.array) === 1 && made.role === 'value';
      if (role === 'read') return isReadable(made);
      return made.role === role && made.atomic === atomic;
    };
    const known = this.made.filter(fits);
    if (known.length > 0 && random.chance(0.5)) return random.pick(known);
    return this.array(role, element, role === 'value' ? { rows: 1, columns: 1 } : this.shape(), atomic);
  }

  // ------------------------------------------------------------------------------------------------- steps

  private dispatch({ record, kernel, block }: Launchable): LooseStep[] {
    const { random } = this;
    const taken = new Map<number, boolean>();
    const parameters = kernel.needs.map((need) => {
      const { record: number } = this.arrayFor(need, taken);
      taken.set(number, need.role !== 'value' && need.role !== 'read');
      return number;
    });
    const side = (): number => random.integer(1, 3);
    const size: Triple = kernel.isFlat ? [side(), 1, 1] : [side(), side(), random.integer(1, 2)];
    const step = { kind: 'dispatch', kernel: record, block, parameters } as const;
    if (!random.chance(0.25)) return [{ ...step, grid: size, indirect: false }];
    const far = random.chance(0.1);
    const grid = random.chance(0.2) ? [0, 1, 1] : far ? [65_536, 65_536, 1] : size;
    const words = new Uint8Array(Uint32Array.from(grid).buffer);
    const holder = this.array('grid', GRID, { rows: 1, columns: 3 });
    const copied = random.chance(0.5);
    const source = copied ? this.array('grid', GRID, { rows: 3, columns: 1 }) : holder;
    this.fill(source, words);
    const indirect: LooseStep = { ...step, grid: [holder.record, 0, 0], indirect: true };
    if (!copied) return [indirect];
    this.allow(holder, FLAG.writable);
    return [{ kind: 'copy', from: source.record, to: holder.record, count: 3 }, indirect];
  }

  private change({ record }: Made, change: Partial<LooseArray>): void {
    const array = this.records[record - 1];
    if (array?.kind === 'array') this.records[record - 1] = { ...array, ...change };
  }

  private fill(made: Made, data: Uint8Array): void {
    this.change(made, { data });
  }

  private allow(made: Made, flag: number): void {
    this.change(made, { flags: made.array.flags | flag });
  }

  /** Moves bits, those of NaNs too, to an array that nothing else reads. */
  private copy(from: Made): LooseStep {
    const { random } = this;
    const name = elementOfCode(from.array.type);
    const type = random.pick(ALL.filter((other) => elementOfCode(other) === name));
    const to = this.array('bits', type);
    this.allow(to, FLAG.writable);
    const count = random.integer(1, Math.min(elementsOf(from.array), elementsOf(to.array)));
    return { kind: 'copy', from: from.record, to: to.record, count };
  }

  private matrix(): LooseStep {
    const { random } = this;
    const op = random.pick(['matmul', 'matmul', 'add', 'relu', 'dot'] as const);
    const isFloat = this.hasFloats && random.chance(0.4);
    const [rows, inner, columns] = [random.integer(1, 6), random.pick([1, 3, 17, 40]), random.integer(1, 9)];
    const operand = (shape: { rows: number; columns: number }, type: number): Made => {
      const isSame = (made: Made): boolean =>
        made.array.rows === shape.rows &&
        made.array.columns === shape.columns &&
        (isFloat ? made.role === 'operand' : isReadable(made) && INTEGERS.includes(made.array.type));
      const known = this.made.filter(isSame);
      return known.length > 0 && random.chance(0.5) ? random.pick(known) : this.array('operand', type, shape);
    };
    // Integers beside floats are narrow: their products stay exact.
    const types = isFloat ? [...FLOATS, ...FLOATS, 0x00, 0x04] : INTEGERS;
    const left = { rows, columns: inner };
    const right = op === 'matmul' ? { rows: inner, columns } : left;
    const a = operand(left, isFloat ? random.pick(FLOATS) : random.pick(types));
    const wanted = random.pick(isFloat ? FLOATS : this.hasFloats ? [...INTEGERS, ...FLOATS] : INTEGERS);
    if (op === 'relu') {
      const only = this.array('own', random.pick(isFloat ? FLOATS : INTEGERS), left);
      return { kind: 'matrix', op, operands: [only.record], result: only.record };
    }
    const b = operand(right, random.pick(types));
    const shape = { matmul: { rows, columns }, add: left, dot: { rows: 1, columns: 1 } }[op];
    const inPlace = op === 'add' && !isFloat && a.role === 'own';
    const result = inPlace ? a : this.array('result', wanted, shape);
    return { kind: 'matrix', op, operands: [a.record, b.record], result: result.record };
  }
}

/** Whether kernels may read an array: floats in it are those of the program. */
const isReadable = ({ role, array }: Made): boolean =>
  role === 'read' ||
  role === 'own' ||
  ((role === 'operand' || role === 'total' || role === 'result' || role === 'bits') &&
    !isFloatType(array.type));

/** The parts of the program of a seed. */
export const randomPixelProgram = (
  random: Random,
  options: { readonly hasBarriers: boolean },
): LooseProgram => new ProgramMaker(random, options.hasBarriers).make();
