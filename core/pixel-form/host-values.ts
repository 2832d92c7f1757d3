// What launches pass to scalar parameters, as far as it still depends on settings: those that no size depends on stay free.
import type { RunLaunch } from '../contract/index.ts';
import {
  build as b,
  type Expr,
  expressionsOfStep,
  forEachExpr,
  type LaunchStep,
  mapExpr,
  type Program,
  type Setting,
  type Step,
  someExpr,
} from '../ir/index.ts';
import type { Value } from '../ops/index.ts';

/** What a launch passes to a scalar parameter. */
export type Passed =
  | { readonly kind: 'constant'; readonly value: Value }
  | { readonly kind: 'setting'; readonly setting: Setting }
  | { readonly kind: 'computed'; readonly value: Expr };

const isSize = (name: string): boolean => name.includes('.');

export class HostValues {
  /** Settings that something depends on that the image fixes. */
  private readonly frozen = new Set<string>();
  private readonly settings: ReadonlyMap<string, Setting>;
  /** Names that are SET, in terms of settings; `undefined` for what depends on sizes of arrays. */
  private readonly names = new Map<string, Expr | undefined>();
  /** Settings that a name that is SET depends on, even where its value is not known in terms of them. */
  private readonly origins = new Map<string, ReadonlySet<string>>();
  private readonly bound = new Map<number, ReadonlyMap<string, Expr | undefined>>();

  /** @param settings with the values that hold when the caller of the image gives none */
  constructor(program: Program, settings: readonly Setting[], launched: ReadonlySet<number>) {
    this.settings = new Map(settings.map((setting) => [setting.name, setting]));
    program.steps.forEach((step, index) => {
      if (step.kind === 'set') this.set(step.name, step.value);
      else if (step.kind !== 'launch') for (const expr of expressionsOfStep(step)) this.freeze(expr);
      else if (launched.has(index)) this.launch(step, index);
    });
  }

  private set(name: string, value: Expr): void {
    this.origins.set(name, this.originsOf(value));
    if (isSize(name)) this.freeze(value);
    else this.names.set(name, this.resolved(value));
  }

  private launch(step: LaunchStep, index: number): void {
    const sizes: Step = { ...step, bindings: [] };
    for (const expr of expressionsOfStep(sizes)) this.freeze(expr);
    const values = step.bindings.flatMap((binding) => {
      if (binding.kind !== 'value') return [];
      const value = this.resolved(binding.value);
      if (!value) this.freeze(binding.value);
      return [[binding.param, value] as const];
    });
    this.bound.set(index, new Map(values));
  }

  /** Names of settings that the value of an expression depends on. */
  private originsOf(expr: Expr): ReadonlySet<string> {
    const found = new Set<string>();
    forEachExpr(expr, (inner) => {
      if (inner.kind !== 'host') return;
      if (this.settings.has(inner.name)) found.add(inner.name);
      for (const name of this.origins.get(inner.name) ?? []) found.add(name);
    });
    return found;
  }

  private freeze(expr: Expr): void {
    for (const name of this.originsOf(expr)) this.frozen.add(name);
  }

  /** The expression in terms of settings; none when it needs the size of an array, or doubles. */
  private resolved(expr: Expr): Expr | undefined {
    let known = true;
    const value = mapExpr(expr, (inner) => {
      if (inner.type === 'f64') known = false;
      if (inner.kind !== 'host' || this.settings.has(inner.name)) return inner;
      const meaning = isSize(inner.name) ? undefined : this.names.get(inner.name);
      if (!meaning) known = false;
      return meaning ?? inner;
    });
    return known ? value : undefined;
  }

  /** What a launch passes to one of its parameters. */
  passed({ step, values }: RunLaunch, param: string): Passed {
    const value = values[param];
    if (value === undefined) throw new Error(`the launch passes nothing to ${param}`);
    const bound = this.bound.get(step)?.get(param);
    const free = bound && mapExpr(bound, (inner) => this.fixed(inner));
    if (!free || !someExpr(free, (inner) => inner.kind === 'host')) return { kind: 'constant', value };
    const setting = free.kind === 'host' ? this.settings.get(free.name) : undefined;
    return setting ? { kind: 'setting', setting } : { kind: 'computed', value: free };
  }

  /** A frozen setting as the value that it has. */
  private fixed(expr: Expr): Expr {
    if (expr.kind !== 'host' || !this.frozen.has(expr.name)) return expr;
    const { type, value = 0 } = this.settings.get(expr.name)!;
    return type === 'f32' ? b.f32Value(Number(value)) : b.constant(type, value);
  }
}
