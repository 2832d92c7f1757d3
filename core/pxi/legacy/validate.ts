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
 * @returns PX1100–PX1108 (errors) PX1120–PX1122 (warnings) and PX1123, each at the pixel of its instruction
 */
export function validateLegacy(
  image: PixelImage,
  { dialect = '1.0', file, steps }: ValidateOptions = {},
): readonly Diagnostic[] {
  const headers = new LegacyHeaders(image, dialect);
  const found: Diagnostic[] = [];
  const instructions = legacyInstructions(image, steps);
  const [start] = instructions;
  if (steps === undefined && start?.operation === 'HALT' && holdsMore(image))
    found.push(say.noProgram({}, { file, pixel: { x: 0, y: 0 } }));
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

/** Images of zeros, whatever their alpha is, are programs that do nothing; others that begin with a HALT may be photos. */
const holdsMore = ({ pixels }: PixelImage): boolean => pixels.some((byte, at) => byte !== 0 && at % 4 !== 3);
