// Small version 1.1 programs for tests: instructions by name, arrays by type, one kernel and its DISPATCH.

import type { PixelImage } from '../../core/pxi/image.ts';
import { type LooseArray, type LooseCode, type LooseProgram, layOut } from '../../core/pxi/words/layout.ts';
import { opcodeNamed } from '../../core/pxi/words/opcodes.ts';
import type { LooseInstruction } from '../../core/pxi/words/place.ts';
import type { PixelProgram, RegisterCounts } from '../../core/pxi/words/program.ts';

/** Instructions, one a line: the name and its operands, distances left out or 0. */
function code(text: string): LooseInstruction[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', ...operands] = line.trim().split(/\s+/);
      const entry = opcodeNamed(name);
      if (!entry) throw new RangeError(`no instruction ${name}`);
      const wanted = entry.operands.filter((kind) => kind !== null).length;
      const given = operands.map(Number);
      return { op: entry.code, operands: [...given, ...new Array<number>(wanted - given.length).fill(0)] };
    });
}

const registers = (counts: Partial<RegisterCounts>): RegisterCounts => ({
  int: 0,
  uint: 0,
  float: 0,
  bool: 0,
  ...counts,
});

export const kernel = (counts: Partial<RegisterCounts>, text: string): LooseCode => ({
  kind: 'kernel',
  registers: registers(counts),
  code: code(text),
});

export const functionOf = (counts: Partial<RegisterCounts>, text: string): LooseCode => ({
  ...kernel(counts, text),
  kind: 'function',
});

export const array = (type: number, count: number, rest: Partial<LooseArray> = {}): LooseArray => ({
  kind: 'array',
  rows: 1,
  columns: count,
  type,
  flags: 11,
  aux: 0,
  ...rest,
});

/** What a DISPATCH says beside its kernel and its records. */
interface Extent {
  readonly grid?: readonly [number, number, number];
  readonly block?: readonly [number, number, number];
  readonly indirect?: boolean;
}

export const dispatch = (number: number, parameters: readonly number[], extent: Extent = {}) => ({
  kind: 'dispatch' as const,
  kernel: number,
  grid: extent.grid ?? ([1, 1, 1] as const),
  indirect: extent.indirect ?? false,
  block: extent.block ?? ([1, 1, 1] as const),
  parameters,
});

export const HALT = { kind: 'halt' } as const;

/** Arrays, then functions, then one kernel that is launched once with the arrays. */
export function launched(
  {
    arrays,
    functions = [],
    kernel: made,
    gas,
  }: {
    readonly arrays: readonly LooseArray[];
    readonly functions?: readonly LooseCode[];
    readonly kernel: LooseCode;
    readonly gas?: number;
  },
  extent: Extent = {},
): { readonly program: PixelProgram; readonly image: PixelImage } {
  const number = arrays.length + functions.length + 1;
  const loose: LooseProgram = {
    gas,
    records: [...arrays, ...functions, made],
    steps: [
      dispatch(
        number,
        arrays.map((_array, k) => k + 1),
        extent,
      ),
      HALT,
    ],
  };
  return layOut(loose);
}
