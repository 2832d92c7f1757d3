// Checks the operands of each instruction of a body: registers and their types, arrays and their access, small numbers.
import * as rules from '../../../diagnostics/messages/pixel-rules.ts';
import * as structure from '../../../diagnostics/messages/pixel-structure.ts';
import type { Slot } from '../head.ts';
import { LIMITS } from '../limits.ts';
import { ATOMICS, CODE, INDEX_SOURCES, REDUCTIONS } from '../opcodes.ts';
import type { Instruction } from '../program.ts';
import {
  type RegisterType,
  registerOperands,
  registersOf,
  registerType,
  registerTypeOfElement,
} from '../registers.ts';
import { type CodeCheck, nameOf } from './code-check.ts';
import { wantsOf } from './operand-types.ts';

const READ = 1;
const WRITE = 2;

/** Operations on memory, ids and threads, which functions have not. */
const KERNEL_ONLY: ReadonlySet<number> = new Set([
  CODE.index,
  CODE.load,
  CODE.store,
  CODE.sync,
  CODE.warpReduce,
  CODE.blockReduce,
  CODE.atomic,
  CODE.stage,
]);

const ATOMIC_TYPES: ReadonlySet<number> = new Set([0x02, 0x06, 0x0a]);
/** Atomics that f32 has too. */
const FLOAT_ATOMICS: ReadonlySet<string> = new Set(['add', 'sub', 'min', 'max', 'exchange']);

class OperandChecker {
  private readonly check: CodeCheck;
  private readonly headRegisters: ReadonlySet<number>;
  private readonly count: number;

  constructor(check: CodeCheck, headRegisters: ReadonlySet<number>) {
    this.check = check;
    this.headRegisters = headRegisters;
    this.count = registersOf(check.code.registers);
  }

  instruction(instruction: Instruction): void {
    const { check } = this;
    const { op } = instruction;
    const { kind } = check.code;
    if (kind === 'function' ? KERNEL_ONLY.has(op) : op === CODE.ret)
      check.report(rules.notInFunction, instruction, { op: nameOf(instruction), where: check.where });
    if (op === CODE.value || op === CODE.array || op === CODE.shared || op === CODE.literal)
      check.report(rules.headOrder, instruction, { op: nameOf(instruction), where: check.where });
    if (!this.small(instruction)) {
      check.report(structure.strayBits, instruction, {
        found: instruction.operands.join(' '),
        what: `${nameOf(instruction)} with these operands`,
      });
      return;
    }
    if (this.registers(instruction)) {
      this.types(instruction);
      this.memory(instruction);
    }
  }

  /** Operands that are small numbers: true when version 1.1 defines them. */
  private small({ op, operands }: Instruction): boolean {
    const [a = 0, b = 0, c = 0, k = 0, , replacement = 0, keep = 0] = operands;
    switch (op) {
      case CODE.index:
        return b < INDEX_SOURCES.length && c <= 2;
      case CODE.warpReduce:
      case CODE.blockReduce:
        return c < REDUCTIONS.length;
      case CODE.arg:
      case CODE.ret:
        return a < LIMITS.arguments;
      case CODE.res:
        return b < LIMITS.arguments;
      case CODE.atomic: {
        // What an ATOMIC does not use is 0: `old` when it is not kept, `new` but for CAS.
        const unused = (keep === 1 || a === 0) && (ATOMICS[k] === 'cas' || replacement === 0);
        return k < ATOMICS.length && keep <= 1 && unused;
      }
      default:
        return true;
    }
  }

  /** Every register is there, and no result is one of the head's. */
  private registers(instruction: Instruction): boolean {
    const { check } = this;
    const { results, reads } = registerOperands(instruction);
    const { operands } = instruction;
    let fine = true;
    for (const list of [results, reads])
      for (const k of list)
        if (operands[k]! >= this.count) {
          check.report(rules.noRegister, instruction, { register: operands[k]!, count: this.count });
          fine = false;
        }
    for (const k of results)
      if (this.headRegisters.has(operands[k]!)) {
        check.report(rules.headTwice, instruction, { register: operands[k]!, where: check.where });
        fine = false;
      }
    return fine;
  }

  private typeOf(register: number): RegisterType {
    return registerType(this.check.code.registers, register)!;
  }

  private expect(instruction: Instruction, register: number, wanted: RegisterType): void {
    const found = this.typeOf(register);
    if (found !== wanted)
      this.check.report(rules.registerType, instruction, {
        op: nameOf(instruction),
        register,
        found,
        wanted,
      });
  }

  private types(instruction: Instruction): void {
    const { check } = this;
    const { operands } = instruction;
    const wants = wantsOf(instruction);
    if (!wants) {
      const what = `${nameOf(instruction)} with these operands`;
      check.report(structure.strayBits, instruction, { found: operands.join(' '), what });
      return;
    }
    let common: RegisterType | undefined;
    for (const { operand, accepts, same } of wants) {
      const register = operands[operand]!;
      const found = this.typeOf(register);
      const fits = accepts.types.has(found) && (!same || common === undefined || found === common);
      if (!fits) {
        const wanted = same && common !== undefined ? common : accepts.name;
        check.report(rules.registerType, instruction, { op: nameOf(instruction), register, found, wanted });
        return;
      }
      if (same) common = found;
    }
  }

  /** The slot of this number, used so; none when it is not there. */
  private slot(
    instruction: Instruction,
    slot: number,
    use: { access: number; wanted?: Slot['kind'] },
  ): Slot | undefined {
    const { check } = this;
    const found = check.head.slots[slot];
    if (!found || (use.wanted && found.kind !== use.wanted)) {
      const wanted = use.wanted === 'shared' ? 'a shared array' : 'an array of the head';
      check.report(rules.noSlot, instruction, { slot, wanted });
      return undefined;
    }
    const missing = use.access & ~found.access;
    if (missing !== 0)
      check.report(rules.slotAccess, instruction, { slot, use: (missing & READ) !== 0 ? 'reads' : 'writes' });
    return found;
  }

  private memory(instruction: Instruction): void {
    const { op, operands } = instruction;
    const [a = 0, b = 0] = operands;
    if (op === CODE.load || op === CODE.store) {
      const slot = this.slot(instruction, b, { access: op === CODE.load ? READ : WRITE });
      const type = slot && registerTypeOfElement(slot.type);
      if (type) this.expect(instruction, a, type);
    } else if (op === CODE.atomic) this.atomic(instruction);
    else if (op === CODE.stage) {
      const shared = this.slot(instruction, a, { access: WRITE, wanted: 'shared' });
      const source = this.slot(instruction, b, { access: READ, wanted: 'array' });
      if (shared && source && !canStage(source.type, shared.type))
        this.noSuchType(instruction, 'STAGE', source.type);
    }
  }

  private noSuchType(instruction: Instruction, op: string, type: number): void {
    this.check.report(rules.slotType, instruction, { op, type: type.toString(16).padStart(2, '0') });
  }

  private atomic(instruction: Instruction): void {
    const [old = 0, number = 0, , k = 0, value = 0, replacement = 0, keep = 0] = instruction.operands;
    const slot = this.slot(instruction, number, { access: READ | WRITE });
    if (!slot) return;
    const name = ATOMICS[k]!;
    const type = registerTypeOfElement(slot.type);
    if (!type || !ATOMIC_TYPES.has(slot.type) || (type === 'float' && !FLOAT_ATOMICS.has(name))) {
      this.noSuchType(instruction, `ATOMIC ${name.toUpperCase()}`, slot.type);
      return;
    }
    this.expect(instruction, value, type);
    if (name === 'cas') this.expect(instruction, replacement, type);
    if (keep === 1) this.expect(instruction, old, type);
  }
}

/** True where STAGE can bring elements of one type into a shared array of the other, as an assignment would. */
function canStage(from: number, to: number): boolean {
  const [source, target] = [registerTypeOfElement(from), registerTypeOfElement(to)];
  if (source === target) return true;
  return source !== 'bool' && target !== 'bool' && (source !== 'float' || target === 'float');
}

/** Checks the operands of every instruction of the body. */
export function checkOperands(check: CodeCheck, headRegisters: ReadonlySet<number>): void {
  const checker = new OperandChecker(check, headRegisters);
  for (const instruction of check.body()) checker.instruction(instruction);
}
