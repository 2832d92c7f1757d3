// Instructions of a kernel or function from their lines.

import { writeInstruction } from '../words/instruction.ts';
import { CODE, opcodeNamed, opcodeOf } from '../words/opcodes.ts';
import { placeInstructions } from '../words/place.ts';
import type { Instruction, RegisterCounts } from '../words/program.ts';
import { expected, type Line, Words } from './source.ts';
import { applyOfWord, operandOfWord } from './words.ts';

/** An instruction; `open` says that its distance was left to the blocks. */
interface Parsed {
  readonly op: number;
  readonly operands: number[];
  readonly open: boolean;
}

/** Kinds of operands as messages name them. */
const NAMES: Readonly<Record<string, string>> = {
  result: 'a register that the kernel has, such as `i0`',
  register: 'a register that the kernel has, such as `i0`',
  slot: 'a slot, such as `s0`',
  function: 'the record of a function, such as `@2`',
  type: 'an element type',
  bits: 'a value of the register’s type',
};

function parseInstruction(line: Line, registers: RegisterCounts, file: string | undefined): Parsed {
  const words = new Words(line, file);
  const name = words.take('an instruction');
  const apply = applyOfWord(name.text);
  const entry = apply === undefined ? opcodeNamed(name.text) : opcodeOf(CODE.do);
  if (!entry) return expected('an instruction', name, file);
  const operands: number[] = [];
  let open = false;
  for (const kind of entry.operands) {
    if (kind === null) continue;
    if (kind === 'apply' && apply !== undefined) operands.push(apply);
    else if (kind === 'distance' && !words.left) {
      open = true;
      operands.push(0);
    } else {
      const scope = { registers, before: operands, isFar: entry.form === 'far' };
      operands.push(
        words.read(NAMES[kind] ?? `a word for \`${kind}\``, (text) => operandOfWord(kind, text, scope)),
      );
    }
  }
  words.end();
  return { op: entry.code, operands, open };
}

/** Kernel code from its lines; distances that are not written come from the blocks. */
export function parseCode(
  lines: readonly Line[],
  registers: RegisterCounts,
  file: string | undefined,
): readonly Instruction[] {
  const parsed = lines.map((line) => parseInstruction(line, registers, file));
  if (!parsed.some(({ open }) => open)) {
    let pixel = 0;
    return parsed.map(({ op, operands }) => {
      const pixels = writeInstruction(op, operands).length;
      pixel += pixels;
      return { pixel: pixel - pixels, pixels, op, operands };
    });
  }
  const structural = placedOrRefused(parsed, lines, file);
  return structural.map((instruction, k) =>
    parsed[k]!.open ? instruction : { ...instruction, operands: parsed[k]!.operands },
  );
}

function placedOrRefused(
  parsed: readonly Parsed[],
  lines: readonly Line[],
  file: string | undefined,
): Instruction[] {
  try {
    return placeInstructions(parsed).code;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // The message of the room says which instruction, counted from 0.
    const at = Number(/instruction (\d+)/.exec(error.message)?.[1] ?? 0);
    return expected(
      'blocks that nest (IF … ELSE … END, LOOP or FOR … NEXT)',
      lines[at]?.[0] ?? lines[0]![0],
      file,
    );
  }
}
