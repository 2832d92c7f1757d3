// MATMUL in tiles: a block computes a square of the result out of squares of the operands, which its threads share.
//
// Each element is the same sum in the same order as without tiles. What a square lacks at the edge is zeros, whose products
// change no sum: one of floats begins at 0 and is never -0.
import {
  and,
  array,
  assign,
  barrier,
  blockId,
  compare,
  constant,
  forLoop,
  gridSize,
  i32,
  ifThen,
  length,
  load,
  local,
  localId,
  op,
  param,
  store,
  value,
  variable,
  whileLoop,
} from '../build.ts';
import { valueTypeOf } from '../element.ts';
import type { ElementType, Expr, Kernel, SharedArray, Stmt } from '../types.ts';
import { asElement, summand, sumTypeOf } from './arithmetic.ts';
import { INNER_PARAM, type MatrixShape, RESULT_PARAM } from './shape.ts';

/** Rows and columns of a tile, a power of two, and its logarithm. */
const TILE = 16;
const TILE_BITS = 4;
const THREADS = TILE * TILE;

/** How many tiles cover so many elements; none cover none. */
const tilesOver = (count: Expr): Expr =>
  op('add', op('shr', op('sub', count, i32(1)), i32(TILE_BITS)), i32(1));

const at = (row: Expr, columns: Expr, column: Expr): Expr => op('add', op('mul', row, columns), column);
const inTile = (row: Expr, column: Expr): Expr => at(row, i32(TILE), column);
const isBefore = (row: Expr, rows: Expr, column: Expr, columns: Expr): Expr =>
  and(compare(row, 'lt', rows), compare(column, 'lt', columns));

/** The kernel of a product; blocks of any number take turns with the tiles of the result. */
export function tiledMatmul(name: string, { operands, result }: MatrixShape): Kernel {
  const [a, b] = operands as readonly [ElementType, ElementType];
  const sum = sumTypeOf(operands);
  const inner = param(INNER_PARAM);
  const [rows, columns, row, column] = ['rows', 'columns', 'row', 'column'].map((text) => local(text)) as [
    Expr,
    Expr,
    Expr,
    Expr,
  ];
  const [across, tile, lane, x, y, k, first] = ['across', 'tile', 'lane', 'x', 'y', 'k', 'first'].map(
    (text) => local(text),
  ) as [Expr, Expr, Expr, Expr, Expr, Expr, Expr];
  const shared = (of: string, index: Expr): Expr => ({ ...load(of, index, sum), proven: true });
  const elements = (of: string): SharedArray => ({
    name: of,
    element: sum,
    length: THREADS,
    skipZeroFill: true,
  });
  /** Each thread brings one element of a tile of an operand. */
  const bring = (
    to: string,
    from: string,
    element: ElementType,
    inside: Expr,
    index: Expr,
  ): readonly Stmt[] => [
    assign('term', constant(sum, 0)),
    ifThen(inside, [
      assign('term', summand({ ...load(from, index, valueTypeOf(element)), proven: true }, sum)),
    ]),
    { ...store(to, lane, local('term', sum)), proven: true },
  ];
  const along = op('add', first, x);
  const down = op('add', first, y);
  const body = [
    assign('columns', op('div', length('b'), inner)),
    assign('rows', op('div', length('a'), inner)),
    assign('across', tilesOver(columns)),
    assign('lane', op('and', localId(), i32(THREADS - 1))),
    assign('x', op('and', lane, i32(TILE - 1))),
    assign('y', op('shr', lane, i32(TILE_BITS))),
    assign('tile', blockId()),
    whileLoop(compare(tile, 'lt', op('mul', across, tilesOver(rows))), [
      assign('row', inTile(op('div', tile, across), y)),
      assign('column', inTile(op('mod', tile, across), x)),
      assign('sum', constant(sum, 0)),
      forLoop(
        'first',
        i32(0),
        inner,
        [
          ...bring('tile_a', 'a', a, isBefore(row, rows, along, inner), at(row, inner, along)),
          ...bring('tile_b', 'b', b, isBefore(down, inner, column, columns), at(down, columns, column)),
          barrier(),
          forLoop('k', i32(0), i32(TILE), [
            assign(
              'sum',
              op(
                'add',
                local('sum', sum),
                op('mul', shared('tile_a', inTile(y, k)), shared('tile_b', inTile(k, x))),
              ),
            ),
          ]),
          barrier(),
        ],
        TILE,
      ),
      ifThen(isBefore(row, rows, column, columns), [
        store(RESULT_PARAM, at(row, columns, column), asElement(local('sum', sum), result)),
      ]),
      assign('tile', op('add', tile, gridSize())),
    ]),
  ];
  const integers = ['columns', 'rows', 'across', 'lane', 'x', 'y', 'tile', 'row', 'column'];
  return {
    name,
    params: [array('a', a), array('b', b), array(RESULT_PARAM, result, 'write'), value(INNER_PARAM)],
    shared: [elements('tile_a'), elements('tile_b')],
    block: [THREADS, 1, 1],
    locals: [...integers.map((text) => variable(text)), variable('sum', sum), variable('term', sum)],
    body,
  };
}
