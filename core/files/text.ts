// Bytes to text: what makes a file no text at all is said before anything reads it.
import type { Position } from 'unist';
import { type Diagnostic, PxosError } from '../diagnostics/index.ts';
import { textMessages } from '../diagnostics/messages/index.ts';

/** The place of one character of a text. */
function placeAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - (before.lastIndexOf('\n') + 1) + 1;
  return { start: { line, column, offset }, end: { line, column: column + 1, offset: offset + 1 } };
}

/** A diagnostic if the text has a NUL byte. */
export function findNul(text: string): Diagnostic | undefined {
  const offset = text.indexOf('\0');
  return offset < 0 ? undefined : textMessages.nulByte({}, { place: placeAt(text, offset) });
}

/**
 * The text of a source file's bytes, byte order mark included.
 *
 * A byte that is not UTF-8 gives PX0102, and the text up to it.
 */
export function decodeSource(bytes: Uint8Array): {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
} {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, diagnostics: [] };
  } catch {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const offset = firstInvalid(bytes, text);
    const valid = text.slice(0, offset);
    const byte = bytes[new TextEncoder().encode(valid).length];
    return { text: valid, diagnostics: [textMessages.notUtf8({ byte }, { place: placeAt(text, offset) })] };
  }
}

/** Offset in `text` of the first replacement character that stands for a wrong byte, and not for one in the file. */
function firstInvalid(bytes: Uint8Array, text: string): number {
  const encoder = new TextEncoder();
  let offset = -1;
  let position = 0;
  for (;;) {
    const next = text.indexOf('\ufffd', offset + 1);
    position += encoder.encode(text.slice(Math.max(0, offset), next)).length;
    const written = bytes[position] === 0xef && bytes[position + 1] === 0xbf && bytes[position + 2] === 0xbd;
    if (!written) return next;
    offset = next;
  }
}

/**
 * The text of a file that a front end was given. Files that are no text come as bytes; a front end for text asks here.
 *
 * @throws PxosError PX0102 when it is not UTF-8
 */
export function textOf(value: string | Uint8Array | undefined): string {
  if (typeof value !== 'object') return value ?? '';
  const { text, diagnostics } = decodeSource(value);
  if (diagnostics.length > 0) throw new PxosError(diagnostics);
  return text;
}
