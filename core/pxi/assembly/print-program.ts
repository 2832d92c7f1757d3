// A version 1.1 program as assembly: directory, records with code or elements, steps, names.
import { type PixelImage, wordsOf } from '../image.ts';
import { arrayPixels, elementsOf, readElements } from '../words/arrays.ts';
import { DIRECTORY } from '../words/directory.ts';
import { writeNames } from '../words/names.ts';
import type { ArrayRecord, CodeRecord, PixelProgram, PixelStep } from '../words/program.ts';
import { REGISTER_TYPES } from '../words/registers.ts';
import { wordsOfElements } from './elements.ts';
import { printCode } from './print-code.ts';
import type { TextLength } from './text-length.ts';
import { wordOfType } from './words.ts';

/** Bits of an array's flags, lowest first. */
export const ARRAY_FLAGS = ['read', 'write', 'input', 'output', 'setting'] as const;
/** Bits of a program's flags, lowest first. */
export const PROGRAM_FLAGS = ['float', 'ordered'] as const;

const PER_LINE = 16;

/** Words of the bits that are set; a rest that has no words as a number. */
function flagWords(bits: number, names: readonly string[]): string[] {
  const rest = bits & ~((1 << names.length) - 1);
  return [
    ...names.filter((_, k) => ((bits >> k) & 1) === 1),
    ...(rest === 0 ? [] : [`0x${rest.toString(16)}`]),
  ];
}

const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

function chunks(words: readonly string[], size: number): string[] {
  const lines: string[] = [];
  for (let k = 0; k < words.length; k += size) lines.push(words.slice(k, k + size).join(' '));
  return lines;
}

function arrayLines(
  array: ArrayRecord,
  head: string,
  { image, length }: { readonly image: PixelImage; readonly length: TextLength },
): string[] {
  const { rows, columns, type, flags, aux, first } = array;
  const about = [
    `array ${head}`,
    wordOfType(type),
    `${rows}x${columns}`,
    `at ${first}`,
    ...flagWords(flags, ARRAY_FLAGS),
  ];
  if (aux !== 0) about.push(`aux ${aux}`);
  // A damaged record may speak of pixels that the image does not have.
  const words = wordsOf(image);
  if (first + arrayPixels(array, image.width) > words.length) return [about.join(' ')];
  length.addRead(elementsOf(array));
  const bytes = readElements(words, array, image.width);
  if (bytes.every((byte) => byte === 0) || elementsOf(array) === 0) return [about.join(' ')];
  length.add(elementsOf(array));
  return [`${about.join(' ')} {`, ...indent(chunks(wordsOfElements(type, bytes), PER_LINE)), '}'];
}

function codeLines(record: CodeRecord, head: string): string[] {
  const registers = REGISTER_TYPES.flatMap((type) => {
    const count = record.registers[type];
    return count === 0 ? [] : [`${type} ${count}`];
  });
  return [
    [record.kind, head, `at ${record.first}`, ...registers, '{'].join(' '),
    ...indent(printCode(record)),
    '}',
  ];
}

/** A step as a line. */
export function printStep(step: PixelStep): string {
  switch (step.kind) {
    case 'halt':
      return 'HALT';
    case 'matrix': {
      const arrays = step.op === 'relu' ? step.operands : [...step.operands, step.result];
      return [step.op.toUpperCase(), ...arrays.map((record) => `@${record}`)].join(' ');
    }
    case 'copy':
      return `COPY @${step.from} @${step.to} ${step.count}`;
    case 'dispatch': {
      const { kernel, grid, indirect, block, parameters } = step;
      const blocks = indirect ? `grid @${grid.join(' ')}` : `grid ${grid.join(' ')}`;
      const given = parameters.map((record) => `@${record}`);
      return [`DISPATCH @${kernel}`, blocks, `block ${block.join(' ')}`, 'with', ...given].join(' ');
    }
  }
}

/** The program in the order of its parts. */
export function printProgramText(program: PixelProgram, image: PixelImage, length: TextLength): string[] {
  const { width, height, minor, flags, gas, table, steps, records, names } = program;
  const lines = [`pxi 1.${minor}`, `size ${width}x${height}`];
  if (flags !== 0) lines.push(['flags', ...flagWords(flags, PROGRAM_FLAGS)].join(' '));
  if (gas !== 0) lines.push(`gas ${gas}`);
  if (table.first !== DIRECTORY) lines.push(`table at ${table.first}`);
  records.forEach((record, k) => {
    if (!record) return;
    const name = names.records.get(k);
    const head = name === undefined ? `@${k}` : `@${k} ${name}`;
    const made =
      record.kind === 'array' ? arrayLines(record, head, { image, length }) : codeLines(record, head);
    lines.push('');
    for (const line of made) lines.push(line);
  });
  lines.push('', `steps at ${steps.first} {`, ...indent(steps.list.map(printStep)), '}');
  const named = writeNames({ ...names, records: new Map() });
  if (named !== '') lines.push('', 'names {', ...indent(named.trimEnd().split('\n')), '}');
  return lines;
}
