// Turns scalars that launches take from arrays into arrays whose first element the kernel reads where it begins.
import { assign, i32, load, local } from './build.ts';
import { namesIn } from './taken-names.ts';
import type { Binding, Kernel, LaunchStep, Local, Program, Stmt } from './types.ts';
import { mapStmts } from './walk.ts';

const elementsOf = ({ bindings }: LaunchStep): readonly string[] =>
  bindings.flatMap(({ kind, param }) => (kind === 'element' ? [param] : []));

/** The kernel with these scalar parameters as arrays; what was the parameter is a local that holds the first element. */
function readingElements(kernel: Kernel, name: string, scalars: ReadonlySet<string>): Kernel {
  const taken = namesIn(kernel);
  const locals = new Map<string, Local>();
  const reads: Stmt[] = [];
  const params = kernel.params.map((param) => {
    if (param.kind !== 'value' || !scalars.has(param.name)) return param;
    const held: Local = { name: taken.claim(`${param.name}_value`), type: param.type };
    locals.set(param.name, held);
    reads.push(assign(held.name, load(param.name, i32(0), param.type)));
    const { declared, at } = param;
    return { kind: 'array', name: param.name, element: declared, access: 'read', ...(at && { at }) } as const;
  });
  const body = mapStmts(kernel.body, {
    expr: (expr) => {
      const held = expr.kind === 'param' ? locals.get(expr.name) : undefined;
      return held ? { ...local(held.name, held.type), ...(expr.at && { at: expr.at }) } : expr;
    },
  });
  return {
    ...kernel,
    name,
    params,
    locals: [...kernel.locals, ...locals.values()],
    body: [...reads, ...body],
  };
}

const asArray = (binding: Binding): Binding =>
  binding.kind === 'element' ? { param: binding.param, kind: 'buffer', buffer: binding.buffer } : binding;

/**
 * The program without bindings of kind `element`. A kernel whose launches take different scalars from arrays is there once
 * for each way; the first of them keeps its name.
 */
export function lowerElementBindings(program: Program): Program {
  const launches = program.steps.filter((step) => step.kind === 'launch');
  if (!launches.some((step) => elementsOf(step).length > 0)) return program;
  const kernels = new Map(program.kernels.map((kernel) => [kernel.name, kernel]));
  const taken = namesIn(program);
  const made = new Map<string, Map<string, Kernel>>();
  const variantFor = (step: LaunchStep, kernel: Kernel): Kernel => {
    const scalars = elementsOf(step);
    const variants = made.get(kernel.name) ?? new Map<string, Kernel>();
    made.set(kernel.name, variants);
    const key = scalars.toSorted().join(' ');
    const known = variants.get(key);
    if (known) return known;
    const name = variants.size === 0 ? kernel.name : taken.claim(kernel.name);
    const variant =
      scalars.length > 0 ? readingElements(kernel, name, new Set(scalars)) : { ...kernel, name };
    variants.set(key, variant);
    return variant;
  };
  const steps = program.steps.map((step) => {
    const kernel = step.kind === 'launch' ? kernels.get(step.kernel) : undefined;
    if (step.kind !== 'launch' || !kernel) return step;
    return { ...step, kernel: variantFor(step, kernel).name, bindings: step.bindings.map(asArray) };
  });
  return {
    ...program,
    steps,
    kernels: program.kernels.flatMap((kernel) => [...(made.get(kernel.name)?.values() ?? [kernel])]),
  };
}
