// Checks calls: that ARG, CALL and RES follow one another and fit the function, and how deep chains of calls become.
import * as rules from '../../../diagnostics/messages/pixel-rules.ts';
import { LIMITS } from '../limits.ts';
import { CODE } from '../opcodes.ts';
import type { CodeRecord, Instruction } from '../program.ts';
import { registersOf, registerType } from '../registers.ts';
import { type CodeCheck, nameOf } from './code-check.ts';

/** How deep the calls of a function go, and how many registers they have at once, its own included. */
interface Chain {
  readonly depth: number;
  readonly registers: number;
}

class CallChecker {
  private readonly check: CodeCheck;
  private readonly chains: Map<number, Chain>;
  private args: Instruction[] = [];
  private call: Instruction | undefined;
  private taken = new Set<number>();
  private depth = 0;
  private below = 0;

  constructor(check: CodeCheck, chains: Map<number, Chain>) {
    this.check = check;
    this.chains = chains;
  }

  run(): void {
    for (const instruction of this.check.body()) this.instruction(instruction);
    this.end();
    const { check } = this;
    const registers = registersOf(check.code.registers) + this.below;
    const depth = this.depth + (check.code.kind === 'function' ? 1 : 0);
    this.most('the number of functions in a chain of calls', depth, LIMITS.chain);
    this.most('the number of registers with those of the functions it calls', registers, LIMITS.registers);
    this.chains.set(check.record, { depth, registers });
    if (check.code.kind === 'function') this.results();
  }

  private most(what: string, count: number, limit: number): void {
    const { check } = this;
    if (count > limit)
      check.problems.add(rules.tooMany, check.code.first, {
        what: `${what}, from ${check.where} on,`,
        count,
        limit,
      });
  }

  private wrong(instruction: Instruction, problem: string): void {
    this.check.report(rules.callSequence, instruction, { op: nameOf(instruction), problem });
  }

  private instruction(instruction: Instruction): void {
    const { op } = instruction;
    if (op === CODE.res) {
      this.res(instruction);
      return;
    }
    this.call = undefined;
    if (op === CODE.arg) this.args.push(instruction);
    else if (op === CODE.call) this.calls(instruction);
    else this.end();
  }

  /** ARGs that no CALL follows. */
  private end(): void {
    const [first] = this.args;
    if (first) this.wrong(first, 'has no CALL behind it');
    this.args = [];
  }

  private calls(instruction: Instruction): void {
    const { check, args } = this;
    const [number = 0] = instruction.operands;
    this.args = [];
    const callee = check.functions.of(number);
    if (!callee) {
      check.report(rules.wrongRecord, instruction, { record: number, wanted: 'a function' });
      return;
    }
    if (check.code.kind === 'function' && number >= check.record) {
      check.report(rules.callOrder, instruction, { record: number, where: check.where });
      return;
    }
    this.call = instruction;
    this.taken = new Set();
    const chain = this.chains.get(number);
    this.depth = Math.max(this.depth, chain?.depth ?? 1);
    this.below = Math.max(this.below, chain?.registers ?? 0);
    const { parameters } = callee.signature;
    const given = new Set<number>();
    for (const arg of args) {
      const [k = 0, register = 0] = arg.operands;
      const parameter = parameters[k];
      if (!parameter || given.has(k))
        this.wrong(arg, `gives function ${number} an argument ${k} that it does not take`);
      else this.sameType(arg, register, { code: callee.code, register: parameter.register });
      given.add(k);
    }
    if (given.size < parameters.length)
      this.wrong(
        instruction,
        `gives ${given.size} of the ${parameters.length} arguments of function ${number}`,
      );
  }

  private sameType(
    instruction: Instruction,
    register: number,
    other: { readonly code: CodeRecord; readonly register: number },
  ): void {
    const found = registerType(this.check.code.registers, register);
    const wanted = registerType(other.code.registers, other.register);
    if (found && wanted && found !== wanted)
      this.check.report(rules.registerType, instruction, {
        op: nameOf(instruction),
        register,
        found,
        wanted,
      });
  }

  private res(instruction: Instruction): void {
    const { check, call } = this;
    if (!call) {
      this.wrong(instruction, 'has no CALL before it');
      return;
    }
    const [register = 0, k = 0] = instruction.operands;
    const number = call.operands[0]!;
    const callee = check.functions.of(number)!;
    const result = callee.signature.results[k];
    if (result === undefined || this.taken.has(k))
      this.wrong(instruction, `takes a result ${k} of function ${number} that is not there or was taken`);
    else this.sameType(instruction, register, { code: callee.code, register: result });
    this.taken.add(k);
  }

  /** The RETs of a function use 0, 1, … and one type for each. */
  private results(): void {
    const { check } = this;
    const { results } = check.functions.of(check.record)!.signature;
    const { registers } = check.code;
    const gap = results.indexOf(undefined);
    if (gap >= 0) check.problems.add(rules.resultGap, check.code.first, { k: gap, where: check.where });
    for (const instruction of check.body()) {
      if (instruction.op !== CODE.ret) continue;
      const [k = 0, register = 0] = instruction.operands;
      if (registerType(registers, register) !== registerType(registers, results[k] ?? register))
        check.report(rules.resultGap, instruction, { k, where: check.where });
    }
  }
}

/** Checks the calls of codes, which must come in such an order that functions come before those that call them. */
export class Calls {
  private readonly chains = new Map<number, Chain>();

  check(check: CodeCheck): void {
    new CallChecker(check, this.chains).run();
  }
}
