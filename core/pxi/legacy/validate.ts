// The strict list of version 1.0: everything that can be said of a program before it runs, all at once.
import type { Diagnostic } from '../../diagnostics/index.ts';
import * as say from '../../diagnostics/messages/pixel-legacy.ts';
import type { PixelImage } from '../image.ts';
import type { StepRange } from '../step-range.ts';
import { checkInstruction } from './check.ts';
import { type LegacyDialect, LegacyHeaders } from './headers.ts';
import { columnsOf, legacyInstructions, reachable } from './instruction.ts';

/** How a version 1.0 program is judged. */
export interface ValidateOptions {
  /** '1.0' by default. */
  readonly dialect?: LegacyDialect;
  /** The file's name, for messages. */
  readonly file?: string;
  /** Judges these instructions only, on an image that those before them have left. */
  readonly steps?: StepRange | undefined;
}

/**
 * Judges a version 1.0 program. Without an error it runs in strict mode, up to what depends on data: the sum of a DOT_RGB, a
 * column of zeros, and the headers that a DOT_RGB overwrites.
 *
 * @returns PX1100–PX1108 (errors) and PX1120–PX1122 (warnings), each at the pixel of its instruction
 */
export function validateLegacy(
  image: PixelImage,
  { dialect = '1.0', file, steps }: ValidateOptions = {},
): readonly Diagnostic[] {
  const headers = new LegacyHeaders(image, dialect);
  const found: Diagnostic[] = [];
  const instructions = legacyInstructions(image, steps);
  for (const instruction of instructions) {
    found.push(...checkInstruction(instruction, { image, dialect, file, shapeOf: headers.shapeOf }));
    headers.follow(instruction);
  }
  const looked = reachable(image);
  const [from, to] = columnsOf(image, steps);
  if (from < to && to === looked && instructions.at(-1)?.operation !== 'HALT')
    found.push(say.noHalt({ looked }, { file, pixel: { x: looked - 1, y: 0 } }));
  return found;
}
