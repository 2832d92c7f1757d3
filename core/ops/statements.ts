// The statement table: every keyword that is no plain operation, with its form and what it does; the grammar and the reference page read it.
import { DECLARATIONS, HOST_STATEMENTS, LIBRARY_WORDS, MATRIX_STATEMENTS } from './host-statements.ts';
import type { Operation } from './operation.ts';
import { OPERATIONS } from './table.ts';
import { THREAD_STATEMENTS } from './thread-statements.ts';

/** Headings of the reference page, in its order. */
export type StatementGroup =
  | 'index'
  | 'memory'
  | 'choice'
  | 'values'
  | 'atomics'
  | 'groups'
  | 'flow'
  | 'declarations'
  | 'host'
  | 'matrix'
  | 'library';

/** Where a keyword may start a line: in thread code, among the declarations of a kernel, or outside of kernels. */
export type StatementPlace = 'thread' | 'declaration' | 'host';

/** One keyword that starts a statement. */
export interface Statement {
  readonly keyword: string;
  readonly place: StatementPlace;
  readonly group: StatementGroup;
  /** The kind of statement, which tells the grammar how to read the line; most are types of tree nodes. */
  readonly kind: string;
  /** The statement as a person writes it, optional parts in brackets. */
  readonly form: string;
  /** What it does, in one or two sentences. */
  readonly about: string;
}

/** Every keyword that starts a statement and is no operation of the operation table, in the order of the reference page. */
export const STATEMENTS: readonly Statement[] = [
  ...THREAD_STATEMENTS.map((entry) => ({ ...entry, place: 'thread' as const })),
  ...DECLARATIONS.map((entry) => ({
    ...entry,
    place: 'declaration' as const,
    group: 'declarations' as const,
  })),
  ...HOST_STATEMENTS.map((entry) => ({ ...entry, place: 'host' as const, group: 'host' as const })),
  ...MATRIX_STATEMENTS.map((entry) => ({
    ...entry,
    kind: 'matrix',
    place: 'host' as const,
    group: 'matrix' as const,
  })),
  ...LIBRARY_WORDS.map((keyword) => ({
    keyword,
    kind: 'reserved',
    place: 'host' as const,
    group: 'library' as const,
    form: keyword,
    about: 'Reserved for the library that comes later; until then an error says so.',
  })),
];

/** Words that are never names; words that start with `GPU_` are reserved, too. */
export const RESERVED_WORDS: readonly string[] = [
  ...['AND', 'OR', 'NOT', 'IF', 'ELSE', 'FOR', 'WHILE', 'ENDIF', 'ENDFOR', 'ENDWHILE'],
  ...['BREAK', 'CONTINUE', 'RETURN', 'BLOCKS', 'THREADS', 'WITH'],
];

const OPERANDS: Readonly<Record<string, string>> = {
  select: 'c a b',
  clamp: 'a lo hi',
  pack: 'r g b a',
};

/**
 * The statement form of an operation.
 *
 * @example
 * operationForm(operation('add')) // 'ADD a b → r'
 */
export function operationForm(entry: Operation): string {
  const operands = OPERANDS[entry.name] ?? ['a', 'b', 'c', 'd'].slice(0, entry.arity).join(' ');
  return `${entry.keyword} ${operands} → ${entry.signature === 'pack' ? 'p' : 'r'}`;
}

const FORMS = {
  thread: new Map<string, string>([
    ...OPERATIONS.map((entry) => [entry.keyword, operationForm(entry)] as const),
    ...STATEMENTS.filter(({ place }) => place === 'thread').map(
      ({ keyword, form }) => [keyword, form] as const,
    ),
  ]),
  declaration: new Map(
    STATEMENTS.filter(({ place }) => place === 'declaration').map(({ keyword, form }) => [keyword, form]),
  ),
  host: new Map(
    STATEMENTS.filter(({ place }) => place === 'host').map(({ keyword, form }) => [keyword, form]),
  ),
} satisfies Readonly<Record<StatementPlace, ReadonlyMap<string, string>>>;

/** The form of the statement that `keyword` starts at this place, for hints: `LOAD a[e] → v`. */
export function statementForm(keyword: string, place: StatementPlace): string | undefined {
  return FORMS[place].get(keyword);
}
