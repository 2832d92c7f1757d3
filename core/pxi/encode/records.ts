// The records of a program's data: settings, arrays, and a read-only element for each constant that a launch passes.
import {
  type Binding,
  type Buffer,
  type ElementType,
  type Expr,
  type Setting,
  valueTypeOf,
} from '../../ir/index.ts';
import { bitcastValue, type Value } from '../../ops/index.ts';
import { elementsOf, storeElement } from '../words/arrays.ts';
import { FLAG } from '../words/directory.ts';
import { codeOfElement } from '../words/element-codes.ts';
import type { LooseArray } from '../words/layout.ts';
import { elementOfNan } from '../words/nan.ts';

const ACCESS = {
  read: FLAG.readable,
  write: FLAG.writable,
  readwrite: FLAG.readable | FLAG.writable,
} as const;

/** A value, or a NaN by its bits as a float has them: numbers in JavaScript do not keep these. */
type Constant = Value | { readonly nan: number };

function codeOf(element: ElementType): number {
  const code = codeOfElement(element);
  if (code === undefined) throw new Error(`${element} has no code in an image`);
  return code;
}

/** An array of one element. */
function single(element: ElementType, value: Constant, flags: number): LooseArray {
  const words = new Uint32Array(1);
  const shape = { rows: 1, columns: 1, type: codeOf(element) };
  if (typeof value === 'object') words[0] = elementOfNan(shape.type, value.nan);
  else {
    const number = Number(value);
    // The sign of a computed NaN is the machine's business; the same program gives the same image.
    const stored = Number.isNaN(number) ? Number.NaN : number;
    storeElement(words, { first: 0, ...shape }, 1, { i: 0, value: stored });
  }
  return {
    kind: 'array',
    ...shape,
    flags,
    aux: 0,
    data: new Uint8Array(words.buffer, 0, 1 << (shape.type & 3)),
  };
}

export function recordOfSetting({ name, declared, value }: Setting): LooseArray {
  if (value === undefined) throw new Error(`the setting ${name} has no value`);
  return single(declared, value, FLAG.readable | FLAG.setting);
}

/** The record of an array; `numbers` has those of all arrays. */
export function recordOfBuffer(buffer: Buffer, numbers: ReadonlyMap<string, number>): LooseArray {
  const { name, element, access } = buffer;
  if (buffer.origin !== 'image') throw new Error(`the array ${name} is none of an image`);
  const { length, shape = [1, length], input, output, setting, auxiliary, data } = buffer;
  const roles = (input ? FLAG.input : 0) | (output ? FLAG.output : 0) | (setting ? FLAG.setting : 0);
  const aux = auxiliary === undefined ? 0 : numbers.get(auxiliary);
  if (aux === undefined) throw new Error(`there is no array ${auxiliary}, which belongs to ${name}`);
  const record = {
    kind: 'array',
    rows: shape[0],
    columns: shape[1],
    type: codeOf(element),
    flags: ACCESS[access] | roles,
    aux,
  } as const;
  if (elementsOf(record) !== length)
    throw new Error(`the shape of ${name} is not that of its ${length} elements`);
  return { ...record, data };
}

/** The value of a constant of the host: a literal, or what the bits of one say that no literal can be. */
function constantOf(expr: Expr): Constant | undefined {
  if (expr.kind === 'const') return expr.value;
  if (expr.kind !== 'bitcast' || expr.arg.kind !== 'const') return undefined;
  const value = bitcastValue(expr.arg.type, expr.type, expr.arg.value);
  return Number.isNaN(value) ? { nan: Number(expr.arg.value) >>> 0 } : value;
}

/** Numbers records of constants behind those that are there, each value of a type once. */
export class Constants {
  readonly records: LooseArray[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly first: number;

  constructor(first: number) {
    this.first = first;
  }

  /** The record of the constant that a launch binds to a parameter of this declared type; none for other bindings. */
  of(binding: Binding, declared: ElementType): number | undefined {
    if (binding.kind !== 'value') return undefined;
    const value = constantOf(binding.value);
    if (value === undefined) return undefined;
    if (binding.value.type !== valueTypeOf(declared)) throw new Error(`${binding.param} gets another type`);
    const record = single(declared, value, FLAG.readable);
    const key = `${record.type} ${record.data?.join()}`;
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.first + this.records.length;
    this.records.push(record);
    this.numbers.set(key, number);
    return number;
  }
}
