// What statements need to know of the thread that they run in.
import type { Code, Variable } from '../encoding/index.ts';
import type { Scope } from './expressions.ts';

/** A scope in which statements run: variables can be assigned, and RETURN goes somewhere. */
export interface StatementScope extends Scope {
  /** The WebAssembly variable of a local or loop variable. */
  variable(name: string): Variable;
  /** A variable for the limit of the loop that has this counter. */
  limitOf(counter: string): Variable;
  /** What RETURN does with the code of its values. */
  return(values: readonly Code[]): Code;
}
