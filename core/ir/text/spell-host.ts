// The declarations of the host in the text form: buffers with what an image says of them, and values of settings.
import type { Buffer, ScalarType } from '../types.ts';
import { spellConstant, spellName } from './words.ts';

/** Bytes of a buffer's contents in one line of the text. */
const LINE_BYTES = 32;

/** Two hexadecimal digits a byte, lines in quotes between braces. */
function spellData(data: Uint8Array): string {
  const lines: string[] = [];
  for (let from = 0; from < data.length; from += LINE_BYTES) {
    const bytes = Array.from(data.subarray(from, from + LINE_BYTES));
    lines.push(`  "${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}"`);
  }
  return ` {\n${lines.join('\n')}\n}`;
}

/** `buffer x: f32 open read`; of an image also its length, shape, uses and contents. */
export function spellBuffer(buffer: Buffer): string {
  const { name, element, origin, access } = buffer;
  const head = `buffer ${spellName(name)}: ${element} ${origin} ${access}`;
  if (buffer.origin !== 'image') return head;
  const { length, shape, input, output, setting, auxiliary, data } = buffer;
  return [
    `${head} length ${length}`,
    shape ? ` shape ${shape.join(' ')}` : '',
    input ? ' input' : '',
    output ? ' output' : '',
    setting ? ' setting' : '',
    auxiliary === undefined ? '' : ` auxiliary ${spellName(auxiliary)}`,
    data ? spellData(data) : '',
  ].join('');
}

/** A literal of the setting's type; `nan`, `inf` and `-inf` too, which no constant of an expression may be. */
export function spellSettingValue(type: ScalarType, value: number | boolean): string {
  if (typeof value === 'number' && !Number.isFinite(value))
    return Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf';
  return spellConstant({ kind: 'const', type, value });
}
