// The names of a file: its kernels, its functions and the order in which they call each other, the names of its host statements.
import { nameMessages } from '../diagnostics/messages/index.ts';
import { OPERATIONS, STATEMENTS } from '../ops/index.ts';
import { calleesFirst } from './function-order.ts';
import type { FunctionEntry, FunctionTable } from './functions.ts';
import type { Report } from './report.ts';
import type { FunctionNode, HostStatementNode, KernelNode, NameNode, ProgramNode } from './tree.ts';

/** What the names of a file stand for. */
export interface FileNames {
  readonly kernels: ReadonlyMap<string, KernelNode>;
  readonly functions: FunctionTable;
  /** Every function behind those that it calls. */
  readonly functionOrder: readonly FunctionEntry[];
  readonly hostStatements: readonly HostStatementNode[];
  /** Names that host statements allocate, read or SET; kernels do not see them. */
  readonly hostNames: ReadonlySet<string>;
}

/** Statements that the grammar reads as `KEYWORD operands → results`, so that a function may take their place. */
const REPLACEABLE: ReadonlySet<string> = new Set(['operation', 'set', 'compare']);

/** Keywords of thread code, and whether a function may take their place. */
const KEYWORDS: ReadonlyMap<string, boolean> = new Map([
  ...OPERATIONS.map((entry) => [entry.keyword, true] as const),
  ...STATEMENTS.filter(({ place }) => place === 'thread').map(
    ({ keyword, kind }) => [keyword, REPLACEABLE.has(kind)] as const,
  ),
]);

/** Collects the names of a file; reports those that are taken twice, shadow an operation or call themselves. */
export function collectNames(report: Report, tree: ProgramNode): FileNames {
  const kernels = new Map<string, KernelNode>();
  const byName = new Map<string, FunctionEntry>();
  const byCapital = new Map<string, FunctionEntry>();
  const hostStatements: HostStatementNode[] = [];
  const hostNames = new Set<string>();

  for (const node of tree.children) {
    if (node.type === 'kernel') {
      const other = kernels.get(node.name.name);
      if (other) sayTaken(report, node.name, 'another kernel', other.name);
      else kernels.set(node.name.name, node);
    } else if (node.type === 'function') declareFunction(report, node, byName, byCapital);
    else {
      hostStatements.push(node);
      const name = hostNameOf(node);
      if (name !== undefined) hostNames.add(name);
    }
  }
  for (const [name, { name: place }] of byName) {
    const kernel = kernels.get(name);
    if (kernel) sayTaken(report, place, 'a kernel', kernel.name);
  }
  const functions: FunctionTable = { byName, byCapital };
  return { kernels, functions, functionOrder: calleesFirst(report, functions), hostStatements, hostNames };
}

function sayTaken(report: Report, node: NameNode, what: string, other: NameNode): void {
  const notes = [
    { message: `${what[0]!.toUpperCase()}${what.slice(1)} of this name`, place: other.position },
  ];
  report.say(nameMessages.duplicateName, { name: node.name, what }, node.position, notes);
}

function declareFunction(
  report: Report,
  node: FunctionNode,
  byName: Map<string, FunctionEntry>,
  byCapital: Map<string, FunctionEntry>,
): void {
  const { name, position } = node.name;
  const capital = name.toUpperCase();
  const same = byName.get(name);
  const alike = byCapital.get(capital);
  if (same) {
    sayTaken(report, node.name, 'another function', same.name);
    return;
  }
  const entry: FunctionEntry = { name: node.name, node, parameters: undefined, results: undefined };
  byName.set(name, entry);
  if (alike) {
    const notes = [{ message: 'The other function', place: alike.name.position }];
    report.say(nameMessages.capitalCollision, { name, other: alike.name.name, capital }, position, notes);
    return;
  }
  byCapital.set(capital, entry);
  const replaceable = KEYWORDS.get(capital);
  if (replaceable === true)
    report.say(nameMessages.functionShadowsOperation, { name, operation: capital }, position);
  if (replaceable === false)
    report.say(nameMessages.functionHiddenByStatement, { name, keyword: capital }, position);
}

/** The name that a host statement brings into being. */
function hostNameOf(node: HostStatementNode): string | undefined {
  switch (node.type) {
    case 'alloc':
      return node.name.name;
    case 'file':
      return node.buffer.name;
    case 'host-set':
      return node.target.type === 'name' ? node.target.name : undefined;
    default:
      return undefined;
  }
}
