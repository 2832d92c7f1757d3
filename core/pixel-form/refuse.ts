// What cannot become pixels: doubles, arrays of no elements, and what is beyond the limits of version 1.1.
import { type Diagnostic, PxosError } from '../diagnostics/index.ts';
import * as say from '../diagnostics/messages/pixel-encode.ts';
import {
  type Buffer,
  bodiesOf,
  bytesOf,
  calledFunctions,
  type Expr,
  type FunctionDef,
  forEachExprIn,
  forEachStmt,
  type Kernel,
  type LaunchStep,
  type MatrixStep,
  type Program,
  type SharedArray,
  type Stmt,
  valueTypeOf,
} from '../ir/index.ts';
import { PIXEL_LIMITS as LIMITS, registersNeeded } from '../pxi/index.ts';
import type { PreparedRun } from '../run/index.ts';

type Owner = Kernel | FunctionDef;

function throwIfAny(found: readonly Diagnostic[]): void {
  if (found.length > 0) throw new PxosError(found);
}

function doubleOf(owner: Owner): string | undefined {
  const what = 'results' in owner ? 'function' : 'kernel';
  const name = `${what} \`${owner.name}\``;
  const shared = 'shared' in owner ? owner.shared : [];
  const declared = [...owner.params, ...shared].find((one) =>
    'element' in one ? valueTypeOf(one.element) === 'f64' : one.type === 'f64',
  );
  if (declared) return `\`${declared.name}\` of ${name}`;
  let found = owner.locals.some(({ type }) => type === 'f64');
  forEachExprIn(owner.body, (expr) => {
    if (expr.type === 'f64') found = true;
  });
  return found ? name : undefined;
}

/** Refuses an exponent that the directory of an image cannot say. */
export function refuseGas(gas: number): void {
  if (!Number.isInteger(gas) || gas < 1 || gas > LIMITS.gas) throwIfAny([say.gasOutOfRange({ gas })]);
}

/** Refuses what has no type in an image, and arrays that have no elements or too many. */
export function refuseTypes(program: Program, { operations, storages }: PreparedRun): void {
  const launched = new Set(operations.flatMap((op) => (op.kind === 'launch' ? [op.kernel] : [])));
  const kernels = program.kernels.filter(({ name }) => launched.has(name));
  const owners: readonly Owner[] = [...kernels, ...program.functions];
  const found = owners.flatMap((owner): Diagnostic[] => {
    const where = doubleOf(owner);
    return where === undefined ? [] : [say.typeNotInPixels({ where }, { place: owner.at })];
  });
  throwIfAny(found);
  const at = new Map(program.buffers.map((buffer) => [buffer.name, buffer.at]));
  for (const { name, element, length } of storages.values()) {
    const place = { place: at.get(name) };
    if (element === 'f64') found.push(say.typeNotInPixels({ where: `the array \`${name}\`` }, place));
    else if (length === 0) {
      const way = 'Give it at least one element.';
      found.push(say.notInPixels({ what: `The array \`${name}\`, which has no elements,`, way }, place));
    } else if (length > LIMITS.elements) {
      const what = `The number of elements of \`${name}\``;
      const way = 'Make it smaller, or divide it into several arrays.';
      found.push(say.beyondPixels({ what, count: length, limit: LIMITS.elements, way }, place));
    }
  }
  throwIfAny(found);
}

/** How deep blocks nest. */
function depthOf(stmts: readonly Stmt[]): number {
  let depth = 0;
  for (const stmt of stmts) for (const body of bodiesOf(stmt)) depth = Math.max(depth, 1 + depthOf(body));
  return depth;
}

const rowsOf = (buffer: Buffer): number => (buffer.origin === 'image' ? (buffer.shape?.[0] ?? 1) : 1);

class Limits {
  readonly found: Diagnostic[] = [];
  private readonly functions: ReadonlyMap<string, FunctionDef>;
  private readonly rows: ReadonlyMap<string, number>;
  private readonly chains = new Map<string, { readonly calls: number; readonly registers: number }>();

  constructor({ functions, buffers }: Program) {
    this.rows = new Map(buffers.map((buffer) => [buffer.name, rowsOf(buffer)]));
    this.functions = new Map(functions.map((definition) => [definition.name, definition]));
  }

  private most(
    what: string,
    count: number,
    limit: number,
    { way, at }: { way: string; at: Owner['at'] },
  ): void {
    if (count > limit) this.found.push(say.beyondPixels({ what, count, limit, way }, { place: at }));
  }

  owner(owner: Owner): void {
    const { name, at } = owner;
    const isFunction = 'results' in owner;
    const shared = isFunction ? [] : owner.shared;
    const where = `${isFunction ? 'function' : 'kernel'} \`${name}\``;
    const split = { way: 'Split it into smaller ones.', at };
    const entries = owner.params.length + shared.length;
    const parameters = isFunction ? 'parameters' : 'parameters and shared arrays';
    this.most(
      `The number of ${parameters} of ${where}`,
      entries,
      isFunction ? LIMITS.arguments : LIMITS.entries,
      split,
    );
    if (isFunction)
      this.most(`The number of results of ${where}`, owner.results.length, LIMITS.arguments, split);
    this.most(`The depth of nested blocks of ${where}`, depthOf(owner.body), LIMITS.nesting, split);
    const pixels = shared.reduce((sum, { element, length }) => {
      return sum + Math.ceil((bytesOf(element) * length) / 4);
    }, 0);
    const smaller = { way: 'Make the shared arrays smaller.', at };
    this.most(`Shared memory of ${where}, in bytes,`, 4 * pixels, 4 * LIMITS.sharedPixels, smaller);
    const { calls, registers } = this.chain(owner);
    this.most(`The number of functions that call one another under ${where}`, calls, LIMITS.chain, split);
    this.most(`The number of registers of ${where}, with what it calls,`, registers, LIMITS.registers, split);
    this.wordless(owner, shared);
  }

  /** The most functions that are open at once under an owner, and the registers that they all have together with it. */
  chain(owner: Owner): { readonly calls: number; readonly registers: number } {
    const known = this.chains.get(owner.name);
    if (known && 'results' in owner) return known;
    let calls = 0;
    let registers = 0;
    for (const name of calledFunctions(owner.body)) {
      const callee = this.functions.get(name);
      if (!callee) continue;
      const below = this.chain(callee);
      calls = Math.max(calls, 1 + below.calls);
      registers = Math.max(registers, below.registers);
    }
    const chain = { calls, registers: registers + registersNeeded(owner) };
    if ('results' in owner) this.chains.set(owner.name, chain);
    return chain;
  }

  /** Loops that count up by 2^31, which no int is; lengths and ranges of arrays that no instruction takes. */
  private wordless(owner: Owner, shared: readonly SharedArray[]): void {
    const names = new Set(shared.map(({ name }) => name));
    const refuse = (what: string, way: string, place: Owner['at']): void => {
      this.found.push(say.notInPixels({ what, way }, { place }));
    };
    forEachStmt(owner.body, (stmt) => {
      if (stmt.kind === 'for' && stmt.step >= 2 ** 31)
        refuse('A loop with a step of 2147483648', 'Use a smaller step.', stmt.at);
      if (stmt.kind === 'stage' && names.has(stmt.array))
        refuse('A range of a shared array that goes to another one', 'Copy it element by element.', stmt.at);
    });
    forEachExprIn(owner.body, (expr) => {
      if (expr.kind !== 'length') return;
      const what = `The length of \`${expr.array}\`, taken in the kernel,`;
      refuse(what, 'Pass the length as a parameter.', expr.at);
    });
  }

  /** Rows of the arrays whose shape a statement needs. */
  matrix({ operands, result, at }: MatrixStep): void {
    for (const name of new Set([...operands, result])) {
      const fewer = { way: 'Divide it into matrices of fewer rows.', at };
      this.most(`The number of rows of \`${name}\``, this.rows.get(name) ?? 1, LIMITS.rows, fewer);
    }
  }

  launch({ kernel, extent, at }: LaunchStep): void {
    const counts = (exprs: readonly Expr[]): readonly number[] =>
      exprs.map((expr) => (expr.kind === 'const' ? Number(expr.value) : 1));
    const blocks = extent.kind === 'grid' ? counts(extent.blocks) : [];
    const block =
      extent.kind === 'grid' ? counts(extent.threads) : extent.kind === 'indirect' ? extent.block : [];
    const threads = block.reduce((all, count) => all * count, 1);
    const all = blocks.reduce((product, count) => product * count, threads);
    const fewer = { way: 'State smaller blocks, and more of them.', at };
    this.most(`The number of threads in a block of \`${kernel}\``, threads, LIMITS.blockThreads, fewer);
    this.most(`The depth of a block of \`${kernel}\``, block[2] ?? 1, LIMITS.blockDepth, fewer);
    const several = { way: 'Launch it several times, each for a part.', at };
    this.most(`The number of threads of a launch of \`${kernel}\``, all, LIMITS.threads, several);
  }
}

/** True when some kernel, with the functions that it calls, needs more registers than there are. */
export function hasTooManyRegisters(form: Program): boolean {
  const limits = new Limits(form);
  return form.kernels.some((kernel) => limits.chain(kernel).registers > LIMITS.registers);
}

/** Refuses a program in pixel form that is beyond the limits of version 1.1. */
export function refuseBeyond(form: Program): void {
  const limits = new Limits(form);
  for (const owner of [...form.functions, ...form.kernels]) limits.owner(owner);
  for (const step of form.steps)
    if (step.kind === 'launch') limits.launch(step);
    else if (step.kind === 'matrix') limits.matrix(step);
  throwIfAny(limits.found);
}
