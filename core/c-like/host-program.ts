// Prints the steps of a program as the C++ function that runs them: arrays, settings, launches, files, planned copies.
import type { Plan } from '../contract/index.ts';
import {
  type Binding,
  type BufferSize,
  bytesOf,
  type Expr,
  isBlockBlind,
  type Kernel,
  type LaunchStep,
  type Program,
  type ScalarType,
  type Setting,
  type Step,
} from '../ir/index.ts';
import { rangeOf } from '../ops/index.ts';
import { commentText, quoted } from './cpp-text.ts';
import { type ExpressionScope, printExpr, typeName } from './expression.ts';
import { HOST } from './host-dialect.ts';
import type { KernelArgument, PrintedKernel } from './kernel.ts';
import { blockShape, MOST_THREADS } from './largest-block.ts';
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
  /** Statements, one a line, that launch `kernel` over the variable `grid`. */
  readonly launch: (kernel: PrintedKernel, args: readonly LaunchArgument[]) => string;
}

const STATEMENTS: { readonly [K in Step['kind']]: string } = {
  alloc: 'GPU_ALLOC',
  free: 'GPU_FREE',
  copy: 'GPU_COPY',
  select: 'GPU_SELECT',
  launch: 'GPU_LAUNCH',
  sync: 'GPU_SYNC',
  'read-file': 'READ_FILE',
  'write-file': 'WRITE_FILE',
  'read-image': 'READ_IMAGE',
  'write-image': 'WRITE_IMAGE',
  set: 'SET',
  replace: 'PIPELINE',
  matrix: 'matrix',
};

function settingValue(setting: Setting): string {
  const name = quoted(setting.name);
  switch (setting.type) {
    case 'bool':
      return `session.bool_setting(${name})`;
    case 'u32':
      return `session.unsigned_setting(${name})`;
    case 'f32':
      return `session.float_setting(${name})`;
    case 'f64':
      return `session.double_setting(${name})`;
    case 'i32': {
      const [low, high] = rangeOf(setting.declared) ?? [-2147483648, 2147483647];
      return `session.whole_setting(${name}, ${low}LL, ${high}LL)`;
    }
  }
}

class HostPrinter {
  readonly out = new Writer();
  readonly helpers = new HelperUse();
  private readonly program: Program;
  private readonly kernels: ReadonlyMap<string, PrintedKernel>;
  private readonly target: HostTarget;
  private readonly plan: Plan | undefined;
  private readonly names = nameScope(HOST.reserved);
  private readonly declared = new Set<string>();
  private readonly scope: ExpressionScope;

  constructor(
    program: Program,
    kernels: readonly PrintedKernel[],
    target: HostTarget,
    plan: Plan | undefined,
  ) {
    this.program = program;
    this.kernels = new Map(kernels.map((kernel) => [kernel.name, kernel]));
    this.target = target;
    this.plan = plan;
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
    const { program, out } = this;
    for (const { name } of [...program.buffers, ...program.settings]) this.names.of(name);
    out.block('static void run_program(px::Session& session)', () => {
      for (const { name, element } of program.buffers)
        out.line(`px::Array ${this.host(name)}(${quoted(name)}, ${bytesOf(element)});`);
      for (const { name, origin, access } of program.buffers)
        out.line(`session.know(${this.host(name)}, ${origin === 'open'}, ${access !== 'write'});`);
      out.line(`session.begin({${program.settings.map(({ name }) => quoted(name)).join(', ')}});`);
      for (const setting of program.settings)
        out.line(
          `const ${typeName(setting.type, HOST)} ${this.host(setting.name)} = ${settingValue(setting)};`,
        );
      program.steps.forEach((step, i) => {
        out.line();
        this.copies(i);
        this.comment(step);
        this.step(step, i);
      });
      out.line();
      this.copies(program.steps.length);
      out.line('session.end();');
    });
  }

  private comment(step: Step): void {
    const detail = step.kind === 'launch' ? ` ${step.kernel}` : '';
    const line = step.at ? `line ${step.at.start.line}: ` : '';
    this.out.line(`// ${commentText(`${line}${STATEMENTS[step.kind]}${detail}`)}`);
  }

  /** Movements that the plan puts before the step with this index. */
  private copies(before: number): void {
    for (const copy of this.plan?.copies ?? []) {
      if (copy.before !== before) continue;
      const [method, words] =
        copy.direction === 'to-gpu' ? ['planned_upload', 'upload'] : ['planned_download', 'download'];
      const bytes = copy.bytes === undefined ? '' : ` of ${copy.bytes} bytes`;
      this.out.line(`${this.host(copy.buffer)}.${method}();  // planned ${words}${bytes}`);
    }
  }

  private step(step: Step, index: number): void {
    const { out } = this;
    switch (step.kind) {
      case 'alloc':
        out.line(this.allocation(this.host(step.buffer), step.size));
        return;
      case 'free':
        out.line(`session.free(${this.host(step.buffer)});`);
        return;
      case 'copy':
        out.line(`session.copy(${this.host(step.from)}, ${this.host(step.to)}, ${this.text(step.count)});`);
        return;
      case 'select':
        out.line(`session.select(${this.text(step.device)});`);
        return;
      case 'sync':
        out.line('px::gpu::synchronize();');
        return;
      case 'read-file':
        out.line(`${this.host(step.buffer)}.read(session.path(${quoted(step.path)}));`);
        return;
      case 'write-file':
        out.line(`${this.host(step.buffer)}.write(session.path(${quoted(step.path)}));`);
        return;
      case 'read-image':
        out.line(`${this.host(step.buffer)}.read_image(session.path(${quoted(step.path)}));`);
        return;
      case 'write-image':
        out.line(`${this.host(step.buffer)}.write_image(session.path(${quoted(step.path)}));`);
        return;
      case 'set':
        this.set(step.name, step.value);
        return;
      case 'replace':
        out.line(`${this.host(step.buffer)}.take(${this.host(step.from)});`);
        return;
      case 'launch':
        this.launch(step, index);
        return;
      case 'matrix':
        throw new Error('a matrix statement reached the printer; the emitter refuses it before');
    }
  }

  private allocation(array: string, size: BufferSize): string {
    switch (size.kind) {
      case 'elements':
        return `session.allocate(${array}, ${this.text(size.count)});`;
      case 'matrix':
        return `session.allocate_matrix(${array}, ${this.text(size.rows)}, ${this.text(size.columns)});`;
      case 'like':
        return `session.allocate_like(${array}, ${this.host(size.buffer)});`;
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
    const printed = this.kernels.get(step.kernel);
    if (!kernel || !printed) throw new Error(`there is no kernel ${step.kernel}`);
    const bindings = new Map(step.bindings.map((binding) => [binding.param, binding]));
    const args = printed.arguments.map(
      (argument): LaunchArgument => ({
        argument,
        text: this.bound(bindings.get(argument.name), argument.name),
      }),
    );
    const arrays = args.filter(({ argument }) => argument.kind === 'array').map(({ text }) => `&${text}`);
    const { out } = this;
    out.block('', () => {
      out.line(`const px::Grid grid = ${this.grid(step, kernel, index)};`);
      if (arrays.length > 0) out.line(`session.prepare(grid, {${[...new Set(arrays)].join(', ')}});`);
      out.text(this.target.launch(printed, args));
    });
  }

  private bound(binding: Binding | undefined, param: string): string {
    if (!binding) throw new Error(`nothing is bound to the parameter ${param}`);
    return binding.kind === 'buffer' ? this.host(binding.buffer) : this.text(binding.value);
  }

  private grid(step: LaunchStep, kernel: Kernel, index: number): string {
    const name = quoted(kernel.name);
    const { extent } = step;
    if (extent.kind === 'grid') {
      const list = (exprs: readonly Expr[]): string => exprs.map((expr) => this.text(expr)).join(', ');
      const own = blockShape(kernel, step, index, this.plan).join(', ');
      const threads = extent.threads.length > 0 ? list(extent.threads) : own;
      const blind = isBlockBlind(kernel);
      return `px::stated_grid(${name}, {${list(extent.blocks)}}, {${threads}}, ${MOST_THREADS}, ${blind})`;
    }
    const block = blockShape(kernel, step, index, this.plan)
      .map((threads) => `${threads}u`)
      .join(', ');
    const size =
      extent.kind === 'threads'
        ? 'session.implied_threads(), 1, 1'
        : extent.axes === 1
          ? `${this.host(extent.buffer)}.count(), 1, 1`
          : `${this.host(extent.buffer)}.width, ${this.host(extent.buffer)}.height, 1`;
    return `px::covering_grid(${name}, ${size}, {${block}}, ${MOST_THREADS})`;
  }
}

/** The function that runs the steps of a program, with the helpers that its expressions use before it. */
export function printHostProgram(
  program: Program,
  kernels: readonly PrintedKernel[],
  target: HostTarget,
  plan?: Plan,
): Writer {
  const printer = new HostPrinter(program, kernels, target, plan);
  printer.print();
  const out = new Writer();
  const helpers = printer.helpers.print(HOST);
  for (const helper of helpers) out.text(helper);
  if (helpers.length > 0) out.line();
  return out.append(printer.out);
}
