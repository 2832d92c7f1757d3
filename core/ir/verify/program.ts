// Checks that a program keeps every rule of the IR; the pipeline does so after the front end and after each pass.
//
// Invariants of declarations:
// - names of kernels are unique, and so are those of functions;
// - names of parameters, shared arrays, locals and loop variables are unique in their kernel or function;
// - a scalar's register type is that of its declared type; shared arrays have a positive length; block shapes too;
// - functions have scalar parameters only, do not call themselves directly or through others, and return on every path.
// Those of expressions, bodies and the host stand at the top of their files.
import type { Diagnostic } from '../../diagnostics/index.ts';
import * as messages from '../../diagnostics/messages/ir.ts';
import { valueTypeOf } from '../element.ts';
import {
  type ArrayParam,
  type Expr,
  type FunctionDef,
  IR_VERSION,
  type Kernel,
  type Program,
  type ScalarType,
  type SharedArray,
} from '../types.ts';
import { calledFunctions } from '../walk.ts';
import { alwaysReturns, BodyVerifier, verifyUniformity } from './body.ts';
import { verifyHost } from './host.ts';
import { Report } from './report.ts';

/** Shared arrays beyond this many elements exist on no target. */
const LONGEST_SHARED = 2 ** 24;

function byName<T extends { readonly name: string; readonly at?: Expr['at'] }>(
  things: readonly T[],
  what: string,
  report: Report,
): Map<string, T> {
  const map = new Map<string, T>();
  for (const thing of things) {
    if (map.has(thing.name)) report.add(messages.duplicateName, { what, name: thing.name }, thing.at);
    else map.set(thing.name, thing);
  }
  return map;
}

class OwnerVerifier {
  private readonly owner: Kernel | FunctionDef;
  private readonly shared: readonly SharedArray[];
  private readonly report: Report;
  private readonly taken = new Set<string>();

  constructor(owner: Kernel | FunctionDef, report: Report) {
    this.owner = owner;
    this.shared = 'shared' in owner ? owner.shared : [];
    this.report = report;
  }

  private declare(name: string, at: Expr['at']): void {
    if (this.taken.has(name)) this.report.add(messages.duplicateName, { what: 'name', name }, at);
    this.taken.add(name);
  }

  verify(functions: ReadonlyMap<string, FunctionDef>): void {
    const { owner, shared, report } = this;
    const params = new Map<string, ScalarType>();
    const arrays = new Map<string, ArrayParam | SharedArray>();
    const locals = new Map<string, ScalarType>();
    for (const param of owner.params) {
      this.declare(param.name, param.at);
      if (param.kind === 'array') arrays.set(param.name, param);
      else {
        params.set(param.name, param.type);
        const expected = valueTypeOf(param.declared);
        if (param.type !== expected) {
          const args = { what: `Parameter \`${param.name}\``, expected, found: String(param.type) };
          report.add(messages.wrongType, args, param.at);
        }
      }
    }
    for (const array of shared) {
      this.declare(array.name, array.at);
      arrays.set(array.name, array);
      if (!Number.isInteger(array.length) || array.length < 1 || array.length > LONGEST_SHARED)
        report.add(
          messages.badSize,
          { what: `The length of \`${array.name}\``, found: String(array.length) },
          array.at,
        );
    }
    for (const { name, type } of owner.locals) {
      this.declare(name, owner.at);
      locals.set(name, type);
    }
    const results = 'results' in owner ? owner.results : undefined;
    const where = results ? 'a function' : 'a kernel';
    const names = { where, locals, params, arrays, functions, hostType: () => undefined } as const;
    new BodyVerifier(names, { name: owner.name, results }, this.taken, report).block(owner.body);
  }
}

function verifyBlock({ name, block, at }: Kernel, report: Report): void {
  if (block && (block.length !== 3 || block.some((side) => !Number.isInteger(side) || side < 1)))
    report.add(messages.badSize, { what: `The block shape of \`${name}\``, found: block.join(' × ') }, at);
}

/** Reports each function that can reach itself; depth first with three colours, so linear in the calls. */
function verifyCalls(functions: ReadonlyMap<string, FunctionDef>, report: Report): void {
  const state = new Map<string, 'open' | 'done'>();
  const visit = (definition: FunctionDef): void => {
    state.set(definition.name, 'open');
    for (const name of calledFunctions(definition.body)) {
      const callee = functions.get(name);
      if (!callee) continue;
      const seen = state.get(name);
      if (seen === 'open') report.add(messages.recursiveFunction, { name }, callee.at);
      else if (seen === undefined) visit(callee);
    }
    state.set(definition.name, 'done');
  };
  for (const definition of functions.values()) if (!state.has(definition.name)) visit(definition);
}

/**
 * What is wrong with a program, in terms of the IR: an empty list for a sound one, at most 100 diagnostics PX0910–PX0928
 * otherwise. Linear in the size of the program.
 *
 * @example
 * verifyProgram(parseProgram('pxir 1\nkernel k(x: f32[] read) {\n  1.0 -> x[0]\n}'))[0]?.code // 'PX0915'
 */
export function verifyProgram(program: Program): Diagnostic[] {
  const report = new Report();
  if (program.version !== IR_VERSION) {
    const found = String(program.version);
    report.add(messages.otherVersion, { found, supported: IR_VERSION }, program.at);
    return report.diagnostics;
  }
  const kernels = byName(program.kernels, 'kernel', report);
  const functions = byName(program.functions, 'function', report);
  for (const owner of [...program.functions, ...program.kernels])
    new OwnerVerifier(owner, report).verify(functions);
  // What follows walks the trees without looking at their depth.
  if (report.tooDeep) return report.diagnostics;
  verifyCalls(functions, report);
  for (const definition of program.functions)
    if (!alwaysReturns(definition.body))
      report.add(messages.missingReturn, { name: definition.name }, definition.at);
  for (const kernel of program.kernels) {
    verifyBlock(kernel, report);
    verifyUniformity(kernel, report);
  }
  verifyHost(program, kernels, functions, report);
  return report.diagnostics;
}
