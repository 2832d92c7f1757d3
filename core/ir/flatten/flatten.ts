// The pass `flatten`: kernels and functions with one operation a statement, as instructions have it.
import type { FunctionDef, Kernel, Program, SharedArray } from '../types.ts';
import { flattenBody } from './body.ts';
import { FreshNames } from './fresh-names.ts';
import { localsInOrder } from './locals.ts';

function flattenOwner<T extends Kernel | FunctionDef>(owner: T): T {
  const names = new FreshNames(owner);
  const body = flattenBody(owner.body, names);
  const types = new Map([...owner.locals, ...names.locals].map(({ name, type }) => [name, type]));
  return { ...owner, locals: localsInOrder(body, types), body };
}

function flattenShared({ skipZeroFill: _, ...array }: SharedArray): SharedArray {
  return array;
}

/**
 * The program with one operation a statement: operands are variables, scalar parameters and literals. What it computes is
 * the same; a program that is flat already comes back as it is, but for unused locals, which go.
 *
 * - AND and OR that decide early become `if`, calls statements of their own, CLAMP a MAX and a MIN;
 * - `while e` becomes `while true { …; if t {} else { break }; … }`, where `e` is more than a variable;
 * - values in between are locals `t1`, `t2`, …; locals are declared in the order in which the text names them;
 * - what analyses showed (`proven`, `skipZeroFill`) is forgotten.
 *
 * @example
 * flatten(parseProgram('pxir 1\nkernel k(x: i32[] write) {\n  (thread.x + 1) * 2 -> x[0]\n}'))
 * // thread.x -> t1 · t1 + 1 -> t2 · t2 * 2 -> t3 · t3 -> x[0]
 */
export function flatten(program: Program): Program {
  return {
    ...program,
    functions: program.functions.map(flattenOwner),
    kernels: program.kernels.map((kernel) => ({
      ...flattenOwner(kernel),
      shared: kernel.shared.map(flattenShared),
    })),
  };
}
