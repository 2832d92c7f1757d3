// Checks the steps: DISPATCH against its kernel's head, COPY and matrix steps against their arrays, HALT at the end.
import * as rules from '../../../diagnostics/messages/pixel-rules.ts';
import { elementsOf } from '../arrays.ts';
import { FLAG } from '../directory.ts';
import { elementOfCode } from '../element-codes.ts';
import { isFloatType } from '../flags.ts';
import { type Head, headOf } from '../head.ts';
import { LIMITS } from '../limits.ts';
import type { Problems } from '../problems.ts';
import type { ArrayRecord, PixelProgram, PixelStep } from '../program.ts';

const WRITE = 2;

type Dispatch = Extract<PixelStep, { kind: 'dispatch' }>;
type Matrix = Extract<PixelStep, { kind: 'matrix' }>;

const product = ([x, y, z]: readonly [number, number, number]): number => x * y * z;

/** What is wrong with the extent of a launch of blocks, or nothing. Sizes are u32, so the products are exact enough. */
export function extentProblem(
  grid: readonly [number, number, number],
  block: readonly [number, number, number],
): string | undefined {
  const threads = product(block);
  if (threads < 1 || threads > LIMITS.blockThreads || block[2] > LIMITS.blockDepth)
    return `a block of ${block.join(' × ')} threads`;
  if (product(grid) * threads > LIMITS.threads)
    return `a grid of ${grid.join(' × ')} blocks of ${threads} threads`;
  return undefined;
}

const nameOfType = (type: number): string => elementOfCode(type) ?? `type ${type}`;

class StepChecker {
  private readonly program: PixelProgram;
  private readonly problems: Problems;
  private readonly heads = new Map<number, Head>();

  constructor(program: PixelProgram, problems: Problems) {
    this.program = program;
    this.problems = problems;
  }

  step(step: PixelStep): void {
    if (step.kind === 'dispatch') this.dispatch(step);
    else if (step.kind === 'copy') this.copy(step);
    else if (step.kind === 'matrix') this.matrix(step);
  }

  private pixelOf({ pixel }: PixelStep): number {
    return this.program.steps.first + pixel;
  }

  private array(step: PixelStep, record: number): ArrayRecord | undefined {
    const array = this.program.records[record];
    if (array?.kind === 'array') return array;
    this.problems.add(rules.wrongRecord, this.pixelOf(step), { record, wanted: 'an array' });
    return undefined;
  }

  private wrong(step: PixelStep, record: number, problem: string): void {
    this.problems.add(rules.wrongArray, this.pixelOf(step), { record, problem });
  }

  /** True when the array has the flags; says so when not. */
  private allows(step: PixelStep, record: number, use: { array: ArrayRecord; flags: number }): boolean {
    const missing = use.flags & ~use.array.flags;
    if (missing !== 0)
      this.wrong(step, record, `is not ${(missing & FLAG.readable) !== 0 ? 'readable' : 'writable'}`);
    return missing === 0;
  }

  private headOf(kernel: number): Head | undefined {
    const known = this.heads.get(kernel);
    if (known) return known;
    const record = this.program.records[kernel];
    if (record?.kind !== 'kernel') return undefined;
    const head = headOf(record);
    this.heads.set(kernel, head);
    return head;
  }

  private dispatch(step: Dispatch): void {
    const { problems } = this;
    const { kernel, parameters } = step;
    const pixel = this.pixelOf(step);
    const head = this.headOf(kernel);
    if (!head) {
      problems.add(rules.wrongRecord, pixel, { record: kernel, wanted: 'a kernel' });
      return;
    }
    const { length: wanted } = head.parameters;
    if (parameters.length !== wanted) {
      problems.add(rules.wrongParameters, pixel, { kernel, found: parameters.length, wanted });
      return;
    }
    const written = new Set<number>();
    const used = new Set<number>();
    let twice: number | undefined;
    head.parameters.forEach((parameter, k) => {
      const record = parameters[k]!;
      const writes = parameter.kind === 'array' && (parameter.access & WRITE) !== 0;
      if (writes ? used.has(record) : written.has(record)) twice ??= record;
      used.add(record);
      if (writes) written.add(record);
      const array = this.array(step, record);
      if (!array) return;
      if (array.type !== parameter.type)
        this.wrong(step, record, `has elements ${nameOfType(array.type)}, not ${nameOfType(parameter.type)}`);
      if (parameter.kind === 'value' && elementsOf(array) !== 1)
        this.wrong(step, record, 'has more than one element');
      const flags = parameter.kind === 'value' ? FLAG.readable : parameter.access;
      this.allows(step, record, { array, flags });
    });
    if (step.indirect && written.has(step.grid[0])) twice ??= step.grid[0];
    if (twice !== undefined) problems.add(rules.usedTwice, pixel, { record: twice });
    this.extent(step);
  }

  private extent(step: Dispatch): void {
    const { grid, block } = step;
    const say = (problem: string): void =>
      this.problems.add(rules.launchSize, this.pixelOf(step), { problem });
    if (step.indirect) {
      const [record, y, z] = grid;
      if (y !== 0 || z !== 0) say('a grid that an array holds, and numbers for its y and z');
      const array = this.array(step, record);
      if (array && (array.type !== 0x02 || elementsOf(array) !== 3))
        this.wrong(step, record, 'does not hold a grid: three elements u32');
      else if (array) this.allows(step, record, { array, flags: FLAG.readable });
    } else if (product(grid) === 0) say(`a grid of ${grid.join(' × ')} blocks`);
    const problem = extentProblem(step.indirect ? [1, 1, 1] : grid, block);
    if (problem !== undefined) say(problem);
  }

  private copy(step: Extract<PixelStep, { kind: 'copy' }>): void {
    const from = this.array(step, step.from);
    const to = this.array(step, step.to);
    if (!from || !to) return;
    if (step.from === step.to) this.problems.add(rules.usedTwice, this.pixelOf(step), { record: step.to });
    this.allows(step, step.from, { array: from, flags: FLAG.readable });
    this.allows(step, step.to, { array: to, flags: FLAG.writable });
    // Elements of a 1.0 matrix are u8 as well.
    if (elementOfCode(from.type) !== elementOfCode(to.type))
      this.wrong(step, step.to, `has elements ${nameOfType(to.type)}, not ${nameOfType(from.type)}`);
    for (const [record, array] of [[step.from, from] as const, [step.to, to] as const])
      if (step.count < 1 || step.count > elementsOf(array))
        this.wrong(step, record, `has ${elementsOf(array)} elements, and ${step.count} are copied`);
  }

  private matrix(step: Matrix): void {
    const { op, operands, result } = step;
    const arrays = operands.map((record) => this.array(step, record));
    const out = this.array(step, result);
    const [a, b] = arrays;
    if (!a || !out || (op !== 'relu' && !b)) return;
    let float = false;
    operands.forEach((record, k) => {
      const array = arrays[k]!;
      this.numbers(step, record, array);
      float ||= isFloatType(array.type);
      this.allows(step, record, { array, flags: FLAG.readable });
    });
    this.allows(step, result, { array: out, flags: FLAG.writable });
    if (op !== 'relu') this.numbers(step, result, out);
    if (float && !isFloatType(out.type))
      this.wrong(step, result, 'holds integers, and the operands are floats');
    if (b && (op === 'matmul' || op === 'dot') && operands.includes(result))
      this.problems.add(rules.usedTwice, this.pixelOf(step), { record: result });
    this.shapes(step, { a, b: b ?? a, out });
  }

  private numbers(step: Matrix, record: number, array: ArrayRecord): void {
    if (array.type === 0x0c || array.type === 0x0e)
      this.wrong(step, record, `holds ${nameOfType(array.type)}s, which are no numbers`);
  }

  private shapes(step: Matrix, { a, b, out }: { a: ArrayRecord; b: ArrayRecord; out: ArrayRecord }): void {
    const [, second = 0] = step.operands;
    const shape = ({ rows, columns }: ArrayRecord): string => `${rows} × ${columns}`;
    const same = (x: ArrayRecord, y: ArrayRecord): boolean => x.rows === y.rows && x.columns === y.columns;
    if (step.op === 'add') {
      if (!same(a, b)) this.wrong(step, second, `is ${shape(b)}, not ${shape(a)}`);
      if (!same(a, out)) this.wrong(step, step.result, `is ${shape(out)}, not ${shape(a)}`);
    } else if (step.op === 'dot') {
      if (elementsOf(a) !== elementsOf(b))
        this.wrong(step, second, `has ${elementsOf(b)} elements, not ${elementsOf(a)}`);
      if (elementsOf(out) !== 1) this.wrong(step, step.result, 'has more than one element');
    } else if (step.op === 'matmul') {
      if (a.columns !== b.rows) this.wrong(step, second, `has ${b.rows} rows, not ${a.columns}`);
      if (out.rows !== a.rows || out.columns !== b.columns)
        this.wrong(step, step.result, `is ${shape(out)}, not ${a.rows} × ${b.columns}`);
    }
  }
}

/** Checks every step. */
export function checkSteps(program: PixelProgram, problems: Problems): void {
  const { list, first } = program.steps;
  const checker = new StepChecker(program, problems);
  const halt = list.findIndex(({ kind }) => kind === 'halt');
  const last = list.at(-1);
  if (halt < 0)
    problems.add(rules.wrongHalt, first + (last?.pixel ?? 0), { problem: 'do not end with HALT' });
  else if (halt < list.length - 1)
    problems.add(rules.wrongHalt, first + list[halt]!.pixel, { problem: 'go on behind HALT' });
  for (const step of list) checker.step(step);
}
