// How many threads along each axis a launch implies whose kernel looks along more than one.
import { type Kernel, type LaunchStep, someExprIn } from '../ir/index.ts';
import type { HostState } from './host-state.ts';

/** Axes along which a kernel has, or asks for, more than one thread: 1, 2 or 3. */
export function axesOf(kernel: Kernel): number {
  const looksAlong = (axis: 1 | 2): boolean =>
    (kernel.block?.[axis] ?? 1) > 1 ||
    someExprIn(kernel.body, (expr) => expr.kind === 'index' && expr.axis === axis);
  if (looksAlong(2)) return 3;
  return looksAlong(1) ? 2 : 1;
}

/** Columns and rows, where all arrays of the launch that have two dimensions agree on them. */
export function commonSize(
  step: LaunchStep,
  state: HostState,
): readonly [number, number, number] | undefined {
  const sizes = step.bindings.flatMap((binding) => {
    if (binding.kind !== 'buffer') return [];
    const array = state.state(binding.buffer);
    const shape = array.kind === 'live' ? state.shapeOf(binding.buffer, array.storage.length) : undefined;
    return shape ? [`${shape[1]} ${shape[0]}`] : [];
  });
  const [only, other] = new Set(sizes);
  if (only === undefined || other !== undefined) return undefined;
  const [columns = 0, rows = 0] = only.split(' ').map(Number);
  return [columns, rows, 1];
}
