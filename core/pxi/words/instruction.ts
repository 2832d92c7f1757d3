// One instruction between its pixels and its operands: EXT, the second pixel, and nothing else.
import { EXT, OPCODES, type Opcode, type OperandKind, opcodeOf } from './opcodes.ts';
import type { Instruction } from './program.ts';

/** Why some pixels are no instruction; `pixel` counts from where reading began. */
export interface BadInstruction {
  readonly bad: 'opcode' | 'bits' | 'extension' | 'cut';
  readonly pixel: number;
}

/** Operands that EXT can make larger than a byte. */
const EXTENSIBLE: ReadonlySet<OperandKind> = new Set(['result', 'register', 'slot', 'function']);

const byte = (word: number, k: number): number => (word >>> (8 * k)) & 255;

/** Where the operands of a pixel are, and which bits of it and of its EXT must be 0. */
interface Fields {
  readonly shifts: readonly number[];
  readonly zero: number;
  readonly highZero: number;
}

/** @param from the byte of the first field: 1 behind an operation code, 0 in a second pixel */
function fieldsOf(kinds: readonly (OperandKind | null)[], from: 0 | 1): Fields {
  const shifts: number[] = [];
  let zero = 0;
  let highZero = 0;
  for (let k = from; k < 4; k++) {
    const kind = kinds[k - from] ?? null;
    if (kind === null) zero |= 255 << (8 * k);
    else shifts.push(8 * k);
    // Byte 0 of an EXT is its operation code.
    if (k > 0 && (kind === null || !EXTENSIBLE.has(kind))) highZero |= 255 << (8 * k);
  }
  return { shifts, zero, highZero };
}

/** The fields of first and second pixels, by operation code. */
const FIRST = new Map(OPCODES.map(({ code, operands }) => [code, fieldsOf(operands.slice(0, 3), 1)]));
const SECOND = new Map(OPCODES.map(({ code, operands }) => [code, fieldsOf(operands.slice(3), 0)]));

/** Adds the operands of a pixel, with the high bytes of its EXT; false when bits are set that must be 0. */
function addFields(
  operands: number[],
  { shifts, zero, highZero }: Fields,
  { word, high }: { readonly word: number; readonly high: number },
): boolean {
  if ((word & zero) !== 0 || (high & highZero) !== 0) return false;
  for (const shift of shifts) {
    const up = shift === 0 ? 0 : (high >>> shift) & 255;
    operands.push(((word >>> shift) & 255) | (up << 8));
  }
  return true;
}

const bad = (reason: BadInstruction['bad'], pixel: number): BadInstruction => ({ bad: reason, pixel });

/** True when reading an instruction failed. */
export const isBadInstruction = (read: Instruction | BadInstruction): read is BadInstruction => 'bad' in read;

/**
 * Reads the instruction that begins at word `at`, which may be its EXT. `end` is the first word that it must not touch;
 * `origin` is the first word of the code, from which `pixel` counts.
 */
export function readInstruction(
  words: Uint32Array,
  at: number,
  { end, origin }: { readonly end: number; readonly origin: number },
): Instruction | BadInstruction {
  let next = at;
  let high = 0;
  if (byte(words[next]!, 0) === EXT) {
    high = words[next++]!;
    if (high >>> 8 === 0) return bad('extension', at - origin);
    if (next >= end) return bad('cut', at - origin);
  }
  const word = words[next++]!;
  const entry = opcodeOf(byte(word, 0));
  if (!entry) return bad('opcode', next - 1 - origin);
  const { code: op, form } = entry;
  if (form === 'far')
    return high === 0
      ? { pixel: at - origin, pixels: 1, op, operands: [word >>> 8] }
      : bad('extension', at - origin);
  const operands: number[] = [];
  if (!addFields(operands, FIRST.get(op)!, { word, high })) return bad('bits', next - 1 - origin);
  if (form !== 'fields') {
    if (next >= end) return bad('cut', at - origin);
    let second = words[next++]!;
    if (form === 'raw') operands.push(second);
    else {
      high = 0;
      if (byte(second, 0) === EXT) {
        high = second;
        if (high >>> 8 === 0) return bad('extension', next - 1 - origin);
        if (next >= end) return bad('cut', at - origin);
        second = words[next++]!;
      }
      if (!addFields(operands, SECOND.get(op)!, { word: second, high }))
        return bad('bits', next - 1 - origin);
    }
  }
  // A list that grew keeps room for more: the copy has none.
  return { pixel: at - origin, pixels: next - at, op, operands: operands.slice() };
}

/** The operands of an entry in the places of its fields, `null` fields as 0. */
function spread(kinds: readonly (OperandKind | null)[], operands: readonly number[]): number[] {
  const rest = [...operands];
  return kinds.map((kind) => (kind === null ? 0 : (rest.shift() ?? 0)));
}

function withExtension(low: readonly number[], head: number): number[] {
  const [g = 0, b = 0, a = 0] = low.map((value) => value & 255);
  const [hg = 0, hb = 0, ha = 0] = low.map((value) => value >>> 8);
  const word = (head | (g << 8) | (b << 16) | (a << 24)) >>> 0;
  return hg === 0 && hb === 0 && ha === 0
    ? [word]
    : [(EXT | (hg << 8) | (hb << 16) | (ha << 24)) >>> 0, word];
}

/**
 * The words of an instruction. Operands as `readInstruction` gives them; register and record numbers below 65 536.
 *
 * @example
 * writeInstruction(0x50, [1, 2, 300]) // ADD 1 2 300: [0x01000010, 0x2c020150]
 */
export function writeInstruction(op: number, operands: readonly number[]): number[] {
  const entry = opcodeOf(op) as Opcode;
  if (entry.form === 'far') return [(((operands[0] ?? 0) << 8) | op) >>> 0];
  const fields = spread(entry.operands, operands);
  const first = withExtension(fields.slice(0, 3), op);
  if (entry.form === 'fields') return first;
  if (entry.form === 'raw') return [...first, (fields[3] ?? 0) >>> 0];
  const [x = 0, ...rest] = fields.slice(3);
  return [...first, ...withExtension(rest, x)];
}
