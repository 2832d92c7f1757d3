// Checks the head of a kernel or function: order, numbers, types, and that each register is set once.
import * as rules from '../../../diagnostics/messages/pixel-rules.ts';
import * as structure from '../../../diagnostics/messages/pixel-structure.ts';
import { hexOf } from '../../word-text.ts';
import { elementOfCode, MATRIX_R, packedPixels } from '../element-codes.ts';
import { LIMITS } from '../limits.ts';
import { CODE } from '../opcodes.ts';
import type { Instruction } from '../program.ts';
import { registersOf, registerType, registerTypeOfElement } from '../registers.ts';
import { type CodeCheck, nameOf } from './code-check.ts';

const ORDER: Readonly<Record<number, number>> = {
  [CODE.value]: 0,
  [CODE.array]: 0,
  [CODE.shared]: 1,
  [CODE.literal]: 2,
};

class HeadChecker {
  private readonly check: CodeCheck;
  /** Registers that the head sets. */
  readonly set = new Set<number>();
  private shared = 0;

  constructor(check: CodeCheck) {
    this.check = check;
  }

  run(): void {
    const { check } = this;
    const { code, head } = check;
    let last = 0;
    for (let k = 0; k < head.body; k++) {
      const instruction = code.code[k]!;
      const place = ORDER[instruction.op]!;
      const memory = instruction.op === CODE.array || instruction.op === CODE.shared;
      if (place < last || (memory && code.kind === 'function'))
        check.report(rules.headOrder, instruction, { op: nameOf(instruction), where: check.where });
      last = Math.max(last, place);
      this.entry(instruction);
    }
    const entries = head.parameters.length + head.slots.filter(({ kind }) => kind === 'shared').length;
    const limit = code.kind === 'kernel' ? LIMITS.entries : LIMITS.arguments;
    this.most('the number of parameters and shared arrays', entries, limit);
    this.most('the number of registers', registersOf(code.registers), LIMITS.registers);
    this.most('the number of pixels of shared memory', this.shared, LIMITS.sharedPixels);
  }

  private most(what: string, count: number, limit: number): void {
    const { check } = this;
    if (count > limit)
      check.problems.add(rules.tooMany, check.code.first, {
        what: `${what} of ${check.where}`,
        count,
        limit,
      });
  }

  private entry(instruction: Instruction): void {
    const { op, operands } = instruction;
    const [a = 0, b = 0] = operands;
    switch (op) {
      case CODE.value:
        if (this.type(instruction, b)) this.register(instruction, a, registerTypeOfElement(b));
        break;
      case CODE.array:
        if (a < 1 || a > 3) this.stray(instruction);
        this.type(instruction, b);
        break;
      case CODE.shared:
        if (!this.type(instruction, a)) break;
        if (a === MATRIX_R) this.unknownType(instruction, a);
        if (b === 0) this.stray(instruction);
        this.shared += packedPixels(a, b);
        break;
      case CODE.literal: {
        this.register(instruction, a, undefined);
        if (registerType(this.check.code.registers, a) === 'bool' && b > 1) this.stray(instruction);
      }
    }
  }

  private stray(instruction: Instruction): void {
    const found = hexOf(instruction.operands.at(-1)!);
    const what = `${nameOf(instruction)} of ${this.check.where}`;
    this.check.report(structure.strayBits, instruction, { found, what });
  }

  private unknownType(instruction: Instruction, type: number): void {
    const what = `${nameOf(instruction)} of ${this.check.where}`;
    this.check.report(rules.unknownElement, instruction, { what, type: type.toString(16).padStart(2, '0') });
  }

  private type(instruction: Instruction, type: number): boolean {
    if (elementOfCode(type) !== undefined) return true;
    this.unknownType(instruction, type);
    return false;
  }

  private register(instruction: Instruction, register: number, wanted: string | undefined): void {
    const { check } = this;
    const { registers } = check.code;
    const found = registerType(registers, register);
    if (found === undefined) {
      check.report(rules.noRegister, instruction, { register, count: registersOf(registers) });
      return;
    }
    if (wanted !== undefined && found !== wanted)
      check.report(rules.registerType, instruction, { op: nameOf(instruction), register, found, wanted });
    if (this.set.has(register)) check.report(rules.headTwice, instruction, { register, where: check.where });
    this.set.add(register);
  }
}

/** Checks a head and gives the registers that it sets. */
export function checkHead(check: CodeCheck): ReadonlySet<number> {
  const checker = new HeadChecker(check);
  checker.run();
  return checker.set;
}
