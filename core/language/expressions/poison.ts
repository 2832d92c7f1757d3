// The expression that stands for something wrong: it goes with everything, so that one mistake is reported once.
import type { Expr } from '../../ir/index.ts';

/** Stands wherever an error was reported already; recognised by identity, and never part of a program that is returned. */
export const POISON: Expr = Object.freeze({ kind: 'const', type: 'i32', value: 0 });
