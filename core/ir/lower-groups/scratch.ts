// Access to the shared arrays that the rewriting makes itself: it never leaves them, so nothing checks it.
import * as b from '../build.ts';
import type { Expr, LoadExpr, ScalarType, StoreStmt } from '../types.ts';

export const loadScratch = (array: string, index: Expr, type: ScalarType): LoadExpr => ({
  ...b.load(array, index, type),
  proven: true,
});
export const storeScratch = (array: string, index: Expr, value: Expr): StoreStmt => ({
  ...b.store(array, index, value),
  proven: true,
});

/** The value as another type, or as it is. */
export const asType = (type: ScalarType, value: Expr): Expr =>
  value.type === type ? value : b.convert(value, type);
