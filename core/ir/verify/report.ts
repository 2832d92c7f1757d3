// Collects what the verifier finds, up to a bound, each with the nearest position.
import type { Diagnostic, MessageFunction } from '../../diagnostics/index.ts';
import type { Expr } from '../types.ts';

/** A broken pass breaks everything at once; more than this helps nobody. */
const MOST = 100;

type Place = Expr['at'];

export class Report {
  readonly diagnostics: Diagnostic[] = [];

  add<A extends object>(message: MessageFunction<A>, args: A, place: Place): void {
    if (this.diagnostics.length < MOST) this.diagnostics.push(message(args, { place }));
  }
}
