// Checks blocks: that they nest, that every distance leads where its block says, and what a FOR asks of its registers.
import * as rules from '../../../diagnostics/messages/pixel-rules.ts';
import { LIMITS } from '../limits.ts';
import { APPLY, CODE } from '../opcodes.ts';
import type { Instruction } from '../program.ts';
import { registerOperands } from '../registers.ts';
import { type CodeCheck, nameOf } from './code-check.ts';

const MOV = APPLY.indexOf('mov');

interface Block {
  readonly kind: 'if' | 'else' | 'loop' | 'for';
  readonly header: Instruction;
  /** Distances that lead to the closer, and behind it. */
  readonly toCloser: Instruction[];
  readonly behind: Instruction[];
  tested: boolean;
}

const distanceOf = ({ operands }: Instruction): number => operands.at(-1)!;
const isLoop = ({ kind }: Block): boolean => kind === 'loop' || kind === 'for';

class BlockChecker {
  private readonly check: CodeCheck;
  private readonly literals: ReadonlyMap<number, number>;
  private readonly blocks: Block[] = [];
  /** How often a register is the variable, end or step of a FOR that is open. */
  private readonly locked = new Map<number, number>();
  /** How many FORs of which a register is the variable are open; 0 when it is one elsewhere. */
  private readonly variables = new Map<number, number>();

  constructor(check: CodeCheck) {
    this.check = check;
    this.literals = new Map(check.head.literals.map(({ register, bits }) => [register, bits]));
    for (const { op, operands } of check.body()) if (op === CODE.for) this.variables.set(operands[0]!, 0);
  }

  run(): void {
    const { check } = this;
    const { code } = check.code;
    for (let k = check.head.body; k < code.length; k++) {
      const instruction = code[k]!;
      this.registers(instruction, code[k + 1]);
      this.blockOf(instruction, code[k - 1]);
      // Deeper blocks would only repeat the message.
      if (this.blocks.length > LIMITS.nesting) {
        const what = 'the number of blocks inside one another';
        check.report(rules.tooMany, instruction, { what, count: this.blocks.length, limit: LIMITS.nesting });
        return;
      }
    }
    for (const { header } of this.blocks) this.wrong(header, 'has no END or NEXT');
    const last = code.at(-1);
    if (last?.op !== CODE.return)
      check.problems.add(rules.noReturn, check.code.first + check.code.length - 1, { where: check.where });
  }

  private wrong(instruction: Instruction, problem: string): void {
    this.check.report(rules.wrongBlock, instruction, { op: nameOf(instruction), problem });
  }

  private leads(instruction: Instruction, to: number): void {
    const wanted = Math.abs(to - instruction.pixel);
    const found = distanceOf(instruction);
    if (found !== wanted)
      this.check.report(rules.wrongDistance, instruction, { op: nameOf(instruction), found, wanted });
  }

  private open(kind: Block['kind'], header: Instruction, waiting: Partial<Block> = {}): void {
    this.blocks.push({ kind, header, toCloser: [], behind: [], tested: false, ...waiting });
  }

  private blockOf(instruction: Instruction, previous: Instruction | undefined): void {
    switch (instruction.op) {
      case CODE.if:
        this.open('if', instruction, { toCloser: [instruction] });
        break;
      case CODE.else:
        this.else(instruction);
        break;
      case CODE.end: {
        const block = this.blocks.at(-1);
        if (!block || isLoop(block)) {
          this.wrong(instruction, 'closes no IF');
          return;
        }
        this.blocks.pop();
        for (const from of block.toCloser) this.leads(from, instruction.pixel);
        break;
      }
      case CODE.loop:
        this.open('loop', instruction);
        break;
      case CODE.for:
        this.for(instruction, previous);
        break;
      case CODE.while:
        this.while(instruction);
        break;
      case CODE.break:
      case CODE.continue: {
        const loop = this.blocks.findLast(isLoop);
        if (!loop) {
          this.wrong(instruction, 'stands in no loop');
          return;
        }
        (instruction.op === CODE.break ? loop.behind : loop.toCloser).push(instruction);
        break;
      }
      case CODE.next:
        this.next(instruction);
    }
  }

  private else(instruction: Instruction): void {
    const block = this.blocks.at(-1);
    if (block?.kind !== 'if') {
      this.wrong(instruction, 'belongs to no IF');
      return;
    }
    this.blocks.pop();
    this.leads(block.header, instruction.pixel + instruction.pixels);
    this.open('else', instruction, { toCloser: [instruction] });
  }

  private while(instruction: Instruction): void {
    const block = this.blocks.at(-1);
    if (block?.kind !== 'loop') {
      this.wrong(instruction, 'does not stand directly in a LOOP');
      return;
    }
    if (block.tested) {
      this.wrong(instruction, 'is the second one of its LOOP');
      return;
    }
    block.tested = true;
    block.behind.push(instruction);
  }

  private next(instruction: Instruction): void {
    const block = this.blocks.at(-1);
    if (!block || !isLoop(block)) {
      this.wrong(instruction, 'closes no loop');
      return;
    }
    this.blocks.pop();
    this.leads(instruction, block.header.pixel);
    for (const from of block.behind) this.leads(from, instruction.pixel + instruction.pixels);
    for (const from of block.toCloser) this.leads(from, instruction.pixel);
    if (block.kind === 'for') this.lock(block.header, -1);
  }

  private lock({ operands }: Instruction, by: 1 | -1): void {
    for (const register of operands.slice(0, 3))
      this.locked.set(register, (this.locked.get(register) ?? 0) + by);
    const [variable = 0] = operands;
    this.variables.set(variable, (this.variables.get(variable) ?? 0) + by);
  }

  private for(instruction: Instruction, previous: Instruction | undefined): void {
    const { check } = this;
    const [variable = 0, end = 0, step = 0] = instruction.operands;
    if (previous?.op !== CODE.do || previous.operands[2] !== MOV || previous.operands[0] !== variable)
      this.loopRegister(instruction, variable, 'has no MOV directly before it that begins');
    if (end === variable) this.loopRegister(instruction, variable, 'ends where the loop itself is, in');
    if ((this.literals.get(step) ?? 0) === 0) check.report(rules.loopStep, instruction, { register: step });
    this.open('for', instruction, { behind: [instruction] });
    this.lock(instruction, 1);
  }

  private loopRegister(instruction: Instruction, register: number, problem: string): void {
    this.check.report(rules.loopRegister, instruction, { register, problem });
  }

  /** What an instruction writes and reads, held against the FORs that are open here. */
  private registers(instruction: Instruction, next: Instruction | undefined): void {
    if (this.variables.size === 0) return;
    const { op, operands } = instruction;
    const { results, reads } = registerOperands(instruction);
    for (const k of results) {
      const register = operands[k]!;
      if ((this.locked.get(register) ?? 0) > 0) this.loopRegister(instruction, register, 'writes');
      else if (op !== CODE.for && this.variables.has(register)) {
        const begins =
          op === CODE.do && operands[2] === MOV && next?.op === CODE.for && next.operands[0] === register;
        if (!begins) this.loopRegister(instruction, register, 'writes');
      }
    }
    for (const k of reads) {
      const register = operands[k]!;
      const begins = op === CODE.for && k === 0;
      if (!begins && this.variables.get(register) === 0)
        this.loopRegister(instruction, register, 'reads, outside its loop,');
    }
  }
}

/** Checks the blocks of a kernel or function; true when they nest. */
export function checkBlocks(check: CodeCheck): void {
  new BlockChecker(check).run();
}
