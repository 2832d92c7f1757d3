// Version 1.0 assembly to an image: instructions into row 0, matrices into their rows.
import type { PixelImage } from '../image.ts';
import { LEGACY_OPERATIONS } from '../legacy/instruction.ts';
import { writeMatrix } from '../legacy/matrix.ts';
import type { Statement } from './blocks.ts';
import { expected, type Line, Words } from './source.ts';
import { numberOf } from './words.ts';

const byte = (text: string): number | undefined => {
  const value = numberOf(text);
  return value !== undefined && value < 256 ? value : undefined;
};

const opcode = (text: string): number | undefined => {
  const known = (LEGACY_OPERATIONS as readonly string[]).indexOf(text);
  return known >= 0 ? known : text.startsWith('OP') ? byte(text.slice(2)) : undefined;
};

function writeCode(image: PixelImage, block: readonly Line[], file: string | undefined): void {
  for (const [column, line] of block.entries()) {
    if (column >= image.width) expected(`at most ${image.width} instructions, one a column`, line[0], file);
    const words = new Words(line, file);
    const pixel = [words.read('an operation of version 1.0', opcode), 0, 0, 0];
    for (let k = 1; k < 4 && words.left; k++) pixel[k] = words.read('a row from 0 to 255', byte);
    words.end();
    image.pixels.set(pixel, 4 * column);
  }
}

/** `3x4` as two numbers. */
export function sizeOfWord(text: string): readonly [number, number] | undefined {
  const [first, second, ...rest] = text.split('x').map(numberOf);
  return first !== undefined && second !== undefined && rest.length === 0 ? [first, second] : undefined;
}

/** Writes one statement of version 1.0 into the image; false when it is none. */
export function writeLegacyStatement(
  image: PixelImage,
  { line, block }: Statement,
  file: string | undefined,
): boolean {
  const words = new Words(line, file, 1);
  switch (line[0].text) {
    case 'code':
      writeCode(image, block ?? [], file);
      return true;
    case 'matrix': {
      const row = words.read('the row of the header', numberOf);
      const [rows, columns] = words.read('rows and columns, such as `2x3`', sizeOfWord);
      words.end();
      const given = (block ?? []).flatMap((data) =>
        data.map((word) => byte(word.text) ?? expected('a number from 0 to 255', word, file)),
      );
      const elements = block ? Uint8Array.from(given) : new Uint8Array(rows * columns);
      writeMatrix(image, row, { rows, columns, elements });
      return true;
    }
  }
  return false;
}
