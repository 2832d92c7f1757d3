// What the caller of a run gives: data, settings, sizes, threads; and how text from the command line becomes values.

import { type Diagnostic, PxosError } from '../diagnostics/index.ts';
import * as say from '../diagnostics/messages/run.ts';
import type { ElementType, Setting } from '../ir/index.ts';
import { convertValue, rangeOf, type Value } from '../ops/index.ts';
import { nameOfType } from '../ops/type-names.ts';

export type { InputArray, RunInputs } from '../contract/index.ts';

const IN_WORDS: { readonly [E in ElementType]?: string } = {
  bool: 'a bool (true or false)',
  f16: 'a half (a number up to 65504)',
  f32: 'a float (a number up to 3.4e38)',
  f64: 'a double (a number up to 1.7e308)',
};

/** What values a setting of this type has, in words. */
export function expectedOf(declared: ElementType): string {
  const words = IN_WORDS[declared];
  if (words !== undefined) return words;
  const [low, high] = rangeOf(declared === 'pixel' ? 'u32' : declared) ?? [0, 0];
  return `a whole number from ${low} to ${high} (${nameOfType(declared)})`;
}

const INTEGER = /^[-+]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|\d[\d_]*)$/;
const DECIMAL = /^[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;
const SPECIAL: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
};

/** Text to a number or boolean, whatever its type; `undefined` when it is neither. */
function valueOfText(text: string): Value | undefined {
  const plain = text.trim();
  if (/^(true|false)$/i.test(plain)) return plain.toLowerCase() === 'true';
  const negative = plain.startsWith('-');
  const unsigned = plain.replace(/^[-+]/, '').replaceAll('_', '');
  const special = SPECIAL[unsigned.toLowerCase()];
  if (special === undefined && !INTEGER.test(plain) && !DECIMAL.test(plain)) return undefined;
  const magnitude = special ?? Number(unsigned);
  return negative ? -magnitude : magnitude;
}

/**
 * The value of a setting in its register type; numbers must be in the range of the declared one.
 *
 * @throws PxosError PX0557
 */
export function settingValue(setting: Setting, given: number | boolean | string): Value {
  const { name, declared, type } = setting;
  const value = typeof given === 'string' ? valueOfText(given) : given;
  const expected = expectedOf(declared);
  const refuse = (): never => {
    throw new PxosError(say.settingValue({ name, value: String(given), expected }));
  };
  if (value === undefined) return refuse();
  if (declared === 'bool') {
    if (typeof value === 'boolean') return value;
    return value === 0 || value === 1 ? value === 1 : refuse();
  }
  if (typeof value === 'boolean') return refuse();
  const range = rangeOf(declared === 'pixel' ? 'u32' : declared);
  if (range) {
    if (!Number.isInteger(value) || value < range[0] || value > range[1]) return refuse();
    return value + 0;
  }
  const stored = convertValue('f64', declared === 'f16' ? 'f16' : type, value);
  // A finite number that the type rounds to infinity was a mistake.
  if (Number.isFinite(value) && !Number.isFinite(Number(stored))) return refuse();
  return stored;
}

/** The extent of the implied launch, or the error that says what is wrong with it. */
export function threadsOf(
  threads: number | readonly number[],
): readonly [number, number, number] | Diagnostic {
  const axes = typeof threads === 'number' ? [threads] : threads;
  const [x = 1, y = 1, z = 1] = axes;
  const wrong = axes.find((n) => !Number.isSafeInteger(n) || n < 1);
  if (wrong !== undefined) return say.sizeValue({ flag: '--threads', value: String(wrong) });
  return [x, y, z];
}
