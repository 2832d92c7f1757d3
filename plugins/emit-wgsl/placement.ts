// Finds for each local the statement at which it is best declared: where it is first assigned, if that covers all its uses.
import { bodiesOf, expressionsOf, forEachExpr, type Local, resultsOf, type Stmt } from 'pxos/core';

/** A list of statements and where it stands. */
interface Block {
  readonly parent: Block | undefined;
  /** Number, in the order of the text, of the statement that this list is a body of. */
  readonly owner: number;
  readonly depth: number;
  readonly inLoop: boolean;
}

/** The innermost list that holds all occurrences of a local so far, and its first statement that does. */
interface Home {
  block: Block;
  first: number;
  /** The statement with the first occurrence, if that assigns the local and does not read it. */
  definition: number | undefined;
  assignments: number;
}

/**
 * Where the locals of a body are declared; statements are numbered from 0 in the order of the text, before their bodies.
 *
 * - `before`: declared with the value 0 before the statement with this number
 * - `at`: declared by the assignment with this number, as `let` when it is the only one, else as `var`
 */
export interface Placement {
  readonly before: ReadonlyMap<number, readonly Local[]>;
  readonly at: ReadonlyMap<number, ReadonlyMap<string, 'let' | 'var'>>;
}

/** The two blocks' innermost common block, and the statement of it that holds `statement` of `block`. */
function lift(block: Block, statement: number, to: Block): number {
  let inner: Block = block;
  let number = statement;
  while (inner !== to && inner.parent) {
    number = inner.owner;
    inner = inner.parent;
  }
  return number;
}

function commonBlock(a: Block, b: Block): Block {
  let x = a;
  let y = b;
  while (x !== y) {
    if (x.depth >= y.depth && x.parent) x = x.parent;
    else if (y.parent) y = y.parent;
    else break;
  }
  return x;
}

/**
 * A local whose first occurrence assigns it, in the list of statements that all others stand in, is declared there: in a
 * loop too, since every iteration assigns it first. All others keep their value from one iteration to the next, so they
 * are declared, as 0, before the outermost loop around them.
 */
export function placeLocals(body: readonly Stmt[], locals: readonly Local[]): Placement {
  const homes = new Map<string, Home>();
  const known = new Set(locals.map((local) => local.name));
  let count = 0;

  const occur = (name: string, block: Block, statement: number, assigns: boolean): void => {
    if (!known.has(name)) return;
    const home = homes.get(name);
    if (!home) {
      homes.set(name, {
        block,
        first: statement,
        definition: assigns ? statement : undefined,
        assignments: assigns ? 1 : 0,
      });
      return;
    }
    if (assigns) home.assignments++;
    else if (home.definition === statement) home.definition = undefined;
    const common = commonBlock(home.block, block);
    home.first = lift(home.block, home.first, common);
    home.block = common;
  };

  const visit = (stmts: readonly Stmt[], block: Block): void => {
    for (const stmt of stmts) {
      const number = count++;
      for (const expr of expressionsOf(stmt))
        forEachExpr(expr, (inner) => {
          if (inner.kind === 'local') occur(inner.name, block, number, false);
        });
      for (const name of resultsOf(stmt)) occur(name, block, number, true);
      const inLoop = block.inLoop || stmt.kind === 'for' || stmt.kind === 'while';
      for (const inner of bodiesOf(stmt))
        visit(inner, { parent: block, owner: number, depth: block.depth + 1, inLoop });
    }
  };
  visit(body, { parent: undefined, owner: -1, depth: 0, inLoop: false });

  const before = new Map<number, Local[]>();
  const at = new Map<number, Map<string, 'let' | 'var'>>();
  for (const local of locals) {
    const home = homes.get(local.name);
    if (!home) continue;
    if (home.definition !== undefined && home.definition === home.first) {
      const definitions = at.get(home.first) ?? new Map<string, 'let' | 'var'>();
      at.set(home.first, definitions.set(local.name, home.assignments === 1 ? 'let' : 'var'));
      continue;
    }
    let { block, first } = home;
    while (block.inLoop && block.parent) {
      first = block.owner;
      block = block.parent;
    }
    before.set(first, [...(before.get(first) ?? []), local]);
  }
  return { before, at };
}
