// The elements of an array as words of text and back, through the bytes that `readElements` and `writeElements` take.
import { bitsOfText, textOfBits } from './numbers.ts';

/** Each element as a word. `bytes` are little endian, without gaps. */
export function wordsOfElements(type: number, bytes: Uint8Array): string[] {
  const size = 1 << (type & 3);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const words: string[] = [];
  for (let at = 0; at < bytes.length; at += size) words.push(textOfBits(type, bitsAt(view, at, size)));
  return words;
}

function bitsAt(view: DataView, at: number, size: number): number {
  if (size === 1) return view.getUint8(at);
  return size === 2 ? view.getUint16(at, true) : view.getUint32(at, true);
}

/** The bytes of elements that stand as words; the index of the first word that is no element when there is one. */
export function bytesOfWords(type: number, words: readonly string[]): Uint8Array | number {
  const size = 1 << (type & 3);
  const bytes = new Uint8Array(words.length * size);
  const view = new DataView(bytes.buffer);
  for (const [k, word] of words.entries()) {
    const bits = bitsOfText(type, word);
    if (bits === undefined) return k;
    if (size === 1) view.setUint8(k, bits);
    else if (size === 2) view.setUint16(2 * k, bits, true);
    else view.setUint32(4 * k, bits, true);
  }
  return bytes;
}
