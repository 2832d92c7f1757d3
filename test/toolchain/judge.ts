// Judges the result of an emitted program: integers byte for byte, floats within the error bounds of the operation table.
import { bytesOf, f16OfBits, type RunOutput } from '../../core/index.ts';
import type { Subject } from './c-family.ts';

type Floats = 'f16' | 'f32' | 'f64';

function read(bytes: Uint8Array, element: Floats): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = {
    f16: (i: number) => f16OfBits(view.getUint16(i * 2, true)),
    f32: (i: number) => view.getFloat32(i * 4, true),
    f64: (i: number) => view.getFloat64(i * 8, true),
  }[element];
  return Array.from({ length: bytes.length / bytesOf(element) }, (_, i) => at(i));
}

/** Relative tolerance for the C library's functions; everything else in the programs is correctly rounded. */
const TOLERANCE: { readonly [F in Floats]: number } = { f16: 2 ** -10, f32: 2 ** -20, f64: 2 ** -45 };

const close = (a: number, b: number, tolerance: number): boolean =>
  Object.is(a, b) || a === b || Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b), 1e-3);

/** The first element that is wrong, in words. */
export function firstFault(
  { name, element }: RunOutput,
  { expected }: Subject,
  results: ReadonlyMap<string, Uint8Array>,
): string | undefined {
  const want = expected.get(name) ?? new Uint8Array();
  const got = results.get(name) ?? new Uint8Array();
  if (want.length !== got.length) return `${name} has ${got.length} bytes, not ${want.length}`;
  if (element === 'f16' || element === 'f32' || element === 'f64') {
    const wanted = read(want, element);
    const at = read(got, element).findIndex((value, i) => !close(value, wanted[i] ?? 0, TOLERANCE[element]));
    return at < 0 ? undefined : `${name}[${at}] is ${read(got, element)[at]}, not ${wanted[at]}`;
  }
  const at = want.findIndex((byte, i) => byte !== got[i]);
  if (at < 0) return undefined;
  const size = bytesOf(element);
  const k = Math.floor(at / size);
  const hex = (bytes: Uint8Array): string =>
    Buffer.from(bytes.slice(k * size, (k + 1) * size)).toString('hex');
  return `${name}[${k}] (${element}) is ${hex(got)}, not ${hex(want)}, low byte first`;
}
