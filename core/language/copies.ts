// Copies give arrays a type: both sides of GPU_COPY_TO_GPU and GPU_COPY_FROM_GPU hold the same elements.
import { bufferType } from '../diagnostics/messages/host.ts';
import { declareArray, type Host } from './host.ts';
import type { CopyNode, HostStatementNode } from './tree.ts';
import { elementName } from './type-names.ts';

const keywordOf = (node: CopyNode): string =>
  node.direction === 'to-gpu' ? 'GPU_COPY_TO_GPU' : 'GPU_COPY_FROM_GPU';

/** Declares arrays that only copies name, with the type of what they are copied from or to. */
export function declareCopies(host: Host, statements: readonly HostStatementNode[]): void {
  const copies = statements.filter((node) => node.type === 'copy');
  const waiting = new Map<string, CopyNode[]>();
  const settle = (name: string): void => {
    const pending = waiting.get(name) ?? [];
    waiting.delete(name);
    for (const copy of pending) resolve(copy);
  };
  const wait = (name: string, copy: CopyNode): void => {
    const pending = waiting.get(name);
    if (pending) pending.push(copy);
    else waiting.set(name, [copy]);
  };
  /** Settles one copy if one of its sides is known, and then those that waited for the other one. */
  const resolve = (copy: CopyNode): void => {
    const { from, to } = copy;
    const source = host.arrays.get(from.name);
    const target = host.arrays.get(to.name);
    if (source && target) {
      if (source.element === target.element) return;
      const [type, wanted] = [`${elementName(source.element)}[]`, `${elementName(target.element)}[]`];
      host.report.say(bufferType, { name: from.name, type, wanted, by: `\`${to.name}\`` }, from.position);
    } else if (source) {
      if (declareArray(host, to, source.element, 'open', keywordOf(copy))) settle(to.name);
    } else if (target) {
      if (declareArray(host, from, target.element, 'open', keywordOf(copy))) settle(from.name);
    } else {
      wait(from.name, copy);
      wait(to.name, copy);
    }
  };
  for (const copy of copies) resolve(copy);
}
