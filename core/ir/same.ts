// Structural equality of programs, with and without positions.
import type { Program } from './types.ts';

interface SameOptions {
  /** Compare source positions too; by default they are ignored. */
  readonly positions?: boolean;
}

/** Keys that count: absent and `undefined` are the same thing; so is a flag that is absent or false (a `value` is no flag). */
function keysOf(value: object, positions: boolean): string[] {
  return Object.entries(value)
    .filter(([key, item]) => item !== undefined && (item !== false || key === 'value'))
    .flatMap(([key]) => (positions || key !== 'at' ? [key] : []));
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

function same(a: unknown, b: unknown, positions: boolean): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Uint8Array || b instanceof Uint8Array)
    return a instanceof Uint8Array && b instanceof Uint8Array && sameBytes(a, b);
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
