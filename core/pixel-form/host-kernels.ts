// Arithmetic of the host on settings as kernels of one thread, each of which leaves its value in an array of one element.
import {
  build as b,
  type ElementType,
  type Expr,
  forEachExpr,
  type Kernel,
  type LaunchStep,
  mapExpr,
  type ScalarType,
  type Setting,
} from '../ir/index.ts';

/** The element type that holds all values of a register type. */
export function elementFor(type: ScalarType): ElementType {
  return type === 'f64' ? 'f32' : type;
}

const RESULT = 'result';
const ONE = { kind: 'grid', blocks: [1, 1, 1].map(b.i32), threads: [1, 1, 1].map(b.i32) } as const;

/** A kernel that computes an expression of settings, and its launch. */
export interface HostKernel {
  readonly kernel: Kernel;
  readonly launch: LaunchStep;
  readonly element: ElementType;
}

/**
 * The kernel that stores the value of an expression in `buffer`, of which it takes the name.
 *
 * @example
 * hostKernel('host_1', b.op('mul', b.host('n'), b.i32(2)), settings) // kernel host_1(n: i32, result: i32[] write)
 */
export function hostKernel(name: string, value: Expr, settings: ReadonlyMap<string, Setting>): HostKernel {
  const used = new Map<string, { readonly param: string; readonly setting: Setting }>();
  forEachExpr(value, (expr) => {
    const setting = expr.kind === 'host' ? settings.get(expr.name) : undefined;
    if (setting && !used.has(setting.name)) used.set(setting.name, { param: `v${used.size}`, setting });
  });
  const element = elementFor(value.type);
  const inKernel = mapExpr(value, (expr) =>
    expr.kind === 'host' ? b.param(used.get(expr.name)?.param ?? expr.name, expr.type) : expr,
  );
  const kernel = b.kernel({
    name,
    params: [
      ...[...used.values()].map(({ param, setting }) => b.value(param, setting.declared)),
      b.array(RESULT, element, 'write'),
    ],
    body: [b.store(RESULT, b.i32(0), inKernel)],
  });
  const bindings = [...used.values()].map(({ param, setting }) =>
    b.bindValue(param, b.host(setting.name, setting.type)),
  );
  return { kernel, element, launch: b.launch(name, [...bindings, b.bindBuffer(RESULT, name)], ONE) };
}
