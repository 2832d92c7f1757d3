// Everything that a pixel program says of itself, as plain data: size, version, steps, records, matrices, health.
import { type Diagnostic, isPxosError } from '../../diagnostics/index.ts';
import { printInstruction, printLegacyInstruction, printStep } from '../assembly/index.ts';
import type { PixelImage } from '../image.ts';
import { LegacyHeaders } from '../legacy/headers.ts';
import { LEGACY_OPERANDS, type LegacyInstruction, legacyInstructions } from '../legacy/instruction.ts';
import { lastRow, type MatrixShape } from '../legacy/matrix.ts';
import { validateLegacy } from '../legacy/validate.ts';
import { knownVersion, versionOf } from '../version.ts';
import { arrayPixels } from '../words/arrays.ts';
import { gasLimit, RECORD } from '../words/directory.ts';
import { elementOfCode, MATRIX_R } from '../words/element-codes.ts';
import type { ArrayRecord, CodeRecord, PixelNames, PixelProgram, PixelStep } from '../words/program.ts';
import { readProgram } from '../words/read.ts';
import { validateProgram } from '../words/validate/index.ts';
import { type ArrayFigures, ImageStatistics } from './statistics.ts';

/** Names of an array's flags, lowest bit first. */
const FLAGS = ['readable', 'writable', 'input', 'output', 'setting'] as const;

/** What elements of a version 1.0 matrix in a 1.1 program are called. */
const IN_RED = 'u8 in R';

/** An instruction of version 1.0 or a step of version 1.1. */
export interface InspectedStep {
  /** Pixel of the image, counted row by row. */
  readonly pixel: number;
  /** The pixel behind its last one. */
  readonly end: number;
  readonly text: string;
  /** Shapes of its arrays, in the order of its operands, as `128x1024`. */
  readonly shapes: readonly string[];
}

/** An array or matrix. */
export interface InspectedArray extends ArrayFigures {
  /** Its record in version 1.1, its row in version 1.0. */
  readonly number: number;
  readonly name: string | undefined;
  readonly type: string;
  readonly rows: number;
  readonly columns: number;
  /** First pixel and the one behind the last. */
  readonly pixels: readonly [first: number, end: number];
  readonly flags: readonly string[];
}

export interface InspectedCode {
  readonly number: number;
  readonly name: string | undefined;
  readonly kind: 'kernel' | 'function';
  readonly pixels: readonly [first: number, end: number];
  readonly registers: CodeRecord['registers'];
  readonly instructions: readonly { readonly pixel: number; readonly text: string }[];
}

/** Pixels that say what others hold. */
export interface InspectedHeader {
  /** `header of row 3`, `record of x`. */
  readonly what: string;
  /** First pixel and the one behind the last. */
  readonly pixels: readonly [first: number, end: number];
}

export interface Inspection {
  readonly width: number;
  readonly height: number;
  /** `damaged` and `later` images have nothing else, but what is wrong with them. */
  readonly version: string;
  /** NEXTs and CALLs that a thread may take; only version 1.1. */
  readonly gas: number | undefined;
  readonly flags: readonly string[];
  readonly steps: readonly InspectedStep[];
  readonly arrays: readonly InspectedArray[];
  readonly code: readonly InspectedCode[];
  /** Records of the table, and the header pixels of version 1.0 matrices. */
  readonly headers: readonly InspectedHeader[];
  /** What is wrong or odd, by code and pixel; a program without errors runs in strict mode. */
  readonly health: readonly Diagnostic[];
}

const shapeText = ({ rows, columns }: MatrixShape): string => `${rows}x${columns}`;

/**
 * Looks at an image.
 *
 * @param options.names of version 1.1, as its chunk says them
 * @param options.compat `damaged` and `later` images are looked at as programs for version 1.0, as old executors run them
 * @example
 * inspectImage(image).steps[0].text // 'MATMUL 1 3 21'
 */
export function inspectImage(
  image: PixelImage,
  options: {
    readonly names?: PixelNames | undefined;
    readonly file?: string | undefined;
    readonly compat?: boolean;
  } = {},
): Inspection {
  const { width, height } = image;
  const version = versionOf(image);
  const nothing = { gas: undefined, flags: [], steps: [], arrays: [], code: [], headers: [], health: [] };
  const size = { width, height, version };
  const isLegacy = version === '1.0' || (options.compat && version !== '1.1');
  if (isLegacy) return { ...size, ...nothing, ...inspectLegacy(image, options.file) };
  const { file } = options;
  const inFile = (found: readonly Diagnostic[]): readonly Diagnostic[] =>
    file === undefined ? found : found.map((one) => ({ ...one, file }));
  try {
    knownVersion(image);
    const read = readProgram(image, options.names);
    return { ...size, ...inspectProgram(read, image), health: inFile(validateProgram(read)) };
  } catch (error) {
    if (isPxosError(error)) return { ...size, ...nothing, health: inFile(error.diagnostics) };
    throw error;
  }
}

// ------------------------------------------------------------------------------------------------ version 1.0

function inspectLegacy(
  image: PixelImage,
  file: string | undefined,
): Pick<Inspection, 'steps' | 'arrays' | 'headers' | 'health'> {
  const headers = new LegacyHeaders(image, '1.0');
  const matrices = new Map<number, MatrixShape>();
  const steps = legacyInstructions(image).map((instruction): InspectedStep => {
    const before = rowsOf(instruction, image).map((row) => [row, headers.shapeOf(row)] as const);
    headers.follow(instruction);
    const shapes = before.map(([row, shape], k) => {
      const written = LEGACY_OPERANDS[instruction.operation ?? 'HALT'][k]?.writes
        ? headers.shapeOf(row)
        : shape;
      if (written) matrices.set(row, written);
      return written ? shapeText(written) : 'unknown';
    });
    return {
      pixel: instruction.column,
      end: instruction.column + 1,
      text: printLegacyInstruction(instruction),
      shapes,
    };
  });
  const all = new ImageStatistics(image);
  const arrays = [...matrices]
    .sort(([a], [b]) => a - b)
    .flatMap(([row, shape]): InspectedArray[] => {
      const last = lastRow(image.width, row, shape);
      if (last >= image.height) return [];
      const place = { ...shape, first: row * image.width, type: MATRIX_R };
      const pixels = [place.first, place.first + arrayPixels(place, image.width)] as const;
      const statistics = all.of(place);
      return [{ number: row, name: undefined, type: 'u8', ...shape, pixels, flags: [], ...statistics }];
    });
  const health = validateLegacy(image, { ...(file !== undefined && { file }) });
  return { steps, arrays, headers: arrays.map(matrixHeader), health };
}

/** The pixel in which a matrix of version 1.0 says its shape. */
const matrixHeader = ({ name, number, pixels: [first] }: InspectedArray): InspectedHeader => ({
  what: `header of ${name ?? `#${number}`}`,
  pixels: [first, first + 1],
});

/** Rows that an instruction names and that the image has. */
const rowsOf = ({ operation, operands }: LegacyInstruction, { height }: PixelImage): readonly number[] =>
  operands.slice(0, operation ? LEGACY_OPERANDS[operation].length : 0).filter((row) => row < height);

// ------------------------------------------------------------------------------------------------ version 1.1

function inspectProgram(
  program: PixelProgram,
  image: PixelImage,
): Omit<Inspection, 'width' | 'height' | 'version' | 'health'> {
  const { records, names, steps, table } = program;
  const arrays: InspectedArray[] = [];
  const code: InspectedCode[] = [];
  const statistics = new ImageStatistics(image);
  records.forEach((record, number) => {
    const name = names.records.get(number);
    if (record?.kind === 'array') arrays.push(inspectArray(record, { number, name, image, statistics }));
    else if (record) code.push(inspectCode(record, number, name));
  });
  return {
    gas: gasLimit(program.gas),
    flags: ['float', 'ordered'].filter((_, k) => ((program.flags >> k) & 1) === 1),
    steps: steps.list.map((step, k) => ({
      pixel: steps.first + step.pixel,
      end: steps.first + (steps.list[k + 1]?.pixel ?? steps.length),
      text: printStep(step),
      shapes: arraysOf(step).map((number) => {
        const record = records[number];
        return record?.kind === 'array' ? shapeText(record) : 'unknown';
      }),
    })),
    arrays,
    code,
    headers: [
      ...records.map((_, number): InspectedHeader => {
        const first = table.first + RECORD * number;
        const what = number === 0 ? 'empty record' : `record of ${names.records.get(number) ?? `#${number}`}`;
        return { what, pixels: [first, first + RECORD] };
      }),
      ...arrays.filter(({ type }) => type === IN_RED).map(matrixHeader),
    ],
  };
}

/** Arrays that a step names, in the order of its text. */
function arraysOf(step: PixelStep): readonly number[] {
  switch (step.kind) {
    case 'halt':
      return [];
    case 'matrix':
      return step.op === 'relu' ? step.operands : [...step.operands, step.result];
    case 'copy':
      return [step.from, step.to];
    case 'dispatch':
      return step.parameters;
  }
}

function inspectArray(
  record: ArrayRecord,
  {
    number,
    name,
    image,
    statistics,
  }: {
    readonly number: number;
    readonly name: string | undefined;
    readonly image: PixelImage;
    readonly statistics: ImageStatistics;
  },
): InspectedArray {
  const { first, rows, columns, type } = record;
  const end = first + arrayPixels(record, image.width);
  const isInside = end <= image.width * image.height;
  const none = { min: undefined, max: undefined, mean: undefined, nonZero: 0, first: [] };
  return {
    number,
    name,
    type: type === MATRIX_R ? IN_RED : (elementOfCode(type) ?? 'unknown'),
    rows,
    columns,
    pixels: [first, end],
    flags: FLAGS.filter((_, bit) => ((record.flags >> bit) & 1) === 1),
    ...(isInside ? statistics.of(record) : none),
  };
}

function inspectCode(record: CodeRecord, number: number, name: string | undefined): InspectedCode {
  const { kind, first, length, registers, code } = record;
  return {
    number,
    name,
    kind,
    pixels: [first, first + length],
    registers,
    instructions: code.map((instruction) => ({
      pixel: first + instruction.pixel,
      text: printInstruction(instruction, registers),
    })),
  };
}
