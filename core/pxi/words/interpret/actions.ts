// Instructions without jumps as closures over a thread's registers: what they compute is in the operation table.
import { bitcastValue, convertValue, f32OfBits, operation, type ScalarType } from '../../../ops/index.ts';
import { APPLY, ATOMICS, BINARY, CODE, COMPARE } from '../opcodes.ts';
import type { Instruction, RegisterCounts } from '../program.ts';
import { registerType, SCALAR } from '../registers.ts';
import { type Action, binaryAction, compareAction } from './arithmetic.ts';
import type { Machine } from './machine.ts';

/** The type of a register that validation has found to be there. */
export const scalarOf = (registers: RegisterCounts, register: number): ScalarType =>
  SCALAR[registerType(registers, register) ?? 'int'];

/** A register's value from the raw bits of a LIT. */
export function valueOfBits(type: ScalarType, bits: number): number {
  if (type === 'f32') return f32OfBits(bits);
  return type === 'i32' ? bits | 0 : bits >>> 0;
}

function applyAction(
  name: (typeof APPLY)[number],
  [d, a]: readonly [number, number],
  types: [ScalarType, ScalarType],
): Action {
  const [to, from] = types;
  switch (name) {
    case 'mov':
      return (r) => {
        r[d] = r[a]!;
      };
    case 'convert':
      return (r) => {
        r[d] = Number(convertValue(from, to, r[a]!));
      };
    case 'convert.i8':
    case 'convert.u8':
    case 'convert.i16':
    case 'convert.u16':
    case 'convert.f16': {
      const narrow = NARROW[name];
      return (r) => {
        r[d] = Number(convertValue(from, narrow, r[a]!));
      };
    }
    case 'bitcast':
      return (r) => {
        r[d] = Number(bitcastValue(from, to, r[a]!));
      };
    default: {
      const { evaluate } = operation(name);
      return (r) => {
        r[d] = Number(evaluate(to, [r[a]!]));
      };
    }
  }
}

const NARROW = {
  'convert.i8': 'i8',
  'convert.u8': 'u8',
  'convert.i16': 'i16',
  'convert.u16': 'u16',
  'convert.f16': 'f16',
} as const;

/** What an atomic leaves in its element; CAS compares with `expected`. */
function updateOf(name: (typeof ATOMICS)[number], type: ScalarType): (old: number, value: number) => number {
  if (name === 'exchange' || name === 'cas') return (_old, value) => value;
  const { evaluate } = operation(name);
  return (old, value) => Number(evaluate(type, [old, value]));
}

function atomicAction(machine: Machine, registers: RegisterCounts, { operands }: Instruction): Action {
  const [old = 0, slot = 0, i = 0, k = 0, value = 0, replacement = 0, keep = 0] = operands;
  const name = ATOMICS[k]!;
  const update = updateOf(name, scalarOf(registers, value));
  return (r) => {
    const array = machine.slots[slot]!;
    const index = r[i]! >>> 0;
    let found = 0;
    if (index < array.length) {
      found = array.load(index);
      if (name !== 'cas') array.store(index, update(found, r[value]!));
      else if (found === r[value]) array.store(index, r[replacement]!);
    }
    if (keep === 1) r[old] = found;
  };
}

/** The action of an instruction that neither jumps nor calls nor waits; none for the others. */
export function actionOf(
  machine: Machine,
  registers: RegisterCounts,
  instruction: Instruction,
): Action | undefined {
  const { op, operands } = instruction;
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = operands;
  const type = (register: number): ScalarType => scalarOf(registers, register);
  const binary = BINARY[op - CODE.binary];
  if (binary) return binaryAction(binary, type(a), [a, b, c]);
  const compare = COMPARE[op - CODE.compare];
  if (compare) return compareAction(compare, [a, b, c]);
  switch (op) {
    case CODE.do:
      return applyAction(APPLY[c]!, [a, b], [type(a), type(b)]);
    case CODE.index: {
      const source = machine.index[b]!;
      return (r) => {
        r[a] = source[c]! | 0;
      };
    }
    case CODE.load:
      return (r) => {
        const array = machine.slots[b]!;
        const index = r[c]! >>> 0;
        r[a] = index < array.length ? array.load(index) : 0;
      };
    case CODE.store:
      return (r) => {
        const array = machine.slots[b]!;
        const index = r[c]! >>> 0;
        if (index < array.length) array.store(index, r[a]!);
      };
    case CODE.select:
      return (r) => {
        r[a] = r[d] !== 0 ? r[b]! : r[c]!;
      };
    case CODE.fma: {
      const { evaluate } = operation('fma');
      return (r) => {
        r[a] = Number(evaluate('f32', [r[b]!, r[c]!, r[d]!]));
      };
    }
    case CODE.pack: {
      const { evaluate } = operation('pack');
      return (r) => {
        r[a] = Number(evaluate('u32', [r[b]!, r[c]!, r[d]!, r[e]!]));
      };
    }
    case CODE.unpack:
      return (r) => {
        const pixel = r[b]!;
        r[a] = pixel & 255;
        r[c] = (pixel >>> 8) & 255;
        r[d] = (pixel >>> 16) & 255;
        r[e] = pixel >>> 24;
      };
    case CODE.atomic:
      return atomicAction(machine, registers, instruction);
    default:
      return undefined;
  }
}
