// Faults of characters that reading passes over, and that a wrong file has on every line: each kind is said once, with its number.
import type { Diagnostic, MessageFunction } from '../../diagnostics/index.ts';
import { textMessages } from '../../diagnostics/messages/index.ts';
import { spanOf } from './positions.ts';
import type { Token } from './token-types.ts';

const { doubleDecoded, semicolons, braces } = textMessages;

/** Codes of these faults: what else is wrong on their lines is said as well. */
export const PASSED_OVER: ReadonlySet<string> = new Set(
  [doubleDecoded, semicolons, braces].map(({ code }) => code),
);

type Kind = MessageFunction<{ count: number }>;

/** The faults of one file. */
export class RepeatedFaults {
  readonly #kinds = new Map<Kind, { readonly first: Token; count: number }>();

  note(kind: Kind, token: Token): void {
    const known = this.#kinds.get(kind);
    if (known) known.count++;
    else this.#kinds.set(kind, { first: token, count: 1 });
  }

  /** One message for each kind, at the first of its places. */
  diagnostics(): readonly Diagnostic[] {
    return [...this.#kinds].map(([kind, { first, count }]) => kind({ count }, { place: spanOf(first) }));
  }
}
