// Checks what only programs of images say: lengths and contents of their arrays, values of their settings, gas.
import * as messages from '../../diagnostics/messages/ir.ts';
import { rangeOf } from '../../ops/index.ts';
import { bytesOf } from '../element.ts';
import type { ImageBuffer, Setting } from '../types.ts';
import type { Report } from './report.ts';

/** As many elements as an array of an image may have. */
const LONGEST = 2 ** 28;
/** The largest exponent of gas. */
const MOST_GAS = 31;

export function verifyImageBuffer(buffer: ImageBuffer, report: Report): void {
  const { name, element, length, shape, data, setting, at } = buffer;
  const bad = (what: string, found: string): void => {
    report.add(messages.badSize, { what: `${what} of \`${name}\``, found }, at);
  };
  if (!Number.isInteger(length) || length < 1 || length > LONGEST) bad('The length', String(length));
  if (shape && (shape[0] * shape[1] !== length || !shape.every((side) => Number.isInteger(side) && side > 0)))
    bad('The shape', shape.join(' × '));
  if (setting && length !== 1) bad('The length of the setting', String(length));
  const bytes = length * bytesOf(element);
  if (data && data.length !== bytes) bad('The number of bytes', String(data.length));
}

/** A number may be NaN or infinite, but else is one of the declared type. */
export function verifySettingValue({ type, declared, value, at }: Setting, report: Report): void {
  if (value === undefined) return;
  const range = rangeOf(declared) ?? rangeOf(type);
  const fits = range
    ? Number.isInteger(value) && Number(value) >= range[0] && Number(value) <= range[1]
    : typeof value === (type === 'bool' ? 'boolean' : 'number');
  if (!fits) report.add(messages.constantOutOfRange, { type: declared, value: String(value) }, at);
}

export function verifyGas(gas: number, report: Report): void {
  if (!Number.isInteger(gas) || gas < 1 || gas > MOST_GAS)
    report.add(messages.badSize, { what: 'The exponent of the gas', found: String(gas) }, undefined);
}
