// What a step is about to do, told before it runs: where it stands, its assembly, its arrays, the pixels that it may write.
import { PxosError } from '../../diagnostics/index.ts';
import { printLegacyInstruction, printStep } from '../assembly/index.ts';
import type { PixelImage } from '../image.ts';
import { type InterpretImageOptions, programOf } from '../interpret-image.ts';
import {
  columnsOf,
  type PixelRegion,
  readLegacyInstruction,
  regionsWritten,
  validateLegacy,
} from '../legacy/index.ts';
import { knownVersion } from '../version.ts';
import { arrayPixels } from '../words/arrays.ts';
import type { PixelProgram, PixelStep } from '../words/program.ts';
import { legacyOperands } from './legacy-operands.ts';
import { operandsOf, type TracedOperand } from './operands.ts';

/** Pixels from the first one to before the end, counted row by row. */
export type PixelRange = readonly [first: number, end: number];

/** A step before it runs. */
export interface StepOutline {
  /** Its number: among the steps, or its column in version 1.0. */
  readonly index: number;
  /** The pixel where it stands, counted row by row. */
  readonly pixel: number;
  /** Its assembly. */
  readonly text: string;
  /** The arrays that it names, in the order of its text. */
  readonly operands: readonly TracedOperand[];
  /** Pixels that it may write, ascending. */
  readonly written: readonly PixelRange[];
  /** Whether it ends the program. */
  readonly halts: boolean;
}

/** A program whose steps can be told one by one. */
export interface Outlines {
  /** The program of a version 1.1 image. */
  readonly program: PixelProgram | undefined;
  /** Steps that there are; a HALT may come earlier. */
  readonly count: number;
  /** A step on the image that the steps before it have left. */
  at(index: number, image: PixelImage): StepOutline | undefined;
}

/** Ranges in ascending order, those that touch as one. */
function merged(ranges: readonly PixelRange[]): readonly PixelRange[] {
  const result: PixelRange[] = [];
  for (const [first, end] of ranges.toSorted(([a], [b]) => a - b)) {
    const last = result.at(-1);
    if (last && first <= last[1]) result[result.length - 1] = [last[0], Math.max(last[1], end)];
    else result.push([first, end]);
  }
  return result;
}

function rangesOf(regions: readonly PixelRegion[], imageWidth: number): readonly PixelRange[] {
  return regions.flatMap(({ x, y, width, height }) =>
    Array.from({ length: height }, (_, row): PixelRange => {
      const first = (y + row) * imageWidth + x;
      return [first, first + width];
    }),
  );
}

/** What a step of version 1.1 may write. */
function rangesWritten(program: PixelProgram, step: PixelStep): readonly PixelRange[] {
  if (step.kind === 'copy') {
    const array = program.records[step.to];
    if (array?.kind !== 'array') return [];
    const moved = { rows: 1, columns: step.count, type: array.type };
    return [[array.first, array.first + arrayPixels(moved, program.width)]];
  }
  return operandsOf(program, step).flatMap(({ number, access }): readonly PixelRange[] => {
    const array = program.records[number];
    if (access === 'read' || array?.kind !== 'array') return [];
    return [[array.first, array.first + arrayPixels(array, program.width)]];
  });
}

function programOutlines(program: PixelProgram): Outlines {
  const { first, list } = program.steps;
  return {
    program,
    count: list.length,
    at: (index) => {
      const step = list[index];
      if (!step) return undefined;
      return {
        index,
        pixel: first + step.pixel,
        text: printStep(step),
        operands: operandsOf(program, step),
        written: merged(rangesWritten(program, step)),
        halts: step.kind === 'halt',
      };
    },
  };
}

/**
 * The steps of an image's program.
 *
 * @throws PxosError what reading and judging the program throws
 */
export function outlinesOf(
  image: PixelImage,
  { compat = false, dialect = '1.0', names, steps, file }: InterpretImageOptions = {},
): Outlines {
  const at = file === undefined ? {} : { file };
  if (knownVersion(image, { compat, ...at }) === '1.1') return programOutlines(programOf(image, names));
  const faults = compat ? [] : validateLegacy(image, { dialect, steps, ...at });
  if (faults.some(({ severity }) => severity === 'error')) throw new PxosError(faults);
  const [, count] = columnsOf(image);
  return {
    program: undefined,
    count,
    at: (index, now) => {
      if (index >= count) return undefined;
      const instruction = readLegacyInstruction(now, index);
      return {
        index,
        pixel: index,
        text: printLegacyInstruction(instruction),
        operands: legacyOperands(instruction, now, dialect),
        written: merged(rangesOf(regionsWritten(instruction, now, dialect), now.width)),
        halts: instruction.operation === 'HALT',
      };
    },
  };
}
