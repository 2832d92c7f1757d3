// Version 1.0 assembly to an image: instructions into row 0, matrices into their rows.
import type { PixelImage } from '../image.ts';
import { LEGACY_OPERATIONS } from '../legacy/instruction.ts';
import { checkPlace, writeMatrix } from '../legacy/matrix.ts';
import type { Statement } from './blocks.ts';
import { expected, type Line, Words } from './source.ts';
import { byteOf, numberOf } from './words.ts';

const opcode = (text: string): number | undefined => {
  const known = (LEGACY_OPERATIONS as readonly string[]).indexOf(text);
  return known >= 0 ? known : text.startsWith('OP') ? byteOf(text.slice(2)) : undefined;
};

function writeCode(image: PixelImage, block: readonly Line[], file: string | undefined): void {
  for (const [column, line] of block.entries()) {
    if (column >= image.width) expected(`at most ${image.width} instructions, one a column`, line[0], file);
    const words = new Words(line, file);
    const pixel = [words.read('an operation of version 1.0', opcode), 0, 0, 0];
    for (let k = 1; k < 4 && words.left; k++) pixel[k] = words.read('a row from 0 to 255', byteOf);
    words.end();
    image.pixels.set(pixel, 4 * column);
  }
}

/** `3x4` as two numbers. */
export function sizeOfWord(text: string): readonly [number, number] | undefined {
  const [first, second, ...rest] = text.split('x').map(numberOf);
  return first !== undefined && second !== undefined && rest.length === 0 ? [first, second] : undefined;
}

/** Rows and columns as a header has them. */
const shapeOf = (text: string): readonly [number, number] | undefined => {
  const shape = sizeOfWord(text);
  return shape?.every((side) => side <= 0xffff) ? shape : undefined;
};

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
      const [rows, columns] = words.read('rows and columns up to 65535, such as `2x3`', shapeOf);
      words.end();
      const given = (block ?? []).flatMap((data) =>
        data.map((word) => byteOf(word.text) ?? expected('a number from 0 to 255', word, file)),
      );
      const shape = { rows, columns };
      // Nothing of the size is made before it is known to fit.
      checkPlace(image, row, shape);
      const elements = block ? Uint8Array.from(given) : new Uint8Array(rows * columns);
      writeMatrix(image, row, { ...shape, elements });
      return true;
    }
  }
  return false;
}
