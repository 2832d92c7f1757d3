// The kernels that instructions of version 1.0 become: on the pixels of the whole image, with operands as pixel numbers.
import { build as b, type Expr, type Kernel } from '../../ir/index.ts';

/** Words of the array `facts` that belong to one DOT_RGB or ADD. */
export const FACT = {
  /** One more than the last column where the two rows are not both all-zero. */
  end: 0,
  /** Columns from the first one on where both are all-zero. */
  zeros: 1,
  /** The sum of a DOT_RGB. */
  sum: 2,
} as const;
/** Words for each instruction. */
export const FACTS = 3;

const u = (value: number): Expr => b.u32(value);
const value = (name: string): Expr => b.param(name, 'u32');
const local = (name: string): Expr => b.local(name, 'u32');
const thread = b.assign('x', b.convert(b.threadId(), 'u32'));
const pixel = (at: Expr): Expr => b.load('image', at, 'u32');
const red = (word: Expr): Expr => b.op('and', word, u(255));
const withRed = (word: Expr, r: Expr): Expr => b.op('or', b.op('and', word, u(0xffffff00)), r);
const at = (first: string): Expr => b.op('add', value(first), local('x'));
const fact = (which: number): Expr => b.op('add', value('facts_at'), u(which));

const image = (access: 'read' | 'readwrite') => b.array('image', 'pixel', access);
const facts = (access: 'read' | 'readwrite') => b.array('facts', 'u32', access);
const numbers = (...names: readonly string[]) => names.map((name) => b.value(name, 'u32'));

/** Thread x, one for each column: how far the vectors in the rows at pixels `a` and `b` go. */
export const measure = (width: number): Kernel =>
  b.kernel({
    name: 'measure',
    params: [image('read'), facts('readwrite'), ...numbers('a', 'b', 'facts_at')],
    locals: [b.variable('x', 'u32')],
    body: [
      thread,
      b.ifThen(
        b.compare(b.op('or', pixel(at('a')), pixel(at('b'))), 'ne', u(0)),
        [b.atomic('max', 'facts', fact(FACT.end), b.op('add', local('x'), u(1)))],
        [b.atomic('max', 'facts', fact(FACT.zeros), b.op('sub', u(width), local('x')))],
      ),
    ],
  });

/** Whether column x belongs to the vectors; `start` columns in front do not. */
const isInside = (width: number): Expr =>
  b.and(
    b.compare(local('x'), 'ge', value('start')),
    b.compare(local('x'), 'lt', b.op('sub', u(width), b.load('facts', fact(FACT.zeros), 'u32'))),
  );

/** Thread x, one for each column: adds its product to the sum. */
export const multiplyVectors = (width: number): Kernel =>
  b.kernel({
    name: 'multiply_vectors',
    params: [image('read'), facts('readwrite'), ...numbers('a', 'b', 'facts_at', 'start')],
    locals: [b.variable('x', 'u32')],
    body: [
      thread,
      b.ifThen(isInside(width), [
        b.atomic('add', 'facts', fact(FACT.sum), b.op('mul', red(pixel(at('a'))), red(pixel(at('b'))))),
      ]),
    ],
  });

/** One thread: the low 16 bits of the sum go to R and G of pixel `out`. */
export const writeSum = (): Kernel =>
  b.kernel({
    name: 'write_sum',
    params: [image('readwrite'), facts('read'), ...numbers('out', 'facts_at')],
    body: [
      b.store(
        'image',
        value('out'),
        b.op(
          'or',
          b.op('and', pixel(value('out')), u(0xffff0000)),
          b.op('and', b.load('facts', fact(FACT.sum), 'u32'), u(0xffff)),
        ),
      ),
    ],
  });

/** Thread x, one for each column: the sum of R of two rows goes to a third, at most 255. */
export const addVectors = (width: number): Kernel =>
  b.kernel({
    name: 'add_vectors',
    params: [image('readwrite'), facts('read'), ...numbers('a', 'b', 'out', 'facts_at', 'start')],
    locals: [b.variable('x', 'u32')],
    body: [
      thread,
      b.ifThen(isInside(width), [
        b.store(
          'image',
          at('out'),
          withRed(
            pixel(at('out')),
            b.op('min', u(255), b.op('add', red(pixel(at('a'))), red(pixel(at('b'))))),
          ),
        ),
      ]),
    ],
  });

/** The pixel of element x of the matrix whose header is pixel `header`. */
const element = (width: number): Expr =>
  b.op(
    'add',
    b.op('add', value('header'), u(1)),
    b.op(
      'add',
      b.op('mul', b.op('div', local('x'), u(width - 1)), u(width)),
      b.op('mod', local('x'), u(width - 1)),
    ),
  );

/** Thread x, one for each element: R of its pixel goes to an array. */
export const gatherElements = (width: number): Kernel =>
  b.kernel({
    name: 'gather_elements',
    params: [image('read'), b.array('elements', 'u8', 'write'), ...numbers('header')],
    locals: [b.variable('x', 'u32')],
    body: [thread, b.store('elements', local('x'), b.bitcast(red(pixel(element(width))), 'i32'))],
  });

/** Thread x, one for each element: the array's element goes to R of its pixel. */
export const scatterElements = (width: number): Kernel =>
  b.kernel({
    name: 'scatter_elements',
    params: [image('readwrite'), b.array('elements', 'u8', 'read'), ...numbers('header')],
    locals: [b.variable('x', 'u32'), b.variable('p', 'u32')],
    body: [
      thread,
      b.assign('p', element(width)),
      b.store(
        'image',
        local('p'),
        withRed(pixel(local('p')), b.bitcast(b.load('elements', local('x'), 'i32'), 'u32')),
      ),
    ],
  });

/** Thread x, one for each element: R of its pixel becomes 0. */
export const clearElements = (width: number): Kernel =>
  b.kernel({
    name: 'clear_elements',
    params: [image('readwrite'), ...numbers('header')],
    locals: [b.variable('x', 'u32'), b.variable('p', 'u32')],
    body: [
      thread,
      b.assign('p', element(width)),
      b.store('image', local('p'), withRed(pixel(local('p')), u(0))),
    ],
  });

/** One thread: writes the header of a matrix. */
export const writeHeader = (): Kernel =>
  b.kernel({
    name: 'write_header',
    params: [image('readwrite'), ...numbers('header', 'shape')],
    body: [b.store('image', value('header'), value('shape'))],
  });
