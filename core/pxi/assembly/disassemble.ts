// An image as assembly from which `assemble` makes the very same pixels, whatever the image holds.
import { isPxosError } from '../../diagnostics/index.ts';
import { createImage, type PixelImage } from '../image.ts';
import { versionOf } from '../version.ts';
import { NO_NAMES, readNames } from '../words/names.ts';
import type { PixelProgram } from '../words/program.ts';
import { readProgram } from '../words/read.ts';
import { assemble } from './assemble.ts';
import { printLegacyText } from './print-legacy.ts';
import { printProgramText } from './print-program.ts';
import { pixelLines } from './raw-pixels.ts';
import { TextLength } from './text-length.ts';

/** The lines that say what the image means; `undefined` when it is no program that can be read. */
function meaningOf(image: PixelImage, names: string): readonly string[] | undefined {
  const version = versionOf(image);
  const length = new TextLength();
  if (version === '1.0') return image.width < 2 ? undefined : printLegacyText(image, length);
  const program = version === '1.1' ? programOf(image, names) : undefined;
  return program && printProgramText(program, image, length);
}

function programOf(image: PixelImage, names: string): PixelProgram | undefined {
  try {
    return { ...readProgram(image), names: names === '' ? NO_NAMES : readNames(names).names };
  } catch (error) {
    if (isPxosError(error)) return undefined;
    throw error;
  }
}

/** The image that these lines say, if they say one of this size. */
function imageOf(lines: readonly string[], { width, height }: PixelImage): PixelImage | undefined {
  try {
    const { image } = assemble(lines.join('\n'));
    return image.width === width && image.height === height ? image : undefined;
  } catch (error) {
    if (isPxosError(error)) return undefined;
    throw error;
  }
}

/**
 * Disassembles an image. Pixels that the statements do not say follow as hexadecimal words, so that nothing is lost; an image
 * that is no program is nothing but these.
 *
 * @param names the text of the chunk `pxNM`
 * @throws PxosError PX1404 when the text would be too long
 */
export function disassemble(image: PixelImage, names = ''): string {
  const lines = meaningOf(image, names);
  const said = lines && imageOf(lines, image);
  const whole =
    lines && said
      ? [...lines, ...rest(pixelLines(image, said))]
      : [
          'pxi pixels',
          `size ${image.width}x${image.height}`,
          ...pixelLines(image, createImage(image.width, image.height)),
        ];
  return `${whole.join('\n')}\n`;
}

const rest = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : ['', ...lines]);
