// Writes `docs/language-reference.md`: all keywords with form and meaning, from the operation table and the statement table.
import {
  COMPARISONS,
  OPERATIONS,
  type Operation,
  operationForm,
  RESERVED_WORDS,
  STATEMENTS,
  type StatementGroup,
} from '../ops/index.ts';
import { basics } from './reference-basics.ts';

const TITLES: Readonly<Record<StatementGroup | Operation['group'], string>> = {
  index: 'Index',
  memory: 'Memory',
  arithmetic: 'Arithmetic',
  bits: 'Bits',
  choice: 'Choice',
  values: 'Values',
  atomics: 'Atomics',
  groups: 'Groups of threads',
  flow: 'Flow',
  declarations: 'Kernels and functions',
  host: 'Host statements',
  matrix: 'Matrix statements of the host',
  library: 'Reserved for the library',
};
/** Groups of thread code, then the rest, as a program is written from the inside out. */
const ORDER: readonly (keyof typeof TITLES)[] = [
  ...(['declarations', 'index', 'memory', 'arithmetic', 'bits', 'choice', 'values'] as const),
  ...(['atomics', 'groups', 'flow', 'host', 'matrix', 'library'] as const),
];

const TYPES: Readonly<Record<Operation['signature'], string>> = {
  numeric: 'int, uint, float, double',
  float: 'float, double; integers become float',
  bits: 'int, uint, bool',
  integer: 'int, uint',
  shift: 'int, uint; the type of a',
  select: 'bool c, then any one type',
  pack: 'int or uint; gives uint',
};

const cell = (text: string): string => text.replaceAll('|', '\\|');
const code = (text: string): string => `\`${cell(text)}\``;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

/** The function form of an operation, as expressions have it: `min(a, b)`. */
function callForm(entry: Operation): string {
  const operands = operationForm(entry).split(' → ')[0]!.split(' ').slice(1);
  return `${entry.name}(${operands.join(', ')})`;
}

function operationTable(group: string): string[] {
  const entries = OPERATIONS.filter((entry) => entry.group === group);
  if (entries.length === 0) return [];
  return table(
    ['statement', 'in expressions', 'types', 'meaning', 'float result'],
    entries.map((entry) => [
      code(operationForm(entry)),
      code(callForm(entry)),
      TYPES[entry.signature],
      cell(entry.about),
      cell(entry.accuracy.text),
    ]),
  );
}

function statementTable(group: string): string[] {
  const entries = STATEMENTS.filter((entry) => entry.group === group);
  if (entries.length === 0) return [];
  return table(
    ['statement', 'meaning'],
    entries.map(({ form, about }) => [code(form), cell(about)]),
  );
}

function section(group: keyof typeof TITLES): string[] {
  const operations = operationTable(group);
  const statements = statementTable(group);
  const between = operations.length > 0 && statements.length > 0 ? [''] : [];
  return [`## ${TITLES[group]}`, '', ...operations, ...between, ...statements, ''];
}

/** The reference page, Markdown with a newline at its end. */
export function languageReference(): string {
  const lines = [
    '# Language reference',
    '',
    'This page is generated from `core/ops` and `core/language`; `UPDATE_SNAPSHOTS=1 npm test` rewrites it.',
    '',
    'Keywords are upper-case and contextual: a word is one only where a statement can start, or where its form has it.',
    `Reserved everywhere are ${RESERVED_WORDS.map(code).join(', ')}, and words that start with \`GPU_\`.`,
    '`→` and `->` are the same. In forms, `[…]` is optional, `|` is a choice; `a[e]` is an element of an array.',
    'The last column of the operations is the distance from the exact result that a backend may have; ULP is a unit in the last place.',
    '',
    ...basics(table),
    ...ORDER.flatMap(section),
    '## Comparisons',
    '',
    ...table(
      ['symbol', 'meaning'],
      COMPARISONS.map(({ symbol, about }) => [code(symbol), about]),
    ),
  ];
  return `${lines.join('\n')}\n`;
}
