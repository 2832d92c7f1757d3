// The words of instructions: what an operand of each kind is called in assembly, both ways.
import { codeOfElement, elementOfCode, MATRIX_R } from '../words/element-codes.ts';
import { APPLY, ATOMICS, CODE, INDEX_SOURCES, type OperandKind, REDUCTIONS } from '../words/opcodes.ts';
import type { RegisterCounts } from '../words/program.ts';
import { REGISTER_TYPES, registerType } from '../words/registers.ts';
import { bitsOfText, textOfBits } from './numbers.ts';

const ACCESS = ['', 'read', 'write', 'readwrite'] as const;
const AXES = ['x', 'y', 'z'] as const;
const MATRIX_WORD = 'matrix';

/** Lists of words by kind; a number that has no word is written as a number. */
const LISTS: { readonly [K in OperandKind]?: readonly string[] } = {
  apply: APPLY.map((name) => name.toUpperCase()),
  source: INDEX_SOURCES,
  axis: AXES,
  access: ACCESS,
  reduce: REDUCTIONS,
  atomic: ATOMICS,
};

/** The word for an element type: `u8`, `matrix` for u8 of a 1.0 matrix, or the code. */
export const wordOfType = (code: number): string =>
  code === MATRIX_R ? MATRIX_WORD : (elementOfCode(code) ?? `0x${code.toString(16)}`);

const ELEMENTS = new Map(
  (['u8', 'u16', 'u32', 'i8', 'i16', 'i32', 'f16', 'f32', 'bool', 'pixel'] as const).map((element) => [
    element as string,
    codeOfElement(element) as number,
  ]),
);

/** A number without sign, decimal or hexadecimal, from 0 to `most`. */
const numberUpTo =
  (most: number) =>
  (word: string): number | undefined => {
    const number = /^(?:0x[0-9a-f]{1,8}|\d{1,10})$/i.test(word) ? Number(word) : most + 1;
    return number <= most ? number : undefined;
  };

/** What a whole pixel holds, what two of its bytes do, and one. */
export const numberOf = numberUpTo(0xffffffff);
export const halfOf = numberUpTo(0xffff);
export const byteOf = numberUpTo(0xff);
/** What an instruction holds beside its operation. */
const farOf = numberUpTo(0xffffff);

/** The code of an element type's word. */
export const typeOfWord = (word: string): number | undefined =>
  word === MATRIX_WORD ? MATRIX_R : (ELEMENTS.get(word) ?? byteOf(word));

/** The first register of a type. */
function baseOf(counts: RegisterCounts, type: (typeof REGISTER_TYPES)[number]): number {
  let base = 0;
  for (const before of REGISTER_TYPES) {
    if (before === type) break;
    base += counts[before];
  }
  return base;
}

/** A register by type and number in its type, `f2`; by its plain number, `r70`, where there is no such register. */
function wordOfRegister(register: number, counts: RegisterCounts): string {
  const type = registerType(counts, register);
  return type ? `${type[0]}${register - baseOf(counts, type)}` : `r${register}`;
}

function registerOfWord(word: string, counts: RegisterCounts): number | undefined {
  const match = /^([iufbr])(\d{1,5})$/.exec(word);
  if (!match) return undefined;
  const number = Number(match[2]);
  if (match[1] === 'r') return number;
  const type = REGISTER_TYPES.find((name) => name[0] === match[1])!;
  return number < counts[type] ? baseOf(counts, type) + number : undefined;
}

/** The element code whose text a literal of this register has. */
const LITERALS = { int: 0x06, uint: 0x02, float: 0x0a, bool: 0x02 } as const;
const literalType = (register: number, counts: RegisterCounts): number =>
  LITERALS[registerType(counts, register) ?? 'uint'];

/** What stands around an operand: the registers of the code, and the operands before it. */
export interface OperandScope {
  readonly registers: RegisterCounts;
  readonly before: readonly number[];
}

/** An operand as a word. */
export function wordOfOperand(kind: OperandKind, value: number, { registers, before }: OperandScope): string {
  switch (kind) {
    case 'result':
    case 'register':
      return wordOfRegister(value, registers);
    case 'slot':
      return `s${value}`;
    case 'function':
      return `@${value}`;
    case 'type':
      return wordOfType(value);
    case 'distance':
      return `+${value}`;
    case 'bits':
      return textOfBits(literalType(before[0] ?? 0, registers), value);
    default:
      return LISTS[kind]?.[value] || String(value);
  }
}

const after = (sign: string, word: string, read: typeof numberOf): number | undefined =>
  word.startsWith(sign) ? read(word.slice(1)) : undefined;

/** The operand that a word says, or `undefined`. */
export function operandOfWord(
  kind: OperandKind,
  word: string,
  { registers, before, isFar }: OperandScope & { readonly isFar: boolean },
): number | undefined {
  switch (kind) {
    case 'result':
    case 'register':
      return registerOfWord(word, registers);
    case 'slot':
      return after('s', word, halfOf);
    case 'function':
      return after('@', word, halfOf);
    case 'type':
      return typeOfWord(word);
    case 'distance':
      return after('+', word, isFar ? farOf : numberOf);
    case 'bits':
      return bitsOfText(literalType(before[0] ?? 0, registers), word);
    default: {
      const found = LISTS[kind]?.indexOf(word) ?? -1;
      return found >= 0 && word !== '' ? found : kind === 'count' ? numberOf(word) : byteOf(word);
    }
  }
}

/** A DO is written by what it applies: `SQRT f1 f0`. */
export const wordOfApply = (operation: number): string | undefined => APPLY[operation]?.toUpperCase();
export function applyOfWord(word: string): number | undefined {
  const found = APPLY.findIndex((name) => name.toUpperCase() === word);
  return found < 0 ? undefined : found;
}
export const DO = CODE.do;
