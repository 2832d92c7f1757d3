// Structural equality of programs, with and without positions.
import type { Program } from './types.ts';

interface SameOptions {
  /** Compare source positions too; by default they are ignored. */
  readonly positions?: boolean;
}

/** Keys that count: absent and `undefined` are the same thing; so is a flag that is absent or false. */
function keysOf(value: object, positions: boolean): string[] {
  return Object.entries(value)
    .filter(([key, item]) => item !== undefined && item !== false && (positions || key !== 'at'))
    .map(([key]) => key);
}

function same(a: unknown, b: unknown, positions: boolean): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, i) => same(item, b[i], positions))
    );
  const keys = keysOf(a, positions);
  if (keys.length !== keysOf(b, positions).length) return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return keys.every((key) => Object.hasOwn(right, key) && same(left[key], right[key], positions));
}

/**
 * True when two programs say the same: equal trees, positions left out unless asked for. -0 and 0 differ; an absent
 * flag equals a false one.
 */
export function sameProgram(a: Program, b: Program, options: SameOptions = {}): boolean {
  return same(a, b, options.positions ?? false);
}
