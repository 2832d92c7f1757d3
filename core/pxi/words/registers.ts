// Registers by number: int, uint, float and bool follow one another, so the number tells the type.
import type { ScalarType } from '../../ops/index.ts';
import { elementOfCode } from './element-codes.ts';
import { ATOMICS, CODE, opcodeOf } from './opcodes.ts';
import type { Instruction, RegisterCounts } from './program.ts';

export type RegisterType = keyof RegisterCounts;

/** In the order of the numbers. */
export const REGISTER_TYPES = ['int', 'uint', 'float', 'bool'] as const satisfies readonly RegisterType[];

/** The type of a register's values as the operation table names it. */
export const SCALAR = { int: 'i32', uint: 'u32', float: 'f32', bool: 'bool' } as const satisfies {
  readonly [T in RegisterType]: ScalarType;
};

export const registersOf = ({ int, uint, float, bool }: RegisterCounts): number => int + uint + float + bool;

/** The type of a register; none when there is no such register. */
export function registerType(
  { int, uint, float, bool }: RegisterCounts,
  register: number,
): RegisterType | undefined {
  if (register < int) return 'int';
  if (register < int + uint) return 'uint';
  if (register < int + uint + float) return 'float';
  return register < int + uint + float + bool ? 'bool' : undefined;
}

/** The type of the register that an element of this type is loaded into; none when there is no such element type. */
export function registerTypeOfElement(type: number): RegisterType | undefined {
  const element = elementOfCode(type);
  switch (element) {
    case undefined:
    case 'f64':
      return undefined;
    case 'u32':
    case 'pixel':
      return 'uint';
    case 'f16':
    case 'f32':
      return 'float';
    case 'bool':
      return 'bool';
    default:
      return 'int';
  }
}

/** Which operands are registers that are written and that are read, by opcode; the others have none. */
interface RegisterOperands {
  readonly results: readonly number[];
  readonly reads: readonly number[];
}

const NONE: RegisterOperands = { results: [], reads: [] };

const OPERANDS: readonly RegisterOperands[] = Array.from({ length: 256 }, (_, code) => {
  const kinds = opcodeOf(code)?.operands.filter((kind) => kind !== null) ?? [];
  const where = (wanted: string): number[] => kinds.flatMap((kind, k) => (kind === wanted ? [k] : []));
  return {
    results: where('result'),
    reads: code === CODE.for ? [0, ...where('register')] : where('register'),
  };
});

const CAS = ATOMICS.indexOf('cas');
const atomicOperands = (keep: boolean, cas: boolean): RegisterOperands => ({
  results: keep ? [0] : [],
  reads: cas ? [2, 4, 5] : [2, 4],
});
const ATOMIC = [false, true].map((keep) => [false, true].map((cas) => atomicOperands(keep, cas)));

/** Which operands of an instruction are registers that it writes and reads. An ATOMIC writes `old` only if it is kept. */
export function registerOperands({ op, operands }: Pick<Instruction, 'op' | 'operands'>): RegisterOperands {
  if (op === CODE.atomic) return ATOMIC[operands[6] === 1 ? 1 : 0]![operands[3] === CAS ? 1 : 0]!;
  return OPERANDS[op] ?? NONE;
}
