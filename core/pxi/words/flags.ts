// The flags of a program, worked out of what it can reach: whether it has floats, and whether the order of atomics shows.
import { PROGRAM_FLAG } from './directory.ts';
import { ATOMICS, CODE } from './opcodes.ts';
import type { CodeRecord, PixelRecord } from './program.ts';
import type { LooseStep } from './write.ts';

/** What the flags are worked out of; positions do not matter. */
interface FlagSource {
  readonly records: readonly (
    | Pick<Extract<PixelRecord, { kind: 'array' }>, 'kind' | 'type'>
    | (Pick<CodeRecord, 'kind' | 'registers'> & {
        readonly code: readonly { readonly op: number; readonly operands: readonly number[] }[];
      })
    | undefined
  )[];
  readonly steps: readonly LooseStep[];
}

const EXCHANGE = ATOMICS.indexOf('exchange');

/** True for f16 and f32. */
export const isFloatType = (type: number): boolean => (type & 0x1c) === 0x08;

/** The flags that a program must have: bit 0 float, bit 1 ordered. Every kernel and function is looked at once. */
export function flagsOf({ records, steps }: FlagSource): number {
  let flags = 0;
  const seen = new Set<number>();
  const visit = (first: number): void => {
    const pending = [first];
    for (let number = pending.pop(); number !== undefined; number = pending.pop()) {
      const record = records[number];
      if (!record || record.kind === 'array' || seen.has(number)) continue;
      seen.add(number);
      if (record.registers.float > 0) flags |= PROGRAM_FLAG.float;
      for (const { op, operands } of record.code) {
        if (op === CODE.call) pending.push(operands[0]!);
        // d slot i k v new keep
        else if (op === CODE.atomic && (operands[6] === 1 || operands[3]! >= EXCHANGE))
          flags |= PROGRAM_FLAG.ordered;
      }
    }
  };
  for (const step of steps) {
    if (step.kind === 'dispatch') visit(step.kernel);
    if (step.kind !== 'matrix') continue;
    for (const number of [...step.operands, step.result]) {
      const record = records[number];
      if (record?.kind === 'array' && isFloatType(record.type)) flags |= PROGRAM_FLAG.float;
    }
  }
  return flags;
}
