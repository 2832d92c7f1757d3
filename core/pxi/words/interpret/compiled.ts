// A kernel or function made ready to be interpreted: actions in a row, jumps with the numbers of the actions they lead to.

import { headOf } from '../head.ts';
import { LIMITS } from '../limits.ts';
import { CODE } from '../opcodes.ts';
import type { CodeRecord, Instruction, PixelRecord } from '../program.ts';
import { registersOf } from '../registers.ts';
import { actionOf, scalarOf, valueOfBits } from './actions.ts';
import type { Action, Registers } from './arithmetic.ts';
import type { Machine } from './machine.ts';

/** What an interpreter does at a place of the code. */
export const ACT = 0;
/** Jumps when the register is 0: IF, WHILE. */
export const UNLESS = 1;
/** ELSE, BREAK, CONTINUE. */
export const JUMP = 2;
/** NEXT of a LOOP: costs gas and jumps. */
export const NEXT = 3;
/** FOR: jumps when its variable is not before the end. */
export const FOR = 4;
/** NEXT of a FOR: costs gas; adds the step and jumps back as long as the variable stays before the end. */
export const AGAIN = 5;
export const CALL = 6;
export const RETURN = 7;
/** SYNC, STAGE or a reduction: the thread waits for its block. */
export const GROUP = 8;

interface Loop {
  readonly variable: number;
  readonly end: number;
  readonly step: number;
}

/** The code of a kernel or function; the arrays are parallel, one entry for each place. */
export interface Code {
  readonly does: Uint8Array;
  /** The place that a jump leads to. */
  readonly target: Int32Array;
  /** The register that UNLESS tests. */
  readonly tests: Int32Array;
  readonly actions: readonly (Action | undefined)[];
  readonly loops: readonly (Loop | undefined)[];
  /** What a turn of a loop and a call may execute at most, at NEXT, AGAIN and CALL. */
  readonly work: Int32Array;
  /** What all of it may execute at most until it repeats something. */
  readonly wholeWork: number;
  readonly callees: readonly (Callee | undefined)[];
  /** Where a GROUP stands, its instruction. */
  readonly groups: readonly (Instruction | undefined)[];
  readonly hasGroups: boolean;
}

/** A function with the registers of its present call; functions do not call themselves, so one set is enough. */
export interface Callee {
  readonly code: Code;
  readonly registers: Registers;
  /** What a call begins with: zeros and literals. */
  readonly start: Registers;
  /** Registers that the ARGs go to, by k. */
  readonly parameters: readonly number[];
  readonly args: Float64Array;
  readonly results: Float64Array;
}

/** As a shift: setting so many registers takes as long as an instruction. */
const REGISTERS_AT_ONCE = 4;

const GROUPS: ReadonlySet<number> = new Set([CODE.sync, CODE.stage, CODE.warpReduce, CODE.blockReduce]);
/** Instructions that only mark places. */
const MARKS: ReadonlySet<number> = new Set([CODE.end, CODE.loop]);

/** The registers of a kernel or function before its first instruction. */
export function startOf(record: CodeRecord): Registers {
  const start = new Float64Array(registersOf(record.registers));
  for (const { register, bits } of headOf(record).literals)
    start[register] = valueOfBits(scalarOf(record.registers, register), bits);
  return start;
}

/** Makes kernels and functions ready, each when it is first needed. */
export class Compiler {
  private readonly records: readonly (PixelRecord | undefined)[];
  private readonly machine: Machine;
  private readonly callees = new Map<number, Callee>();

  constructor(records: readonly (PixelRecord | undefined)[], machine: Machine) {
    this.records = records;
    this.machine = machine;
  }

  private callee(number: number): Callee {
    const known = this.callees.get(number);
    if (known) return known;
    const record = this.records[number];
    if (record?.kind !== 'function') throw new RangeError(`record ${number} is no function`);
    const start = startOf(record);
    const results = new Float64Array(LIMITS.arguments);
    const callee: Callee = {
      code: this.code(record, results),
      registers: new Float64Array(start.length),
      start,
      parameters: headOf(record).parameters.map((parameter) =>
        parameter.kind === 'value' ? parameter.register : 0,
      ),
      args: new Float64Array(LIMITS.arguments),
      results,
    };
    this.callees.set(number, callee);
    return callee;
  }

  /** @param results where the RETs of a function go */
  code(record: CodeRecord, results: Float64Array = new Float64Array(LIMITS.arguments)): Code {
    const body = record.code.slice(headOf(record).body);
    const kept = body.filter(({ op }) => !MARKS.has(op));
    const count = kept.length;
    const does = new Uint8Array(count);
    const target = new Int32Array(count);
    const tests = new Int32Array(count);
    const work = new Int32Array(count);
    const wholeWork = count + (registersOf(record.registers) >> REGISTERS_AT_ONCE);
    const actions: (Action | undefined)[] = new Array<undefined>(count);
    const loops: (Loop | undefined)[] = new Array<undefined>(count);
    const callees: (Callee | undefined)[] = new Array<undefined>(count);
    const groups: (Instruction | undefined)[] = new Array<undefined>(count);
    const places = placesOf(body);
    const placeAt = (pixel: number): number => places.get(pixel)!;
    const calls = calleesOf(body);
    const fors = new Map<number, Loop>();
    let hasGroups = false;
    kept.forEach((instruction, k) => {
      const { op, operands, pixel } = instruction;
      const [a = 0, b = 0, c = 0] = operands;
      const forward = (): number => placeAt(pixel + operands.at(-1)!);
      switch (op) {
        case CODE.if:
        case CODE.while:
          does[k] = UNLESS;
          tests[k] = a;
          target[k] = forward();
          return;
        case CODE.else:
        case CODE.break:
        case CODE.continue:
          does[k] = JUMP;
          target[k] = forward();
          return;
        case CODE.for: {
          const loop = { variable: a, end: b, step: c };
          fors.set(pixel, loop);
          does[k] = FOR;
          loops[k] = loop;
          target[k] = forward();
          return;
        }
        case CODE.next: {
          const header = pixel - a;
          const loop = fors.get(header);
          does[k] = loop ? AGAIN : NEXT;
          loops[k] = loop;
          // Behind the FOR itself: AGAIN has made its test.
          target[k] = placeAt(header) + (loop ? 1 : 0);
          work[k] = k - target[k]! + 1;
          return;
        }
        case CODE.call:
          does[k] = CALL;
          callees[k] = this.callee(a);
          work[k] = callees[k].code.wholeWork;
          return;
        case CODE.arg: {
          const { args } = this.callee(calls.get(pixel)!);
          actions[k] = (r) => {
            args[a] = r[b]!;
          };
          return;
        }
        case CODE.res: {
          const callee = this.callee(calls.get(pixel)!);
          actions[k] = (r) => {
            r[a] = callee.results[b]!;
          };
          return;
        }
        case CODE.ret:
          actions[k] = (r) => {
            results[a] = r[b]!;
          };
          return;
        case CODE.return:
          does[k] = RETURN;
          return;
        default:
          if (GROUPS.has(op)) {
            does[k] = GROUP;
            groups[k] = instruction;
            hasGroups = true;
          } else actions[k] = actionOf(this.machine, record.registers, instruction);
      }
    });
    return { does, target, tests, actions, loops, work, wholeWork, callees, groups, hasGroups };
  }
}

/** The place of each pixel where an instruction begins; a mark has that of what follows it. */
function placesOf(body: readonly Instruction[]): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  let place = 0;
  for (const { op, pixel } of body) {
    places.set(pixel, place);
    if (!MARKS.has(op)) place++;
  }
  return places;
}

/** The function that each ARG and RES belongs to, by pixel. */
function calleesOf(body: readonly Instruction[]): ReadonlyMap<number, number> {
  const callees = new Map<number, number>();
  let waiting: number[] = [];
  let last = 0;
  for (const { op, pixel, operands } of body) {
    if (op === CODE.arg) waiting.push(pixel);
    else if (op === CODE.res) callees.set(pixel, last);
    else if (op === CODE.call) {
      last = operands[0]!;
      for (const arg of waiting) callees.set(arg, last);
      waiting = [];
    }
  }
  return callees;
}

/**
 * Runs a thread from a place of its code to the next group operation, whose place it gives, or to its end: -1.
 * Throws `OUT_OF_GAS` when the thread has spent its gas.
 */
export function advance(code: Code, r: Registers, from: number, machine: Machine): number {
  const { does, target, tests, actions, loops, work, callees } = code;
  for (let at = from; ; ) {
    switch (does[at]) {
      case ACT:
        actions[at]!(r);
        at++;
        break;
      case UNLESS:
        at = r[tests[at]!] === 0 ? target[at]! : at + 1;
        break;
      case JUMP:
        at = target[at]!;
        break;
      case NEXT:
        machine.spend(work[at]!);
        at = target[at]!;
        break;
      case FOR: {
        const { variable, end, step } = loops[at]!;
        const before = r[step]! > 0 ? r[variable]! < r[end]! : r[variable]! > r[end]!;
        at = before ? at + 1 : target[at]!;
        break;
      }
      case AGAIN: {
        machine.spend(work[at]!);
        const { variable, end, step } = loops[at]!;
        // Numbers are exact here, so the sum does not wrap before it is compared.
        const next = r[variable]! + r[step]!;
        if (r[step]! > 0 ? next < r[end]! : next > r[end]!) {
          r[variable] = next;
          at = target[at]!;
        } else at++;
        break;
      }
      case CALL:
        machine.spend(work[at]!);
        call(callees[at]!, machine);
        at++;
        break;
      case GROUP:
        return at;
      default:
        return -1;
    }
  }
}

function call({ code, registers, start, parameters, args, results }: Callee, machine: Machine): void {
  registers.set(start);
  for (let k = 0; k < parameters.length; k++) registers[parameters[k]!] = args[k]!;
  results.fill(0);
  advance(code, registers, 0, machine);
}
