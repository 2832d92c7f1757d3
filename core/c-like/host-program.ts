// Prints the steps of a program as the C++ function that runs them: arrays, settings, launches, files, planned copies.
import type { Plan } from '../contract/index.ts';
import {
  type Binding,
  type Buffer,
  type BufferSize,
  build as b,
  bytesOf,
  type Expr,
  type GasReport,
  type ImageBuffer,
  isBlockBlind,
  type Kernel,
  type LaunchStep,
  type MatrixStep,
  type Program,
  type ScalarType,
  type Setting,
  type Step,
} from '../ir/index.ts';
import { commentText, quoted } from './cpp-text.ts';
import { type ExpressionScope, printExpr, typeName } from './expression.ts';
import { HOST } from './host-dialect.ts';
import { printMatrix } from './host-matrix.ts';
import { settingValue } from './host-setting.ts';
import { statementOf } from './host-statement.ts';
import type { HostUse } from './host-use.ts';
import type { KernelArgument, PrintedKernel } from './kernel.ts';
import type { LargeContents } from './large-contents.ts';
import { blockShape, constantProduct, isCutAnew, MOST_THREADS } from './largest-block.ts';
import { nameScope } from './names.ts';
import { HelperUse } from './prelude.ts';
import { Writer } from './writer.ts';

/** What a launch passes for one argument of its kernel. */
export interface LaunchArgument {
  readonly argument: KernelArgument;
  /** The array's variable on the host, or the value as C++. */
  readonly text: string;
}

/** How one GPU interface writes a launch. */
export interface HostTarget {
  /** The call that launches `kernel` over the variable `grid` and gives its milliseconds, and what must stand before. */
  readonly launch: (
    kernel: PrintedKernel,
    args: readonly LaunchArgument[],
  ) => { readonly before: readonly string[]; readonly call: string };
}

/** What is known beside the program. */
export interface HostFacts {
  readonly plan?: Plan | undefined;
  /** Contents that stand in files. */
  readonly large: readonly LargeContents[];
}

/** Bytes of an array's contents in one line. */
const BYTES_PER_LINE = 16;

/** A value as an expression; NaN and infinities by their bits. */
const constantValue = (type: ScalarType, value: number | boolean): Expr =>
  type === 'f32' ? b.f32Value(Number(value)) : b.constant(type, value);

class HostPrinter {
  readonly out = new Writer();
  readonly helpers = new HelperUse();
  private readonly program: Program;
  private readonly kernels: ReadonlyMap<string, PrintedKernel>;
  private readonly target: HostTarget;
  private readonly use: HostUse;
  private readonly plan: Plan | undefined;
  private readonly large: readonly LargeContents[];
  private readonly names = nameScope(HOST.reserved);
  private readonly declared = new Set<string>();
  private readonly scope: ExpressionScope;

  constructor(
    program: Program,
    kernels: readonly PrintedKernel[],
    target: HostTarget,
    use: HostUse,
    { plan, large }: HostFacts,
  ) {
    this.program = program;
    this.kernels = new Map(kernels.map((kernel) => [kernel.name, kernel]));
    this.target = target;
    this.use = use;
    this.plan = plan;
    this.large = large;
    const inKernel = (name: string): never => {
      throw new Error(`${name} stands in an expression of the host`);
    };
    this.scope = {
      dialect: HOST,
      helpers: this.helpers,
      local: inKernel,
      param: inKernel,
      array: inKernel,
      function: inKernel,
      host: (name) => this.host(name),
    };
  }

  /** Arrays, settings and other names share one scope; `picture.width` is a field of the array. */
  private host(name: string): string {
    const dot = name.lastIndexOf('.');
    return dot < 0 ? this.names.of(name) : `${this.names.of(name.slice(0, dot))}.${name.slice(dot + 1)}`;
  }

  private text(expr: Expr): string {
    return printExpr(expr, this.scope).text;
  }

  print(): void {
    const { program, out, use } = this;
    for (const { name } of [...program.buffers, ...program.settings]) this.names.of(name);
    out.block(`static void run_program(const ${use.use('Options')}& options)`, () => {
      for (const { name, element } of program.buffers)
        out.line(`${use.use('Array')} ${this.host(name)}(${quoted(name)}, ${bytesOf(element)});`);
      for (const { name, origin, access } of program.buffers)
        if (origin === 'open')
          out.line(`${use.call('take_input', this.host(name), 'options', String(access !== 'write'))};`);
      for (const buffer of program.buffers) if (buffer.origin === 'image') this.imageArray(buffer);
      for (const setting of program.settings) this.setting(setting);
      program.steps.forEach((step, i) => {
        out.line();
        this.copies(i);
        this.comment(step);
        this.step(step, i);
      });
      out.line();
      this.copies(program.steps.length);
      for (const { name } of program.buffers)
        out.line(`${use.call('write_output', this.host(name), 'options')};`);
    });
  }

  /** The contents stand in the program, 16 bytes a line, or in a file beside it. */
  private imageArray({ name, length, data }: ImageBuffer): void {
    const { out, use } = this;
    const file = this.large.find(({ buffer }) => buffer.name === name);
    if (file) {
      out.line(`${use.call('image_file', this.host(name), length, this.path(file.path), 'options')};`);
      return;
    }
    let contents = 'nullptr';
    if (data) {
      contents = this.names.fresh(`${this.host(name)}_contents`);
      out.line(`static const unsigned char ${contents}[] = {`);
      out.indented(() => {
        for (let from = 0; from < data.length; from += BYTES_PER_LINE)
          out.line(`${data.subarray(from, from + BYTES_PER_LINE).join(', ')},`);
      });
      out.line('};');
    }
    out.line(`${use.call('image_array', this.host(name), length, contents, 'options')};`);
  }

  private setting(setting: Setting): void {
    const { name, type, value } = setting;
    const literal = value === undefined ? undefined : this.text(constantValue(type, value));
    this.out.line(
      `const ${typeName(type, HOST)} ${this.host(name)} = ${settingValue(setting, this.use, literal)};`,
    );
  }

  private comment(step: Step): void {
    const detail = step.kind === 'launch' ? ` ${step.kernel}` : '';
    const line = step.at ? `line ${step.at.start.line}: ` : '';
    this.out.line(`// ${commentText(`${line}${statementOf(step)}${detail}`)}`);
  }

  /** Movements that the plan puts before the step with this index; an array without a length has nothing to move. */
  private copies(before: number): void {
    for (const copy of this.plan?.copies ?? []) {
      if (copy.before !== before) continue;
      const method = copy.direction === 'to-gpu' ? 'upload' : 'download';
      const bytes = copy.bytes === undefined ? '' : ` of ${copy.bytes} bytes`;
      const array = this.host(copy.buffer);
      this.out.line(`if (${array}.length >= 0) ${array}.${method}();  // planned ${method}${bytes}`);
    }
  }

  private step(step: Step, index: number): void {
    const { out, use } = this;
    switch (step.kind) {
      case 'alloc':
        out.line(`${this.allocation(this.host(step.buffer), step.size)};`);
        return;
      case 'free':
        out.line(`${use.call('free', this.host(step.buffer), 'options')};`);
        return;
      case 'copy':
        out.line(`${use.call('copy', this.host(step.from), this.host(step.to), this.text(step.count))};`);
        return;
      case 'select':
        out.line(
          `${use.call(
            'select',
            this.text(step.device),
            this.references(() => true),
          )};`,
        );
        return;
      case 'sync':
        out.line('px::gpu::synchronize();');
        return;
      case 'read-file':
        out.line(`${use.call('read_raw', this.host(step.buffer), this.path(step.path))};`);
        return;
      case 'write-file':
        out.line(`${use.call('write_file', this.path(step.path), `${this.host(step.buffer)}.download()`)};`);
        return;
      case 'read-image':
        out.line(`${use.call('read_image', this.host(step.buffer), this.path(step.path))};`);
        return;
      case 'write-image':
        out.line(`${use.call('write_image', this.host(step.buffer), this.path(step.path))};`);
        return;
      case 'set':
        this.set(step.name, step.value);
        return;
      case 'replace':
        out.line(`${use.call('take_over', this.host(step.buffer), this.host(step.from))};`);
        return;
      case 'launch':
        this.launch(step, index);
        return;
      case 'matrix':
        this.matrix(step);
        return;
    }
  }

  private path(path: string): string {
    return this.use.call('path', quoted(path), 'options');
  }

  private allocation(array: string, size: BufferSize): string {
    const { use } = this;
    switch (size.kind) {
      case 'elements':
        return use.call('allocate', array, this.text(size.count), 'options');
      case 'matrix':
        return use.call('allocate_matrix', array, this.text(size.rows), this.text(size.columns), 'options');
      case 'like':
        return use.call('allocate_like', array, this.host(size.buffer), 'options');
    }
  }

  private set(name: string, value: Expr): void {
    const fresh = !name.includes('.') && !this.declared.has(name);
    const text = this.text(value);
    this.declared.add(name);
    const type: ScalarType = value.type;
    this.out.line(`${fresh ? `${typeName(type, HOST)} ` : ''}${this.host(name)} = ${text};`);
  }

  private launch(step: LaunchStep, index: number): void {
    const kernel = this.program.kernels.find(({ name }) => name === step.kernel);
    if (!kernel) throw new Error(`there is no kernel ${step.kernel}`);
    const bindings = new Map(step.bindings.map((binding) => [binding.param, binding]));
    const { out, use } = this;
    out.block('', () => {
      out.line(`const ${use.use('Grid')} grid = ${this.grid(step, kernel, index)};`);
      this.lengths(step);
      this.call(kernel, (param) => this.bound(bindings.get(param), param));
      if (step.gas) this.gas(step.gas);
    });
  }

  /** A launch that has cost too much ends the program before anything else happens. */
  private gas({ buffer, slot, kernel }: GasReport): void {
    const limit = `${2 ** (this.program.gas ?? 0)}u`;
    this.out.line(`${this.use.call('check_gas', this.host(buffer), slot, quoted(kernel), limit)};`);
  }

  /** The launch over the variable `grid`. */
  private call({ name }: Kernel, textOf: (param: string) => string): void {
    const { out, use } = this;
    const printed = this.kernels.get(name);
    if (!printed) throw new Error(`there is no kernel ${name}`);
    const args = printed.arguments.map(
      (argument): LaunchArgument => ({ argument, text: textOf(argument.name) }),
    );
    const { before, call } = this.target.launch(printed, args);
    for (const line of before) out.line(line);
    out.line(`${use.call('print_time', quoted(name), call, 'options')};`);
  }

  private matrix(step: MatrixStep): void {
    const kernel = this.program.kernels.find(({ name }) => name === step.kernel);
    if (!kernel) throw new Error(`${step.op} reached the printer without a kernel`);
    const { out, use } = this;
    printMatrix(step, kernel, {
      out,
      use,
      array: (name) => this.host(name),
      another: (name, variable) => {
        const element = this.program.buffers.find((buffer) => buffer.name === name)?.element ?? 'f32';
        return `${use.use('Array')} ${variable}(${quoted(name)}, ${bytesOf(element)});`;
      },
      launch: (textOf) => this.call(kernel, textOf),
    });
  }

  private bound(binding: Binding | undefined, param: string): string {
    if (!binding) throw new Error(`nothing is bound to the parameter ${param}`);
    switch (binding.kind) {
      case 'buffer':
        return this.host(binding.buffer);
      case 'value':
        return this.text(binding.value);
      case 'element':
        throw new Error(`${param} is bound to an element: the program is not legalised`);
    }
  }

  private references(keep: (buffer: Buffer) => boolean): string {
    return `{${this.program.buffers
      .filter(keep)
      .map(({ name }) => `&${this.host(name)}`)
      .join(', ')}}`;
  }

  /** Gives a length to what the launch binds, unless it has one for sure. */
  private lengths(step: LaunchStep): void {
    const bound = new Set(step.bindings.map((binding) => (binding.kind === 'buffer' ? binding.buffer : '')));
    const passedOn = this.program.steps.some(({ kind }) => kind === 'replace');
    const mayLack = ({ origin, access }: Buffer): boolean =>
      origin === 'stage' || (origin === 'open' && (passedOn || access === 'write'));
    if (!this.program.buffers.some((buffer) => bound.has(buffer.name) && mayLack(buffer))) return;
    const arrays = this.references((buffer) => bound.has(buffer.name) && mayLack(buffer));
    const inputs = this.references(({ origin, access }) => origin === 'open' && access !== 'write');
    this.out.line(`${this.use.call('give_length', arrays, inputs, 'grid')};`);
  }

  private grid(step: LaunchStep, kernel: Kernel, index: number): string {
    const { use } = this;
    const name = quoted(kernel.name);
    const { extent } = step;
    const three = (texts: readonly string[]): string =>
      `{${[0, 1, 2].map((axis) => texts[axis] ?? '1').join(', ')}}`;
    const own = blockShape(kernel, step, index, this.plan);
    switch (extent.kind) {
      case 'grid': {
        const texts = (exprs: readonly Expr[]): readonly string[] => exprs.map((expr) => this.text(expr));
        if (isCutAnew(kernel, extent))
          return use.call('covering_grid', name, three(texts(extent.blocks)), three(own.map(String)));
        const threads = extent.threads.length > 0 ? texts(extent.threads) : own.map(String);
        const grid = use.call('stated_grid', name, three(texts(extent.blocks)), three(threads));
        const size = extent.threads.length > 0 ? constantProduct(extent.threads) : own[0] * own[1] * own[2];
        if (size !== undefined && size <= MOST_THREADS) return grid;
        return use.call(isBlockBlind(kernel) ? 'smaller_blocks' : 'within_limit', name, grid);
      }
      case 'threads': {
        const arrays = this.references(() => true);
        const threads = use.call('implied_threads', 'options', arrays);
        return use.call('covering_grid', name, three([threads]), three(own.map(String)));
      }
      case 'over': {
        const buffer = this.host(extent.buffer);
        const size = extent.axes === 1 ? [`${buffer}.length`] : [`${buffer}.width`, `${buffer}.height`];
        return use.call('covering_grid', name, three(size), three(own.map(String)));
      }
      case 'indirect': {
        const block = three(extent.block.map(String));
        const grid = use.call('indirect_grid', name, this.host(extent.buffer), block);
        if (isCutAnew(kernel, extent)) return use.call('cut_anew', name, grid, three(own.map(String)));
        if (extent.block.reduce((product, side) => product * side, 1) <= MOST_THREADS) return grid;
        return use.call(isBlockBlind(kernel) ? 'smaller_blocks' : 'within_limit', name, grid);
      }
    }
  }
}

/** The function that runs the steps of a program, with the helpers that its expressions use before it. */
export function printHostProgram(
  program: Program,
  kernels: readonly PrintedKernel[],
  target: HostTarget,
  use: HostUse,
  facts: HostFacts,
): Writer {
  const printer = new HostPrinter(program, kernels, target, use, facts);
  printer.print();
  const out = new Writer();
  const helpers = printer.helpers.print(HOST);
  for (const helper of helpers) out.text(helper);
  if (helpers.length > 0) out.line();
  return out.append(printer.out);
}
