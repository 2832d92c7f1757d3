// For whom the contents of a buffer are kept: the task that wants them next, found in one walk from the end to the start.
import type { Task } from './residency-input.ts';

/** The next tasks that want what one task has touched, by buffer; a buffer that is not in it is wanted by nobody. */
export type NextUses = ReadonlyMap<number, number>;

/** Buffers that a task reads, changes or makes anew. */
export function touchedBy(task: Task): ReadonlySet<number> {
  if (task.kind === 'placed') return new Set([...task.bound, ...task.written]);
  const { needs = [], makes = [], zeroed = [], moved } = task;
  return new Set([...needs, ...makes, ...zeroed, ...(moved ? [moved.to, moved.from] : [])]);
}

/** What the contents are after a task: theirs from now on, for someone further on, or of no use any more. */
function wants(task: Task, buffer: number): 'contents' | 'nothing' {
  if (task.kind === 'placed') return 'contents';
  return task.needs?.includes(buffer) || task.moved?.from === buffer ? 'contents' : 'nothing';
}

/** The next uses of what each task has touched. */
export function nextUses(tasks: readonly Task[]): readonly NextUses[] {
  const next = new Map<number, number>();
  const uses: NextUses[] = [];
  for (let index = tasks.length - 1; index >= 0; index--) {
    const task = tasks[index]!;
    const touched = touchedBy(task);
    const here = new Map<number, number>();
    for (const buffer of touched) {
      const use = next.get(buffer);
      if (use !== undefined) here.set(buffer, use);
    }
    uses.push(here);
    for (const buffer of touched)
      if (wants(task, buffer) === 'contents') next.set(buffer, index);
      else next.delete(buffer);
  }
  return uses.reverse();
}
