// Collects what the verifier finds, up to a bound, each with the nearest position.
import type { Diagnostic, MessageFunction } from '../../diagnostics/index.ts';
import { textTooDeep } from '../../diagnostics/messages/ir.ts';
import type { Expr } from '../types.ts';

/** Expressions and statements nest at most so deep, so that recursive walks need not fear for the stack. */
export const DEEPEST = 1000;

/** A broken pass breaks everything at once; more than this helps nobody. */
const MOST = 100;

type Place = Expr['at'];

export class Report {
  readonly diagnostics: Diagnostic[] = [];
  /** True once something was found that nests too deep to be walked. */
  tooDeep = false;

  /** Says once that something nests too deep. */
  nestsTooDeep(place: Place): void {
    if (!this.tooDeep) this.add(textTooDeep, { limit: DEEPEST }, place);
    this.tooDeep = true;
  }

  add<A extends object>(message: MessageFunction<A>, args: A, place: Place): void {
    if (this.diagnostics.length < MOST) this.diagnostics.push(message(args, { place }));
  }
}
