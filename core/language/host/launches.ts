// Launches: what their parameters are bound to, by WITH or by name, and how many threads they have.
import type { Position } from 'unist';
import { didYouMean } from '../../diagnostics/index.ts';
import { hostMessages, nameMessages } from '../../diagnostics/messages/index.ts';
import {
  type ArrayParam,
  type Binding,
  type Expr,
  isBlockBlind,
  type Kernel,
  type LaunchStep,
  type ValueParam,
} from '../../ir/index.ts';
import { nameOfType } from '../../ops/type-names.ts';
import {
  assigned,
  assignedValue,
  constantValue,
  lowerExpression,
  lowerInteger,
  POISON,
} from '../expressions/index.ts';
import type { ExpressionNode, LaunchNode, NameNode } from '../tree.ts';
import { checkLive, declareArray, declareSetting, type Host, type HostArray } from './state.ts';

/** What WITH says: for a parameter, the expression that it is bound to. */
export type Bindings = ReadonlyMap<string, ExpressionNode>;

/** The kernel that a name means; reports an unknown one. */
export function kernelNamed(host: Host, node: NameNode): Kernel | undefined {
  const kernel = host.kernels.get(node.name);
  if (!kernel) {
    const suggestion = didYouMean(node.name, host.kernels.keys());
    host.report.say(nameMessages.unknownKernel, { name: node.name, suggestion }, node.position);
  }
  return kernel;
}

/** The host name that an array parameter is bound to: that of WITH, or its own. */
function nameBoundTo(param: ArrayParam, bindings: Bindings, at: Position): NameNode | undefined {
  const stated = bindings.get(param.name);
  if (!stated) return { type: 'name', name: param.name, position: at };
  return stated.type === 'name' ? stated : undefined;
}

const needs = (kernel: Kernel): string => `the kernel \`${kernel.name}\``;

/** Declares the arrays and settings that a launch brings into being, before any step is lowered. */
export function declareLaunch(host: Host, kernel: Kernel, bindings: Bindings, at: Position): void {
  for (const param of kernel.params) {
    if (param.kind === 'array') {
      const node = nameBoundTo(param, bindings, at);
      if (node) declareArray(host, node, param.element, 'open', needs(kernel));
    } else if (!bindings.has(param.name)) declareValue(host, kernel, param, at);
  }
}

/** Names that WITH gives to scalars and that nothing SETs: settings of the parameter's type, unless it is known already. */
export function declareBoundNames(host: Host, kernel: Kernel, bindings: Bindings): void {
  for (const param of kernel.params) {
    const node = param.kind === 'value' ? bindings.get(param.name) : undefined;
    if (param.kind !== 'value' || node?.type !== 'name') continue;
    if (host.arrays.has(node.name) || host.values.has(node.name)) continue;
    declareSetting(host, node.name, param.declared, node.position);
  }
}

/** A scalar parameter that WITH leaves out: the host's value of its name, else a setting, of one type for all launches. */
function declareValue(host: Host, kernel: Kernel, param: ValueParam, at: Position): void {
  const { name, declared } = param;
  if (host.arrays.has(name)) {
    host.report.say(hostMessages.notThisKind, { name, is: 'an array', wanted: 'a value' }, at);
    return;
  }
  const known = host.values.get(name);
  if (!known) declareSetting(host, name, declared, at);
  else if (known.declared && known.declared !== declared) {
    const notes = [{ message: `\`${name}\` gets its type here`, place: known.at }];
    const args = {
      name,
      type: nameOfType(known.declared),
      wanted: nameOfType(declared),
      by: needs(kernel),
    };
    host.report.say(hostMessages.bufferType, args, at, notes);
  }
}

/** What WITH binds; reports parameters that do not exist or are bound twice. */
export function bindingsOf(host: Host, node: LaunchNode, kernel: Kernel): Bindings {
  const bindings = new Map<string, ExpressionNode>();
  const params = kernel.params.map((param) => param.name);
  for (const { param, value } of node.bindings) {
    const { name, position } = param;
    if (!params.includes(name)) {
      const suggestion = didYouMean(name, params);
      host.report.say(
        hostMessages.unknownParameter,
        { name, kernel: kernel.name, known: params, suggestion },
        position,
      );
    } else if (bindings.has(name)) host.report.say(hostMessages.boundTwice, { name }, position);
    else bindings.set(name, value);
  }
  return bindings;
}

/** Values that a PIPELINE gives to scalar parameters of some names. */
type GivenValues = ReadonlyMap<string, Expr>;

/** Binds every parameter of a kernel. Arrays take part in the launch from here on. */
export function bind(
  host: Host,
  kernel: Kernel,
  bindings: Bindings,
  at: Position,
  given: GivenValues = new Map(),
): readonly Binding[] {
  const out: Binding[] = [];
  const bound = new Map<string, ArrayParam[]>();
  for (const param of kernel.params) {
    if (param.kind === 'value') {
      const { name, type } = param;
      const special = given.get(name);
      const value = special
        ? assignedValue(host.report, { position: at }, special, { name, type })
        : bindingValue(host, param, bindings, at);
      out.push({ param: name, kind: 'value', value });
      continue;
    }
    const array = bindArray(host, param, bindings, at);
    if (!array) continue;
    out.push({ param: param.name, kind: 'buffer', buffer: array.name });
    const same = bound.get(array.name);
    if (same) same.push(param);
    else bound.set(array.name, [param]);
  }
  for (const [buffer, params] of bound) reportAliases(host, buffer, params, bindings, at);
  return out;
}

function bindArray(host: Host, param: ArrayParam, bindings: Bindings, at: Position): HostArray | undefined {
  const node = nameBoundTo(param, bindings, at);
  if (!node) {
    const stated = bindings.get(param.name);
    const args = { name: param.name, is: 'an array parameter', wanted: 'the name of an array' };
    if (stated) host.report.say(hostMessages.notThisKind, args, stated.position);
    return undefined;
  }
  const array = host.arrays.get(node.name);
  if (!array) return undefined;
  checkLive(host, array, node.position);
  if (param.access !== 'write') array.reads = true;
  if (param.access !== 'read') array.writes = true;
  return array;
}

function bindingValue(host: Host, param: ValueParam, bindings: Bindings, at: Position): Expr {
  const node: ExpressionNode = bindings.get(param.name) ?? { type: 'name', name: param.name, position: at };
  // A name that is an array or a setting of another type was reported when the launch was declared.
  const declared = host.values.get(param.name)?.declared ?? param.declared;
  if (!bindings.has(param.name) && (host.arrays.has(param.name) || declared !== param.declared))
    return POISON;
  return assigned(host.report, node, { name: param.name, type: param.type }, (value) =>
    lowerExpression(host, value),
  );
}

/** One buffer behind two parameters is fine only while the kernel writes neither. */
function reportAliases(
  host: Host,
  buffer: string,
  params: readonly ArrayParam[],
  bindings: Bindings,
  at: Position,
): void {
  const written = params.find((param) => param.access !== 'read');
  const other = params.find((param) => param !== written);
  if (!written || !other) return;
  const place = (bindings.get(other.name) ?? bindings.get(written.name))?.position ?? at;
  host.report.say(hostMessages.aliasedBuffers, { buffer, written: written.name, other: other.name }, place);
}

/** A size in a host statement: an integer, and at least `least` where that is known before the program runs. */
export function lowerSize(host: Host, node: ExpressionNode, what: string, least = 1): Expr {
  const expr = lowerInteger(host, node, what);
  const value = constantValue(expr, host.constants);
  if (typeof value === 'number' && value < least)
    host.report.say(hostMessages.sizeBelowOne, { what, value, least }, node.position);
  return expr;
}

/** `GPU_LAUNCH k BLOCKS … THREADS … WITH …` */
export function lowerLaunch(host: Host, node: LaunchNode, bindings: Bindings, kernel: Kernel): LaunchStep {
  const blocks = node.blocks.map((size) => lowerSize(host, size, 'BLOCKS'));
  const threads = node.threads.map((size) => lowerSize(host, size, 'THREADS'));
  return {
    kind: 'launch',
    kernel: kernel.name,
    extent: { kind: 'grid', blocks, threads },
    bindings: bind(host, kernel, bindings, node.kernel.position),
    at: node.position,
  };
}

/** Reports a kernel that sees its blocks and is launched without a shape for them. */
export function requireBlockShape(host: Host, kernel: Kernel, place: Position): void {
  if (kernel.block || isBlockBlind(kernel)) return;
  host.report.say(hostMessages.needsBlockShape, { kernel: kernel.name }, place);
}
