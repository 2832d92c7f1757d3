// The functions of a file as their callers see them, and how a written name finds one.
import type { ScalarType } from '../ir/index.ts';
import type { FunctionNode, NameNode } from './tree.ts';

/** A scalar parameter as a caller sees it. */
interface FunctionParameter {
  readonly name: string;
  readonly type: ScalarType;
}

/** A function of the file. `results` is known once its body has been checked, which happens before those of its callers. */
export interface FunctionEntry {
  readonly name: NameNode;
  readonly node: FunctionNode;
  parameters: readonly FunctionParameter[] | undefined;
  results: readonly ScalarType[] | undefined;
}

/** The functions of a file by their names: as declared, and in capitals. */
export interface FunctionTable {
  readonly byName: ReadonlyMap<string, FunctionEntry>;
  readonly byCapital: ReadonlyMap<string, FunctionEntry>;
}

/** The function that a word means: written as declared or in capitals; a function also hides an operation of its capital form. */
export function findFunction(functions: FunctionTable, word: string): FunctionEntry | undefined {
  if (functions.byName.size === 0) return undefined;
  return functions.byName.get(word) ?? functions.byCapital.get(word.toUpperCase());
}
