// Bounds what each thread costs, where the program sets such a bound and the text does not prove it: the pass `boundGas`.
import * as b from '../build.ts';
import { namesIn, type TakenNames } from '../taken-names.ts';
import type {
  Binding,
  Expr,
  Extent,
  FunctionDef,
  ImageBuffer,
  Kernel,
  LaunchStep,
  Param,
  Program,
  ScalarType,
  Stmt,
} from '../types.ts';
import { hasBarrier } from '../walk.ts';
import { Costs, type KnownValues } from './cost.ts';
import { countingBody } from './counting.ts';

/** A launch whose threads are counted. */
export interface CountedLaunch {
  /** The kernel that counts. */
  readonly kernel: string;
  /** Where the lowest thread that costs too much leaves its number; all bits are set when none does. */
  readonly slot: number;
  /** Bindings beside those of the launch: parameter to buffer, parameter to value. */
  readonly arrays: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, number>>;
}

export interface BoundProgram {
  readonly program: Program;
  /** By the index of the launch's step. */
  readonly launches: ReadonlyMap<number, CountedLaunch>;
  /** The buffer of `u32` with one element for each counted launch; its bits are all set when the run begins. */
  readonly status: ImageBuffer;
}

type Triple = readonly [number, number, number];

const zeroOf = (type: ScalarType): Expr => b.constant(type, type === 'bool' ? false : 0);
const constants = (exprs: readonly Expr[]): Triple => {
  const [x = 1, y = 1, z = 1] = exprs.map((expr) => (expr.kind === 'const' ? Number(expr.value) : 1));
  return [x, y, z];
};

/** The linear number of a thread in its launch: blocks, then threads of a block, along x first. */
function threadNumber(block: Triple, columns: Expr, rows: Expr): Expr {
  const thread = (axis: 0 | 1 | 2): Expr => b.convert(b.threadId(axis), 'u32');
  const blockOf = (axis: 0 | 1 | 2): Expr =>
    block[axis] === 1 ? thread(axis) : b.op('div', thread(axis), b.u32(block[axis]));
  const within = (axis: 0 | 1 | 2): Expr => b.op('mod', thread(axis), b.u32(block[axis]));
  const linear = ([x, y, z]: readonly Expr[], width: Expr, height: Expr): Expr =>
    b.op('add', x!, b.op('mul', width, b.op('add', y!, b.op('mul', height, z!))));
  const blocks = linear([blockOf(0), blockOf(1), blockOf(2)], columns, rows);
  const threads = block[0] * block[1] * block[2];
  if (threads === 1) return blocks;
  const local = linear([within(0), within(1), within(2)], b.u32(block[0]), b.u32(block[1]));
  return b.op('add', b.op('mul', blocks, b.u32(threads)), local);
}

class GasBounder {
  private readonly source: Program;
  private readonly limit: number;
  private readonly costs: Costs;
  private readonly taken: TakenNames;
  private readonly kernels = new Map<string, Kernel>();
  private readonly functions = new Map<string, FunctionDef>();
  private readonly launches = new Map<number, CountedLaunch>();
  private readonly status: string;

  constructor(program: Program, gas: number) {
    this.source = program;
    this.limit = 2 ** gas;
    this.costs = new Costs(program.functions);
    this.taken = namesIn(program);
    this.status = this.taken.claim('gas_status');
  }

  bound(values: ReadonlyMap<number, KnownValues>): BoundProgram | undefined {
    const { source } = this;
    const steps = source.steps.map((step, index) => {
      const kernel =
        step.kind === 'launch' ? source.kernels.find(({ name }) => name === step.kernel) : undefined;
      if (step.kind !== 'launch' || !kernel) return step;
      if (this.costs.ofBody(kernel.body, values.get(index) ?? {}).most <= this.limit) return step;
      return this.launch(step, index, kernel);
    });
    const { size } = this.launches;
    if (size === 0) return undefined;
    const status: ImageBuffer = {
      name: this.status,
      element: 'u32',
      origin: 'image',
      access: 'readwrite',
      length: size,
      data: new Uint8Array(4 * size).fill(255),
    };
    const used = new Set(steps.flatMap((step) => (step.kind === 'launch' ? [step.kernel] : [])));
    const program: Program = {
      ...source,
      steps,
      buffers: [...source.buffers, status],
      functions: [...source.functions, ...this.functions.values()],
      kernels: [...source.kernels, ...this.kernels.values()].filter(({ name }) => used.has(name)),
    };
    return { program, launches: this.launches, status };
  }

  private launch(step: LaunchStep, index: number, kernel: Kernel): LaunchStep {
    const names = namesIn(kernel);
    const [status, slot] = [names.claim('gas_status'), names.claim('gas_slot')];
    const grid = step.extent.kind === 'indirect' ? names.claim('gas_grid') : undefined;
    const held = step.bindings.find(
      (binding) =>
        binding.kind === 'buffer' && step.extent.kind === 'indirect' && binding.buffer === step.extent.buffer,
    )?.param;
    const shape = shapeOf(step.extent, kernel, held ?? grid);
    const key = `${kernel.name} ${held} ${JSON.stringify(shape)}`;
    const made =
      this.kernels.get(key) ??
      this.counting(kernel, { status, slot, grid: held === undefined ? grid : undefined, shape, names });
    this.kernels.set(key, made);
    const place = this.launches.size;
    const ownGrid = step.extent.kind === 'indirect' && held === undefined ? step.extent.buffer : undefined;
    const arrays = {
      [status]: this.status,
      ...(grid !== undefined && ownGrid !== undefined && { [grid]: ownGrid }),
    };
    this.launches.set(index, { kernel: made.name, slot: place, arrays, values: { [slot]: place } });
    const extra: readonly Binding[] = [
      ...Object.entries(arrays).map(([param, buffer]) => b.bindBuffer(param, buffer)),
      b.bindValue(slot, b.i32(place)),
    ];
    return {
      ...step,
      kernel: made.name,
      bindings: [...step.bindings, ...extra],
      gas: { buffer: this.status, slot: place, kernel: kernel.name },
    };
  }

  private counting(kernel: Kernel, added: AddedParameters): Kernel {
    const { status, slot, grid, shape, names } = added;
    const spent = names.claim('gas_spent');
    const rounds = hasBarrier(kernel.body) ? names.claim('gas_rounds') : undefined;
    const report = b.atomic(
      'min',
      status,
      b.param(slot, 'i32'),
      threadNumber(shape.block, shape.columns, shape.rows),
    );
    const judge = b.ifThen(b.compare(b.local(spent, 'u32'), 'gt', b.u32(this.limit)), [report]);
    const body = countingBody(kernel.body, {
      costs: this.costs,
      limit: this.limit,
      spent,
      rounds,
      leave: [report, b.returnValues()],
      onReturn: () => (rounds === undefined ? [b.returnValues()] : [judge, b.returnValues()]),
      counted: this.counted,
    });
    const ends = body.at(-1)?.kind === 'return';
    const params: readonly Param[] = [
      ...kernel.params,
      b.array(status, 'u32', 'readwrite'),
      ...(grid === undefined ? [] : [b.array(grid, 'u32', 'read')]),
      b.value(slot, 'i32'),
    ];
    const counters = [spent, ...(rounds === undefined ? [] : [rounds])];
    return {
      ...kernel,
      name: this.taken.claim(kernel.name),
      params,
      locals: [...kernel.locals, ...counters.map((name) => b.variable(name, 'u32'))],
      body: rounds === undefined || ends ? body : [...body, judge],
    };
  }

  /** The function that takes what is spent and gives it back with its own cost, behind its results. */
  private readonly counted = (name: string): string => {
    const known = this.functions.get(name);
    if (known) return known.name;
    const plain = this.source.functions.find((definition) => definition.name === name);
    if (!plain) return name;
    const names = namesIn(plain);
    const [before, spent] = [names.claim('gas_before'), names.claim('gas_spent')];
    const count = b.local(spent, 'u32');
    const give = (values: readonly Expr[]): readonly Stmt[] => [b.returnValues(...values, count)];
    const body = countingBody(plain.body, {
      costs: this.costs,
      limit: this.limit,
      spent,
      leave: give(plain.results.map(zeroOf)),
      onReturn: give,
      counted: this.counted,
    });
    const made: FunctionDef = {
      ...plain,
      name: this.taken.claim(name),
      params: [...plain.params, b.value(before, 'u32')],
      results: [...plain.results, 'u32'],
      locals: [...plain.locals, b.variable(spent, 'u32')],
      body: [b.assign(spent, b.param(before, 'u32')), ...body],
    };
    this.functions.set(name, made);
    return made.name;
  };
}

interface AddedParameters {
  readonly status: string;
  readonly slot: string;
  readonly grid: string | undefined;
  readonly shape: StatedShape;
  readonly names: TakenNames;
}

/** The block of a launch as stated, and how many blocks there are along x and y. */
interface StatedShape {
  readonly block: Triple;
  readonly columns: Expr;
  readonly rows: Expr;
}

function shapeOf(extent: Extent, kernel: Kernel, grid: string | undefined): StatedShape {
  if (extent.kind === 'indirect' && grid !== undefined)
    return {
      block: extent.block,
      columns: b.load(grid, b.i32(0), 'u32'),
      rows: b.load(grid, b.i32(1), 'u32'),
    };
  const blocks = extent.kind === 'grid' ? constants(extent.blocks) : ([1, 1, 1] as const);
  const stated = extent.kind === 'grid' && extent.threads.length > 0;
  const block = stated ? constants(extent.threads) : (kernel.block ?? ([1, 1, 1] as const));
  return { block, columns: b.u32(blocks[0]), rows: b.u32(blocks[1]) };
}

/**
 * Makes kernels count where their cost is not proved to be within the program's bound; `undefined` when all of it is
 * proved, or there is no bound. The program is in pixel form: grids are constants or come from arrays.
 *
 * @param values what is known of the scalar parameters of launches, by the index of their step
 */
export function boundGas(
  program: Program,
  values: ReadonlyMap<number, KnownValues> = new Map(),
): BoundProgram | undefined {
  return program.gas === undefined ? undefined : new GasBounder(program, program.gas).bound(values);
}
