// Gives the instructions of a kernel or function their pixels, and the jumps among them their distances.
import { writeInstruction } from './instruction.ts';
import { CODE, opcodeOf } from './opcodes.ts';
import type { Instruction } from './program.ts';

/** An instruction that has no place yet; operands that are distances are ignored and filled in. */
export type LooseInstruction = Pick<Instruction, 'op' | 'operands'>;

/** A block that is open: where its header is, and which instructions wait for what lies behind its end. */
interface Open {
  readonly header: number;
  /** Instructions whose distance leads behind the block's closer: WHILE, BREAK, the FOR itself. */
  readonly toEnd: number[];
  /** Instructions whose distance leads to the closer: CONTINUE, ELSE, an IF without ELSE. */
  readonly toCloser: number[];
}

const distanceAt = (op: number): number =>
  opcodeOf(op)!
    .operands.filter((kind) => kind !== null)
    .indexOf('distance');

/**
 * Instructions one after the other from pixel 0, distances filled in from the structure of the blocks.
 *
 * @throws RangeError when blocks do not nest
 *
 * @example
 * placeInstructions([{ op: CODE.if, operands: [0, 0] }, { op: CODE.end, operands: [] }, { op: CODE.return, operands: [] }])
 * // IF with distance 2 at 0, END at 2, RETURN at 3; length 4
 */
export function placeInstructions(loose: readonly LooseInstruction[]): {
  readonly code: Instruction[];
  readonly length: number;
} {
  const code: { pixel: number; pixels: number; op: number; operands: number[] }[] = [];
  let pixel = 0;
  for (const { op, operands } of loose) {
    const pixels = writeInstruction(op, operands).length;
    code.push({ pixel, pixels, op, operands: [...operands] });
    pixel += pixels;
  }
  const lead = (from: number, to: number): void => {
    const instruction = code[from]!;
    instruction.operands[distanceAt(instruction.op)] = Math.abs(to - instruction.pixel);
  };
  const stack: Open[] = [];
  const open = (header: number, waiting: Partial<Open> = {}): void => {
    stack.push({ header, toEnd: [], toCloser: [], ...waiting });
  };
  const isLoop = ({ header }: Open): boolean =>
    code[header]!.op === CODE.loop || code[header]!.op === CODE.for;
  const top = (at: number, wanted: 'loop' | 'if'): Open => {
    const found = wanted === 'loop' ? stack.findLast(isLoop) : stack.at(-1);
    if (!found || isLoop(found) !== (wanted === 'loop'))
      throw new RangeError(`instruction ${at} is in no ${wanted}`);
    return found;
  };
  for (const [k, { op, pixel: here, pixels }] of code.entries()) {
    switch (op) {
      case CODE.if:
        open(k, { toCloser: [k] });
        break;
      case CODE.else:
        lead(top(k, 'if').header, here + pixels);
        stack.pop();
        open(k, { toCloser: [k] });
        break;
      case CODE.end:
        for (const from of top(k, 'if').toCloser) lead(from, here);
        stack.pop();
        break;
      case CODE.loop:
        open(k);
        break;
      case CODE.for:
        open(k, { toEnd: [k] });
        break;
      case CODE.while:
      case CODE.break:
        top(k, 'loop').toEnd.push(k);
        break;
      case CODE.continue:
        top(k, 'loop').toCloser.push(k);
        break;
      case CODE.next: {
        const { header, toEnd, toCloser } = top(k, 'loop');
        if (stack.at(-1)?.header !== header)
          throw new RangeError(`instruction ${k} closes a loop inside an IF`);
        stack.pop();
        lead(k, code[header]!.pixel);
        for (const from of toEnd) lead(from, here + pixels);
        for (const from of toCloser) lead(from, here);
      }
    }
  }
  if (stack.length > 0) throw new RangeError(`the block of instruction ${stack[0]!.header} is not closed`);
  return { code, length: pixel };
}
