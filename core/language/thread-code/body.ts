// The state in which the body of one kernel or function is checked and lowered: names, variables, what the body does.
import type { Position } from 'unist';
import { didYouMean } from '../../diagnostics/index.ts';
import { flowMessages, nameMessages } from '../../diagnostics/messages/index.ts';
import { type Expr, type Local, type ScalarType, TakenNames, valueTypeOf } from '../../ir/index.ts';
import { STATEMENTS } from '../../ops/index.ts';
import type { ExpressionScope } from '../expressions/index.ts';
import { lowerInteger, POISON } from '../expressions/index.ts';
import type { FunctionTable } from '../functions.ts';
import type { Report } from '../report.ts';
import type { ElementNode, NameNode } from '../tree.ts';
import type { ArraySymbol, NameSymbol } from './symbols.ts';

/** A body under construction. */
export interface Body extends ExpressionScope {
  readonly owner: 'kernel' | 'function';
  /** What names mean at this place; `undefined` behind the loop that a name was the variable of. */
  readonly symbols: Map<string, NameSymbol | undefined>;
  /** Where parameters and shared arrays are declared. */
  readonly declared: Map<string, Position>;
  readonly irNames: TakenNames;
  /** Variables of the IR, in the order of their first assignments. */
  readonly locals: Local[];
  /** Names as written, of those variables of the IR that are called otherwise. */
  readonly writtenNames: Map<string, string>;
  /** Reads of names that nothing has assigned yet; judged at the end of the body. */
  readonly unresolved: { readonly node: NameNode; readonly as: 'value' | 'array' }[];
  /** Names of loop variables: outside of their loops messages remember them. */
  readonly loopNames: Set<string>;
  /** Result types of a function: fixed by the first RETURN in the text. */
  results: readonly ScalarType[] | undefined;
  loopDepth: number;
  /** How many bodies are open. */
  depth: number;
  /** True once bodies were found to nest too deep; one message is enough. */
  tooDeep: boolean;
}

/** An empty body. */
export function createBody(owner: Body['owner'], report: Report, functions: FunctionTable): Body {
  const body: Body = {
    owner,
    report,
    functions,
    symbols: new Map(),
    declared: new Map(),
    irNames: new TakenNames(),
    locals: [],
    writtenNames: new Map(),
    unresolved: [],
    loopNames: new Set(),
    results: undefined,
    loopDepth: 0,
    depth: 0,
    tooDeep: false,
    readName: (node) => readName(body, node),
    readElement: (node) => readElement(body, node),
    readMember(node) {
      const name = `${node.object.name}.${node.member.name}`;
      report.say(nameMessages.unknownName, { name, where: 'member' }, node.position);
      return POISON;
    },
    isArray: (name) => /^(?:array|shared)$/.test(body.symbols.get(name)?.kind ?? ''),
    allowsCall: () => true,
  };
  return body;
}

function readName(body: Body, node: NameNode): Expr {
  const symbol = body.symbols.get(node.name);
  if (!symbol) {
    body.unresolved.push({ node, as: 'value' });
    return POISON;
  }
  switch (symbol.kind) {
    case 'value':
      return { kind: 'param', type: symbol.type, name: symbol.ir, at: node.position };
    case 'local':
    case 'loop':
      if (symbol.type === undefined) return POISON;
      return { kind: 'local', type: symbol.type, name: symbol.ir, at: node.position };
    case 'array':
    case 'shared':
      body.report.say(nameMessages.arrayAsValue, { name: node.name }, node.position);
      return POISON;
    case 'broken':
      return POISON;
  }
}

/** The array that a name means; reports what is wrong with it otherwise. */
export function arrayNamed(body: Body, node: NameNode): ArraySymbol | undefined {
  const symbol = body.symbols.get(node.name);
  if (symbol?.kind === 'array' || symbol?.kind === 'shared') return symbol;
  if (!symbol) body.unresolved.push({ node, as: 'array' });
  else if (symbol.kind !== 'broken')
    body.report.say(nameMessages.valueAsArray, { name: node.name }, node.position);
  return undefined;
}

export const INDEX = 'The index of an element';

function readElement(body: Body, node: ElementNode): Expr {
  const broken = body.symbols.get(node.array.name)?.kind === 'broken';
  if (!broken && !allowsMemory(body, 'memory', node.position)) return POISON;
  const array = arrayNamed(body, node.array);
  const index = lowerInteger(body, node.index, INDEX);
  if (!array) return POISON;
  array.read ??= node.position;
  if (index === POISON) return POISON;
  return { kind: 'load', type: valueTypeOf(array.element), array: array.ir, index, at: node.position };
}

/** Reports what functions must not do; true in kernels. */
export function allowsMemory(body: Body, what: string, place: Position): boolean {
  if (body.owner === 'kernel') return true;
  body.report.say(flowMessages.impureFunction, { what }, place);
  return false;
}

function* namesIn({ symbols }: Body): Iterable<string> {
  for (const [name, symbol] of symbols) if (symbol) yield name;
}

/** What a name that nothing in the body gives means outside of it. */
function meaningElsewhere(body: Body, name: string, hostNames: ReadonlySet<string>) {
  if (body.loopNames.has(name)) return 'loop';
  if (hostNames.has(name)) return 'host';
  return INDEX_WORDS.has(name) ? 'index' : undefined;
}

/** Words that are statements, and read like values. */
const INDEX_WORDS: ReadonlySet<string> = new Set(
  STATEMENTS.filter(({ group }) => group === 'index').map(({ keyword }) => keyword),
);

/** Reports names that nothing assigns, and those that are assigned only later, once each. */
export function reportUnresolved(body: Body, hostNames: ReadonlySet<string>): void {
  const seen = new Set<string>();
  for (const { node, as } of body.unresolved) {
    const { name, position } = node;
    if (seen.has(name)) continue;
    seen.add(name);
    if (body.symbols.get(name)) {
      body.report.say(flowMessages.readBeforeAssigned, { name }, position);
      continue;
    }
    const where = as === 'array' ? 'array' : meaningElsewhere(body, name, hostNames);
    const suggestion = where && where !== 'array' ? undefined : didYouMean(name, namesIn(body));
    body.report.say(nameMessages.unknownName, { name, suggestion, where }, position);
  }
}
