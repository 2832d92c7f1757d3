// WebAssembly code as bytes, for one function of 32-bit integers, floats and vectors: just what a matrix product needs.

/** Bytes of instructions. Expressions leave their value on the stack. */
export type Code = readonly number[];

/** An unsigned LEB128 number. */
export function unsigned(value: number): Code {
  const bytes: number[] = [];
  let rest = value >>> 0;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  return [...bytes, rest];
}

function signed(value: number): Code {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 127;
    rest >>= 7;
    // Done when the rest is nothing but copies of the sign bit just written.
    if (rest === (low & 64 ? -1 : 0)) return [...bytes, low];
    bytes.push(low | 128);
  }
}

export const VALUE = { i32: 0x7f, v128: 0x7b } as const;

/** Instructions without immediates: their operands, then themselves. */
const plain =
  (...opcode: readonly number[]) =>
  (...operands: readonly Code[]): Code => [...operands.flat(), ...opcode];
/** Vector instructions have numbers of their own behind a prefix. */
const vector = (opcode: number) => plain(0xfd, ...unsigned(opcode));

export const add = plain(0x6a);
export const subtract = plain(0x6b);
export const multiply = plain(0x6c);
export const and = plain(0x71);
export const or = plain(0x72);
export const shiftLeft = plain(0x74);
export const shiftRight = plain(0x76);
export const below = plain(0x49);
export const belowSigned = plain(0x48);
export const atLeast = plain(0x4f);
export const select = plain(0x1b);
export const floatOfInt = plain(0xb2);
export const floatOfUint = plain(0xb3);
export const doubleOfInt = plain(0xb7);
export const doubleOfUint = plain(0xb8);
export const doubleOfFloat = plain(0xbb);
export const bitsOfFloat = plain(0xbc);
export const floatOfBits = plain(0xbe);
export const VECTOR = {
  addInts: vector(0xae),
  multiplyInts: vector(0xb5),
  /** Pairs of 16-bit numbers multiplied, the two products of a pair added. */
  dotPairs: vector(0xba),
  addFloats: vector(0xe4),
  multiplyFloats: vector(0xe6),
} as const;

export const i32 = (value: number): Code => [0x41, ...signed(value)];
export const zeros: Code = [0xfd, 0x0c, ...new Array<number>(16).fill(0)];

/** Memory instructions claim no alignment, which no engine minds. */
const memory =
  (...opcode: readonly number[]) =>
  (address: Code, offset = 0): Code => [...address, ...opcode, 0, ...unsigned(offset)];
export const loadI8 = memory(0x2c);
export const loadU8 = memory(0x2d);
export const loadI16 = memory(0x2e);
export const loadU16 = memory(0x2f);
export const loadI32 = memory(0x28);
export const loadVector = memory(0xfd, 0x00);
/** One word in all four lanes. */
export const loadSplat = memory(0xfd, 0x09);

const storing =
  (...opcode: readonly number[]) =>
  (address: Code, value: Code, offset = 0): Code => [...address, ...value, ...opcode, 0, ...unsigned(offset)];
export const store8 = storing(0x3a);
export const store16 = storing(0x3b);
export const store32 = storing(0x36);
export const storeFloat = storing(0x38);
export const storeDouble = storing(0x39);
export const storeVector = storing(0xfd, 0x0b);

/** The locals of a function, numbered as they are named. */
export class Locals {
  readonly #types: number[] = [];
  readonly parameters: number;

  constructor(parameters: number) {
    this.parameters = parameters;
  }

  /** A new local. */
  make(type: keyof typeof VALUE = 'i32'): Local {
    this.#types.push(VALUE[type]);
    return new Local(this.parameters + this.#types.length - 1);
  }

  /** Their declaration, one after the other. */
  declaration(): Code {
    return [...unsigned(this.#types.length), ...this.#types.flatMap((type) => [1, type])];
  }
}

export class Local {
  readonly get: Code;
  readonly #index: Code;

  constructor(index: number) {
    this.#index = unsigned(index);
    this.get = [0x20, ...this.#index];
  }

  set(value: Code): Code {
    return [...value, 0x21, ...this.#index];
  }
}

/** An expression of 32 bits with two ways. */
export const choose = (condition: Code, yes: Code, no: Code): Code => [
  ...condition,
  0x04,
  VALUE.i32,
  ...yes,
  0x05,
  ...no,
  0x0b,
];

/** `for (variable = from; variable < to; variable += step)`, unsigned. */
export const loop = (variable: Local, from: Code, to: Code, step: number, body: Code): Code => [
  ...variable.set(from),
  ...[0x02, 0x40, 0x03, 0x40],
  ...atLeast(variable.get, to),
  ...[0x0d, 1],
  ...body,
  ...variable.set(add(variable.get, i32(step))),
  ...[0x0c, 0, 0x0b, 0x0b],
];

const section = (id: number, ...contents: readonly Code[]): Code => {
  const bytes = contents.flat();
  return [id, ...unsigned(bytes.length), ...bytes];
};
const name = (text: string): Code => [...unsigned(text.length), ...new TextEncoder().encode(text)];

/** The most pages that a memory has. */
const MOST_PAGES = 65536;

/** A module that imports the memory `px.memory`, shared among threads or not, and exports one function of i32 parameters. */
export function assemble(
  exported: string,
  locals: Locals,
  body: Code,
  { shared }: { readonly shared: boolean },
): Uint8Array<ArrayBuffer> {
  const parameters = new Array<number>(locals.parameters).fill(VALUE.i32);
  const limits = shared ? [3, 0, ...unsigned(MOST_PAGES)] : [0, 0];
  const code = [...locals.declaration(), ...body, 0x0b];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [1, 0x60, ...unsigned(parameters.length), ...parameters, 0]),
    ...section(2, [1], name('px'), name('memory'), [2], limits),
    ...section(3, [1, 0]),
    ...section(7, [1], name(exported), [0, 0]),
    ...section(10, [1], unsigned(code.length), code),
  ]);
}
