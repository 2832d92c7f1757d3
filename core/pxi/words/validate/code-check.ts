// What the checks of one kernel or function share: its code, its head, and the way to report at an instruction.
import type { MessageFunction, PixelPlace } from '../../../diagnostics/index.ts';
import { type Head, headOf, type Signature, signatureOf } from '../head.ts';
import { opcodeOf } from '../opcodes.ts';
import type { Problems } from '../problems.ts';
import type { CodeRecord, Instruction, PixelRecord } from '../program.ts';

/** Signatures by record number; each function is looked at once, however often it is called. */
export class Signatures {
  private readonly records: readonly (PixelRecord | undefined)[];
  private readonly known = new Map<number, Signature>();

  constructor(records: readonly (PixelRecord | undefined)[]) {
    this.records = records;
  }

  /** The function of this number and its signature; none when it is no function. */
  of(record: number): { readonly code: CodeRecord; readonly signature: Signature } | undefined {
    const code = this.records[record];
    if (code?.kind !== 'function') return undefined;
    let signature = this.known.get(record);
    if (!signature) {
      signature = signatureOf(code);
      this.known.set(record, signature);
    }
    return { code, signature };
  }
}

export class CodeCheck {
  readonly record: number;
  readonly code: CodeRecord;
  readonly head: Head;
  /** `kernel 3`, for messages. */
  readonly where: string;
  readonly problems: Problems;
  readonly functions: Signatures;

  constructor(record: number, code: CodeRecord, shared: { problems: Problems; functions: Signatures }) {
    this.record = record;
    this.code = code;
    this.head = headOf(code);
    this.where = `${code.kind} ${record}`;
    this.problems = shared.problems;
    this.functions = shared.functions;
  }

  /** The instructions behind the head. */
  *body(): Iterable<Instruction> {
    for (let k = this.head.body; k < this.code.code.length; k++) yield this.code.code[k]!;
  }

  /** Reports a problem at the first pixel of an instruction. */
  report<A extends object>(say: MessageFunction<A & PixelPlace>, instruction: Instruction, args: A): void {
    this.problems.add(say, this.code.first + instruction.pixel, args);
  }
}

/** The name of an instruction, for messages. */
export const nameOf = ({ op }: Instruction): string => opcodeOf(op)!.name;
