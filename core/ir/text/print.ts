// Prints a program as text that people read, tests are written in, and `parseProgram` reads back.
import { valueTypeOf } from '../element.ts';
import type {
  BufferSize,
  ElementType,
  Extent,
  FunctionDef,
  Kernel,
  Param,
  Program,
  ScalarType,
  SetStep,
  SharedArray,
  Step,
  Stmt,
} from '../types.ts';
import { ExpressionPrinter, type Scope } from './print-expression.ts';
import { spellBuffer, spellSettingValue } from './spell-host.ts';
import { spellName, spellPosition } from './words.ts';

export interface PrintOptions {
  /** Write source positions (`~line:column/offset-line:column/offset`) at every node that has one. */
  readonly positions?: boolean;
}

const EMPTY: ReadonlyMap<string, never> = new Map<string, never>();

/** Results of the functions that have exactly one, by name. */
export function singleResults(functions: readonly FunctionDef[]): Map<string, ScalarType> {
  const results = new Map<string, ScalarType>();
  for (const { name, results: types } of functions)
    if (types.length === 1 && !results.has(name)) results.set(name, types[0]!);
  return results;
}

class ProgramPrinter {
  private readonly lines: string[] = [];
  private readonly positions: boolean;
  private readonly program: Program;
  private readonly functions: ReadonlyMap<string, ScalarType>;
  /** Types of host names so far: settings, then what `set` steps give. */
  private readonly hosts: Map<string, ScalarType>;

  constructor(program: Program, positions: boolean) {
    this.program = program;
    this.positions = positions;
    this.functions = singleResults(program.functions);
    this.hosts = new Map(program.settings.map(({ name, type }) => [name, type]));
  }

  print(): string {
    const { program } = this;
    this.line(0, program, `pxir ${program.version}`);
    if (program.gas !== undefined) this.lines.push(`gas ${program.gas}`);
    if (program.buffers.length + program.settings.length > 0) this.lines.push('');
    for (const buffer of program.buffers) this.line(0, buffer, spellBuffer(buffer));
    for (const setting of program.settings) {
      const { name, declared, type, value } = setting;
      const given = value === undefined ? '' : ` = ${spellSettingValue(type, value)}`;
      this.line(0, setting, `setting ${this.scalar(name, declared, type)}${given}`);
    }
    for (const definition of program.functions) this.functionDef(definition);
    for (const kernel of program.kernels) this.kernel(kernel);
    if (program.steps.length > 0) this.lines.push('');
    for (const step of program.steps) this.line(0, step, this.step(step));
    return `${this.lines.join('\n')}\n`;
  }

  private at(node: { readonly at?: Program['at'] }): string {
    return this.positions && node.at ? `${spellPosition(node.at)} ` : '';
  }

  private line(depth: number, node: { readonly at?: Program['at'] }, text: string): void {
    this.lines.push('  '.repeat(depth) + this.at(node) + text);
  }

  /** `n: u8`; the register type follows from the declared one, else it is written behind it. */
  private scalar(name: string, declared: ElementType, type: ScalarType): string {
    return `${spellName(name)}: ${declared}${valueTypeOf(declared) === type ? '' : `:${type}`}`;
  }

  private params(params: readonly Param[]): string {
    return params
      .map((param) =>
        param.kind === 'array'
          ? `${this.at(param)}${spellName(param.name)}: ${param.element}[] ${param.access}`
          : this.at(param) + this.scalar(param.name, param.declared, param.type),
      )
      .join(', ');
  }

  private functionDef(definition: FunctionDef): void {
    const results = definition.results.length > 0 ? ` -> ${definition.results.join(', ')}` : '';
    const head = `function ${spellName(definition.name)}(${this.params(definition.params)})${results} {`;
    this.lines.push('');
    this.line(0, definition, head);
    this.body(definition, EMPTY);
  }

  private kernel(kernel: Kernel): void {
    this.lines.push('');
    this.line(0, kernel, `kernel ${spellName(kernel.name)}(${this.params(kernel.params)}) {`);
    if (kernel.block) this.lines.push(`  shape ${kernel.block.join(' ')}`);
    if (kernel.target !== undefined) this.lines.push(`  target ${JSON.stringify(kernel.target)}`);
    if (kernel.distribute) this.lines.push(`  distribute ${kernel.distribute}`);
    const arrays = new Map<string, ElementType>();
    for (const param of kernel.params) if (param.kind === 'array') arrays.set(param.name, param.element);
    for (const shared of kernel.shared) {
      arrays.set(shared.name, shared.element);
      this.line(1, shared, this.shared(shared));
    }
    this.body(kernel, arrays);
  }

  private shared({ name, element, length, perThread, skipZeroFill }: SharedArray): string {
    const flags = (perThread ? ' perThread' : '') + (skipZeroFill ? ' skipZeroFill' : '');
    return `shared ${spellName(name)}: ${element}[${length}]${flags}`;
  }

  private body(owner: Kernel | FunctionDef, arrays: ReadonlyMap<string, ElementType>): void {
    const locals = new Map<string, ScalarType>();
    const words: string[] = [];
    for (const { name, type } of owner.locals) {
      locals.set(name, type);
      words.push(`${spellName(name)}: ${type}`);
    }
    for (let i = 0; i < words.length; i += 6) this.lines.push(`  local ${words.slice(i, i + 6).join(', ')}`);
    const params = new Map<string, ScalarType>();
    for (const param of owner.params) if (param.kind === 'value') params.set(param.name, param.type);
    const scope: Scope = { locals, params, arrays, functions: this.functions, hosts: EMPTY };
    this.block(1, owner.body, new ExpressionPrinter(scope, this.positions), locals);
    this.lines.push('}');
  }

  private block(
    depth: number,
    stmts: readonly Stmt[],
    e: ExpressionPrinter,
    locals: Map<string, ScalarType>,
  ): void {
    const nested = (body: readonly Stmt[]): void => {
      this.block(depth + 1, body, e, locals);
    };
    const end = '  '.repeat(depth);
    for (const stmt of stmts) {
      switch (stmt.kind) {
        case 'if':
          this.line(depth, stmt, `if ${e.open(stmt.condition)} {`);
          nested(stmt.then);
          if (stmt.else.length > 0) {
            this.lines.push(`${end}} else {`);
            nested(stmt.else);
          }
          this.lines.push(`${end}}`);
          break;
        case 'while':
          this.line(depth, stmt, `while ${e.open(stmt.condition)} {`);
          nested(stmt.body);
          this.lines.push(`${end}}`);
          break;
        case 'for': {
          const name = spellName(stmt.name) + (stmt.type === 'i32' ? '' : `: ${stmt.type}`);
          const step = stmt.step === 1 ? '' : ` step ${stmt.step}`;
          this.line(depth, stmt, `for ${name} in ${e.operand(stmt.from)} .. ${e.operand(stmt.to)}${step} {`);
          const hidden = locals.get(stmt.name);
          locals.set(stmt.name, stmt.type);
          nested(stmt.body);
          if (hidden === undefined) locals.delete(stmt.name);
          else locals.set(stmt.name, hidden);
          this.lines.push(`${end}}`);
          break;
        }
        default:
          this.line(depth, stmt, this.simple(stmt, e));
      }
    }
  }

  /** A statement of one line. */
  private simple(stmt: Exclude<Stmt, { kind: 'if' | 'for' | 'while' }>, e: ExpressionPrinter): string {
    switch (stmt.kind) {
      case 'assign':
        return `${e.open(stmt.value)} -> ${spellName(stmt.name)}`;
      case 'store':
        return `${e.open(stmt.value)} -> ${spellName(stmt.array)}[${e.open(stmt.index)}]${stmt.proven ? '!' : ''}`;
      case 'atomic': {
        const place = `${spellName(stmt.array)}[${e.open(stmt.index)}]${stmt.proven ? '!' : ''}`;
        const expected = stmt.expected ? ` expect ${e.operand(stmt.expected)}` : '';
        const result = stmt.result === undefined ? '' : ` -> ${spellName(stmt.result)}`;
        return `atomic ${stmt.op} ${place}${expected} with ${e.operand(stmt.value)}${result}`;
      }
      case 'unpack':
        return `unpack ${e.operand(stmt.value)} -> ${stmt.results.map(spellName).join(', ')}`;
      case 'reduce':
        return `reduce ${stmt.scope} ${stmt.op} ${e.operand(stmt.value)} -> ${spellName(stmt.result)}`;
      case 'stage': {
        const source = `${spellName(stmt.array)}[${e.operand(stmt.from)} .. ${e.operand(stmt.to)}]`;
        return `stage ${source} -> ${spellName(stmt.shared)}[${e.open(stmt.offset)}]`;
      }
      case 'call': {
        const results = stmt.results.length > 0 ? ` -> ${stmt.results.map(spellName).join(', ')}` : '';
        return `call ${spellName(stmt.function)}(${e.list(stmt.args)})${results}`;
      }
      case 'return':
        return stmt.values.length > 0 ? `return ${e.list(stmt.values)}` : 'return';
      case 'barrier':
      case 'break':
      case 'continue':
        return stmt.kind;
    }
  }

  private step(step: Step): string {
    const scope: Scope = {
      locals: EMPTY,
      params: EMPTY,
      arrays: EMPTY,
      functions: this.functions,
      hosts: this.hosts,
    };
    const e = new ExpressionPrinter(scope, this.positions);
    switch (step.kind) {
      case 'alloc':
        return `alloc ${spellName(step.buffer)} ${this.size(step.size, e)}`;
      case 'free':
        return `free ${spellName(step.buffer)}`;
      case 'copy': {
        const names = `${spellName(step.from)} -> ${spellName(step.to)}`;
        return `copy ${step.direction === 'to-gpu' ? 'to' : 'from'} gpu ${names} count ${e.operand(step.count)}`;
      }
      case 'select':
        return `select ${e.operand(step.device)}`;
      case 'sync':
        return 'sync';
      case 'read-file':
      case 'read-image':
        return `${step.kind.replace('-', ' ')} ${JSON.stringify(step.path)} -> ${spellName(step.buffer)}`;
      case 'write-file':
      case 'write-image':
        return `${step.kind.replace('-', ' ')} ${spellName(step.buffer)} -> ${JSON.stringify(step.path)}`;
      case 'set':
        return this.set(step, e);
      case 'replace':
        return `replace ${spellName(step.buffer)} from ${spellName(step.from)}`;
      case 'matrix':
        return `matrix ${step.op} ${step.operands.map(spellName).join(', ')} -> ${spellName(step.result)}${
          step.kernel === undefined ? '' : ` by ${spellName(step.kernel)}`
        }`;
      case 'launch': {
        const bindings = step.bindings.map((binding) => {
          const from =
            binding.kind === 'value'
              ? e.open(binding.value)
              : `buffer ${spellName(binding.buffer)}${binding.kind === 'element' ? '[0]' : ''}`;
          return `${spellName(binding.param)} = ${from}`;
        });
        const bound = bindings.length > 0 ? ` with ${bindings.join(', ')}` : '';
        const name = `${step.implicit ? 'implicit ' : ''}${spellName(step.kernel)}`;
        const { gas } = step;
        const report = gas ? ` gas ${spellName(gas.buffer)}[${gas.slot}] of ${spellName(gas.kernel)}` : '';
        return `launch ${name} ${this.extent(step.extent, e)}${bound}${report}`;
      }
    }
  }

  private set(step: SetStep, e: ExpressionPrinter): string {
    const text = `set ${e.open(step.value)} -> ${spellName(step.name)}`;
    this.hosts.set(step.name, step.value.type);
    return text;
  }

  private size(size: BufferSize, e: ExpressionPrinter): string {
    switch (size.kind) {
      case 'elements':
        return `elements ${e.operand(size.count)}`;
      case 'matrix':
        return `matrix ${e.operand(size.rows)} by ${e.operand(size.columns)}`;
      case 'like':
        return `like ${spellName(size.buffer)}`;
    }
  }

  private extent(extent: Extent, e: ExpressionPrinter): string {
    switch (extent.kind) {
      case 'grid':
        return `blocks (${e.list(extent.blocks)}) threads (${e.list(extent.threads)})`;
      case 'threads':
        return 'over threads';
      case 'over':
        return `over ${extent.axes === 2 ? 'pixels' : 'elements'} ${spellName(extent.buffer)}`;
      case 'indirect':
        return `blocks ${spellName(extent.buffer)} shape ${extent.block.join(' ')}`;
    }
  }
}

/**
 * The text form of a program; `parseProgram` reads it back to an equal program.
 *
 * @example
 * printProgram(program) // 'pxir 1\n\nbuffer x: f32 open read\n…'
 */
export function printProgram(program: Program, { positions = false }: PrintOptions = {}): string {
  return new ProgramPrinter(program, positions).print();
}
