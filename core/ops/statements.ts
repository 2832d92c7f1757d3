// The statement table: every keyword that is no plain operation, with its form and what it does; the grammar and the reference page read it.
import type { Operation } from './operation.ts';
import { OPERATIONS } from './table.ts';

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

const AXIS = '[X|Y|Z]';

const THREAD = [
  {
    keyword: 'THREAD_ID',
    group: 'index',
    kind: 'operation',
    form: `THREAD_ID ${AXIS} → v`,
    about: 'Index of the thread in the whole launch, an int.',
  },
  {
    keyword: 'LOCAL_ID',
    group: 'index',
    kind: 'operation',
    form: `LOCAL_ID ${AXIS} → v`,
    about: 'Index of the thread in its block, an int.',
  },
  {
    keyword: 'BLOCK_ID',
    group: 'index',
    kind: 'operation',
    form: `BLOCK_ID ${AXIS} → v`,
    about: 'Index of the block, an int.',
  },
  {
    keyword: 'BLOCK_SIZE',
    group: 'index',
    kind: 'operation',
    form: `BLOCK_SIZE ${AXIS} → v`,
    about: 'Threads of a block along the axis, an int.',
  },
  {
    keyword: 'GRID_SIZE',
    group: 'index',
    kind: 'operation',
    form: `GRID_SIZE ${AXIS} → v`,
    about: 'Blocks of the launch along the axis, an int.',
  },
  {
    keyword: 'LOAD',
    group: 'memory',
    kind: 'load',
    form: 'LOAD a[e] → v',
    about: 'Reads an element of an array; outside the array the value is 0.',
  },
  {
    keyword: 'STORE',
    group: 'memory',
    kind: 'store',
    form: 'STORE e → a[e]',
    about: 'Writes an element of an array; outside the array nothing happens.',
  },
  {
    keyword: 'LOAD_COALESCED',
    group: 'memory',
    kind: 'stage',
    form: 'LOAD_COALESCED a[lo:hi] → s[k]',
    about:
      'The threads of a block together copy the elements lo up to, not including, hi to a shared array, from element k or 0 on; a barrier stands before and after.',
  },
  {
    keyword: 'COMPARE',
    group: 'choice',
    kind: 'compare',
    form: 'COMPARE a op b → r',
    about: 'Compares two values with `<`, `>`, `<=`, `>=`, `==` or `!=`; the result is a bool.',
  },
  {
    keyword: 'SET',
    group: 'values',
    kind: 'set',
    form: 'SET e → v',
    about: 'Gives a variable the value of an expression.',
  },
  {
    keyword: 'CONVERT',
    group: 'values',
    kind: 'operation',
    form: 'CONVERT a type → r',
    about: 'The value in another type. A float becomes an integer by truncation, kept within the range.',
  },
  {
    keyword: 'BITCAST',
    group: 'values',
    kind: 'operation',
    form: 'BITCAST a type → r',
    about: 'The same 32 bits read as another of int, uint and float.',
  },
  {
    keyword: 'UNPACK',
    group: 'values',
    kind: 'operation',
    form: 'UNPACK p → r g b a',
    about: 'The four channels of a pixel as ints from 0 to 255.',
  },
  ...(['ADD', 'SUB', 'MIN', 'MAX', 'AND', 'OR', 'XOR', 'EXCHANGE'] as const).map((name) => ({
    keyword: `ATOMIC_${name}`,
    group: 'atomics' as const,
    kind: 'atomic',
    form: `ATOMIC_${name} a[e] v [→ old]`,
    about:
      name === 'EXCHANGE'
        ? 'Puts v into the element in one step and gives the value before.'
        : `Replaces the element by ${name} of itself and v in one step and gives the value before.`,
  })),
  {
    keyword: 'ATOMIC_CAS',
    group: 'atomics',
    kind: 'atomic',
    form: 'ATOMIC_CAS a[e] expected new → old',
    about:
      'Puts new into the element if it has the bits of expected, in one step, and gives the value before.',
  },
  {
    keyword: 'SYNC_THREADS',
    group: 'groups',
    kind: 'sync',
    form: 'SYNC_THREADS',
    about: 'Waits until all threads of the block are here and their memory accesses are done.',
  },
  {
    keyword: 'WARP_REDUCE',
    group: 'groups',
    kind: 'reduce',
    form: 'WARP_REDUCE op v → r',
    about: 'Combines v over the 32 threads of a warp with SUM, MIN, MAX, AND or OR; each gets the result.',
  },
  {
    keyword: 'BLOCK_REDUCE',
    group: 'groups',
    kind: 'reduce',
    form: 'BLOCK_REDUCE op v → r',
    about: 'Combines v over all threads of the block with SUM, MIN, MAX, AND or OR; each gets the result.',
  },
  {
    keyword: 'IF',
    group: 'flow',
    kind: 'if',
    form: 'IF c:',
    about: 'Runs its body when the bool c is true; ELSE IF c: and ELSE: may follow, ENDIF closes.',
  },
  {
    keyword: 'ELSE',
    group: 'flow',
    kind: 'else',
    form: 'ELSE:',
    about: 'The body that runs when no condition before it was true; as ELSE IF c: one more condition.',
  },
  {
    keyword: 'ENDIF',
    group: 'flow',
    kind: 'end-if',
    form: 'ENDIF',
    about: 'Closes an IF and all of its ELSEs; indentation can do so, too.',
  },
  {
    keyword: 'FOR',
    group: 'flow',
    kind: 'for',
    form: 'FOR i IN a..b [STEP s]:',
    about: 'Runs its body for i from a up to, not including, b; a negative step counts down while i > b.',
  },
  {
    keyword: 'ENDFOR',
    group: 'flow',
    kind: 'end-for',
    form: 'ENDFOR',
    about: 'Closes a FOR; indentation can do so, too.',
  },
  {
    keyword: 'WHILE',
    group: 'flow',
    kind: 'while',
    form: 'WHILE c:',
    about: 'Runs its body as long as the bool c is true.',
  },
  {
    keyword: 'ENDWHILE',
    group: 'flow',
    kind: 'end-while',
    form: 'ENDWHILE',
    about: 'Closes a WHILE; indentation can do so, too.',
  },
  {
    keyword: 'BREAK',
    group: 'flow',
    kind: 'break',
    form: 'BREAK',
    about: 'Leaves the innermost loop.',
  },
  {
    keyword: 'CONTINUE',
    group: 'flow',
    kind: 'continue',
    form: 'CONTINUE',
    about: 'Goes on with the next round of the innermost loop.',
  },
  {
    keyword: 'RETURN',
    group: 'flow',
    kind: 'return',
    form: 'RETURN [e …]',
    about: 'Ends the thread in a kernel, without a value; ends a function with one or more.',
  },
] as const;

const DECLARATIONS = [
  {
    keyword: 'GPU_KERNEL',
    kind: 'kernel',
    form: 'GPU_KERNEL name',
    about: 'Starts a kernel: declarations, GPU_THREAD_CODE:, statements, GPU_END.',
  },
  {
    keyword: 'GPU_FUNCTION',
    kind: 'function',
    form: 'GPU_FUNCTION name',
    about: 'Starts a pure function of scalars, called by its name in capitals or as it is written.',
  },
  {
    keyword: 'GPU_PARAM',
    kind: 'param',
    form: 'GPU_PARAM name type [IN|OUT|INOUT]',
    about:
      'A parameter: a scalar, or an array as `type[]` or `type*`. Its access is inferred from the body; a word behind the type checks it.',
  },
  {
    keyword: 'GPU_SHARED',
    kind: 'shared',
    form: 'GPU_SHARED name type size',
    about: 'An array shared by the threads of a block, zero when the block starts. Its size is a constant.',
  },
  {
    keyword: 'GPU_SHARED_MEM',
    kind: 'shared-mem',
    form: 'GPU_SHARED_MEM name size',
    about: 'The same with elements of type float.',
  },
  {
    keyword: 'GPU_TARGET',
    kind: 'target',
    form: 'GPU_TARGET name',
    about: 'Pins the kernel to a backend; auto leaves it to the planner.',
  },
  {
    keyword: 'GPU_DISTRIBUTE',
    kind: 'distribute',
    form: 'GPU_DISTRIBUTE strategy=auto',
    about: 'The kernel may be split over several devices: auto, block or none.',
  },
  {
    keyword: 'GPU_BLOCK',
    kind: 'block',
    form: 'GPU_BLOCK n [n [n]]',
    about: 'The block shape of launches that state none.',
  },
  {
    keyword: 'GPU_THREAD_CODE',
    kind: 'code',
    form: 'GPU_THREAD_CODE:',
    about: 'Starts the statements that each thread runs.',
  },
  {
    keyword: 'GPU_END',
    kind: 'end',
    form: 'GPU_END',
    about: 'Ends a kernel or function and closes every open block, at any indentation.',
  },
] as const;

const HOST = [
  {
    keyword: 'GPU_ALLOC',
    kind: 'alloc',
    form: 'GPU_ALLOC name type size',
    about: 'A buffer of zeros with so many elements, or with `rows BY columns` elements.',
  },
  { keyword: 'GPU_FREE', kind: 'free', form: 'GPU_FREE name', about: 'Gives a buffer back.' },
  {
    keyword: 'GPU_COPY_TO_GPU',
    kind: 'copy',
    form: 'GPU_COPY_TO_GPU a → b size',
    about: 'Copies the first elements of a buffer to another, towards the device.',
  },
  {
    keyword: 'GPU_COPY_FROM_GPU',
    kind: 'copy',
    form: 'GPU_COPY_FROM_GPU a → b size',
    about: 'Copies the first elements of a buffer to another, from the device.',
  },
  { keyword: 'GPU_SELECT', kind: 'select-device', form: 'GPU_SELECT n', about: 'Chooses a device.' },
  {
    keyword: 'GPU_LAUNCH',
    kind: 'launch',
    form: 'GPU_LAUNCH kernel BLOCKS e [e [e]] THREADS e [e [e]] [WITH param=value …]',
    about: 'Runs a kernel over so many blocks of so many threads; WITH binds parameters for this launch.',
  },
  { keyword: 'GPU_SYNC', kind: 'host-sync', form: 'GPU_SYNC', about: 'Waits until all launches are done.' },
  {
    keyword: 'READ_FILE',
    kind: 'read-file',
    form: 'READ_FILE path INTO buf [AS type]',
    about: 'Reads a file of raw elements, u8 without AS; the path counts from the folder of the `.px` file.',
  },
  {
    keyword: 'WRITE_FILE',
    kind: 'write-file',
    form: 'WRITE_FILE buf TO path',
    about: 'Writes the elements of a buffer to a file.',
  },
  {
    keyword: 'READ_IMAGE',
    kind: 'read-image',
    form: 'READ_IMAGE path INTO buf',
    about: 'Reads a PNG into a pixel buffer and sets `buf.width` and `buf.height`.',
  },
  {
    keyword: 'WRITE_IMAGE',
    kind: 'write-image',
    form: 'WRITE_IMAGE buf TO path',
    about: 'Writes a pixel buffer as PNG, `buf.width` pixels wide.',
  },
  {
    keyword: 'SET',
    kind: 'host-set',
    form: 'SET e → v',
    about: 'Gives a host name, or `buf.width`, the value of an expression.',
  },
  {
    keyword: 'PIPELINE',
    kind: 'pipeline',
    form: 'PIPELINE: a → b → c [ON buf]',
    about:
      'Runs kernels one after another, the output of each is the input of the next; the result replaces buf.',
  },
] as const;

const MATRIX = [
  { keyword: 'MATMUL', form: 'MATMUL a b → c', about: 'The matrix product of a and b.' },
  { keyword: 'ADD', form: 'ADD a b → c', about: 'The sum of two arrays of one shape.' },
  { keyword: 'RELU', form: 'RELU a', about: 'Replaces negative elements by 0, in place.' },
  { keyword: 'DOT', form: 'DOT a b → c', about: 'The inner product of two arrays, one element.' },
] as const;

const LIBRARY = [
  'VALIDATE',
  'ENCRYPT',
  'DECRYPT',
  'COMPRESS',
  'DECOMPRESS',
  'HASH',
  'SORT',
  'READ_VIDEO',
  'SEND_NETWORK',
  'PROCESS_IMAGE',
  'PARALLEL_FOR',
  'PARALLEL_SORT',
] as const;

/** Every keyword that starts a statement and is no operation of the operation table, in the order of the reference page. */
export const STATEMENTS: readonly Statement[] = [
  ...THREAD.map((entry) => ({ ...entry, place: 'thread' as const })),
  ...DECLARATIONS.map((entry) => ({
    ...entry,
    place: 'declaration' as const,
    group: 'declarations' as const,
  })),
  ...HOST.map((entry) => ({ ...entry, place: 'host' as const, group: 'host' as const })),
  ...MATRIX.map((entry) => ({ ...entry, kind: 'matrix', place: 'host' as const, group: 'matrix' as const })),
  ...LIBRARY.map((keyword) => ({
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
