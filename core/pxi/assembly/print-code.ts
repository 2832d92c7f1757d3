// Instructions of a kernel or function as lines: indented by their blocks, distances only where the blocks do not say them.
import { CODE, opcodeOf } from '../words/opcodes.ts';
import { placeInstructions } from '../words/place.ts';
import type { CodeRecord, Instruction } from '../words/program.ts';
import { DO, wordOfApply, wordOfOperand } from './words.ts';

/** The code with distances as its blocks say them; nothing when they do not nest. */
function placed(code: readonly Instruction[]): readonly Instruction[] {
  try {
    return placeInstructions(code).code;
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

const OPENS: ReadonlySet<number> = new Set([CODE.if, CODE.else, CODE.loop, CODE.for]);
const CLOSES: ReadonlySet<number> = new Set([CODE.else, CODE.end, CODE.next]);

/** One line an instruction, without the indentation of the record. */
export function printCode({ code, registers }: Pick<CodeRecord, 'code' | 'registers'>): string[] {
  const structural = placed(code);
  let depth = 0;
  return code.map((instruction, k) => {
    if (CLOSES.has(instruction.op)) depth = Math.max(0, depth - 1);
    const line = '  '.repeat(depth) + printInstruction(instruction, registers, structural[k]);
    if (OPENS.has(instruction.op)) depth++;
    return line;
  });
}

/** One instruction; a distance is left out where `structural` has the same. */
export function printInstruction(
  { op, operands }: Pick<Instruction, 'op' | 'operands'>,
  registers: CodeRecord['registers'],
  structural?: Pick<Instruction, 'operands'>,
): string {
  const entry = opcodeOf(op)!;
  const kinds = entry.operands.filter((kind) => kind !== null);
  const apply = op === DO ? wordOfApply(operands[2] ?? 0) : undefined;
  const words = kinds.flatMap((kind, k) => {
    const value = operands[k] ?? 0;
    if (kind === 'distance' && structural?.operands[k] === value) return [];
    if (kind === 'apply' && apply !== undefined) return [];
    return [wordOfOperand(kind, value, { registers, before: operands.slice(0, k) })];
  });
  return [apply ?? entry.name, ...words].join(' ');
}
