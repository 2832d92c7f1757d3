// Random programs of version 1.0: half of them mostly right, half with anything wrong that an image can have.
import type { PixelImage } from '../../core/pxi/index.ts';
import { legacyImage, type Written, type WrittenMatrix } from '../legacy-images.ts';
import type { Random } from './random.ts';

/** Matrices one below the other, whose shapes often meet, and instructions that mostly name their rows. */
export function randomLegacyImage(random: Random): PixelImage {
  const isWild = random.chance(0.5);
  const width = isWild ? random.integer(1, 9) : random.integer(6, 12);
  const side = random.integer(1, 3);
  const matrices: WrittenMatrix[] = [];
  let row = 1;
  for (let count = random.integer(2, 6); count > 0; count--) {
    const isSquare = random.chance(0.5);
    const rows = isSquare ? side : random.integer(isWild ? 0 : 1, 4);
    const columns = isSquare ? side : random.integer(isWild ? 0 : 1, 4);
    const low = random.chance(0.6) ? 1 : 0;
    const high = random.pick([3, 20, 255]);
    const elements = Array.from({ length: rows * columns }, () => random.integer(low, high));
    matrices.push({ row, rows, columns, elements: width > 1 ? elements : [] });
    row += 1 + Math.ceil((rows * columns) / Math.max(1, width - 1));
  }
  const height = isWild && random.chance(0.3) ? random.integer(1, row) : row + random.integer(0, 3);
  const anyRow = (): number =>
    isWild && random.chance(0.1) ? random.integer(0, height + 1) : random.pick(matrices).row;
  const program = Array.from({ length: random.integer(1, Math.max(1, width - 1)) }, (): Written => {
    const opcode = isWild && random.chance(0.1) ? random.integer(0, 255) : random.integer(1, 4);
    return [opcode, anyRow(), anyRow(), anyRow()];
  });
  if (!isWild || random.chance(0.8)) program.push(['HALT']);
  const image = legacyImage(width, height, program.slice(0, width), matrices);
  if (random.chance(0.2)) image.pixels[random.integer(0, image.pixels.length - 1)] = random.integer(0, 255);
  return image;
}
