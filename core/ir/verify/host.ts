// Checks the host's part of a program: buffers, settings, steps.
//
// Invariants:
// - names of buffers are unique, and so are those of settings; a name that is SET is no setting;
// - host expressions use settings, names that are SET, and `width` and `height` of buffers; sizes and shapes are integers;
// - steps refer to declared buffers and kernels; a grid has one to three numbers of blocks and of threads (none of
//   threads: the kernel's own block shape holds);
// - a launch binds every parameter of its kernel exactly once: arrays to buffers of their element type, scalars to values
//   of their register type or to the first element of a buffer of the type that they were declared with; no buffer is
//   bound twice where one of the parameters is written;
// - a grid in a buffer is three u32; a launch reports what its threads cost to an element of a buffer of u32;
// - arrays of an image have a length of 1 to 2^28, a shape with that product, and as many bytes as their elements take;
//   one that is a setting has one element; what belongs to another array is an array of the image too;
// - the value of a setting is one of its declared type;
// - MATMUL, ADD and DOT have two operands, RELU one, which is its result.
import * as messages from '../../diagnostics/messages/ir.ts';
import { valueTypeOf } from '../element.ts';
import type {
  Binding,
  Buffer,
  BufferSize,
  Expr,
  Extent,
  FunctionDef,
  GasReport,
  ImageBuffer,
  Kernel,
  LaunchStep,
  MatrixStep,
  Program,
  ScalarType,
  Step,
} from '../types.ts';
import { ExpressionVerifier } from './expression.ts';
import { verifyGas, verifyImageBuffer, verifySettingValue } from './image.ts';
import type { Report } from './report.ts';

type Place = Expr['at'];
const none: ReadonlyMap<string, never> = new Map<string, never>();

class HostVerifier {
  private readonly report: Report;
  private readonly kernels: ReadonlyMap<string, Kernel>;
  private readonly buffers = new Map<string, Buffer>();
  private readonly hosts = new Map<string, ScalarType>();
  private readonly e: ExpressionVerifier;

  constructor(
    program: Program,
    kernels: ReadonlyMap<string, Kernel>,
    functions: ReadonlyMap<string, FunctionDef>,
    report: Report,
  ) {
    this.report = report;
    this.kernels = kernels;
    const hostType = (name: string): ScalarType | undefined => this.hostType(name);
    this.e = new ExpressionVerifier(
      { where: 'a host expression', locals: none, params: none, arrays: none, functions, hostType },
      report,
    );
    for (const buffer of program.buffers) {
      this.unique(this.buffers, 'buffer', buffer.name, buffer.at);
      this.buffers.set(buffer.name, buffer);
      if (buffer.origin === 'image') verifyImageBuffer(buffer, report);
    }
    for (const buffer of program.buffers)
      if (buffer.origin === 'image' && buffer.auxiliary !== undefined) this.auxiliary(buffer);
    for (const setting of program.settings) {
      const { name, type, declared, at } = setting;
      this.unique(this.hosts, 'setting', name, at);
      this.hosts.set(name, type);
      const expected = valueTypeOf(declared);
      if (type !== expected)
        report.add(messages.wrongType, { what: `Setting \`${name}\``, expected, found: String(type) }, at);
      verifySettingValue(setting, report);
    }
    if (program.gas !== undefined) verifyGas(program.gas, report);
    this.sets(program.steps);
    for (const step of program.steps) this.step(step);
  }

  private auxiliary({ auxiliary = '', at }: ImageBuffer): void {
    if (this.buffers.get(auxiliary)?.origin !== 'image')
      this.report.add(messages.undeclaredName, { what: 'array of the image', name: auxiliary }, at);
  }

  private unique(names: ReadonlyMap<string, unknown>, what: string, name: string, at: Place): void {
    if (names.has(name)) this.report.add(messages.duplicateName, { what, name }, at);
  }

  /** Declares what `set` steps give; a name keeps its type. */
  private sets(steps: readonly Step[]): void {
    const set = new Map<string, ScalarType>();
    for (const step of steps) {
      if (step.kind !== 'set') continue;
      this.unique(this.hosts, 'setting', step.name, step.at);
      const type = set.get(step.name) ?? this.sizeType(step.name);
      if (type !== undefined && type !== step.value.type)
        this.report.add(
          messages.wrongType,
          { what: `The value for \`${step.name}\``, expected: type, found: String(step.value.type) },
          step.at,
        );
      if (type === undefined) set.set(step.name, step.value.type);
    }
    for (const [name, type] of set) this.hosts.set(name, type);
  }

  /** `i32` for the width and height of a buffer. */
  private sizeType(name: string): ScalarType | undefined {
    const buffer = /^(.*)\.(?:width|height)$/.exec(name)?.[1];
    return buffer !== undefined && this.buffers.has(buffer) ? 'i32' : undefined;
  }

  private hostType(name: string): ScalarType | undefined {
    return this.hosts.get(name) ?? this.sizeType(name);
  }

  private buffer(name: string, at: Place): Buffer | undefined {
    const buffer = this.buffers.get(name);
    if (!buffer) this.report.add(messages.undeclaredName, { what: 'buffer', name }, at);
    return buffer;
  }

  private step(step: Step): void {
    const { e } = this;
    const { at } = step;
    switch (step.kind) {
      case 'alloc':
        this.buffer(step.buffer, at);
        this.size(step.size, at);
        break;
      case 'free':
      case 'read-file':
      case 'write-file':
      case 'read-image':
      case 'write-image':
        this.buffer(step.buffer, at);
        break;
      case 'copy':
        this.buffer(step.from, at);
        this.buffer(step.to, at);
        e.integer(step.count, 'A count', at);
        break;
      case 'select':
        e.integer(step.device, 'A device', at);
        break;
      case 'launch':
        this.launch(step);
        break;
      case 'sync':
        break;
      case 'set':
        e.check(step.value, at);
        break;
      case 'replace':
        this.buffer(step.buffer, at);
        this.buffer(step.from, at);
        break;
      case 'matrix':
        this.matrix(step);
        break;
      default: {
        const unknown: never = step;
        const found = String((unknown as { readonly kind?: unknown }).kind);
        this.report.add(messages.malformedNode, { what: 'step', found }, at);
      }
    }
  }

  private size(size: BufferSize, at: Place): void {
    switch (size.kind) {
      case 'elements':
        this.e.integer(size.count, 'A size', at);
        break;
      case 'matrix':
        this.e.integer(size.rows, 'A number of rows', at);
        this.e.integer(size.columns, 'A number of columns', at);
        break;
      case 'like':
        this.buffer(size.buffer, at);
    }
  }

  private matrix(step: MatrixStep): void {
    const count = step.op === 'relu' ? 1 : 2;
    const found = step.operands.length;
    if (found !== count)
      this.report.add(
        messages.wrongCount,
        { what: `\`${step.op}\``, expected: `${count} operands`, found },
        step.at,
      );
    for (const name of [...step.operands, step.result]) this.buffer(name, step.at);
    if (step.kernel !== undefined && !this.kernels.has(step.kernel))
      this.report.add(messages.undeclaredName, { what: 'kernel', name: step.kernel }, step.at);
  }

  private extent(extent: Extent, at: Place): void {
    switch (extent.kind) {
      case 'grid':
        for (const [what, shape, least] of [
          ['blocks', extent.blocks, 1],
          ['threads', extent.threads, 0],
        ] as const) {
          if (shape.length < least || shape.length > 3)
            this.report.add(
              messages.wrongCount,
              { what: `\`${what}\``, expected: `${least} to 3 numbers`, found: shape.length },
              at,
            );
          for (const expr of shape) this.e.integer(expr, `A number of ${what}`, at);
        }
        break;
      case 'over':
        this.buffer(extent.buffer, at);
        break;
      case 'threads':
        break;
      case 'indirect':
        this.indirect(extent, at);
        break;
    }
  }

  private indirect({ buffer, block }: Extent & { kind: 'indirect' }, at: Place): void {
    const grid = this.buffer(buffer, at);
    if (grid && grid.element !== 'u32') {
      const what = `The grid \`${buffer}\``;
      this.report.add(messages.wrongType, { what, expected: 'u32', found: grid.element }, at);
    }
    if (grid?.origin === 'image' && grid.length !== 3) {
      const what = `The length of the grid \`${buffer}\``;
      this.report.add(messages.badSize, { what, found: String(grid.length) }, at);
    }
    if (block.length !== 3 || block.some((side) => !Number.isInteger(side) || side < 1))
      this.report.add(messages.badSize, { what: 'The block shape', found: block.join(' × ') }, at);
  }

  private gasReport({ buffer, slot }: GasReport, at: Place): void {
    const status = this.buffer(buffer, at);
    const what = `The report \`${buffer}\``;
    if (status && status.element !== 'u32')
      this.report.add(messages.wrongType, { what, expected: 'u32', found: status.element }, at);
    if (!Number.isInteger(slot) || slot < 0 || (status?.origin === 'image' && slot >= status.length))
      this.report.add(
        messages.badSize,
        { what: `The element of ${what.toLowerCase()}`, found: String(slot) },
        at,
      );
  }

  private launch(step: LaunchStep): void {
    const { at } = step;
    this.extent(step.extent, at);
    if (step.gas) this.gasReport(step.gas, at);
    const kernel = this.kernels.get(step.kernel);
    if (!kernel) {
      this.report.add(messages.undeclaredName, { what: 'kernel', name: step.kernel }, at);
      return;
    }
    const bad = (param: string, why: string): void => {
      this.report.add(messages.badBinding, { kernel: kernel.name, param, why }, at);
    };
    const bound = new Map<string, Binding>();
    for (const binding of step.bindings) {
      if (bound.has(binding.param)) bad(binding.param, 'binds twice');
      bound.set(binding.param, binding);
    }
    /** Buffers bound so far, and whether one of their parameters is written. */
    const uses = new Map<string, boolean>();
    for (const param of kernel.params) {
      const binding = bound.get(param.name);
      bound.delete(param.name);
      if (!binding) {
        bad(param.name, 'does not bind');
        continue;
      }
      if (binding.kind === 'value') {
        if (param.kind === 'array') bad(param.name, 'binds a value to the array');
        else this.e.typed(binding.value, param.type, `The value for \`${param.name}\``, at);
        continue;
      }
      const buffer = this.buffer(binding.buffer, at);
      const element = binding.kind === 'element';
      if (param.kind === 'value' && !element) bad(param.name, 'binds a buffer to the scalar');
      else if (param.kind === 'array' && element) bad(param.name, 'binds an element to the array');
      else if (buffer) {
        const [type, what] = param.kind === 'array' ? [param.element, 'array'] : [param.declared, 'scalar'];
        if (buffer.element !== type)
          bad(param.name, `binds a buffer of ${buffer.element} to the ${type} ${what}`);
        const written = param.kind === 'array' && param.access !== 'read';
        const before = uses.get(buffer.name);
        if (before !== undefined && (before || written))
          this.report.add(messages.aliasedBuffer, { kernel: kernel.name, buffer: buffer.name }, at);
        uses.set(buffer.name, written || before === true);
      }
    }
    for (const param of bound.keys()) bad(param, 'binds what is no parameter:');
  }
}

/** Checks buffers, settings and steps. */
export function verifyHost(
  program: Program,
  kernels: ReadonlyMap<string, Kernel>,
  functions: ReadonlyMap<string, FunctionDef>,
  report: Report,
): void {
  new HostVerifier(program, kernels, functions, report);
}
