// One instruction between its pixels and its operands: EXT, the second pixel, and nothing else.
import { EXT, type Opcode, type OperandKind, opcodeOf } from './opcodes.ts';
import type { Instruction } from './program.ts';

/** Why some pixels are no instruction; `pixel` counts from where reading began. */
export interface BadInstruction {
  readonly bad: 'opcode' | 'bits' | 'extension' | 'cut';
  readonly pixel: number;
}

/** Operands that EXT can make larger than a byte. */
const EXTENSIBLE: ReadonlySet<OperandKind> = new Set(['result', 'register', 'slot', 'function']);

const byte = (word: number, k: number): number => (word >>> (8 * k)) & 255;

/** Three or four operands out of a pixel and its EXT; `undefined` when a field that must be 0 is not. */
function fieldsOf(
  kinds: readonly (OperandKind | null)[],
  { word, high, from }: { readonly word: number; readonly high: number; readonly from: 0 | 1 },
): number[] | undefined {
  const operands: number[] = [];
  for (let k = from; k < 4; k++) {
    const kind = kinds[k - from] ?? null;
    const low = byte(word, k);
    const up = byte(high, k);
    if (kind === null ? low !== 0 || up !== 0 : up !== 0 && !EXTENSIBLE.has(kind)) return undefined;
    if (kind !== null) operands.push(low | (up << 8));
  }
  return operands;
}

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
  const bad = (reason: BadInstruction['bad'], where = next): BadInstruction => ({
    bad: reason,
    pixel: where - origin,
  });
  const extension = (): number | BadInstruction => {
    if (next >= end) return bad('cut');
    const word = words[next]!;
    if (byte(word, 0) !== EXT) return 0;
    if (word >>> 8 === 0) return bad('extension');
    next++;
    return next < end ? word : bad('cut');
  };
  const high = extension();
  if (typeof high !== 'number') return high;
  if (next >= end) return bad('cut');
  const word = words[next]!;
  const entry = opcodeOf(byte(word, 0));
  if (!entry) return bad('opcode');
  const made = (operands: readonly number[] | undefined): Instruction | BadInstruction => {
    if (!operands) return bad('bits');
    next++;
    return { pixel: at - origin, pixels: next - at, op: entry.code, operands };
  };
  if (entry.form === 'far') return high === 0 ? made([word >>> 8]) : bad('extension', at);
  const kinds = entry.operands;
  const first = fieldsOf(kinds.slice(0, 3), { word, high, from: 1 });
  if (!first) return bad('bits');
  if (entry.form === 'fields') return made(first);
  next++;
  if (entry.form === 'raw') {
    if (next >= end) return bad('cut');
    return made([...first, words[next]!]);
  }
  const secondHigh = extension();
  if (typeof secondHigh !== 'number') return secondHigh;
  if (next >= end) return bad('cut');
  const second = fieldsOf(kinds.slice(3), { word: words[next]!, high: secondHigh, from: 0 });
  return made(second && [...first, ...second]);
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
