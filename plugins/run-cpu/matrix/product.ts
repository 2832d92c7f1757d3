// The matrix product as a WebAssembly module with vector instructions, made for the types of one statement.
//
// Both operands are packed into words of 32 bits, in the order in which the inner loop reads them: for every step of the sums
// four words of four rows, and eight words of eight columns. A step of 8- and 16-bit integers is a pair of products, which
// one instruction multiplies and adds exactly. Lanes are columns, so that every sum takes its steps in ascending order.
import { bytesOf } from 'pxos/core';
import * as w from './code.ts';
import { loadWord, storeSum } from './elements.ts';
import {
  BLOCK_COLUMNS,
  COLUMNS,
  GROUP_ROWS,
  isPaired,
  type ProductTypes,
  ROWS,
  sumOf,
  WORD,
} from './types.ts';

const { add, i32, Local, loop, multiply, VECTOR } = w;

/** Name of the exported function, and what it takes: addresses, the rows to make, the lengths, memory of its own. */
export const EXPORTED = 'multiply';
const PARAMETERS = 8;

class ProductCode {
  readonly locals = new w.Locals(PARAMETERS);
  readonly #types: ProductTypes;
  readonly #a = new Local(0);
  readonly #b = new Local(1);
  readonly #c = new Local(2);
  readonly #firstRow = new Local(3);
  readonly #lastRow = new Local(4);
  readonly #inner = new Local(5);
  readonly #columns = new Local(6);
  /** The packed columns stand at the start of the scratch memory. */
  readonly #packedB = new Local(7);
  readonly #packedA = this.locals.make();
  readonly #sums = this.locals.make();
  readonly #steps = this.locals.make();
  /** The first column of the block, the first row of the group, and how many there are. */
  readonly #block = this.locals.make();
  readonly #width = this.locals.make();
  readonly #group = this.locals.make();
  readonly #height = this.locals.make();
  /** Counters inside block and group. */
  readonly #panel = this.locals.make();
  readonly #quad = this.locals.make();
  readonly #step = this.locals.make();
  readonly #lane = this.locals.make();
  readonly #from = this.locals.make();
  readonly #to = this.locals.make();
  readonly #word = this.locals.make();

  constructor(types: ProductTypes) {
    this.#types = types;
  }

  body(): w.Code {
    const { get: columns } = this.#columns;
    const least = (count: w.Code, most: number): w.Code =>
      w.select(count, i32(most), w.below(count, i32(most)));
    const inner = this.#inner.get;
    return [
      ...this.#steps.set(isPaired(this.#types) ? w.shiftRight(add(inner, i32(1)), i32(1)) : inner),
      ...this.#sums.set(this.#packedB.get),
      ...this.#packedA.set(add(this.#sums.get, i32(WORD * GROUP_ROWS * BLOCK_COLUMNS))),
      ...this.#packedB.set(add(this.#packedA.get, multiply(this.#steps.get, i32(WORD * GROUP_ROWS)))),
      ...loop(this.#block, i32(0), columns, BLOCK_COLUMNS, [
        ...this.#width.set(w.subtract(columns, this.#block.get)),
        ...this.#width.set(least(this.#width.get, BLOCK_COLUMNS)),
        ...this.#packColumns(),
        ...loop(this.#group, this.#firstRow.get, this.#lastRow.get, GROUP_ROWS, [
          ...this.#height.set(w.subtract(this.#lastRow.get, this.#group.get)),
          ...this.#height.set(least(this.#height.get, GROUP_ROWS)),
          ...this.#packRows(),
          ...loop(this.#panel, i32(0), this.#width.get, COLUMNS, [
            ...loop(this.#quad, i32(0), this.#height.get, ROWS, this.#sumUp()),
          ]),
          ...this.#finish(),
        ]),
      ]),
    ];
  }

  /** The words of one step: `load` gives the one or two elements at a place of the sum. */
  #stepWord(load: (k: w.Code) => w.Code): w.Code {
    if (!isPaired(this.#types)) return load(this.#step.get);
    const first = w.shiftLeft(this.#step.get, i32(1));
    const second = add(first, i32(1));
    const high = w.choose(w.below(second, this.#inner.get), w.shiftLeft(load(second), i32(16)), i32(0));
    return w.or(w.and(load(first), i32(0xffff)), high);
  }

  /** Eight columns after eight columns; beyond the last one zeros. */
  #packColumns(): w.Code {
    const { b } = this.#types;
    const column = add(add(this.#block.get, this.#panel.get), this.#lane.get);
    const element = (k: w.Code): w.Code =>
      loadWord(
        b,
        sumOf(this.#types),
        add(this.#b.get, multiply(add(multiply(k, this.#columns.get), column), i32(bytesOf(b)))),
      );
    return [
      ...this.#to.set(this.#packedB.get),
      ...loop(this.#panel, i32(0), this.#width.get, COLUMNS, [
        ...loop(this.#step, i32(0), this.#steps.get, 1, [
          ...loop(this.#lane, i32(0), i32(COLUMNS), 1, [
            ...w.store32(
              this.#to.get,
              w.choose(w.below(column, this.#columns.get), this.#stepWord(element), i32(0)),
            ),
            ...this.#to.set(add(this.#to.get, i32(WORD))),
          ]),
        ]),
      ]),
    ];
  }

  /** Four rows after four rows; beyond the last one zeros. */
  #packRows(): w.Code {
    const { a } = this.#types;
    const row = add(add(this.#group.get, this.#quad.get), this.#lane.get);
    const element = (k: w.Code): w.Code =>
      loadWord(
        a,
        sumOf(this.#types),
        add(this.#a.get, multiply(add(multiply(row, this.#inner.get), k), i32(bytesOf(a)))),
      );
    return [
      ...this.#to.set(this.#packedA.get),
      ...loop(this.#quad, i32(0), this.#height.get, ROWS, [
        ...loop(this.#step, i32(0), this.#steps.get, 1, [
          ...loop(this.#lane, i32(0), i32(ROWS), 1, [
            ...w.store32(
              this.#to.get,
              w.choose(w.below(row, this.#lastRow.get), this.#stepWord(element), i32(0)),
            ),
            ...this.#to.set(add(this.#to.get, i32(WORD))),
          ]),
        ]),
      ]),
    ];
  }

  /** The inner loop: the sums of four rows and eight columns. */
  #sumUp(): w.Code {
    const sums = Array.from({ length: ROWS }, () => [this.#vector(), this.#vector()] as const);
    const [left, right, row] = [this.#vector(), this.#vector(), this.#vector()];
    const product = isPaired(this.#types)
      ? VECTOR.dotPairs
      : sumOf(this.#types) === 'f32'
        ? VECTOR.multiplyFloats
        : VECTOR.multiplyInts;
    const plus = sumOf(this.#types) === 'f32' ? VECTOR.addFloats : VECTOR.addInts;
    const stepBytes = (lanes: number): w.Code => multiply(this.#steps.get, i32(WORD * lanes));
    const at = (row: number, half: number): number => WORD * (row * BLOCK_COLUMNS + half * 4);
    const target = add(
      this.#sums.get,
      multiply(add(multiply(this.#quad.get, i32(BLOCK_COLUMNS)), this.#panel.get), i32(WORD)),
    );
    return [
      ...sums.flat().flatMap((sum) => sum.set(w.zeros)),
      ...this.#from.set(add(this.#packedA.get, multiply(this.#quad.get, stepBytes(1)))),
      ...this.#to.set(add(this.#packedB.get, multiply(this.#panel.get, stepBytes(1)))),
      ...loop(this.#step, i32(0), this.#steps.get, 1, [
        ...left.set(w.loadVector(this.#to.get)),
        ...right.set(w.loadVector(this.#to.get, 16)),
        ...sums.flatMap(([a, b], r) => [
          ...row.set(w.loadSplat(this.#from.get, r * WORD)),
          ...a.set(plus(a.get, product(row.get, left.get))),
          ...b.set(plus(b.get, product(row.get, right.get))),
        ]),
        ...this.#from.set(add(this.#from.get, i32(WORD * ROWS))),
        ...this.#to.set(add(this.#to.get, i32(WORD * COLUMNS))),
      ]),
      ...this.#to.set(target),
      ...sums.flatMap((halves, r) =>
        halves.flatMap((sum, half) => w.storeVector(this.#to.get, sum.get, at(r, half))),
      ),
    ];
  }

  #vector(): w.Local {
    return this.locals.make('v128');
  }

  /** The sums of the group as elements of the result. */
  #finish(): w.Code {
    const { c } = this.#types;
    const size = bytesOf(c);
    const first = add(multiply(add(this.#group.get, this.#quad.get), this.#columns.get), this.#block.get);
    return loop(this.#quad, i32(0), this.#height.get, 1, [
      ...this.#to.set(add(this.#c.get, multiply(first, i32(size)))),
      ...this.#from.set(add(this.#sums.get, multiply(this.#quad.get, i32(WORD * BLOCK_COLUMNS)))),
      ...loop(this.#panel, i32(0), this.#width.get, 1, [
        ...this.#word.set(w.loadI32(this.#from.get)),
        ...storeSum(c, sumOf(this.#types), this.#to.get, this.#word),
        ...this.#from.set(add(this.#from.get, i32(WORD))),
        ...this.#to.set(add(this.#to.get, i32(size))),
      ]),
    ]);
  }
}

/**
 * A module that exports `multiply(a, b, c, firstRow, lastRow, inner, columns, scratch)`: it makes the rows from `firstRow` to
 * before `lastRow` of the result, with `scratchBytes` of memory of its own. Indices follow from the lengths.
 */
export function productModule(
  types: ProductTypes,
  { shared }: { readonly shared: boolean },
): Uint8Array<ArrayBuffer> {
  const code = new ProductCode(types);
  const body = code.body();
  return w.assemble(EXPORTED, code.locals, body, { shared });
}
