// What a block does when its threads have come to a barrier or group operation: reductions by the language's trees, STAGE.
import { convertValue, reduceInPlace, reduction } from '../../../ops/index.ts';
import type { Clock } from '../../clock.ts';
import { CODE, REDUCTIONS } from '../opcodes.ts';
import type { Instruction, RegisterCounts } from '../program.ts';
import { registerTypeOfElement, SCALAR } from '../registers.ts';
import { scalarOf } from './actions.ts';
import type { Registers } from './arithmetic.ts';
import type { PixelArray } from './memory.ts';

/** What a meeting works on: the threads that came, in the order of their numbers, and the arrays of the launch. */
interface Meeting {
  readonly threads: readonly Registers[];
  readonly slots: readonly PixelArray[];
  readonly registers: RegisterCounts;
  readonly clock: Clock;
}

function reduce(instruction: Instruction, { threads, registers }: Meeting): void {
  const [d = 0, a = 0, k = 0] = instruction.operands;
  const values = threads.map((r) => r[a]!);
  const scope = instruction.op === CODE.warpReduce ? 'warp' : 'block';
  reduceInPlace(scope, values, reduction(REDUCTIONS[k]!, scalarOf(registers, a)));
  threads.forEach((r, thread) => {
    r[d] = values[thread]!;
  });
}

const scalarOfElement = (type: number): 'i32' | 'u32' | 'f32' | 'bool' =>
  SCALAR[registerTypeOfElement(type) ?? 'int'];

/** Copies the range of thread 0 to a shared array; only elements that have a place there are walked. */
function stage({ operands }: Instruction, { threads, slots, clock }: Meeting): void {
  const [shared = 0, array = 0, fromRegister = 0, toRegister = 0, offsetRegister = 0] = operands;
  const [first] = threads;
  if (!first) return;
  const source = slots[array]!;
  const target = slots[shared]!;
  const [given, wanted] = [scalarOfElement(source.type), scalarOfElement(target.type)];
  const from = first[fromRegister]!;
  const offset = first[offsetRegister]!;
  const count = Math.max(0, first[toRegister]! - from);
  const end = Math.min(count, target.length - offset);
  for (let j = Math.max(0, -offset); j < end; j++) {
    clock.tick();
    const index = (from + j) >>> 0;
    const value = index < source.length ? source.load(index) : 0;
    target.store(offset + j, Number(convertValue(given, wanted, value)));
  }
}

/** Does what a group operation does once all threads of the block have come to it. */
export function meet(instruction: Instruction, meeting: Meeting): void {
  if (instruction.op === CODE.stage) stage(instruction, meeting);
  else if (instruction.op !== CODE.sync) reduce(instruction, meeting);
}
