// Version 1.1 assembly to the parts of a program, with the places that are written.
import { rangeOf } from '../../ops/index.ts';
import { elementsOf } from '../words/arrays.ts';
import { elementOfCode } from '../words/element-codes.ts';
import type { LooseArray } from '../words/layout.ts';
import { readNames } from '../words/names.ts';
import type { CodeRecord, PixelNames, RegisterCounts } from '../words/program.ts';
import { REGISTER_TYPES, type RegisterType } from '../words/registers.ts';
import type { LooseStep } from '../words/write.ts';
import type { Statement } from './blocks.ts';
import { bytesOfWords } from './elements.ts';
import { parseCode } from './parse-code.ts';
import { sizeOfWord } from './parse-legacy.ts';
import { ARRAY_FLAGS, PROGRAM_FLAGS } from './print-program.ts';
import { expected, type Line, Words } from './source.ts';
import { byteOf, halfOf, numberOf, typeOfWord } from './words.ts';

/** A record as it is written; `first` is absent where no place is. */
export type WrittenRecord = (LooseArray | Omit<CodeRecord, 'first' | 'length'>) & {
  readonly first?: number | undefined;
};

/** What the statements say. */
export interface WrittenProgram {
  flags: number | undefined;
  gas: number;
  table: number | undefined;
  readonly records: Map<number, WrittenRecord>;
  steps: { readonly first: number | undefined; readonly list: readonly LooseStep[] } | undefined;
  readonly recordNames: Map<number, string>;
  names: PixelNames | undefined;
}

/** `@3`, where the number of a record has two bytes. */
const record = (text: string): number | undefined =>
  text.startsWith('@') ? halfOf(text.slice(1)) : undefined;
/** `@3`, where it has a whole pixel. */
const wideRecord = (text: string): number | undefined =>
  text.startsWith('@') ? numberOf(text.slice(1)) : undefined;
/** Rows and columns as a record has them: the kind stands beside the rows. */
const shapeOf = (text: string): readonly [number, number] | undefined => {
  const shape = sizeOfWord(text);
  return shape && shape[0] <= 0xffffff ? shape : undefined;
};
const name = (text: string): string | undefined => (/^[A-Za-z_][A-Za-z0-9_]*$/.test(text) ? text : undefined);

function flagsOf(words: Words, names: readonly string[]): number {
  let flags = 0;
  while (words.left && words.peek() !== 'aux')
    flags |= words.read('a flag', (text) => {
      const bit = names.indexOf(text);
      return bit >= 0 ? 1 << bit : byteOf(text);
    });
  return flags;
}

const placeOf = (words: Words): number | undefined =>
  words.skip('at') ? words.read('the number of a pixel', numberOf) : undefined;

function parseArray({ line, block }: Statement, words: Words, file: string | undefined): WrittenRecord {
  const type = words.read('an element type', typeOfWord);
  const [rows, columns] = words.read('rows and columns, such as `1x5`', shapeOf);
  const first = placeOf(words);
  const flags = flagsOf(words, ARRAY_FLAGS);
  const aux = words.skip('aux') ? words.read('a record number', halfOf) : 0;
  words.end();
  const array = { kind: 'array', rows, columns, type, flags, aux, first } as const;
  if (!block) return array;
  const given = block.flat();
  const data = bytesOfWords(
    type,
    given.map(({ text }) => text),
  );
  if (typeof data === 'number') return expected(elementInWords(type), given[data]!, file);
  const wanted = elementsOf(array);
  if (given.length !== wanted)
    expected(
      `${wanted} ${wanted === 1 ? 'element' : 'elements'}, as \`${rows}x${columns}\` says`,
      given[wanted] ?? given.at(-1) ?? line[0],
      file,
      given.length === 0 ? 'none of them' : `${given.length} of them`,
    );
  return { ...array, data };
}

/** What an element of a type is, as messages say it. */
function elementInWords(type: number): string {
  const element = elementOfCode(type);
  if (element === undefined) return 'an element of this type';
  if (element === 'pixel') return 'a pixel, a number such as 0xff0000ff';
  if (element === 'bool') return 'a bool, 0 or 1';
  const range = rangeOf(element);
  return `an element of type ${element}, ${range ? `a whole number from ${range[0]} to ${range[1]}` : 'a number or its bits, such as 0x7fc00000'}`;
}

function parseKernel(
  kind: CodeRecord['kind'],
  { block }: Statement,
  words: Words,
  file: string | undefined,
): WrittenRecord {
  const first = placeOf(words);
  const registers: { -readonly [T in RegisterType]: RegisterCounts[T] } = {
    int: 0,
    uint: 0,
    float: 0,
    bool: 0,
  };
  while (words.left) {
    const type = words.read('a register type', (text) => REGISTER_TYPES.find((known) => known === text));
    registers[type] = words.read('a number of registers', halfOf);
  }
  return { kind, first, registers, code: parseCode(block ?? [], registers, file) };
}

/** Parses three numbers. */
const three = (words: Words): readonly [number, number, number] => {
  const next = (): number => words.read('a number', numberOf);
  return [next(), next(), next()];
};

const MATRIX = { DOT: 'dot', ADD: 'add', RELU: 'relu', MATMUL: 'matmul' } as const;

function parseStep(line: Line, file: string | undefined): LooseStep {
  const words = new Words(line, file);
  const array = (): number => words.read('a record, such as `@1`', record);
  const wide = (): number => words.read('a record, such as `@1`', wideRecord);
  const step = words.read('a step', (text) =>
    text === 'HALT' || text === 'COPY' || text === 'DISPATCH' || text in MATRIX ? text : undefined,
  );
  const made = ((): LooseStep => {
    switch (step) {
      case 'HALT':
        return { kind: 'halt' };
      case 'COPY':
        return {
          kind: 'copy',
          from: array(),
          to: array(),
          count: words.read('a number of elements', numberOf),
        };
      case 'DISPATCH': {
        const kernel = array();
        words.must('grid');
        const indirect = words.peek()?.startsWith('@') ?? false;
        const grid: readonly [number, number, number] = indirect
          ? [wide(), words.read('0', numberOf), words.read('0', numberOf)]
          : three(words);
        words.must('block');
        const block = three(words);
        words.must('with');
        const parameters: number[] = [];
        while (words.left) parameters.push(wide());
        return { kind: 'dispatch', kernel, grid, indirect, block, parameters };
      }
      default: {
        const op = MATRIX[step as keyof typeof MATRIX];
        if (op === 'relu') {
          const only = array();
          return { kind: 'matrix', op, operands: [only], result: only };
        }
        return { kind: 'matrix', op, operands: [array(), array()], result: array() };
      }
    }
  })();
  words.end();
  return made;
}

/** Takes one statement of version 1.1 into the program; false when it is none. */
export function readProgramStatement(
  program: WrittenProgram,
  statement: Statement,
  file: string | undefined,
): boolean {
  const { line, block } = statement;
  const words = new Words(line, file, 1);
  const keyword = line[0].text;
  switch (keyword) {
    case 'flags':
      program.flags = flagsOf(words, PROGRAM_FLAGS);
      return true;
    case 'gas':
      program.gas = words.read('the exponent of the gas limit', byteOf);
      return true;
    case 'table':
      program.table = placeOf(words);
      return true;
    case 'steps':
      program.steps = { first: placeOf(words), list: (block ?? []).map((step) => parseStep(step, file)) };
      return true;
    case 'names': {
      const text = (block ?? []).map((words) => words.map((word) => word.text).join(' ')).join('\n');
      program.names = readNames(text).names;
      return true;
    }
    case 'array':
    case 'kernel':
    case 'function': {
      const given = line[1];
      const number = words.read('the record’s number, such as `@1`', record);
      if (given && program.records.has(number)) expected('a record that was not there yet', given, file);
      if (keyword === 'array' ? hasArrayName(words) : hasCodeName(words))
        program.recordNames.set(number, words.read('a name', name));
      const made =
        keyword === 'array'
          ? parseArray(statement, words, file)
          : parseKernel(keyword, statement, words, file);
      program.records.set(number, made);
      return true;
    }
  }
  return false;
}

/** Whether a word is there and is what a reader takes. */
const is = (text: string | undefined, read: (text: string) => unknown): boolean =>
  text !== undefined && read(text) !== undefined;

/** Arrays may be called as types are: these are names before a type and a shape. */
const hasArrayName = (words: Words): boolean =>
  words.left &&
  (!is(words.peek(), typeOfWord) || (is(words.peek(1), typeOfWord) && is(words.peek(2), shapeOf)));

/** Kernels and functions may be called `at` or as registers are: these are names where no number follows. */
const hasCodeName = (words: Words): boolean =>
  words.left && !(isPartOfHead(words.peek()) && is(words.peek(1), numberOf));
const isPartOfHead = (text: string | undefined): boolean =>
  text === 'at' || REGISTER_TYPES.some((type) => type === text);
