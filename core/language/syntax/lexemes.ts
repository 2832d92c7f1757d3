// Numbers and strings as they are written: what is well formed, what it means, and what was probably meant.

const NUMBER =
  /^(?:0[xX][0-9A-Fa-f](?:_?[0-9A-Fa-f])*|0[bB][01](?:_?[01])*|(?:\d(?:_?\d)*)?\.\d(?:_?\d)*(?:[eE][+-]?\d+)?|\d(?:_?\d)*(?:[eE][+-]?\d+)?)$/;
const DIGITS = /^\d+$/;

/** What is wrong with the text of a number, and the number that was probably meant. */
export interface NumberFault {
  readonly reason: string;
  readonly fix?: string | undefined;
}

/**
 * `undefined` for a well-formed number.
 *
 * @example
 * numberFault('1.0f') // { reason: 'letters follow it', fix: '1.0' }
 */
export function numberFault(text: string): NumberFault | undefined {
  if (DIGITS.test(text) || NUMBER.test(text)) return undefined;
  if (/^\d[\d_]*\.$/.test(text)) return { reason: 'digits are missing behind the point', fix: `${text}0` };
  const suffixed = /^(.*?)\.?([fFdDhHuUlL]+)$/.exec(text);
  if (suffixed && NUMBER.test(suffixed[1]!)) {
    const [, digits = '', suffix = ''] = suffixed;
    const float = /[fdh]/i.test(suffix) && !/[.eE]|^0[xXbB]/.test(digits);
    return { reason: 'letters follow it', fix: float ? `${digits}.0` : digits };
  }
  if (/^\d[\d_]*(?:\.\d[\d_]*){2,}$/.test(text)) return { reason: 'it has more than one point' };
  if (/__|_$|_\.|\._/.test(text)) return { reason: '`_` stands between two digits only' };
  if (/^0[xXbB]/.test(text)) return { reason: 'its digits do not fit its base' };
  if (/^[\d_.]+[eE][+-]?$/.test(text)) return { reason: 'digits are missing in its exponent' };
  return { reason: 'letters follow it' };
}

/** The value of a well-formed number; 0 for an ill-formed one, which has been reported. */
export function numberValue(text: string): number {
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  const value = Number(plain);
  return Number.isFinite(value) || !numberFault(text) ? value : 0;
}

/** True when the text has a point or an exponent. */
export function isFloatText(text: string): boolean {
  return /[.eE]/.test(text) && !isBitsText(text);
}

/** True for `0x…` and `0b…`. */
export function isBitsText(text: string): boolean {
  return /^0[xXbB]/.test(text);
}

/** The text that a string literal with its quotes stands for; `undefined` when it has an escape that JSON lacks. */
export function stringValue(literal: string): string | undefined {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
