// Which values are the same for all threads of a block, and which statements all threads reach together (Meaning 5).
//
// Uniform are literals, scalar parameters, BLOCK_ID, BLOCK_SIZE, GRID_SIZE, lengths, BLOCK_REDUCE results, loads at uniform
// indices from array parameters that the kernel never writes, and operations on these. A variable depends on the thread
// if one of its assignments does, or stands under a condition that does. A `break` or `continue` under such a condition
// makes its whole loop conditional on it; a `return` makes every enclosing loop and all that follows so.
//
// Variables and places in the text are nodes of a graph; an edge says "if this depends on the thread, so does that".
// One walk builds the graph, one propagation answers everything, so the cost is linear in the size of the kernel.
import type { Expr, Kernel, Stmt } from './types.ts';
import { forEachStmt, operandsOf, resultsOf } from './walk.ts';

/** Answers about one kernel. Statements and expressions are those of the kernel that was analysed. */
export interface Uniformity {
  /** True when all threads of a block that evaluate this expression together get one value. */
  isUniform(expr: Expr): boolean;
  /** True when the local or loop variable has one value for all threads of a block. */
  isUniformLocal(name: string): boolean;
  /** True when all threads of a block reach this statement together or not at all. */
  isReachedTogether(stmt: Stmt): boolean;
  /** The condition (or loop bound) that keeps some threads from this statement, for messages. */
  conditionBefore(stmt: Stmt): Expr | undefined;
}

type NodeId = number;

class Analysis implements Uniformity {
  private readonly edges: NodeId[][] = [];
  private readonly varying: boolean[] = [];
  /** The node that made a node depend on the thread. */
  private readonly cause: (NodeId | undefined)[] = [];
  private readonly conditions: (readonly Expr[])[] = [];
  private readonly variables = new Map<string, NodeId>();
  private readonly places = new Map<Stmt, NodeId>();
  private readonly pending: NodeId[] = [];
  /** Array parameters that the kernel never writes. */
  private readonly constantArrays = new Set<string>();
  private readonly loops: NodeId[] = [];

  constructor(kernel: Kernel) {
    for (const param of kernel.params) if (param.kind === 'array') this.constantArrays.add(param.name);
    forEachStmt(kernel.body, (stmt) => {
      if (stmt.kind === 'store' || stmt.kind === 'atomic') this.constantArrays.delete(stmt.array);
    });
    this.block(kernel.body, this.node());
    this.propagate();
  }

  isUniform(expr: Expr): boolean {
    switch (expr.kind) {
      case 'index':
        return expr.source !== 'thread' && expr.source !== 'local';
      case 'local':
        return this.isUniformLocal(expr.name);
      case 'load':
        return expr.uniform === true || (this.constantArrays.has(expr.array) && this.isUniform(expr.index));
      default:
        return operandsOf(expr).every((operand) => this.isUniform(operand));
    }
  }

  isUniformLocal(name: string): boolean {
    const node = this.variables.get(name);
    return node === undefined || !this.varying[node];
  }

  isReachedTogether(stmt: Stmt): boolean {
    const place = this.places.get(stmt);
    return place === undefined || !this.varying[place];
  }

  conditionBefore(stmt: Stmt): Expr | undefined {
    for (let node = this.places.get(stmt); node !== undefined; node = this.cause[node]) {
      const condition = this.conditions[node]!.find((candidate) => !this.isUniform(candidate));
      if (condition) return condition;
    }
    return undefined;
  }

  private node(conditions: readonly Expr[] = []): NodeId {
    this.edges.push([]);
    this.varying.push(false);
    this.cause.push(undefined);
    this.conditions.push(conditions);
    return this.edges.length - 1;
  }

  private edge(from: NodeId, to: NodeId): void {
    if (from !== to) this.edges[from]!.push(to);
  }

  private variable(name: string): NodeId {
    let node = this.variables.get(name);
    if (node === undefined) {
      node = this.node();
      this.variables.set(name, node);
    }
    return node;
  }

  private mark(node: NodeId, cause?: NodeId): void {
    if (this.varying[node]) return;
    this.varying[node] = true;
    this.cause[node] = cause;
    this.pending.push(node);
  }

  private propagate(): void {
    for (let node = this.pending.pop(); node !== undefined; node = this.pending.pop())
      for (const dependent of this.edges[node]!) this.mark(dependent, node);
  }

  /** Makes `node` depend on what the expression depends on. */
  private depend(node: NodeId, expr: Expr): void {
    switch (expr.kind) {
      case 'local':
        this.edge(this.variable(expr.name), node);
        break;
      case 'index':
        if (expr.source === 'thread' || expr.source === 'local') this.mark(node);
        break;
      case 'load':
        if (expr.uniform) break;
        if (this.constantArrays.has(expr.array)) this.depend(node, expr.index);
        else this.mark(node);
        break;
      default:
        for (const operand of operandsOf(expr)) this.depend(node, operand);
    }
  }

  /** A place under a condition: it depends on the condition and on the place of the statement that has it. */
  private under(place: NodeId, ...conditions: readonly Expr[]): NodeId {
    const node = this.node(conditions);
    this.edge(place, node);
    for (const condition of conditions) this.depend(node, condition);
    return node;
  }

  /** Walks statements at a place and gives the place of what follows them: another one if some threads may have returned. */
  private block(stmts: readonly Stmt[], start: NodeId): NodeId {
    let place = start;
    for (const stmt of stmts) {
      this.enter(stmt, place);
      place = this.statement(stmt, place);
    }
    return place;
  }

  private enter(stmt: Stmt, place: NodeId): void {
    const before = this.places.get(stmt);
    // One object that stands in two places is reached together only if it is in both.
    if (before === undefined) this.places.set(stmt, place);
    else if (before !== place) {
      const both = this.node();
      this.edge(before, both);
      this.edge(place, both);
      this.places.set(stmt, both);
    }
  }

  private statement(stmt: Stmt, place: NodeId): NodeId {
    switch (stmt.kind) {
      case 'if': {
        const branch = this.under(place, stmt.condition);
        const afterThen = this.block(stmt.then, branch);
        const afterElse = this.block(stmt.else, branch);
        // Without a `return` inside, the threads meet again.
        return this.meet(place, branch, [afterThen, afterElse]);
      }
      case 'while': {
        const loop = this.under(place, stmt.condition);
        return this.loop(loop, stmt.body, place);
      }
      case 'for': {
        const loop = this.under(place, stmt.from, stmt.to);
        this.edge(loop, this.variable(stmt.name));
        return this.loop(loop, stmt.body, place);
      }
      case 'break':
      case 'continue': {
        const loop = this.loops.at(-1);
        if (loop !== undefined) this.edge(place, loop);
        return place;
      }
      case 'return': {
        for (const loop of this.loops) this.edge(place, loop);
        const rest = this.node();
        this.edge(place, rest);
        return rest;
      }
      case 'assign':
        this.assign(stmt.name, place, [stmt.value]);
        return place;
      case 'unpack':
        for (const name of stmt.results) this.assign(name, place, [stmt.value]);
        return place;
      case 'call':
        for (const name of stmt.results) this.assign(name, place, stmt.args);
        return place;
      case 'reduce':
        this.assign(stmt.result, place, []);
        if (stmt.scope === 'warp') this.mark(this.variable(stmt.result));
        return place;
      case 'atomic':
        for (const name of resultsOf(stmt)) this.mark(this.variable(name));
        return place;
      case 'store':
      case 'barrier':
      case 'stage':
        return place;
    }
  }

  private loop(loop: NodeId, body: readonly Stmt[], place: NodeId): NodeId {
    this.loops.push(loop);
    const after = this.block(body, loop);
    this.loops.pop();
    return this.meet(place, loop, [after]);
  }

  /** The place behind a branch or loop: that before it, unless a `return` inside made the ends of bodies other places. */
  private meet(place: NodeId, inside: NodeId, ends: readonly NodeId[]): NodeId {
    const returned = ends.filter((end) => end !== inside);
    if (returned.length === 0) return place;
    const rest = this.node();
    this.edge(place, rest);
    for (const end of returned) this.edge(end, rest);
    return rest;
  }

  private assign(name: string, place: NodeId, values: readonly Expr[]): void {
    const variable = this.variable(name);
    this.edge(place, variable);
    for (const value of values) this.depend(variable, value);
  }
}

/** Analyses a kernel once; the answers are then cheap. */
export function analyzeUniformity(kernel: Kernel): Uniformity {
  return new Analysis(kernel);
}
