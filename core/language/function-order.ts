// Orders functions so that each comes behind those that it calls, and finds those that call themselves.
import { flowMessages } from '../diagnostics/messages/index.ts';
import { type FunctionEntry, type FunctionTable, findFunction } from './functions.ts';
import type { Report } from './report.ts';
import type { BodyNode, ExpressionNode, StatementNode } from './tree.ts';

type Walked = BodyNode | StatementNode | ExpressionNode;

/** The functions that one calls, each once. */
function calleesOf(functions: FunctionTable, entry: FunctionEntry): readonly FunctionEntry[] {
  const callees = new Set<FunctionEntry>();
  const pending: Walked[] = [entry.node.body];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const word = node.type === 'operation' ? node.keyword : node.type === 'call' ? node.callee : undefined;
    const callee = word && findFunction(functions, word.name);
    if (callee) callees.add(callee);
    if ('children' in node) for (const child of node.children) pending.push(child);
  }
  return [...callees];
}

interface Visit {
  readonly entry: FunctionEntry;
  readonly callees: readonly FunctionEntry[];
  next: number;
}

/** All functions, callees first; without flowMessages.recursion of its own, since a chain of calls may be long. */
export function calleesFirst(report: Report, functions: FunctionTable): readonly FunctionEntry[] {
  const order: FunctionEntry[] = [];
  const done = new Set<FunctionEntry>();
  const open = new Set<FunctionEntry>();
  const path: Visit[] = [];
  const enter = (entry: FunctionEntry): void => {
    open.add(entry);
    path.push({ entry, callees: calleesOf(functions, entry), next: 0 });
  };
  for (const root of functions.byName.values()) {
    if (!done.has(root)) enter(root);
    for (let visit = path.at(-1); visit; visit = path.at(-1)) {
      const callee = visit.callees[visit.next++];
      if (!callee) {
        path.pop();
        open.delete(visit.entry);
        done.add(visit.entry);
        order.push(visit.entry);
      } else if (open.has(callee)) reportCycle(report, path, callee);
      else if (!done.has(callee)) enter(callee);
    }
  }
  return order;
}

function reportCycle(report: Report, path: readonly Visit[], callee: FunctionEntry): void {
  const start = path.findIndex((visit) => visit.entry === callee);
  const names = path.slice(start).map((visit) => visit.entry.name.name);
  const { name, position } = callee.name;
  report.say(flowMessages.recursion, { name, path: [...names, name] }, position);
}
