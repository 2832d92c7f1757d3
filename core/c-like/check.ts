// What a target of the C family must refuse before it prints: types it lacks, statements it does not have, limits.
import type { Diagnostic } from '../diagnostics/index.ts';
import { targetMessages } from '../diagnostics/messages/index.ts';
import {
  bytesOf,
  type ElementType,
  forEachExprIn,
  isBlockBlind,
  type Kernel,
  type Program,
  valueTypeOf,
} from '../ir/index.ts';
import type { Dialect } from './dialect.ts';

/** Limits of a target by the names that its documentation gives them. */
export interface TargetLimits {
  readonly sharedBytes: { readonly name: string; readonly limit: number };
  readonly threadsPerBlock: { readonly name: string; readonly limit: number };
  readonly buffers?: { readonly name: string; readonly limit: number } | undefined;
}

/** The words of the language for types that some target lacks. */
const WORDS: { readonly [E in ElementType]?: string } = { f64: 'double', f16: 'half' };
/** Targets that have doubles. */
const WITH_DOUBLE = ['cuda', 'rocm', 'wasm'];

function usesDouble(kernel: Pick<Kernel, 'body' | 'locals'>): boolean {
  let found = kernel.locals.some(({ type }) => type === 'f64');
  forEachExprIn(kernel.body, (expr) => {
    if (expr.type === 'f64') found = true;
  });
  return found;
}

function* missingTypes(program: Program, dialect: Dialect): Generator<Diagnostic> {
  if (dialect.types.f64 !== undefined) return;
  const type = WORDS.f64 ?? 'f64';
  const say = (where: string, owner: { readonly at?: Kernel['at'] }): Diagnostic =>
    targetMessages.typeMissing(
      { target: dialect.name, type, where, backends: WITH_DOUBLE },
      { place: owner.at },
    );
  for (const kernel of program.kernels) {
    const named = [...kernel.params, ...kernel.shared].find((owner) =>
      'element' in owner ? valueTypeOf(owner.element) === 'f64' : owner.type === 'f64',
    );
    if (named) yield say(`\`${named.name}\` of kernel \`${kernel.name}\``, named.at ? named : kernel);
    else if (usesDouble(kernel)) yield say(`kernel \`${kernel.name}\``, kernel);
  }
  for (const def of program.functions)
    if (usesDouble(def) || def.results.includes('f64') || def.params.some((param) => param.type === 'f64'))
      yield say(`function \`${def.name}\``, def);
}

function* exceededLimits(
  program: Program,
  target: string,
  limits: TargetLimits,
  blocks: ReadonlyMap<string, number>,
): Generator<Diagnostic> {
  for (const kernel of program.kernels) {
    const place = { place: kernel.at };
    const threads = blocks.get(kernel.name) ?? limits.threadsPerBlock.limit;
    const bytes = kernel.shared.reduce(
      (sum, array) => sum + bytesOf(array.element) * array.length * (array.perThread ? threads : 1),
      0,
    );
    if (bytes > limits.sharedBytes.limit)
      yield targetMessages.sharedTooLarge(
        {
          target,
          kernel: kernel.name,
          bytes,
          limit: limits.sharedBytes.limit,
          limitName: limits.sharedBytes.name,
        },
        place,
      );
    const arrays = kernel.params.filter(({ kind }) => kind === 'array').length;
    if (limits.buffers && arrays > limits.buffers.limit)
      yield targetMessages.tooManyBuffers(
        {
          target,
          kernel: kernel.name,
          buffers: arrays,
          limit: limits.buffers.limit,
          limitName: limits.buffers.name,
        },
        place,
      );
  }
  const { limit, name: limitName } = limits.threadsPerBlock;
  for (const step of program.steps) {
    if (step.kind !== 'launch' || step.extent.kind !== 'grid') continue;
    const kernel = program.kernels.find(({ name }) => name === step.kernel);
    const constant = step.extent.threads.every((expr) => expr.kind === 'const');
    if (!kernel || !constant || isBlockBlind(kernel)) continue;
    const threads = step.extent.threads.reduce(
      (product, e) => product * (e.kind === 'const' ? Number(e.value) : 1),
      1,
    );
    if (threads > limit)
      yield targetMessages.blockTooLarge(
        { target, kernel: kernel.name, threads, limit, limitName },
        { place: step.at },
      );
  }
}

/**
 * Everything that stands against printing the program: PX0800 (types), PX0801, PX0802, PX0804 (limits).
 * `blocks` are the largest blocks of the kernels.
 */
export function obstacles(
  program: Program,
  dialect: Dialect,
  limits: TargetLimits,
  blocks: ReadonlyMap<string, number>,
): readonly Diagnostic[] {
  return [...missingTypes(program, dialect), ...exceededLimits(program, dialect.name, limits, blocks)];
}
