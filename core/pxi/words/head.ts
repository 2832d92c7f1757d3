// The head of a kernel or function: its parameters, shared arrays and literals, which stand before its body.
import { CODE } from './opcodes.ts';
import type { CodeRecord } from './program.ts';

/** A parameter, in the order of a DISPATCH's records or of a CALL's ARGs. */
export type HeadParameter =
  | { readonly kind: 'value'; readonly register: number; readonly type: number }
  | { readonly kind: 'array'; readonly slot: number; readonly access: number; readonly type: number };

/** What LOAD, STORE, ATOMIC and STAGE name: array parameters, then shared arrays. `access`: 1 read, 2 write. */
export interface Slot {
  readonly kind: 'array' | 'shared';
  readonly access: number;
  readonly type: number;
  /** Elements of a shared array; 0 for a parameter, whose length its record says. */
  readonly count: number;
}

export interface Head {
  readonly parameters: readonly HeadParameter[];
  readonly slots: readonly Slot[];
  readonly literals: readonly { readonly register: number; readonly bits: number }[];
  /** Number of the first instruction that does not belong to the head. */
  readonly body: number;
}

/** Reads the head off the code. Order, numbers and types are not checked; `validateProgram` does that. */
export function headOf({ code }: Pick<CodeRecord, 'code'>): Head {
  const parameters: HeadParameter[] = [];
  const slots: Slot[] = [];
  const literals: { register: number; bits: number }[] = [];
  let body = 0;
  for (; body < code.length; body++) {
    const { op, operands } = code[body]!;
    const [a = 0, b = 0] = operands;
    if (op === CODE.value) parameters.push({ kind: 'value', register: a, type: b });
    else if (op === CODE.array) {
      parameters.push({ kind: 'array', slot: slots.length, access: a, type: b });
      slots.push({ kind: 'array', access: a, type: b, count: 0 });
    } else if (op === CODE.shared) slots.push({ kind: 'shared', access: 3, type: a, count: b });
    else if (op === CODE.literal) literals.push({ register: a, bits: b });
    else break;
  }
  return { parameters, slots, literals, body };
}

/** What a function takes and gives: the element types of its parameters, and the register of each result's first RET. */
export interface Signature {
  readonly parameters: readonly { readonly register: number; readonly type: number }[];
  /** By k; `undefined` where no RET names it though one names a higher k. */
  readonly results: readonly (number | undefined)[];
}

/** The signature of a function. */
export function signatureOf(record: Pick<CodeRecord, 'code'>): Signature {
  const { parameters } = headOf(record);
  const results: (number | undefined)[] = [];
  for (const { op, operands } of record.code) {
    const [k = 0, register = 0] = operands;
    if (op === CODE.ret && results[k] === undefined) results[k] = register;
  }
  return {
    parameters: parameters.flatMap((parameter) => (parameter.kind === 'value' ? [parameter] : [])),
    results: Array.from(results),
  };
}
