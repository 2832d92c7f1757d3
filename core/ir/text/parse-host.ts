// Reads the declarations of the host in the text form: buffers with what an image says of them, and settings.
import { ELEMENT_TYPES, valueTypeOf } from '../element.ts';
import type { Access, Buffer, ElementType, HostBuffer, Program, ScalarType, Setting } from '../types.ts';
import type { Reader } from './reader.ts';
import { SCALAR_TYPES } from './words.ts';

export const ACCESSES: readonly Access[] = ['read', 'write', 'readwrite'];
const ORIGINS: readonly Buffer['origin'][] = ['allocated', 'file', 'open', 'stage', 'image'];

/** The position that stood before a node. */
export type Place = Program['at'];
export const placed = (at: Place) => at && { at };

/** `name: type`, for a scalar: the declared type, and the register type where it does not follow. */
export function parseScalar(
  reader: Reader,
  name: string,
): { name: string; declared: ElementType; type: ScalarType } {
  const declared = reader.oneOf(ELEMENT_TYPES, 'a type');
  const type = reader.take(':') ? reader.oneOf(SCALAR_TYPES, 'a type') : valueTypeOf(declared);
  return { name, declared, type };
}

/** Lines of hexadecimal digits in quotes, between braces. */
function parseData(reader: Reader): Uint8Array {
  const bytes: number[] = [];
  reader.expect('{');
  reader.blankLines();
  while (!reader.is('}')) {
    const { token } = reader;
    const digits = reader.text();
    if (!/^(?:[0-9a-f]{2})*$/.test(digits)) reader.fail('pairs of hexadecimal digits', token);
    for (let at = 0; at < digits.length; at += 2) bytes.push(Number.parseInt(digits.slice(at, at + 2), 16));
    reader.endOfLine();
  }
  reader.expect('}');
  return Uint8Array.from(bytes);
}

export function parseBuffer(reader: Reader, at: Place): Buffer {
  const name = reader.name();
  reader.expect(':');
  const element = reader.oneOf(ELEMENT_TYPES, 'a type');
  const origin = reader.oneOf(ORIGINS, 'an origin');
  const access = reader.oneOf(ACCESSES, 'an access');
  const array = { name, element, access, ...placed(at) };
  if (!isHostOrigin(origin)) {
    reader.expect('length');
    const length = reader.integer();
    const shape = reader.take('shape') ? ([reader.integer(), reader.integer()] as const) : undefined;
    return {
      ...array,
      origin,
      length,
      ...(shape && { shape }),
      ...(reader.take('input') && { input: true }),
      ...(reader.take('output') && { output: true }),
      ...(reader.take('setting') && { setting: true }),
      ...(reader.take('auxiliary') && { auxiliary: reader.name() }),
      ...(reader.is('{') && { data: parseData(reader) }),
    };
  }
  return { ...array, origin };
}

const isHostOrigin = (origin: Buffer['origin']): origin is HostBuffer['origin'] => origin !== 'image';

/** A literal of a setting: `true`, `5`, `0.5`, `nan`, `-inf`. */
function parseValue(reader: Reader, type: ScalarType): number | boolean {
  if (type === 'bool') return reader.oneOf(['true', 'false'] as const, 'a value') === 'true';
  const sign = reader.take('-') ? -1 : 1;
  if (reader.take('nan')) return Number.NaN;
  if (reader.take('inf')) return sign * Number.POSITIVE_INFINITY;
  const { token } = reader;
  if (token.kind !== 'number') reader.fail('a value');
  reader.advance();
  const value = sign * Number(token.text.replace(/[ud]$/, ''));
  if (type === 'f32') return Math.fround(value);
  return type === 'f64' ? value : value || 0;
}

export function parseSetting(reader: Reader, at: Place): Setting {
  const name = reader.dottedName();
  reader.expect(':');
  const scalar = parseScalar(reader, name);
  return {
    ...scalar,
    ...(reader.take('=') && { value: parseValue(reader, scalar.type) }),
    ...placed(at),
  };
}
