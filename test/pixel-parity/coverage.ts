// What random programs contain, in words, and what of the protocol none of them may lack.

import type { CodeRecord, Instruction, PixelProgram } from '../../core/pxi/index.ts';
import { FLAG } from '../../core/pxi/words/directory.ts';
import { elementOfCode } from '../../core/pxi/words/element-codes.ts';
import { headOf } from '../../core/pxi/words/head.ts';
import {
  APPLY,
  ATOMICS,
  BINARY,
  CODE,
  COMPARE,
  INDEX_SOURCES,
  OPCODES,
  opcodeOf,
  REDUCTIONS,
} from '../../core/pxi/words/opcodes.ts';
import { registerType } from '../../core/pxi/words/registers.ts';

const ELEMENTS = [0x00, 0x01, 0x02, 0x04, 0x05, 0x06, 0x09, 0x0a, 0x0c, 0x0e, 0x10];
const NUMBERS = ['int', 'uint', 'float'];

const typeName = (type: number): string => (type === 0x10 ? 'matrix' : (elementOfCode(type) ?? ''));

/** The words for an instruction beside its name. */
function detailOf({ op, operands }: Instruction, code: CodeRecord): string {
  const [a = 0, b = 0, c = 0, d = 0] = operands;
  const type = (register: number): string => registerType(code.registers, register) ?? '';
  const slot = (number: number): string => typeName(headOf(code).slots[number]?.type ?? 0);
  if (op in BINARY_NAMES) return `${BINARY_NAMES[op]} ${type(a)}`;
  if (op >= CODE.compare && op < CODE.compare + COMPARE.length)
    return `${COMPARE[op - CODE.compare]} ${type(b)}`;
  switch (op) {
    case CODE.do:
      return APPLY[c] === 'convert' ? `convert ${type(b)} ${type(a)}` : `${APPLY[c]} ${type(b)}`;
    case CODE.index:
      return `index ${INDEX_SOURCES[b]} ${c}`;
    case CODE.load:
      return `load ${slot(b)}`;
    case CODE.store:
      return `store ${slot(b)}`;
    case CODE.value:
      return `value ${typeName(b)}`;
    case CODE.array:
      return `array ${a} ${typeName(b)}`;
    case CODE.shared:
      return `shared ${typeName(a)}`;
    case CODE.atomic:
      return `atomic ${ATOMICS[d]} ${slot(b)}`;
    case CODE.warpReduce:
    case CODE.blockReduce:
      return `${opcodeOf(op)?.name} ${REDUCTIONS[c]} ${type(b)}`;
    case CODE.select:
    case CODE.for:
    case CODE.literal:
      return `${opcodeOf(op)?.name} ${type(a)}`;
    default:
      return '';
  }
}

const BINARY_NAMES: Readonly<Record<number, string>> = Object.fromEntries(
  BINARY.map((name, k) => [CODE.binary + k, name]),
);

/** Adds what a program contains. */
export function cover({ records, steps, width }: PixelProgram, covered: Set<string>): void {
  const names = new Map<number, string>();
  records.forEach((record, k) => {
    if (!record) return;
    if (record.kind !== 'array') {
      covered.add(record.kind);
      for (const instruction of record.code) {
        covered.add(opcodeOf(instruction.op)?.name ?? '');
        covered.add(detailOf(instruction, record));
        if (instruction.operands.some((operand) => operand > 255) && instruction.pixels > 1)
          covered.add('EXT');
      }
      return;
    }
    names.set(k, typeName(record.type));
    if (record.flags & FLAG.setting) covered.add('setting');
    if (record.flags & FLAG.input) covered.add('input');
    if (record.aux !== 0) covered.add('aux');
    covered.add(`width ${width}`);
  });
  for (const step of steps.list) {
    covered.add(step.kind);
    if (step.kind === 'dispatch' && step.indirect) covered.add('indirect');
    if (step.kind === 'copy') covered.add(`copy ${names.get(step.from)}`);
    if (step.kind === 'matrix') covered.add(`${step.op} ${names.get(step.result)}`);
  }
}

/** Everything that has to be in some program. */
export function wanted(): readonly string[] {
  // POW, the quotient of floats and the functions of a DO that are not exact have last bits of the target's choice.
  const all: string[] = OPCODES.map(({ name }) => name).filter((name) => name !== 'POW');
  const ordered = (name: string) => NUMBERS.map((type) => `${name} ${type}`);
  for (const name of BINARY) {
    if (name === 'pow') continue;
    if (['and', 'or', 'xor'].includes(name)) all.push(`${name} int`, `${name} uint`, `${name} bool`);
    else if (/^(sh|rot)/.test(name)) all.push(`${name} int`, `${name} uint`);
    else if (name === 'div') all.push('div int', 'div uint');
    else all.push(...ordered(name));
  }
  for (const name of COMPARE) all.push(...ordered(name));
  all.push('eq bool', 'ne bool');
  for (const name of ['neg', 'abs', 'mov']) all.push(...ordered(name));
  for (const name of ['floor', 'ceil', 'round', 'bitcast']) all.push(`${name} float`);
  for (const name of ['not', 'popcount', 'clz', 'bitcast']) all.push(`${name} int`, `${name} uint`);
  for (const from of [...NUMBERS, 'bool'])
    all.push(
      ...[...NUMBERS, 'bool'].filter((to) => to !== from).map((to) => `convert ${from} ${to}`),
      ...['i8', 'u8', 'i16', 'u16'].map((to) => `convert.${to} ${from}`),
      `SELECT ${from}`,
    );
  for (const type of ELEMENTS.map(typeName)) {
    all.push(`load ${type}`, `store ${type}`, `value ${type}`, `copy ${type}`, `array 1 ${type}`);
    all.push(`array 2 ${type}`, `array 3 ${type}`);
    if (type !== 'matrix' && type !== 'f16') all.push(`shared ${type}`);
    if (type !== 'bool' && type !== 'pixel')
      all.push(`matmul ${type}`, `add ${type}`, `dot ${type}`, `relu ${type}`);
  }
  for (const source of INDEX_SOURCES) for (const axis of [0, 1, 2]) all.push(`index ${source} ${axis}`);
  for (const name of ATOMICS) all.push(`atomic ${name} u32`, `atomic ${name} i32`);
  for (const name of ['add', 'sub', 'min', 'max', 'exchange']) all.push(`atomic ${name} f32`);
  for (const scope of ['WARP_REDUCE', 'BLOCK_REDUCE'])
    for (const name of REDUCTIONS) {
      const types = name === 'and' || name === 'or' ? ['int', 'uint', 'bool'] : NUMBERS;
      for (const type of types) all.push(`${scope} ${name} ${type}`);
    }
  all.push('FOR int', 'FOR uint', 'EXT', 'kernel', 'function', 'setting', 'input', 'aux');
  all.push('dispatch', 'indirect', 'copy', 'matrix', 'halt');
  return all;
}
