// The steps of an image out of the operations of a prepared run: launches, copies, matrix statements, host arithmetic.
import type { RunCopy, RunLaunch, RunMatrix, RunOperation } from '../contract/index.ts';
import {
  type Binding,
  build as b,
  type ElementType,
  type Expr,
  type Extent,
  type ImageBuffer,
  isBlockBlind,
  type Kernel,
  type Program,
  type Setting,
  type Step,
  type ValueParam,
} from '../ir/index.ts';
import { PIXEL_LIMITS as LIMITS } from '../pxi/index.ts';
import type { ImageArrays } from './arrays.ts';
import { elementFor, type HostKernel, hostKernel } from './host-kernels.ts';
import type { HostValues, Passed } from './host-values.ts';
import type { KernelUse } from './kernels.ts';

const product = ([x, y, z]: readonly [number, number, number]): number => x * y * z;

/** An expression as text, to tell equal ones. */
const keyOf = (expr: Expr): string => JSON.stringify({ ...expr, at: undefined });

type MatrixOperand = RunMatrix['result'];

/** An operand with more rows than a record can say as one row: ADD sees elements one after the other where shapes are equal. */
const flatWhereTall = ({ buffer, rows, columns }: MatrixOperand): MatrixOperand =>
  rows <= LIMITS.rows ? { buffer, rows, columns } : { buffer, rows: 1, columns: rows * columns };

export class ImageSteps {
  readonly steps: Step[] = [];
  /** Arrays that no storage of the run is: results of host arithmetic, operands in another shape. */
  readonly added: ImageBuffer[] = [];
  readonly hostKernels: Kernel[] = [];
  readonly uses = new Map<string, KernelUse>();
  /** Settings that are still free. */
  readonly settings = new Map<string, Setting>();
  private readonly program: Program;
  private readonly known: ReadonlyMap<string, Setting>;
  private readonly kernels: ReadonlyMap<string, Kernel>;
  private readonly arrays: ImageArrays;
  private readonly values: HostValues;
  private readonly computed = new Map<string, string>();

  constructor(
    program: Program,
    context: {
      readonly settings: readonly Setting[];
      readonly arrays: ImageArrays;
      readonly values: HostValues;
    },
  ) {
    this.program = program;
    this.known = new Map(context.settings.map((setting) => [setting.name, setting]));
    this.kernels = new Map(program.kernels.map((kernel) => [kernel.name, kernel]));
    this.arrays = context.arrays;
    this.values = context.values;
  }

  make(operations: readonly RunOperation[]): void {
    const launches = operations.filter((operation) => operation.kind === 'launch');
    for (const launch of launches) this.noteUse(launch, launches);
    for (const operation of operations)
      switch (operation.kind) {
        case 'launch':
          this.launch(operation);
          break;
        case 'copy':
          this.copy(operation);
          break;
        case 'matrix':
          this.matrix(operation);
          break;
        case 'pixels':
          throw new Error('an image that is interpreted is no step of another one');
      }
  }

  private kernel(name: string): Kernel {
    const kernel = this.kernels.get(name);
    if (!kernel) throw new Error(`there is no kernel ${name}`);
    return kernel;
  }

  /** A step with the position of the statement that it comes from. */
  private add(step: Step, number: number): void {
    const at = this.program.steps[number]?.at;
    this.steps.push(at ? { ...step, at } : step);
  }

  private noteUse(launch: RunLaunch, all: readonly RunLaunch[]): void {
    if (this.uses.has(launch.kernel)) return;
    const same = all.filter(({ kernel }) => kernel === launch.kernel);
    const { params } = this.kernel(launch.kernel);
    const scalars = params.filter((param) => param.kind === 'value');
    const declared = scalars.map((param) => [param.name, this.declaredFor(param, same)] as const);
    this.uses.set(launch.kernel, { declared: new Map(declared), threads: product(launch.block) });
  }

  /** The type of the settings that every launch passes, if they have one; else the one that holds whatever is passed. */
  private declaredFor({ name, type }: ValueParam, launches: readonly RunLaunch[]): ElementType {
    const types = new Set(
      launches.map((launch) => {
        const passed = this.values.passed(launch, name);
        return passed.kind === 'setting' ? passed.setting.declared : undefined;
      }),
    );
    const [only] = types;
    return types.size === 1 && only !== undefined ? only : elementFor(type);
  }

  private launch(launch: RunLaunch): void {
    const kernel = this.kernel(launch.kernel);
    const bindings = kernel.params.map((param): Binding => {
      if (param.kind === 'value') {
        const declared = this.uses.get(kernel.name)?.declared.get(param.name) ?? param.declared;
        return this.scalar(param, declared, this.values.passed(launch, param.name), launch.step);
      }
      const storage = launch.arrays[param.name];
      if (storage === undefined) throw new Error(`the launch binds nothing to ${param.name}`);
      return b.bindBuffer(param.name, this.arrays.use(storage, param.access));
    });
    this.add(b.launch(kernel.name, bindings, this.extent(launch, kernel)), launch.step);
  }

  /** Kernels that cannot see their blocks have blocks of one thread: whoever runs them cuts the blocks anew. */
  private extent({ grid, block, extent, gridFrom }: RunLaunch, kernel: Kernel): Extent {
    if (gridFrom !== undefined) return { kind: 'indirect', buffer: this.arrays.use(gridFrom, 'read'), block };
    const counts = (shape: readonly number[]): Expr[] => shape.map((count) => b.i32(count));
    return isBlockBlind(kernel)
      ? { kind: 'grid', blocks: counts(extent), threads: counts([1, 1, 1]) }
      : { kind: 'grid', blocks: counts(grid), threads: counts(block) };
  }

  private scalar({ name, type }: ValueParam, declared: ElementType, passed: Passed, step: number): Binding {
    if (passed.kind === 'constant') {
      const { value } = passed;
      return b.bindValue(name, type === 'f32' ? b.f32Value(Number(value)) : b.constant(type, value));
    }
    if (passed.kind === 'setting' && passed.setting.declared === declared) {
      const { setting } = passed;
      this.settings.set(setting.name, setting);
      return b.bindValue(name, b.host(setting.name, setting.type));
    }
    const value = passed.kind === 'setting' ? b.host(passed.setting.name, passed.setting.type) : passed.value;
    return { param: name, kind: 'element', buffer: this.compute(value, step) };
  }

  /** The array whose element is the value of an expression of settings; equal ones are computed once. */
  private compute(value: Expr, step: number): string {
    const key = keyOf(value);
    const known = this.computed.get(key);
    if (known !== undefined) return known;
    let name: string;
    do name = this.arrays.claim(`host_${this.computed.size + 1}`);
    while (this.kernels.has(name));
    const made: HostKernel = hostKernel(name, value, this.known);
    this.hostKernels.push(made.kernel);
    for (const binding of made.launch.bindings)
      if (binding.kind === 'value' && binding.value.kind === 'host')
        this.settings.set(binding.value.name, this.known.get(binding.value.name)!);
    this.added.push({ name, element: made.element, origin: 'image', access: 'readwrite', length: 1 });
    this.add(made.launch, step);
    this.computed.set(key, name);
    return name;
  }

  private copy({ from, to, count, step }: RunCopy): void {
    const names = { from: this.arrays.use(from, 'read'), to: this.arrays.use(to, 'write') };
    this.add({ kind: 'copy', direction: 'to-gpu', ...names, count: b.i32(count) }, step);
  }

  private matrix({ op, operands, result, step }: RunMatrix): void {
    // DOT and RELU see elements one after the other, whatever the rows are.
    const byShape = op === 'matmul' || op === 'add';
    const shapeOf = op === 'add' ? flatWhereTall : (operand: MatrixOperand): MatrixOperand => operand;
    const read = operands.map((operand) => this.shaped(shapeOf(operand), { step, byShape, access: 'read' }));
    const inPlace = operands.findIndex(({ buffer }) => buffer === result.buffer);
    const target = read[inPlace] ?? this.shaped(shapeOf(result), { step, byShape, access: 'write' });
    this.arrays.use(result.buffer, 'write');
    this.add({ kind: 'matrix', op, operands: read.map(({ name }) => name), result: target.name }, step);
    if (target.from === undefined) return;
    const back = { from: target.name, to: target.from, count: b.i32(result.rows * result.columns) };
    this.add({ kind: 'copy', direction: 'to-gpu', ...back }, step);
  }

  /** An array in the shape that a statement needs; one that has another shape elsewhere is copied (`from` names it). */
  private shaped(
    { buffer, rows, columns }: MatrixOperand,
    {
      step,
      access,
      byShape,
    }: { readonly step: number; readonly access: 'read' | 'write'; readonly byShape: boolean },
  ): { readonly name: string; readonly from?: string } {
    const count = rows * columns;
    const name = this.arrays.use(buffer, access);
    if (!byShape) return { name };
    if (count === this.arrays.length(buffer) && this.arrays.shape(buffer, rows, columns)) return { name };
    const copy = this.arrays.claim(`${name}_${rows}x${columns}`);
    const element = this.arrays.element(buffer);
    const shape = rows > 1 ? { shape: [rows, columns] as const } : {};
    this.added.push({ name: copy, element, origin: 'image', access: 'readwrite', length: count, ...shape });
    if (access === 'read')
      this.add({ kind: 'copy', direction: 'to-gpu', from: name, to: copy, count: b.i32(count) }, step);
    return { name: copy, from: name };
  }
}
