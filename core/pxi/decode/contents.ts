// The contents of an image's arrays as bytes: arrays may lie over one another, and still take no more memory than the image.
import { PxosError } from '../../diagnostics/index.ts';
import { type PixelImage, wordsOf } from '../image.ts';
import { elementsOf, readElements } from '../words/arrays.ts';
import { FLAG } from '../words/directory.ts';
import { MATRIX_R } from '../words/element-codes.ts';
import { NonzeroPixels } from '../words/nonzero.ts';
import type { ArrayRecord } from '../words/program.ts';
import { apartFault, bytesApart } from './apart.ts';

/**
 * The contents of arrays. Those that may change share no pixel with others and get their own copy; the others may all lie
 * over one another, and are views of the image. Elements of matrices of version 1.0 are not beside each other, and are
 * copied once for each place.
 */
export class DataContents {
  private readonly image: PixelImage;
  private readonly words: Uint32Array;
  private readonly nonzero: NonzeroPixels;
  private readonly matrices = new Map<string, Uint8Array | undefined>();
  private copied = 0;

  constructor(image: PixelImage) {
    this.image = image;
    this.words = wordsOf(image);
    this.nonzero = new NonzeroPixels(this.words, image.width);
  }

  /** Nothing when all elements are 0. */
  of(record: ArrayRecord): Uint8Array | undefined {
    if (record.type === MATRIX_R) return this.matrix(record);
    if (!this.nonzero.isIn(record)) return undefined;
    if ((record.flags & (FLAG.writable | FLAG.input | FLAG.setting)) !== 0)
      return readElements(this.words, record, this.image.width);
    const start = this.words.byteOffset + 4 * record.first;
    return new Uint8Array(this.words.buffer, start, bytesApart(record));
  }

  private matrix(record: ArrayRecord): Uint8Array | undefined {
    const key = `${record.first}:${elementsOf(record)}`;
    if (this.matrices.has(key)) return this.matrices.get(key);
    this.copied += bytesApart(record);
    const fault = apartFault(this.copied, this.image);
    if (fault) throw new PxosError(fault);
    const bytes = readElements(this.words, record, this.image.width);
    const contents = bytes.some((byte) => byte !== 0) ? bytes : undefined;
    this.matrices.set(key, contents);
    return contents;
  }
}
