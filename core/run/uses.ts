// Which arrays the chosen steps use, and how: what must have data, what is only written.
import type { Access, Kernel } from '../ir/index.ts';
import type { NumberedStep } from './choose-steps.ts';

/** How the steps of a run use one array. */
export interface ArrayUse {
  /** A kernel reads it, or a matrix statement or the host does before anything wrote it. */
  readonly read: boolean;
  readonly written: boolean;
  /** A launch binds it. */
  readonly launched: boolean;
}

/** Access of the array parameter of a kernel. */
export function accessOf(kernel: Kernel, param: string): Access {
  const found = kernel.params.find((p) => p.name === param);
  return found?.kind === 'array' ? found.access : 'readwrite';
}

/** The uses of every array that the steps name, in the order of first use. */
export function usesOf(
  steps: readonly NumberedStep[],
  kernels: ReadonlyMap<string, Kernel>,
): ReadonlyMap<string, ArrayUse> {
  const uses = new Map<string, ArrayUse>();
  const note = (name: string, change: Partial<ArrayUse>): void => {
    const before = uses.get(name) ?? { read: false, written: false, launched: false };
    uses.set(name, {
      read: before.read || change.read === true,
      written: before.written || change.written === true,
      launched: before.launched || change.launched === true,
    });
  };
  /** The host takes the contents: only data that nothing wrote before has to be given. */
  const take = (name: string): void => note(name, { read: uses.get(name)?.written !== true });
  for (const { step } of steps)
    switch (step.kind) {
      case 'launch': {
        const kernel = kernels.get(step.kernel);
        for (const binding of step.bindings) {
          if (binding.kind !== 'buffer' || !kernel) continue;
          const access = accessOf(kernel, binding.param);
          note(binding.buffer, { read: access !== 'write', written: access !== 'read', launched: true });
        }
        break;
      }
      case 'copy':
        take(step.from);
        note(step.to, { written: true });
        break;
      case 'alloc':
        note(step.buffer, {});
        if (step.size.kind === 'like') take(step.size.buffer);
        break;
      case 'read-file':
      case 'read-image':
        note(step.buffer, { written: true });
        break;
      case 'write-file':
      case 'write-image':
        take(step.buffer);
        break;
      case 'replace':
        take(step.from);
        note(step.buffer, { written: true });
        break;
      case 'matrix':
        for (const operand of step.operands) take(operand);
        note(step.result, { written: true });
        break;
      case 'free':
      case 'select':
      case 'sync':
      case 'set':
        break;
    }
  return uses;
}
