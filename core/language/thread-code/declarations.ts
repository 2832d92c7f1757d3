// Declarations of kernels and functions: parameters, shared arrays, GPU_BLOCK, GPU_TARGET, GPU_DISTRIBUTE.
import { didYouMean } from '../../diagnostics/index.ts';
import { nameMessages, typeMessages } from '../../diagnostics/messages/index.ts';
import {
  type Access,
  type ElementType,
  type Kernel,
  type Param,
  type SharedArray,
  type ValueParam,
  valueTypeOf,
} from '../../ir/index.ts';
import { elementTypeNamed, TYPE_NAMES } from '../../ops/type-names.ts';
import { constantSize, type HostConstants } from '../expressions/index.ts';
import { suggestedType } from '../foreign-types.ts';
import type { Report } from '../report.ts';
import type { BlockShapeNode, DeclarationNode, NameNode, ParamNode, SharedNode, TypeNode } from '../tree.ts';
import type { Body } from './body.ts';
import type { ArraySymbol, NameSymbol } from './symbols.ts';

/** The element type that a type node names; reports an unknown one. `declared` is the name before the type, if there is one. */
export function elementTypeOf(report: Report, node: TypeNode, declared?: NameNode): ElementType | undefined {
  const { name, position } = node;
  const element = elementTypeNamed(name);
  if (element) return element;
  const suggestion = suggestedType(name);
  const swapped = declared && elementTypeNamed(declared.name) ? declared.name : undefined;
  report.say(nameMessages.unknownType, { name, known: TYPE_NAMES, suggestion, swapped }, position);
  return undefined;
}

/** Gives a declared name its meaning, once. */
function declare(body: Body, node: NameNode, symbol: NameSymbol): boolean {
  const other = body.declared.get(node.name);
  if (other) {
    const notes = [{ message: 'The other declaration', place: other }];
    body.report.say(
      nameMessages.duplicateName,
      { name: node.name, what: 'another declaration' },
      node.position,
      notes,
    );
    return false;
  }
  body.declared.set(node.name, node.position);
  body.symbols.set(node.name, symbol);
  if (symbol.kind !== 'broken') body.irNames.claim(node.name);
  return true;
}

function declareValue(body: Body, node: ParamNode, declared: ElementType): ValueParam | undefined {
  const { name } = node.name;
  const type = valueTypeOf(declared);
  if (!declare(body, node.name, { kind: 'value', ir: name, type })) return undefined;
  if (node.access && node.access !== 'IN') {
    const does = 'a single value, which can only be read';
    body.report.say(
      typeMessages.accessViolated,
      { name, declared: node.access, does, scalar: true },
      node.position,
    );
  }
  return { kind: 'value', name, type, declared, at: node.position };
}

/** What the declarations of a kernel say; array parameters wait for the body, which tells their access. */
export interface KernelDeclarations {
  readonly params: readonly (ValueParam | { readonly node: ParamNode; readonly symbol: ArraySymbol })[];
  readonly shared: readonly SharedArray[];
  readonly block?: Kernel['block'];
  readonly target?: Kernel['target'];
  readonly distribute?: Kernel['distribute'];
}

/** Declares the parameters and shared arrays of a kernel in its body. */
export function declareKernel(
  body: Body,
  declarations: readonly DeclarationNode[],
  constants: HostConstants,
): KernelDeclarations {
  const params: (ValueParam | { node: ParamNode; symbol: ArraySymbol })[] = [];
  const shared: SharedArray[] = [];
  const once = new Set<string>();
  let block: Kernel['block'];
  let target: Kernel['target'];
  let distribute: Kernel['distribute'];
  const first = (keyword: string, node: DeclarationNode): boolean => {
    if (once.has(keyword)) body.report.say(nameMessages.declaredTwice, { keyword }, node.position);
    return !once.has(keyword) && Boolean(once.add(keyword));
  };
  for (const node of declarations) {
    switch (node.type) {
      case 'param': {
        const element = elementTypeOf(body.report, node.paramType, node.name);
        if (!element) declare(body, node.name, { kind: 'broken' });
        else if (node.paramType.array) {
          const symbol: ArraySymbol = { kind: 'array', ir: node.name.name, element };
          if (declare(body, node.name, symbol)) params.push({ node, symbol });
        } else {
          const param = declareValue(body, node, element);
          if (param) params.push(param);
        }
        break;
      }
      case 'shared': {
        const array = declareShared(body, node, constants);
        if (array) shared.push(array);
        break;
      }
      case 'target':
        if (first('GPU_TARGET', node) && node.name.name !== 'auto') target = node.name.name;
        break;
      case 'distribute':
        if (first('GPU_DISTRIBUTE', node)) distribute = strategyOf(body.report, node.strategy);
        break;
      case 'block':
        if (first('GPU_BLOCK', node)) block = blockShape(body.report, node, constants);
        break;
    }
  }
  return { params, shared, block, target, distribute };
}

function declareShared(body: Body, node: SharedNode, constants: HostConstants): SharedArray | undefined {
  const element = node.elementType ? elementTypeOf(body.report, node.elementType, node.name) : 'f32';
  const length = constantSize(body.report, constants, node.size, 'The size of a shared array');
  const { name } = node.name;
  if (!element) declare(body, node.name, { kind: 'broken' });
  else if (declare(body, node.name, { kind: 'shared', ir: name, element }) && length !== undefined)
    return { name, element, length, at: node.position };
  return undefined;
}

const STRATEGIES = ['auto', 'block', 'none'] as const;

function strategyOf(report: Report, node: NameNode): Kernel['distribute'] {
  const strategy = STRATEGIES.find((known) => known === node.name);
  if (!strategy) {
    const suggestion = didYouMean(node.name, STRATEGIES);
    report.say(nameMessages.unknownStrategy, { name: node.name, suggestion }, node.position);
  }
  return strategy;
}

function blockShape(report: Report, node: BlockShapeNode, constants: HostConstants): Kernel['block'] {
  const sizes = node.sizes.map((size) => constantSize(report, constants, size, 'A size of GPU_BLOCK'));
  return sizes.includes(undefined) ? undefined : [sizes[0] ?? 1, sizes[1] ?? 1, sizes[2] ?? 1];
}

/** Declares the scalar parameters of a function; reports everything else. */
export function declareFunctionParams(
  body: Body,
  declarations: readonly DeclarationNode[],
): readonly ValueParam[] {
  const params: ValueParam[] = [];
  for (const node of declarations) {
    const misplaced = misplacedInFunction(node);
    if (misplaced !== undefined) {
      body.report.say(nameMessages.declarationInFunction, { keyword: misplaced }, node.position);
      if (node.type === 'param' || node.type === 'shared') declare(body, node.name, { kind: 'broken' });
      continue;
    }
    if (node.type !== 'param') continue;
    const element = elementTypeOf(body.report, node.paramType, node.name);
    const param = element && declareValue(body, node, element);
    if (param) params.push(param);
    else if (!element) declare(body, node.name, { kind: 'broken' });
  }
  return params;
}

function misplacedInFunction(node: DeclarationNode): string | undefined {
  switch (node.type) {
    case 'param':
      return node.paramType.array ? 'an array' : undefined;
    case 'shared':
      return 'GPU_SHARED';
    case 'target':
      return 'GPU_TARGET';
    case 'distribute':
      return 'GPU_DISTRIBUTE';
    case 'block':
      return 'GPU_BLOCK';
  }
}

/** The parameters as the body uses them: access is found there, and held against IN, OUT, INOUT. */
export function inferAccess(report: Report, { params }: KernelDeclarations): readonly Param[] {
  return params.map((param) => {
    if ('kind' in param) return param;
    const { node, symbol } = param;
    const { read, written, element } = symbol;
    const { name } = node.name;
    const declared = node.access;
    if (declared === 'IN' && written)
      report.say(typeMessages.accessViolated, { name, declared, does: 'written here' }, written);
    if (declared === 'OUT' && read)
      report.say(typeMessages.accessViolated, { name, declared, does: 'read here' }, read);
    else if ((declared === 'OUT' || declared === 'INOUT') && !written)
      report.say(typeMessages.accessUnused, { name, declared, never: 'written' }, node.position);
    if (declared === 'INOUT' && !read)
      report.say(typeMessages.accessUnused, { name, declared, never: 'read' }, node.position);
    const writes = written !== undefined || (declared === 'OUT' && !read);
    const access: Access = writes ? (read ? 'readwrite' : 'write') : 'read';
    return { kind: 'array', name, element, access, at: node.position };
  });
}
