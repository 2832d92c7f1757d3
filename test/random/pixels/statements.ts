// Random statements: computations, branches, loops that end, calls; kernels add what only they have.
import { APPLY } from '../../../core/pxi/words/opcodes.ts';
import type { Random } from '../random.ts';
import type { CodeWriter, Register, RegisterType } from './code-writer.ts';
import type { Operations } from './operations.ts';

/** A function that others call. */
export interface RandomFunction {
  readonly record: number;
  readonly parameters: readonly RegisterType[];
  readonly results: readonly RegisterType[];
}

/** Where a statement stands. */
export interface Place {
  readonly depth: number;
  /** All threads of a block come here together, and barriers may stand here. */
  readonly isUniform: boolean;
}

const MOV = APPLY.indexOf('mov');
/** How deep loops stand in others, and how deep branches do: they cost nothing. */
const DEEPEST = 3;
const DEEPEST_BRANCH = 12;

type Range = readonly [begin: number, end: number, step: number];

/** Loops whose bounds a thread may compute: they end soon wherever they begin or end between 0 and 3. */
const SHORT: Readonly<Record<'int' | 'uint', readonly Range[]>> = {
  int: [
    [0, 3, 1],
    [0, 3, 2],
    [3, -2, -3],
  ],
  uint: [
    [0, 3, 1],
    [3, 0, -2],
  ],
};
const INT_ENDS = [0, 1, -1, 5, 100, 0x7ffffffd, 0x7fffffff, -0x80000000, -0x7fffffff, -0x40000000];
const UINT_ENDS = [0, 1, 5, 100, 0x7fffffff, 0x80000000, 0xfffffffd, 0xffffffff];
const STEPS = [1, -1, 2, -3, 7, 0x7fffffff, -0x7fffffff, -0x80000000, 0x40000000];
const MOST_TURNS = 5;

/** A loop of few turns, often between the ends of its type. */
function randomRange(random: Random, type: 'int' | 'uint'): Range {
  for (let attempt = 0; attempt < 40; attempt++) {
    const ends = type === 'int' ? INT_ENDS : UINT_ENDS;
    const [begin, end, step] = [random.pick(ends), random.pick(ends), random.pick(STEPS)];
    if (Math.ceil((end - begin) / step) <= MOST_TURNS) return [begin, end, step];
  }
  return [0, 3, 1];
}

export class Statements {
  readonly operations: Operations;
  readonly random: Random;
  readonly writer: CodeWriter;
  private readonly functions: readonly RandomFunction[];
  /** Statements that only this kind of code has. */
  private readonly others: readonly ((place: Place) => void)[];

  constructor(
    operations: Operations,
    functions: readonly RandomFunction[],
    others: readonly ((place: Place) => void)[] = [],
  ) {
    this.operations = operations;
    this.random = operations.random;
    this.writer = operations.writer;
    this.functions = functions;
    this.others = others;
  }

  /** Some statements in a row. */
  row(place: Place, most: number): void {
    for (let count = this.random.integer(1, most); count > 0; count--) this.statement(place);
  }

  private statement(place: Place) {
    const { random, others } = this;
    if (others.length > 0 && random.chance(0.45)) return random.pick(others)(place);
    const kind = random.integer(0, 11);
    if (kind < 7) return this.operations.compute();
    if (kind === 7) return this.call();
    if (place.depth >= DEEPEST)
      return place.depth < DEEPEST_BRANCH && random.chance(0.3)
        ? this.branch(place)
        : this.operations.compute();
    if (kind === 8) return this.forLoop(place);
    if (kind === 9) return this.loop(place);
    return this.branch(place);
  }

  private inside(place: Place, change: Pick<Place, 'isUniform'>): Place {
    return { depth: place.depth + 1, ...change };
  }

  private branch(place: Place): void {
    const { random, writer, operations } = this;
    const isUniform = place.isUniform && random.chance(0.5);
    const condition = isUniform ? writer.literal('bool', random.integer(0, 1)) : operations.some('bool');
    const inside = this.inside(place, { isUniform });
    writer.say('IF', condition, 0);
    this.row(inside, 3);
    if (random.chance(0.5)) {
      writer.say('ELSE', 0);
      this.row(inside, 2);
    }
    writer.say('END');
  }

  /** BREAK or CONTINUE under a condition. */
  private leave(how: readonly string[]): void {
    const { random, writer, operations } = this;
    writer.say('IF', operations.some('bool'), 0);
    if (random.chance(0.5)) operations.compute();
    writer.say(random.pick(how), 0);
    writer.say('END');
  }

  private forLoop(place: Place): void {
    const { random, writer, operations } = this;
    const type = random.pick(['int', 'uint'] as const);
    const leaves = random.chance(0.3);
    const isUniform = place.isUniform && !leaves && random.chance(0.7);
    const variable = writer.fresh(type);
    const isComputed = !isUniform && random.chance(0.3);
    const [begin, end, step] = isComputed ? random.pick(SHORT[type]) : randomRange(random, type);
    let until: Register = writer.literal(type, end);
    let from: Register = writer.literal(type, begin);
    if (isComputed) {
      const bound = operations.masked(type, 3, writer.fresh(type));
      if (step > 0) until = bound;
      else from = bound;
    }
    writer.say('DO', variable, from, MOV);
    writer.say('FOR', variable, until, writer.literal('int', step), 0);
    operations.lend(variable, () => {
      this.row(this.inside(place, { isUniform }), 3);
      if (leaves) this.leave(['BREAK', 'CONTINUE']);
      if (random.chance(0.3)) operations.compute();
    });
    writer.say('NEXT', 0);
  }

  /** A LOOP with a counter of its own, so that it ends. */
  private loop(place: Place): void {
    const { random, writer, operations } = this;
    const leaves = random.chance(0.5);
    const isUniform = place.isUniform && !leaves && random.chance(0.7);
    const inside = this.inside(place, { isUniform });
    const counter = writer.fresh('int');
    const goesOn = writer.fresh('bool');
    writer.say('DO', counter, operations.int(0), MOV);
    writer.say('LOOP');
    writer.say('ADD', counter, counter, operations.int(1));
    if (random.chance(0.5)) this.row(inside, 2);
    writer.say('LE', goesOn, counter, operations.int(random.integer(1, 3)));
    if (random.chance(0.7) || isUniform) writer.say('WHILE', goesOn, 0);
    else {
      writer.say('DO', goesOn, goesOn, APPLY.indexOf('not'));
      writer.say('IF', goesOn, 0);
      writer.say('BREAK', 0);
      writer.say('END');
    }
    operations.lend(counter, () => this.row(inside, 2));
    if (leaves) this.leave(['BREAK', 'CONTINUE']);
    if (random.chance(0.3)) operations.compute();
    writer.say('NEXT', 0);
  }

  private call() {
    const { random, writer, operations } = this;
    if (this.functions.length === 0) return operations.compute();
    const { record, parameters, results } = random.pick(this.functions);
    const order = random.chance(0.5)
      ? parameters.map((_type, k) => k)
      : parameters.map((_type, k) => k).reverse();
    const given = parameters.map((type) => operations.some(type));
    for (const k of order) writer.say('ARG', k, given[k]!);
    writer.say('CALL', record);
    results.forEach((type, k) => {
      if (random.chance(0.8)) writer.say('RES', operations.target(type), k);
    });
  }
}
