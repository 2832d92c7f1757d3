// `.npy` files of NumPy: reads versions 1 to 3, writes version 1; the type must be the array's, rows lie one after another.

import { PxosError } from '../diagnostics/index.ts';
import * as say from '../diagnostics/messages/data.ts';
import { bytesOf, type ElementType } from '../ir/index.ts';
import type { ArrayData } from './array.ts';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** NumPy's name of each element type. A pixel is four bytes, the last axis of an image. */
const TYPES: { readonly [E in ElementType]: string } = {
  bool: '|b1',
  i8: '|i1',
  u8: '|u1',
  i16: '<i2',
  u16: '<u2',
  i32: '<i4',
  u32: '<u4',
  f16: '<f2',
  f32: '<f4',
  f64: '<f8',
  pixel: '|u1',
};

interface Header {
  readonly descr: string;
  readonly fortran: boolean;
  readonly shape: readonly number[];
}

const tuple = (shape: readonly number[]): string =>
  shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;

/** The header is the text of a Python dictionary with three known keys. */
function parseHeader(text: string): Header | string {
  const descr = /['"]descr['"]\s*:\s*(?:'([^']*)'|"([^"]*)"|(\[))/.exec(text);
  const order = /['"]fortran_order['"]\s*:\s*(True|False)/.exec(text);
  const shape = /['"]shape['"]\s*:\s*\(([\d\sL,]*)\)/.exec(text);
  if (!descr || !order || !shape) return 'its header lacks descr, fortran_order or shape';
  if (descr[3]) return 'it holds records, not plain elements';
  const extents = shape[1]!.split(',').map((part) => part.trim().replace(/L$/, ''));
  return {
    descr: descr[1] ?? descr[2] ?? '',
    fortran: order[1] === 'True',
    shape: extents.filter((part) => part !== '').map(Number),
  };
}

function readHeader(bytes: Uint8Array): { readonly header: Header; readonly start: number } | string {
  if (MAGIC.some((byte, i) => bytes[i] !== byte)) return 'it does not begin with the mark of the format';
  const version = bytes[6];
  if (version === undefined || version < 1 || version > 3)
    return `version ${version ?? '?'} of the format is not known`;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const before = version === 1 ? 10 : 12;
  if (bytes.byteLength < before) return 'it ends within the header';
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const start = before + length;
  if (start > bytes.byteLength) return 'it ends within the header';
  const header = parseHeader(new TextDecoder('latin1').decode(bytes.subarray(before, start)));
  return typeof header === 'string' ? header : { header, start };
}

/** The shape in elements of the array: images of bytes lose their last axis of four to the pixel. */
function elementShape(header: Header, element: ElementType): readonly number[] | undefined {
  const order = header.descr[0];
  const plain = header.descr.slice(1);
  const wanted = TYPES[element].slice(1);
  if (element === 'pixel') {
    if (plain === 'u4') return header.shape;
    return plain === 'u1' && header.shape.length > 1 && header.shape.at(-1) === 4
      ? header.shape.slice(0, -1)
      : undefined;
  }
  const known = order === '<' || order === '|' || order === '=' || order === '>';
  return known && plain === wanted ? header.shape : undefined;
}

/**
 * Reads a `.npy` file whose type is `element`'s; arrays of pixel take `<u4` or bytes with a last axis of four.
 *
 * @throws PxosError PX0715 no header · PX0716 wrong length · PX0717 other type · PX0718 big endian · PX0719 Fortran order
 */
export function decodeNpy(path: string, bytes: Uint8Array, element: ElementType): ArrayData {
  const read = readHeader(bytes);
  if (typeof read === 'string') throw new PxosError(say.npyBroken({ path, reason: read }));
  const { header, start } = read;
  const shape = elementShape(header, element);
  const wanted = element === 'pixel' ? '<u4' : TYPES[element];
  if (!shape) throw new PxosError(say.npyType({ path, actual: header.descr, element, wanted }));
  if (header.descr[0] === '>' && !/1$/.test(header.descr))
    throw new PxosError(say.npyBigEndian({ path, actual: header.descr, wanted }));
  if (header.fortran && header.shape.filter((extent) => extent !== 1).length > 1)
    throw new PxosError(say.npyFortran({ path, shape: tuple(header.shape) }));
  const length = shape.reduce((product, extent) => product * extent, 1);
  const data = bytes.subarray(start);
  if (data.byteLength !== length * bytesOf(element))
    throw new PxosError(
      say.npyLength({
        path,
        shape: tuple(header.shape),
        wanted: length * bytesOf(element),
        bytes: data.byteLength,
      }),
    );
  return { element, length, bytes: data, ...(shape.length > 1 && { shape }) };
}

/** A `.npy` file, version 1, data at a multiple of 64 bytes; pixels become bytes with a last axis of four. */
export function encodeNpy(array: ArrayData): Uint8Array {
  const inner = array.shape ?? [array.length];
  const shape = array.element === 'pixel' ? [...inner, 4] : inner;
  const text = `{'descr': '${TYPES[array.element]}', 'fortran_order': False, 'shape': ${tuple(shape)}, }`;
  const start = Math.ceil((10 + text.length + 1) / 64) * 64;
  const out = new Uint8Array(start + array.bytes.byteLength);
  out.set([...MAGIC, 1, 0, (start - 10) & 255, (start - 10) >> 8]);
  out.set(new TextEncoder().encode(`${text.padEnd(start - 11)}\n`), 10);
  out.set(array.bytes, start);
  return out;
}
