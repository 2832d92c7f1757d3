// Assembly to an image: what `disassemble` writes gives the very pixels back; text without places is laid out.
import { PxosError } from '../../diagnostics/index.ts';
import * as say from '../../diagnostics/messages/pixel-tools.ts';
import { createImage, type PixelImage, wordsOf } from '../image.ts';
import { MAX_HEIGHT, MAX_PIXELS, MAX_WIDTH } from '../png/limits.ts';
import { wordOfHex } from '../word-text.ts';
import { writeElements } from '../words/arrays.ts';
import { DIRECTORY, MINOR } from '../words/directory.ts';
import { MATRIX_R } from '../words/element-codes.ts';
import { flagsOf } from '../words/flags.ts';
import { type LooseArray, type LooseCode, layOut } from '../words/layout.ts';
import { NO_NAMES, writeNames } from '../words/names.ts';
import { placeInstructions } from '../words/place.ts';
import type { PixelProgram, PixelRecord, PixelStep } from '../words/program.ts';
import { writeProgram, writeStep } from '../words/write.ts';
import { type Statement, statementsOf } from './blocks.ts';
import { sizeOfWord, writeLegacyStatement } from './parse-legacy.ts';
import { readProgramStatement, type WrittenProgram, type WrittenRecord } from './parse-program.ts';
import { expected, linesOf, Words } from './source.ts';
import { numberOf } from './words.ts';

/** An image that was assembled, and the text of its chunk `pxNM`, empty when it has no names. */
export interface Assembled {
  readonly image: PixelImage;
  readonly names: string;
}

/**
 * Assembles a text.
 *
 * @param options.file for messages
 * @throws PxosError PX1400 to PX1402, and PX1216 when the program is too large
 *
 * @example
 * assemble('pxi 1.0\nsize 4x2\ncode {\n  HALT\n}').image.height // 2
 */
export function assemble(text: string, options: { readonly file?: string } = {}): Assembled {
  const { file } = options;
  const [head, ...statements] = statementsOf(linesOf(text), file);
  const version = head && head.line[0].text === 'pxi' ? head.line[1]?.text : undefined;
  if (version !== '1.0' && version !== `1.${MINOR}` && version !== 'pixels')
    return expected('`pxi 1.0`, `pxi 1.1` or `pxi pixels`', head?.line[1] ?? head?.line[0] ?? NOWHERE, file);
  const parts = new Parts(file);
  for (const statement of statements) parts.take(statement, version);
  try {
    return parts.finish(version);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new PxosError(say.assemblyDoesNotFit({ reason: capital(error.message) }, { file }), {
      cause: error,
    });
  }
}

/** Statements that may stand more than once. */
const REPEATED: ReadonlySet<string> = new Set(['array', 'kernel', 'function', 'matrix', 'pixels']);

const NOWHERE = { text: 'the end of the text', line: 1, column: 1 };
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The statements of a text as they come. */
class Parts {
  private readonly file: string | undefined;
  private size: readonly [number, number] | undefined;
  private readonly seen = new Set<string>();
  private readonly legacy: Statement[] = [];
  private readonly pixels: { readonly at: number; readonly words: readonly number[] }[] = [];
  private readonly program: WrittenProgram = {
    flags: undefined,
    gas: 0,
    table: undefined,
    records: new Map(),
    steps: undefined,
    recordNames: new Map(),
    names: undefined,
  };

  constructor(file: string | undefined) {
    this.file = file;
  }

  take(statement: Statement, version: string): void {
    const { line } = statement;
    const [keyword] = line;
    const words = new Words(line, this.file, 1);
    if (this.seen.has(keyword.text) && !REPEATED.has(keyword.text))
      expected(`no second \`${keyword.text}\``, keyword, this.file);
    this.seen.add(keyword.text);
    if (keyword.text === 'size') this.size = words.read('a size in pixels, such as `8x5`', imageSizeOf);
    else if (keyword.text === 'pixels') this.takePixels(words);
    else if (version === '1.0' && (keyword.text === 'code' || keyword.text === 'matrix'))
      this.legacy.push(statement);
    else if (version !== '1.1' || !readProgramStatement(this.program, statement, this.file))
      expected('a statement of this version', keyword, this.file);
  }

  private takePixels(words: Words): void {
    const at = words.read('the number of a pixel and a colon', (text) =>
      text.endsWith(':') ? numberOf(text.slice(0, -1)) : undefined,
    );
    const list: number[] = [];
    while (words.left) list.push(words.read('eight hexadecimal digits', wordOfHex));
    this.pixels.push({ at, words: list });
  }

  finish(version: string): Assembled {
    const made = version === '1.1' ? this.finishProgram() : { image: this.emptyImage(), names: '' };
    if (version === '1.0')
      for (const statement of this.legacy) writeLegacyStatement(made.image, statement, this.file);
    const words = wordsOf(made.image);
    for (const { at, words: list } of this.pixels) {
      if (at + list.length > words.length)
        throw new RangeError(`pixel ${at + list.length - 1} lies outside of the image`);
      words.set(list, at);
    }
    return made;
  }

  private emptyImage(): PixelImage {
    if (!this.size) throw new RangeError('the size of the image is missing: write `size WIDTHxHEIGHT`');
    return createImage(...this.size);
  }

  private finishProgram(): Assembled {
    const { program } = this;
    const records = [...program.records].sort(([a], [b]) => a - b);
    records.forEach(([number], k) => {
      if (number !== k + 1) throw new RangeError(`record @${k + 1} is missing`);
    });
    const steps = program.steps ?? { first: undefined, list: [{ kind: 'halt' }] as const };
    const names = { ...(program.names ?? NO_NAMES), records: program.recordNames };
    const list = records.map(([, record]) => record);
    const places = [steps.first, ...list.map(({ first }) => first)];
    const isPlaced = this.size !== undefined && places.every((first) => first !== undefined);
    const isLost =
      places.some((first) => first !== undefined) || this.seen.has('table') || this.seen.has('flags');
    if (!isPlaced && isLost)
      throw new RangeError('`table`, `flags` and places hold only with `size` and with every `at`');
    const image = isPlaced ? this.placed(list, steps) : this.laidOut(list, steps.list);
    return { image, names: writeNames(names) };
  }

  private laidOut(
    records: readonly WrittenRecord[],
    steps: NonNullable<WrittenProgram['steps']>['list'],
  ): PixelImage {
    const loose = records.map(({ first: _first, ...record }): LooseArray | LooseCode => record);
    for (const record of loose) if (record.kind !== 'array') refuseOddDistances(record.code);
    const [width, height] = this.size ?? [];
    const { image } = layOut({ gas: this.program.gas, records: loose, steps }, { width, file: this.file });
    if (width === undefined || height === undefined) return image;
    if (width < image.width)
      throw new RangeError(`a program has ${image.width} columns at least, not ${width}`);
    if (height < image.height)
      throw new RangeError(`a program of this width takes ${image.height} rows, and ${height} are stated`);
    const whole = createImage(width, height);
    whole.pixels.set(image.pixels);
    return whole;
  }

  private placed(records: readonly WrittenRecord[], steps: NonNullable<WrittenProgram['steps']>): PixelImage {
    const image = this.emptyImage();
    const { width, height } = image;
    const placed = [undefined, ...records.map(recordAt)];
    const { list, length } = stepsAt(steps.list);
    const program: PixelProgram = {
      width,
      height,
      minor: MINOR,
      flags: this.program.flags ?? flagsOf({ records: placed, steps: list }),
      gas: this.program.gas,
      table: { first: this.program.table ?? DIRECTORY, count: placed.length },
      steps: { first: steps.first ?? 0, length, list },
      records: placed,
      names: NO_NAMES,
    };
    writeProgram(program, image);
    const words = wordsOf(image);
    records.forEach((record, k) => {
      const array = placed[k + 1];
      if (record.kind !== 'array' || array?.kind !== 'array') return;
      if (array.type === MATRIX_R) words[array.first] = (array.columns & 0xffff) | (array.rows << 16);
      if (record.data) writeElements(words, array, width, record.data);
    });
    return image;
  }
}

/** What is laid out gets its distances from its blocks; others would be lost. */
function refuseOddDistances(code: LooseCode['code']): void {
  const { code: structural } = placeInstructions(code);
  const odd = code.findIndex(({ operands }, k) =>
    operands.some((operand, n) => operand !== structural[k]?.operands[n]),
  );
  if (odd >= 0)
    throw new RangeError(
      `the distance of instruction ${odd} is not that of its block, so \`size\` and every \`at\` are needed`,
    );
}

function recordAt(record: WrittenRecord): PixelRecord {
  const first = record.first ?? 0;
  if (record.kind === 'array') {
    const { kind, rows, columns, type, flags, aux } = record;
    return { kind, first, rows, columns, type, flags, aux };
  }
  const last = record.code.at(-1);
  return { ...record, first, length: last ? last.pixel + last.pixels : 0 };
}

function stepsAt(loose: NonNullable<WrittenProgram['steps']>['list']): { list: PixelStep[]; length: number } {
  let pixel = 0;
  const list = loose.map((step): PixelStep => {
    const placed = { ...step, pixel };
    pixel += writeStep(step).length;
    return placed;
  });
  return { list, length: pixel };
}

function imageSizeOf(text: string): readonly [number, number] | undefined {
  const size = sizeOfWord(text);
  if (!size) return undefined;
  const [width, height] = size;
  const fits =
    width >= 1 && height >= 1 && width <= MAX_WIDTH && height <= MAX_HEIGHT && width * height <= MAX_PIXELS;
  return fits ? size : undefined;
}
