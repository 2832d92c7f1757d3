// Helpers for tests of the codec: names in the order of their appearance, so that programs can be compared up to names.
import {
  type Binding,
  type Expr,
  type FunctionDef,
  forEachStmt,
  type Kernel,
  mapStmts,
  type Program,
  type Stmt,
} from 'pxos/core';

/** A name for each name, by the order in which they are asked for. */
function renaming(prefix: string): (name: string) => string {
  const names = new Map<string, string>();
  return (name) => {
    const known = names.get(name) ?? `${prefix}${names.size}`;
    names.set(name, known);
    return known;
  };
}

type Rename = (name: string) => string;

function renameOwner<T extends Kernel | FunctionDef>(owner: T, func: Rename, own: Rename): T {
  const params = owner.params.map((param) => ({ ...param, name: own(param.name) }));
  const shared =
    'shared' in owner ? { shared: owner.shared.map((array) => ({ ...array, name: own(array.name) })) } : {};
  const locals = owner.locals.map((local) => ({ ...local, name: own(local.name) }));
  forEachStmt(owner.body, (stmt) => {
    if (stmt.kind === 'for') own(stmt.name);
  });
  const expr = (e: Expr): Expr => {
    switch (e.kind) {
      case 'local':
      case 'param':
        return { ...e, name: own(e.name) };
      case 'load':
      case 'length':
        return { ...e, array: own(e.array) };
      case 'call':
        return { ...e, function: func(e.function) };
      default:
        return e;
    }
  };
  const stmt = (s: Stmt): Stmt => {
    switch (s.kind) {
      case 'assign':
      case 'for':
        return { ...s, name: own(s.name) };
      case 'store':
        return { ...s, array: own(s.array) };
      case 'atomic':
        return { ...s, array: own(s.array), ...(s.result !== undefined && { result: own(s.result) }) };
      case 'reduce':
        return { ...s, result: own(s.result) };
      case 'unpack': {
        const [r, g, b, a] = s.results;
        return { ...s, results: [own(r), own(g), own(b), own(a)] };
      }
      case 'stage':
        return { ...s, array: own(s.array), shared: own(s.shared) };
      case 'call':
        return { ...s, function: func(s.function), results: s.results.map(own) };
      default:
        return s;
    }
  };
  return { ...owner, params, ...shared, locals, body: mapStmts(owner.body, { expr, stmt }) };
}

/** The program with every name replaced by one that tells only what it names and in which order. */
export function withPlainNames(program: Program): Program {
  const [buffer, setting, func, kernel] = [renaming('b'), renaming('s'), renaming('f'), renaming('k')];
  const buffers = program.buffers.map((one) => ({
    ...one,
    name: buffer(one.name),
    ...(one.origin === 'image' && one.auxiliary !== undefined && { auxiliary: buffer(one.auxiliary) }),
  }));
  const settings = program.settings.map((one) => ({ ...one, name: setting(one.name) }));
  const own = new Map(
    [...program.functions, ...program.kernels].map((owner) => [owner, renaming('v')] as const),
  );
  const functions = program.functions.map((one) => {
    const name = func(one.name);
    return { ...renameOwner(one, func, own.get(one)!), name };
  });
  const kernels = program.kernels.map((one) => ({
    ...renameOwner(one, func, own.get(one)!),
    name: kernel(one.name),
  }));
  const params = new Map(program.kernels.map((one) => [one.name, own.get(one)!]));
  const bind =
    (name: Rename) =>
    (binding: Binding): Binding => {
      const param = name(binding.param);
      if (binding.kind !== 'value') return { ...binding, param, buffer: buffer(binding.buffer) };
      const { value } = binding;
      return {
        ...binding,
        param,
        value: value.kind === 'host' ? { ...value, name: setting(value.name) } : value,
      };
    };
  const steps = program.steps.map((step) => {
    switch (step.kind) {
      case 'launch': {
        const { extent } = step;
        return {
          ...step,
          kernel: kernel(step.kernel),
          bindings: step.bindings.map(bind(params.get(step.kernel)!)),
          extent: extent.kind === 'indirect' ? { ...extent, buffer: buffer(extent.buffer) } : extent,
        };
      }
      case 'copy':
        return { ...step, from: buffer(step.from), to: buffer(step.to) };
      case 'matrix':
        return { ...step, operands: step.operands.map(buffer), result: buffer(step.result) };
      default:
        return step;
    }
  });
  return { ...program, buffers, settings, functions, kernels, steps };
}
