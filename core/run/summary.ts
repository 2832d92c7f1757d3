// Describes an array to a person or a program: small ones whole, large ones by extremes and a fingerprint.
import { createHash } from 'node:crypto';
import { type ArrayData, elementsOf, formatValue } from '../data/index.ts';
import { nameOfType } from '../ops/type-names.ts';

/** Arrays up to so many elements are printed whole. */
const WHOLE = 16;
/** Arrays up to so many elements have their values in `--json`. */
const WHOLE_IN_JSON = 1000;

export interface ArraySummary {
  readonly type: string;
  readonly length: number;
  readonly shape?: readonly number[];
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly sha256: string;
  /** Smallest and largest number; absent without numbers. NaN counts apart. */
  readonly min?: string;
  readonly max?: string;
  readonly nan?: number;
  /** All values of a small array. Numbers that JSON lacks are strings: "NaN", "Infinity", "-Infinity". */
  readonly values?: readonly (number | boolean | string)[];
}

export function summarize(array: ArrayData): ArraySummary {
  const { element, length, bytes, shape } = array;
  const view = elementsOf(element, bytes);
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let nan = 0;
  for (let i = 0; i < length; i++) {
    const value = Number(view.get(i));
    if (Number.isNaN(value)) nan++;
    else {
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  const some = nan < length;
  return {
    type: nameOfType(element),
    length,
    ...(shape && { shape }),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    ...(some && { min: formatValue(element, min), max: formatValue(element, max) }),
    ...(nan > 0 && { nan }),
    ...(length <= WHOLE_IN_JSON && {
      values: Array.from({ length }, (_, i) => {
        const value = view.get(i);
        return typeof value === 'boolean' || Number.isFinite(value) ? value : String(value);
      }),
    }),
  };
}

const hex = (pixel: number): string => {
  const [r, g, b, a] = [pixel & 255, (pixel >>> 8) & 255, (pixel >>> 16) & 255, pixel >>> 24];
  return `#${[r, g, b, a].map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
};

/** One line about an array: `y  f32[1000]  0.5 … 12.25  sha256 1f2e…`, or all values of a small one. */
export function summaryLine(name: string, array: ArrayData): string {
  const { element, length, bytes, shape } = array;
  const extents = element === 'pixel' && shape ? `${shape[1]} × ${shape[0]}` : (shape?.join(' × ') ?? length);
  const head = `${name}  ${nameOfType(element)}[${extents}]`;
  const view = elementsOf(element, bytes);
  if (length <= WHOLE) {
    const values = Array.from({ length }, (_, i) => {
      const value = view.get(i);
      return element === 'pixel' ? hex(Number(value)) : formatValue(element, value);
    });
    return `${head}  ${values.join(' ')}`.trimEnd();
  }
  const { min, max, nan, sha256 } = summarize(array);
  const range = element === 'pixel' || min === undefined ? '' : `  ${min} … ${max}`;
  return `${head}${range}${nan ? `  ${nan} NaN` : ''}  sha256 ${sha256.slice(0, 16)}`;
}
