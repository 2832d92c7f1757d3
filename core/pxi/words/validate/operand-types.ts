// Which register types each instruction takes: read off the operation table where that has the operation.
import { operation, type Signature } from '../../../ops/index.ts';
import { APPLY, BINARY, CODE, COMPARE, REDUCTIONS } from '../opcodes.ts';
import type { Instruction } from '../program.ts';
import type { RegisterType } from '../registers.ts';

/** A set of register types with a name for messages. */
interface Accepted {
  readonly name: string;
  readonly types: ReadonlySet<RegisterType>;
}

const accepted = (name: string, ...types: readonly RegisterType[]): Accepted => ({
  name,
  types: new Set(types),
});

const ANY = accepted('a register', 'int', 'uint', 'float', 'bool');
const INT = accepted('int', 'int');
const UINT = accepted('uint', 'uint');
const FLOAT = accepted('float', 'float');
const BOOL = accepted('bool', 'bool');
const INTEGER = accepted('int or uint', 'int', 'uint');
const NUMBER = accepted('int, uint or float', 'int', 'uint', 'float');
const BITS = accepted('int, uint or bool', 'int', 'uint', 'bool');

/** What one operand must be; all operands that are `same` have one type. */
interface Want {
  readonly operand: number;
  readonly accepts: Accepted;
  readonly same: boolean;
}

const one = (operand: number, accepts: Accepted): Want => ({ operand, accepts, same: false });
/** The operands of one type, by number. */
const alike = (accepts: Accepted, ...operands: readonly number[]): readonly Want[] =>
  operands.map((operand) => ({ operand, accepts, same: true }));

/** An operation of the table with result d in operand 0 and its operands behind. */
function ofSignature(signature: Signature, arity: number): readonly Want[] {
  const all = Array.from({ length: arity + 1 }, (_, k) => k);
  switch (signature) {
    case 'numeric':
      return alike(NUMBER, ...all);
    case 'float':
      return alike(FLOAT, ...all);
    case 'bits':
      return alike(BITS, ...all);
    case 'integer':
      return alike(INTEGER, ...all);
    case 'shift':
      return [...alike(INTEGER, 0, 1), one(2, INTEGER)];
    case 'select':
      return [...alike(ANY, 0, 1, 2), one(3, BOOL)];
    case 'pack':
      return [one(0, UINT), ...all.slice(1).map((operand) => one(operand, INTEGER))];
  }
}

function ofApply(name: (typeof APPLY)[number]): readonly Want[] {
  switch (name) {
    case 'mov':
      return alike(ANY, 0, 1);
    case 'convert':
      return [one(0, ANY), one(1, ANY)];
    case 'bitcast':
      return [one(0, NUMBER), one(1, NUMBER)];
    case 'convert.i8':
    case 'convert.u8':
    case 'convert.i16':
    case 'convert.u16':
      return [one(0, INT), one(1, ANY)];
    case 'convert.f16':
      return [one(0, FLOAT), one(1, ANY)];
    default:
      return ofSignature(operation(name).signature, 1);
  }
}

const APPLIED = APPLY.map(ofApply);
const REDUCED = REDUCTIONS.map((name) => alike(name === 'and' || name === 'or' ? BITS : NUMBER, 0, 1));

const FIXED: ReadonlyMap<number, readonly Want[]> = new Map([
  [CODE.index, [one(0, INT)]],
  [CODE.load, [one(2, INTEGER)]],
  [CODE.store, [one(2, INTEGER)]],
  [CODE.if, [one(0, BOOL)]],
  [CODE.while, [one(0, BOOL)]],
  [CODE.for, [...alike(INTEGER, 0, 1), one(2, INT)]],
  [CODE.select, ofSignature('select', 3)],
  [CODE.fma, ofSignature('float', 3)],
  [CODE.pack, ofSignature('pack', 4)],
  [CODE.unpack, [one(0, INT), one(1, UINT), one(2, INT), one(3, INT), one(4, INT)]],
  [CODE.atomic, [one(2, INTEGER)]],
  [CODE.stage, [one(2, INTEGER), one(3, INTEGER), one(4, INTEGER)]],
  ...BINARY.map((name, k) => [CODE.binary + k, ofSignature(operation(name).signature, 2)] as const),
  // The order of bools means nothing.
  ...COMPARE.map((name, k) => {
    const sides = name === 'eq' || name === 'ne' ? ANY : NUMBER;
    return [CODE.compare + k, [one(0, BOOL), ...alike(sides, 1, 2)]] as const;
  }),
]);

/**
 * What the registers of an instruction must be, as far as the instruction alone says; the rest depends on arrays and
 * functions. `undefined` when the function of a DO or the k of a reduction is none of version 1.1.
 */
export function wantsOf({ op, operands }: Instruction): readonly Want[] | undefined {
  if (op === CODE.do) return APPLIED[operands[2]!];
  if (op === CODE.warpReduce || op === CODE.blockReduce) return REDUCED[operands[2]!];
  return FIXED.get(op) ?? [];
}
