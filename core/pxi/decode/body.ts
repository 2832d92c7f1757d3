// Reads the instructions of a kernel or function back into statements; blocks are found by their brackets, not by distances.
import { alwaysReturns, build as b, type ScalarType, type Stmt } from '../../ir/index.ts';
import { ATOMICS, CODE, REDUCTIONS } from '../words/opcodes.ts';
import type { Instruction } from '../words/program.ts';
import { expressionOf } from './expression.ts';
import type { Owner } from './owner.ts';

/** What a call needs to know of a function. */
export interface Callee {
  readonly name: string;
  readonly params: readonly ScalarType[];
  readonly results: readonly ScalarType[];
}

const isCloser = (op: number): boolean => op === CODE.else || op === CODE.end || op === CODE.next;

class BodyReader {
  private readonly owner: Owner;
  private readonly code: readonly Instruction[];
  private readonly callees: ReadonlyMap<number, Callee>;
  /** Types of the results of a function; none for a kernel. */
  private readonly results: readonly ScalarType[] | undefined;
  /** Locals for results that are set in one place and returned in another. */
  private readonly kept = new Map<number, string>();
  /** The last `return` had no RETs before it. */
  private lastIsBare = false;
  private next: number;

  constructor(
    owner: Owner,
    code: readonly Instruction[],
    context: {
      readonly callees: ReadonlyMap<number, Callee>;
      readonly results: readonly ScalarType[] | undefined;
    },
  ) {
    this.owner = owner;
    this.code = code;
    this.callees = context.callees;
    this.results = context.results;
    this.next = owner.head.body;
  }

  /** The whole body; the RETURN at its end is left out where it says nothing. */
  read(): Stmt[] {
    const body = this.block();
    if (this.results === undefined) return body;
    return this.lastIsBare && alwaysReturns(body.slice(0, -1)) ? body.slice(0, -1) : body;
  }

  private get instruction(): Instruction | undefined {
    return this.code[this.next];
  }

  /** Statements up to the instruction that closes the block, which stays. */
  private block(): Stmt[] {
    const out: Stmt[] = [];
    for (let at = this.instruction; at && !isCloser(at.op); at = this.instruction) {
      const position = this.owner.position(at.pixel);
      for (const stmt of this.statements(at)) out.push(position ? { ...stmt, at: position } : stmt);
    }
    return out;
  }

  private take(): Instruction {
    const taken = this.instruction;
    if (!taken) throw new Error('the code ends inside a block');
    this.next++;
    return taken;
  }

  /** The instructions of this kind that follow one another here. */
  private run(op: number): Instruction[] {
    const run: Instruction[] = [];
    while (this.instruction?.op === op) run.push(this.take());
    return run;
  }

  private statements(first: Instruction): readonly Stmt[] {
    const { owner } = this;
    const { op, operands } = first;
    const [d = 0, x = 0, y = 0, z = 0, w = 0] = operands;
    switch (op) {
      case CODE.arg:
      case CODE.call:
        return this.call();
      case CODE.ret:
        return this.returned();
      case CODE.while: {
        // One in front of the body is the condition of its loop: `loop` has taken it.
        this.take();
        return [b.ifThen(owner.read(d), [], [b.breakLoop()])];
      }
      case CODE.do: {
        const following = this.code[this.next + 1];
        if (following?.op === CODE.for && following.operands[0] === d && y === 0) return [this.forLoop()];
        break;
      }
    }
    this.take();
    switch (op) {
      case CODE.store:
        return [b.store(owner.array(x), owner.read(y), owner.read(d))];
      case CODE.sync:
        return [b.barrier()];
      case CODE.return:
        return this.leave();
      case CODE.if:
        return [this.branch(d)];
      case CODE.loop:
        return [this.loop()];
      case CODE.break:
        return [b.breakLoop()];
      case CODE.continue:
        return [b.continueLoop()];
      case CODE.unpack: {
        const names = [d, y, z, w].map((register) => owner.written(register));
        return [b.unpack(owner.read(x), names[0]!, names[1]!, names[2]!, names[3]!)];
      }
      case CODE.warpReduce:
      case CODE.blockReduce: {
        const scope = op === CODE.warpReduce ? 'warp' : 'block';
        return [b.reduce(scope, REDUCTIONS[y]!, owner.read(x), owner.written(d))];
      }
      case CODE.atomic:
        return [this.atomic(operands)];
      case CODE.stage:
        return [b.stage(owner.array(x), owner.read(y), owner.read(z), owner.array(d), owner.read(w))];
      default:
        return [b.assign(owner.written(d), expressionOf(owner, first))];
    }
  }

  private branch(condition: number): Stmt {
    const test = this.owner.read(condition);
    const then = this.block();
    const otherwise = this.take().op === CODE.else ? this.block() : undefined;
    if (otherwise) this.take();
    return b.ifThen(test, then, otherwise);
  }

  private loop(): Stmt {
    const first = this.instruction;
    const asked = first?.op === CODE.while;
    if (asked) this.take();
    const condition = asked ? this.owner.read(first.operands[0]!) : b.bool(true);
    const body = this.block();
    this.take();
    return b.whileLoop(condition, body);
  }

  /** MOV i from · FOR i end step · … · NEXT. */
  private forLoop(): Stmt {
    const { owner } = this;
    const [register = 0, start = 0] = this.take().operands;
    const [, end = 0, step = 0] = this.take().operands;
    const [from, to, by] = [owner.read(start), owner.read(end), owner.read(step)];
    if (by.kind !== 'const') throw new Error('the step of a FOR is no literal');
    return owner.loop(register, (name) => {
      const body = this.block();
      this.take();
      return b.forLoop(name, from, to, body, Number(by.value));
    });
  }

  private atomic([old = 0, slot = 0, index = 0, k = 0, v = 0, fresh = 0, keep = 0]: readonly number[]): Stmt {
    const { owner } = this;
    const op = ATOMICS[k]!;
    const [given, desired] = [owner.read(v), op === 'cas' ? owner.read(fresh) : undefined];
    return b.atomic(op, owner.array(slot), owner.read(index), desired ?? given, {
      ...(desired && { expected: given }),
      ...(keep === 1 && { result: owner.written(old) }),
    });
  }

  /** ARGs in any order, the CALL, and RESs, of which some may be missing and some may stand more than once. */
  private call(): readonly Stmt[] {
    const { owner } = this;
    const given = new Map(this.run(CODE.arg).map(({ operands: [k = 0, a = 0] }) => [k, a]));
    const callee = this.callees.get(this.take().operands[0]!);
    if (!callee) throw new Error('a CALL has no function');
    const args = callee.params.map((type, k) => {
      const register = given.get(k);
      return register === undefined ? b.constant(type, 0) : owner.read(register);
    });
    const taken = this.run(CODE.res).map(({ operands: [d = 0, k = 0] }) => ({ name: owner.written(d), k }));
    const plain =
      new Set(taken.map(({ name }) => name)).size === taken.length &&
      taken.every(({ k }, n) => n === 0 || taken[n - 1]!.k < k);
    if (plain) {
      const results = callee.results.map(
        (type, k) => taken.find((one) => one.k === k)?.name ?? owner.local('unused', type),
      );
      return [b.callInto(results, callee.name, ...args)];
    }
    const results = callee.results.map((type) => owner.local('result', type));
    const moves = taken.map(({ name, k }) => b.assign(name, b.local(results[k]!, callee.results[k]!)));
    return [b.callInto(results, callee.name, ...args), ...moves];
  }

  /** RETs: the values of the `return` that follows when they are all of them, else kept for a later one. */
  private returned(): readonly Stmt[] {
    const { owner } = this;
    const run = this.run(CODE.ret).map(({ operands: [k = 0, a = 0] }) => ({ k, value: owner.read(a) }));
    const count = this.results?.length ?? 0;
    if (this.instruction?.op === CODE.return && run.length === count && run.every(({ k }, n) => k === n)) {
      this.take();
      this.lastIsBare = false;
      return [b.returnValues(...run.map(({ value }) => value))];
    }
    return run.map(({ k, value }) => b.assign(this.result(k), value));
  }

  private result(k: number): string {
    const name = this.kept.get(k) ?? this.owner.local(`result${k}`, this.results?.[k] ?? 'i32');
    this.kept.set(k, name);
    return name;
  }

  private leave(): readonly Stmt[] {
    this.lastIsBare = true;
    const last = this.next === this.code.length;
    if (this.results === undefined) return last ? [] : [b.returnValues()];
    return [b.returnValues(...this.results.map((type, k) => b.local(this.result(k), type)))];
  }
}

/** The statements of a kernel or function, and its locals by the way: `owner` has their types afterwards. */
export function decodeBody(
  owner: Owner,
  code: readonly Instruction[],
  context: {
    readonly callees: ReadonlyMap<number, Callee>;
    readonly results: readonly ScalarType[] | undefined;
  },
): readonly Stmt[] {
  const body = new BodyReader(owner, code, context).read();
  return [...owner.preamble(), ...body];
}
