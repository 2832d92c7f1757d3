// A random kernel without data races: threads write elements of their own, sum into arrays that nobody reads, and share
// memory of their block in turns between barriers.
import type { LooseCode } from '../../../core/pxi/index.ts';
import { ATOMICS, REDUCTIONS } from '../../../core/pxi/words/opcodes.ts';
import { registerTypeOfElement } from '../../../core/pxi/words/registers.ts';
import type { Random } from '../random.ts';
import { CodeWriter, type Register, type RegisterType, type Slot } from './code-writer.ts';
import { Operations } from './operations.ts';
import { type Place, type RandomFunction, Statements } from './statements.ts';

/**
 * What a parameter needs of its array.
 *
 * - `value`: one element; `read`: any elements
 * - `own`: each thread has its element
 * - `wide`: the same, of floats that nobody reads
 * - `total`: results of one kind of atomic operation, which nobody reads
 */
export interface Need {
  readonly role: 'value' | 'read' | 'own' | 'wide' | 'total';
  readonly element: number;
  /** Of a total. */
  readonly atomic?: string;
}

export interface RandomKernel {
  readonly code: LooseCode;
  /** In the order of the head. */
  readonly needs: readonly Need[];
  /** Its grids and blocks have one axis. */
  readonly isFlat: boolean;
}

const INTEGERS = [0x00, 0x01, 0x02, 0x04, 0x05, 0x06, 0x0c, 0x0e, 0x10];
const FLOATS = [0x09, 0x0a];
const SHARED = [0x00, 0x01, 0x02, 0x04, 0x05, 0x06, 0x0c, 0x0e, 0x0a];
const ADDS = ['add', 'sub'];
const TOTALS = ['add', 'min', 'max', 'and', 'or', 'xor'];
const MOST_PARAMETERS = 6;
/** Indices far outside of every array. */
const OUTSIDE = [100_000, 0x7fffffff, -1, -0x80000000];
const GLOBAL = 0;
const LOCAL = 1;
const BLOCK_SIZE = 3;
const GRID_SIZE = 4;

export interface KernelOptions {
  readonly hasFloats: boolean;
  readonly hasBarriers: boolean;
  readonly functions: readonly RandomFunction[];
  /** A thread may go on until its gas is spent. */
  readonly mayRunOut: boolean;
}

interface Memory {
  readonly slot: Slot;
  readonly access: number;
  readonly type: RegisterType;
}

class KernelMaker {
  private readonly random: Random;
  private readonly options: KernelOptions;
  private readonly writer: CodeWriter;
  private readonly operations: Operations;
  private readonly needs: Need[] = [];
  private readonly reads: Memory[] = [];
  private readonly owns: Memory[] = [];
  private readonly totals: (Memory & { readonly atomic: string })[] = [];
  private shared: Memory | undefined;
  private readonly isFlat: boolean;
  private me!: Register;
  private local!: Register;

  constructor(random: Random, options: KernelOptions) {
    this.random = random;
    this.options = options;
    this.writer = new CodeWriter(random);
    this.operations = new Operations(random, this.writer, options.hasFloats);
    this.isFlat = random.chance(0.6);
  }

  make(): RandomKernel {
    const { random, operations, options } = this;
    this.head();
    this.me = this.numberOf(GLOBAL);
    this.local = this.numberOf(LOCAL);
    operations.lend(this.me);
    operations.lend(this.local);
    const memory = [() => this.load(), () => this.store(), () => this.store(), () => this.index()];
    if (this.totals.length > 0) memory.push(() => this.total());
    if (this.owns.some(({ slot }) => ATOMIC_ELEMENTS.has(slot.type))) memory.push(() => this.exchange());
    if (this.shared && !options.hasBarriers) memory.push(() => this.ownShared());
    const others: ((place: Place) => void)[] = [...memory];
    if (options.hasBarriers)
      others.push(
        (place) => this.together(place),
        (place) => this.together(place),
      );
    const statements = new Statements(operations, options.functions, others);
    const place = { depth: 0, isUniform: options.hasBarriers };
    statements.row(place, 7);
    if (random.chance(0.3)) {
      this.writer.say('IF', operations.some('bool'), 0);
      this.writer.say('RETURN');
      this.writer.say('END');
      statements.row({ ...place, isUniform: false }, 4);
    }
    if (options.mayRunOut && random.chance(0.6)) this.runOut();
    for (const own of this.owns) this.storeOwn(own, this.me);
    return { code: this.writer.finish('kernel'), needs: this.needs, isFlat: this.isFlat };
  }

  private head(): void {
    const { random, writer, operations } = this;
    const { hasFloats } = this.options;
    const elements = hasFloats ? [...INTEGERS, ...FLOATS] : INTEGERS;
    const roles: Need['role'][] = ['own'];
    while (roles.length < MOST_PARAMETERS && random.chance(0.75))
      roles.push(
        random.pick([
          'value',
          'read',
          'read',
          'own',
          'own',
          'total',
          ...(hasFloats ? ['wide' as const] : []),
        ]),
      );
    roles.sort(() => random.integer(-1, 1));
    for (const role of roles) {
      const element = random.pick(role === 'wide' ? FLOATS : elements);
      const type = registerTypeOfElement(element) ?? 'int';
      if (role === 'total') this.totalParameter();
      else if (role === 'value') {
        this.needs.push({ role, element });
        operations.lend(writer.value(element));
      } else {
        this.needs.push({ role, element });
        const access = role === 'read' ? 1 : role === 'wide' ? 2 : random.pick([2, 3, 3]);
        const memory = { slot: writer.array(access, element), access, type };
        if (role === 'read') this.reads.push(memory);
        else if (role === 'own') this.owns.push(memory);
        else operations.wideUses.push((wide) => writer.say('STORE', wide, memory.slot, this.place()));
      }
    }
    if (random.chance(this.options.hasBarriers ? 0.9 : 0.3)) {
      const element = random.pick(hasFloats ? SHARED : SHARED.slice(0, -1));
      const slot = writer.shared(element, random.integer(1, 40));
      this.shared = { slot, access: 3, type: registerTypeOfElement(element) ?? 'int' };
    }
  }

  private totalParameter(): void {
    const { random } = this;
    const element = random.pick(this.options.hasFloats ? [0x02, 0x06, 0x0a] : [0x02, 0x06]);
    const atomic = random.pick(element === 0x0a ? ['add', 'min', 'max'] : TOTALS);
    this.needs.push({ role: 'total', element, atomic });
    const type = registerTypeOfElement(element) ?? 'int';
    this.totals.push({ slot: this.writer.array(3, element), access: 3, type, atomic });
  }

  /** The number of the thread in the grid or in its block, x fastest. */
  private numberOf(source: number): Register {
    const { writer } = this;
    const number = writer.fresh('int');
    if (this.isFlat) {
      writer.say('INDEX', number, source, 0);
      return number;
    }
    const [size, other] = [writer.fresh('int'), writer.fresh('int')];
    writer.say('INDEX', number, source, 2);
    for (const axis of [1, 0]) {
      writer.say('INDEX', size, BLOCK_SIZE, axis);
      if (source === GLOBAL) {
        writer.say('INDEX', other, GRID_SIZE, axis);
        writer.say('MUL', size, size, other);
      }
      writer.say('MUL', number, number, size);
      writer.say('INDEX', other, source, axis);
      writer.say('ADD', number, number, other);
    }
    return number;
  }

  /** The thread's own place, or one outside of the array. */
  private place(): Register {
    const { random } = this;
    return random.chance(0.9) ? this.me : this.operations.int(random.pick(OUTSIDE));
  }

  /** Any index, mostly of a small array. */
  private anyIndex(): Register {
    const { random, operations } = this;
    const type = random.pick(['int', 'uint'] as const);
    return random.chance(0.8) ? operations.masked(type, random.pick([3, 15, 63])) : operations.some(type);
  }

  private load() {
    const { random, writer, operations } = this;
    const readable = this.owns.filter(({ access }) => access === 3);
    const memory = random.pick([...this.reads, ...readable]);
    if (!memory) return operations.compute();
    const index = this.reads.includes(memory) ? this.anyIndex() : this.place();
    writer.say('LOAD', operations.target(memory.type), memory.slot, index);
  }

  private storeOwn({ slot, type }: Memory, index: Register): void {
    this.writer.say('STORE', this.operations.some(type), slot, index);
  }

  private store(): void {
    this.storeOwn(this.random.pick(this.owns), this.place());
  }

  private index(): void {
    const { random, writer, operations } = this;
    writer.say('INDEX', operations.target('int'), random.integer(0, 4), random.integer(0, 2));
  }

  /** What an atomic operation of a sum may add: floats of few bits. */
  private summand(type: RegisterType): Register {
    const { writer, operations } = this;
    if (type !== 'float') return operations.some(type);
    const small = writer.fresh('float');
    writer.say('DO', small, operations.masked('int', 15), CONVERT);
    return small;
  }

  private total(): void {
    const { random, writer } = this;
    const { slot, type, atomic } = random.pick(this.totals);
    const name = atomic === 'add' ? random.pick(ADDS) : atomic;
    const index = this.anyIndex();
    writer.say('ATOMIC', 0, slot, index, ATOMICS.indexOf(name as 'add'), this.summand(type), 0, 0);
  }

  /** An atomic operation on the thread's own element, whose old value it may keep. */
  private exchange() {
    const { random, writer, operations } = this;
    const memory = random.pick(this.owns.filter(({ slot }) => ATOMIC_ELEMENTS.has(slot.type)));
    const { slot, type, access } = memory;
    if (access !== 3) return this.store();
    const names = type === 'float' ? (['min', 'max', 'exchange'] as const) : ATOMICS;
    const name = random.pick<(typeof ATOMICS)[number]>(names);
    const keep = random.integer(0, 1);
    const old = keep === 1 ? operations.target(type) : 0;
    const value = operations.some(type);
    const replacement = name === 'cas' ? operations.some(type) : 0;
    writer.say('ATOMIC', old, slot, this.place(), ATOMICS.indexOf(name), value, replacement, keep);
  }

  /** Without barriers a thread has one element of shared memory. */
  private ownShared(): void {
    const { random, writer, operations, shared } = this;
    if (!shared) return;
    if (random.chance(0.5)) writer.say('STORE', operations.some(shared.type), shared.slot, this.local);
    else writer.say('LOAD', operations.target(shared.type), shared.slot, this.local);
  }

  /** What all threads of a block do together; else a computation. */
  private together({ isUniform }: Place) {
    const { random, operations } = this;
    if (!isUniform) return operations.compute();
    if (random.chance(0.4)) return this.reduce();
    return this.turn();
  }

  private reduce(): void {
    const { random, writer, operations } = this;
    const name = random.pick(REDUCTIONS);
    const isLogical = name === 'and' || name === 'or';
    const type = random.pick(operations.types.filter((one) => one !== (isLogical ? 'float' : 'bool')));
    const d = operations.target(type);
    const op = random.pick(['WARP_REDUCE', 'BLOCK_REDUCE']);
    writer.say(op, d, operations.some(type), REDUCTIONS.indexOf(name));
    if (type === 'float') operations.tame(d, false);
  }

  /** A turn of shared memory: threads write, all wait, threads read, all wait. */
  private turn() {
    const { random, writer, operations, shared } = this;
    if (!shared) return writer.say('SYNC');
    const { slot, type } = shared;
    const way = random.integer(0, 2);
    const source = this.reads.find((read) => read.type === type);
    if (way === 0 && source) {
      const from = operations.int(random.integer(-3, 9));
      const to = operations.int(random.integer(-2, 60));
      writer.say('STAGE', slot, source.slot, from, to, operations.int(random.integer(-4, 12)));
    } else if (way === 1 && ATOMIC_ELEMENTS.has(slot.type) && type !== 'float')
      writer.say('ATOMIC', 0, slot, this.anyIndex(), 0, operations.some(type), 0, 0);
    else writer.say('STORE', operations.some(type), slot, this.local);
    writer.say('SYNC');
    writer.say('LOAD', operations.target(type), slot, this.anyIndex());
    writer.say('SYNC');
  }

  /** One thread goes on for ever. */
  private runOut(): void {
    const { random, writer, operations } = this;
    const isIt = writer.fresh('bool');
    writer.say('GE', isIt, this.me, operations.int(random.integer(0, 20)));
    writer.say('IF', isIt, 0);
    writer.say('LOOP');
    writer.say('NEXT', 0);
    writer.say('END');
  }
}

/** Elements that atomic operations take. */
const ATOMIC_ELEMENTS: ReadonlySet<number> = new Set([0x02, 0x06, 0x0a]);
const CONVERT = 17;

/** Makes a kernel. */
export const randomKernel = (random: Random, options: KernelOptions): RandomKernel =>
  new KernelMaker(random, options).make();
