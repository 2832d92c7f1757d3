// What can be said of sizes without running: from constants, SET steps, and whatever settings and sizes the caller names.
import type { LaunchValues } from '../contract/index.ts';
import type { Expr, LaunchStep, Program } from '../ir/index.ts';
import type { Value } from '../ops/index.ts';
import { evaluateHost } from './host-values.ts';

/** Values of settings and lengths of arrays that are known beforehand. */
export interface KnownFacts {
  readonly values?: ReadonlyMap<string, Value>;
  readonly lengths?: ReadonlyMap<string, number>;
  /** Threads of launches by the index of their step. */
  readonly threads?: ReadonlyMap<number, number>;
  /** Values of scalar parameters of launches by the index of their step. */
  readonly parameters?: ReadonlyMap<number, LaunchValues>;
}

export interface KnownSizes {
  readonly lengths: ReadonlyMap<string, number>;
  readonly threads: ReadonlyMap<number, number>;
  /** Values of scalar parameters of launches by the index of their step. */
  readonly parameters: ReadonlyMap<number, LaunchValues>;
}

const product = (counts: readonly (number | undefined)[]): number | undefined =>
  counts.reduce<number | undefined>(
    (all, count) => (all === undefined || count === undefined ? undefined : all * Math.max(0, count)),
    1,
  );

/**
 * Elements of arrays and threads of launches, as far as they follow from the program and the facts. Never fails: what is
 * not known is left out. Files are not read.
 */
export function knownSizes(program: Program, facts: KnownFacts = {}): KnownSizes {
  const values = new Map(facts.values);
  for (const { name, value } of program.settings)
    if (value !== undefined && !values.has(name)) values.set(name, value);
  const lengths = new Map(facts.lengths);
  const threads = new Map(facts.threads);
  const parameters = new Map(facts.parameters);
  const count = (expr: Expr): number | undefined => {
    const value = evaluateHost(expr, (name) => values.get(name));
    return value === undefined ? undefined : Number(value);
  };
  const learn = (buffer: string, length: number | undefined): void => {
    if (length !== undefined && !facts.lengths?.has(buffer)) lengths.set(buffer, length);
  };
  const threadsOf = ({ extent, bindings }: LaunchStep): number | undefined => {
    if (extent.kind === 'grid') return product([...extent.blocks, ...extent.threads].map(count));
    if (extent.kind === 'over') return lengths.get(extent.buffer);
    // What the array holds is known when the launch begins.
    if (extent.kind === 'indirect') return undefined;
    const known = bindings.flatMap((b) => (b.kind === 'buffer' ? (lengths.get(b.buffer) ?? []) : []));
    return known.length === 0 ? undefined : Math.max(...known);
  };
  const valuesOf = ({ bindings }: LaunchStep): LaunchValues =>
    Object.fromEntries(
      bindings.flatMap((binding) => {
        const value =
          binding.kind === 'value' ? evaluateHost(binding.value, (name) => values.get(name)) : undefined;
        return value === undefined ? [] : [[binding.param, value] as const];
      }),
    );
  for (const buffer of program.buffers) if (buffer.origin === 'image') learn(buffer.name, buffer.length);
  program.steps.forEach((step, index) => {
    switch (step.kind) {
      case 'set': {
        const value = evaluateHost(step.value, (name) => values.get(name));
        if (value !== undefined) values.set(step.name, value);
        return;
      }
      case 'alloc':
        if (step.size.kind === 'elements') learn(step.buffer, count(step.size.count));
        else if (step.size.kind === 'like') learn(step.buffer, lengths.get(step.size.buffer));
        else learn(step.buffer, product([count(step.size.rows), count(step.size.columns)]));
        return;
      case 'replace':
        learn(step.buffer, lengths.get(step.from));
        return;
      case 'matrix':
        if (step.op === 'dot') learn(step.result, 1);
        else if (step.op === 'add') learn(step.result, lengths.get(step.operands[0] ?? ''));
        return;
      case 'launch': {
        const known = threads.get(index) ?? threadsOf(step);
        if (known !== undefined && known >= 1) threads.set(index, known);
        if (!parameters.has(index)) parameters.set(index, valuesOf(step));
        return;
      }
      default:
        return;
    }
  });
  return { lengths, threads, parameters };
}
