// Reads and writes single elements of an array's bytes, whatever their type: for JSON, previews and comparisons.
import { bytesOf, type ElementType } from '../ir/index.ts';
import { bitsOfF16, f16OfBits } from '../ops/index.ts';

/** The elements of some bytes, as JavaScript numbers; bools as true and false. */
export interface ElementView {
  readonly length: number;
  get(index: number): number | boolean;
  set(index: number, value: number | boolean): void;
}

type Access = readonly [
  read: (view: DataView, offset: number) => number | boolean,
  write: (view: DataView, offset: number, value: number) => void,
];

const ACCESS: { readonly [E in ElementType]: Access } = {
  bool: [(v, o) => v.getUint8(o) !== 0, (v, o, x) => v.setUint8(o, x ? 1 : 0)],
  i8: [(v, o) => v.getInt8(o), (v, o, x) => v.setInt8(o, x)],
  u8: [(v, o) => v.getUint8(o), (v, o, x) => v.setUint8(o, x)],
  i16: [(v, o) => v.getInt16(o, true), (v, o, x) => v.setInt16(o, x, true)],
  u16: [(v, o) => v.getUint16(o, true), (v, o, x) => v.setUint16(o, x, true)],
  i32: [(v, o) => v.getInt32(o, true), (v, o, x) => v.setInt32(o, x, true)],
  u32: [(v, o) => v.getUint32(o, true), (v, o, x) => v.setUint32(o, x, true)],
  pixel: [(v, o) => v.getUint32(o, true), (v, o, x) => v.setUint32(o, x, true)],
  f16: [(v, o) => f16OfBits(v.getUint16(o, true)), (v, o, x) => v.setUint16(o, bitsOfF16(x), true)],
  f32: [(v, o) => v.getFloat32(o, true), (v, o, x) => v.setFloat32(o, x, true)],
  f64: [(v, o) => v.getFloat64(o, true), (v, o, x) => v.setFloat64(o, x, true)],
};

/**
 * A view of bytes as elements; whole elements only, a rest is left out.
 *
 * @example
 * elementsOf('i16', new Uint8Array([255, 255, 1, 0])).get(1) // 1
 */
export function elementsOf(element: ElementType, bytes: Uint8Array): ElementView {
  const size = bytesOf(element);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [read, write] = ACCESS[element];
  return {
    length: Math.floor(bytes.byteLength / size),
    get: (index) => read(view, index * size),
    set: (index, value) => write(view, index * size, Number(value)),
  };
}
