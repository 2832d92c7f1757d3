// Copies give arrays a type: both sides of GPU_COPY_TO_GPU and GPU_COPY_FROM_GPU hold the same elements.
import { hostMessages } from '../../diagnostics/messages/index.ts';
import { nameOfType } from '../../ops/type-names.ts';
import type { CopyNode, HostStatementNode } from '../tree.ts';
import { declareArray, type Host, type HostArray } from './state.ts';

const keywordOf = (node: CopyNode): string =>
  node.direction === 'to-gpu' ? 'GPU_COPY_TO_GPU' : 'GPU_COPY_FROM_GPU';

/** Declares arrays that only copies name, with the type of what they are copied from or to. */
export function declareCopies(host: Host, statements: readonly HostStatementNode[]): void {
  const waiting = new Map<string, CopyNode[]>();
  const wait = (name: string, copy: CopyNode): void => {
    const others = waiting.get(name);
    if (others) others.push(copy);
    else waiting.set(name, [copy]);
  };
  // A copy with one known side gives the other side its type, and those that waited for it come next.
  const pending = statements.filter((node) => node.type === 'copy').reverse();
  for (let copy = pending.pop(); copy; copy = pending.pop()) {
    const { from, to } = copy;
    const source = host.arrays.get(from.name);
    const target = host.arrays.get(to.name);
    if (source && target) reportMismatch(host, copy, source, target);
    else if (source || target) {
      const [unknown, element] = source ? [to, source.element] : [from, target!.element];
      if (!declareArray(host, unknown, element, 'open', keywordOf(copy))) continue;
      pending.push(...(waiting.get(unknown.name) ?? []));
      waiting.delete(unknown.name);
    } else {
      wait(from.name, copy);
      wait(to.name, copy);
    }
  }
}

function reportMismatch(host: Host, { from, to }: CopyNode, source: HostArray, target: HostArray): void {
  if (source.element === target.element) return;
  const [type, wanted] = [`${nameOfType(source.element)}[]`, `${nameOfType(target.element)}[]`];
  host.report.say(
    hostMessages.bufferType,
    { name: from.name, type, wanted, by: `\`${to.name}\`` },
    from.position,
  );
}
