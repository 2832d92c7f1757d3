// Checks that all threads of a block come to every barrier and group operation together (section 5 of the page on version 1.1).
//
// Registers and places of the code are nodes of a graph; an edge says "if this depends on the thread, so does that". One
// walk builds the graph and one propagation answers everything, so the cost is linear in the size of the kernel. The
// analysis is that of `core/ir/uniformity.ts` on instructions: what passes here passes there when it is decoded.
import * as rules from '../../../diagnostics/messages/pixel-rules.ts';
import { CODE, INDEX_SOURCES } from '../opcodes.ts';
import type { Instruction } from '../program.ts';
import { registerOperands } from '../registers.ts';
import { type CodeCheck, nameOf } from './code-check.ts';

const COLLECTIVE: ReadonlySet<number> = new Set([CODE.sync, CODE.stage, CODE.warpReduce, CODE.blockReduce]);
const THREAD = INDEX_SOURCES.indexOf('thread');
const LOCAL = INDEX_SOURCES.indexOf('local');
const WRITE = 2;

interface Block {
  readonly isLoop: boolean;
  /** The place before the block, and inside it where nothing has returned. */
  readonly before: number;
  readonly inside: number;
  /** Places at the ends of its bodies that differ from `inside`, because some threads may have returned. */
  readonly returned: number[];
}

class Uniformity {
  private readonly check: CodeCheck;
  private readonly edges = new Map<number, number[]>();
  private readonly varying = new Set<number>();
  private readonly pending: number[] = [];
  private readonly collectives: { readonly instruction: Instruction; readonly place: number }[] = [];
  private readonly blocks: Block[] = [];
  /** Nodes below the number of registers are registers. */
  private nodes: number;
  private place: number;
  private args: number[] = [];
  private previous = 0;

  constructor(check: CodeCheck, registers: number) {
    this.check = check;
    this.nodes = registers;
    this.place = this.node();
  }

  run(): void {
    for (const instruction of this.check.body()) this.instruction(instruction);
    for (let node = this.pending.pop(); node !== undefined; node = this.pending.pop())
      for (const dependent of this.edges.get(node) ?? []) this.mark(dependent);
    for (const { instruction, place } of this.collectives)
      if (this.varying.has(place))
        this.check.report(rules.divergentPixels, instruction, {
          op: nameOf(instruction),
          where: this.check.where,
        });
  }

  private node(): number {
    return this.nodes++;
  }

  private edge(from: number, to: number): void {
    if (from === to) return;
    const list = this.edges.get(from);
    if (list) list.push(to);
    else this.edges.set(from, [to]);
  }

  private mark(node: number): void {
    if (this.varying.has(node)) return;
    this.varying.add(node);
    this.pending.push(node);
  }

  private instruction(instruction: Instruction): void {
    const { op, operands } = instruction;
    if (COLLECTIVE.has(op)) this.collectives.push({ instruction, place: this.place });
    // A call begins with its first ARG, or with CALL when it has none.
    if ((op === CODE.arg || op === CODE.call) && this.previous !== CODE.arg) this.args = [];
    if (op === CODE.arg) this.args.push(operands[1]!);
    this.previous = op;
    this.writes(instruction);
    this.blockOf(instruction);
  }

  private writes(instruction: Instruction): void {
    const { op, operands } = instruction;
    // A FOR changes its variable only while its loop runs, whose place depends on what it tests.
    if (op === CODE.for) return;
    const { results, reads } = registerOperands(instruction);
    for (const k of results) {
      const register = operands[k]!;
      this.edge(this.place, register);
      if (this.varies(instruction)) this.mark(register);
      else if (op === CODE.res) for (const arg of this.args) this.edge(arg, register);
      else if (op !== CODE.blockReduce) for (const read of reads) this.edge(operands[read]!, register);
    }
  }

  /** True when the result depends on the thread whatever is read. */
  private varies({ op, operands }: Instruction): boolean {
    const [, second = 0] = operands;
    if (op === CODE.index) return second === THREAD || second === LOCAL;
    if (op === CODE.atomic || op === CODE.warpReduce) return true;
    if (op !== CODE.load) return false;
    const slot = this.check.head.slots[second];
    return !slot || slot.kind === 'shared' || (slot.access & WRITE) !== 0;
  }

  private open(isLoop: boolean, ...conditions: readonly number[]): void {
    const inside = this.node();
    this.edge(this.place, inside);
    for (const condition of conditions) this.edge(condition, inside);
    this.blocks.push({ isLoop, before: this.place, inside, returned: [] });
    this.place = inside;
  }

  /** The end of a body: remembers where it is when some threads may have returned on the way. */
  private bodyEnds(block: Block): void {
    if (this.place !== block.inside) block.returned.push(this.place);
    this.place = block.inside;
  }

  private close(): void {
    const block = this.blocks.pop()!;
    this.bodyEnds(block);
    this.place = block.before;
    if (block.returned.length === 0) return;
    const rest = this.node();
    this.edge(block.before, rest);
    for (const place of block.returned) this.edge(place, rest);
    this.place = rest;
  }

  private blockOf({ op, operands }: Instruction): void {
    const [first = 0, second = 0] = operands;
    switch (op) {
      case CODE.if:
        this.open(false, first);
        break;
      case CODE.else:
        this.bodyEnds(this.blocks.at(-1)!);
        break;
      case CODE.loop:
        this.open(true);
        break;
      case CODE.for:
        this.open(true, first, second);
        this.edge(this.place, first);
        break;
      case CODE.while:
        this.edge(first, this.blocks.at(-1)!.inside);
        break;
      case CODE.end:
      case CODE.next:
        this.close();
        break;
      case CODE.break:
      case CODE.continue:
        this.edge(this.place, this.blocks.findLast(({ isLoop }) => isLoop)!.inside);
        break;
      case CODE.return: {
        const rest = this.node();
        for (const { isLoop, inside } of this.blocks) if (isLoop) this.edge(this.place, inside);
        this.edge(this.place, rest);
        this.place = rest;
      }
    }
  }
}

/** Checks a kernel whose blocks nest. */
export function checkUniformity(check: CodeCheck, registers: number): void {
  let collective = false;
  for (const { op } of check.body()) collective ||= COLLECTIVE.has(op);
  if (collective) new Uniformity(check, registers).run();
}
