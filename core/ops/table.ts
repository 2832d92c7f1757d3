// The table itself: all operations with one result, and how to find one.
import { ARITHMETIC } from './arithmetic.ts';
import { BITS } from './bits.ts';
import { CHOICE } from './choice.ts';
import type { Operation } from './operation.ts';

const ALL = [...ARITHMETIC, ...BITS, ...CHOICE] as const;

/** IR names of all operations. */
export type OpName = (typeof ALL)[number]['name'];

/** Every operation, in the order of the reference page. */
export const OPERATIONS: readonly Operation<OpName>[] = ALL;

const BY_NAME = new Map<string, Operation<OpName>>(OPERATIONS.map((entry) => [entry.name, entry]));

/** True when `name` is the IR name of an operation. */
export function isOpName(name: string): name is OpName {
  return BY_NAME.has(name);
}

/**
 * The entry of an operation.
 *
 * @example
 * operation('add').evaluate('i32', [2147483647, 1]) // -2147483648
 */
export function operation(name: OpName): Operation<OpName> {
  return BY_NAME.get(name)!;
}
