// The kernels that do matrix statements on targets without hands of their own for them.
//
// They rely on no promise of whoever launches them: every index follows from the lengths of the arrays, so that loads in
// the loops are proven to be inside.
import {
  array,
  assign,
  compare,
  constant,
  forLoop,
  i32,
  ifThen,
  length,
  load,
  local,
  localId,
  op,
  param,
  reduce,
  store,
  threadId,
  value,
  variable,
} from '../build.ts';
import { valueTypeOf } from '../element.ts';
import type { ElementType, Expr, Kernel, Local, MatrixStep, Param, Stmt } from '../types.ts';
import { asElement, type SumType, summand, sumTypeOf } from './arithmetic.ts';
import { INNER_PARAM, type MatrixShape, OPERAND_PARAMS, RESULT_PARAM } from './shape.ts';
import { tiledMatmul } from './tiled.ts';

/** Threads of the one block that sums a DOT of integers. */
const DOT_BLOCK = 256;

const proven = (from: string, at: Expr, element: ElementType): Expr => ({
  ...load(from, at, valueTypeOf(element)),
  proven: true,
});

function kernel(
  name: string,
  params: readonly Param[],
  locals: readonly Local[],
  body: readonly Stmt[],
): Kernel {
  return { name, params, shared: [], locals, body };
}

/** The step of a sum: `sum + a[ia] * b[ib]`. */
function addProduct(sum: SumType, [a, b]: readonly ElementType[], ia: Expr, ib: Expr): Stmt {
  const product = op('mul', summand(proven('a', ia, a!), sum), summand(proven('b', ib, b!), sum));
  return assign('sum', op('add', local('sum', sum), product));
}

/** One thread for each element of the result; the columns of the second operand follow from its length. */
function matmul(name: string, { operands, result }: MatrixShape): Kernel {
  const [a, b] = operands as readonly [ElementType, ElementType];
  const sum = sumTypeOf(operands);
  const inner = param(INNER_PARAM);
  const row = local('row');
  const column = local('column');
  const columns = local('columns');
  const k = local('k');
  const body = [
    assign('columns', op('div', length('b'), inner)),
    assign('row', op('div', threadId(), columns)),
    assign('column', op('mod', threadId(), columns)),
    ifThen(compare(columns, 'gt', i32(0)), [
      ifThen(compare(row, 'lt', op('div', length('a'), inner)), [
        assign('sum', constant(sum, 0)),
        forLoop('k', i32(0), inner, [
          addProduct(
            sum,
            operands,
            op('add', op('mul', row, inner), k),
            op('add', op('mul', k, columns), column),
          ),
        ]),
        store(RESULT_PARAM, threadId(), asElement(local('sum', sum), result)),
      ]),
    ]),
  ];
  return kernel(
    name,
    [array('a', a), array('b', b), array(RESULT_PARAM, result, 'write'), value(INNER_PARAM)],
    [variable('columns'), variable('row'), variable('column'), variable('sum', sum)],
    body,
  );
}

/** Operands as parameters: those that are the result are its own parameter, read and written. */
function elementwiseParams({ operands, inPlace, result }: MatrixShape): {
  readonly params: readonly Param[];
  readonly names: readonly string[];
} {
  const names = operands.map((_, i) => (inPlace[i] ? RESULT_PARAM : OPERAND_PARAMS[i]!));
  const read = operands.flatMap((element, i) => (inPlace[i] ? [] : [array(names[i]!, element)]));
  const access = inPlace.includes(true) ? 'readwrite' : 'write';
  return { names, params: [...read, array(RESULT_PARAM, result, access)] };
}

function add(name: string, shape: MatrixShape): Kernel {
  const { operands, result } = shape;
  const { params, names } = elementwiseParams(shape);
  const sum = sumTypeOf(operands);
  const [left, right] = operands.map((element, i) =>
    summand(load(names[i]!, threadId(), valueTypeOf(element)), sum),
  ) as [Expr, Expr];
  return kernel(
    name,
    params,
    [],
    [store(RESULT_PARAM, threadId(), asElement(op('add', left, right), result))],
  );
}

/** What is above zero stays, everything else is zero: NaN and -0 too. */
function relu(name: string, shape: MatrixShape): Kernel {
  const [element] = shape.operands as readonly [ElementType];
  const { params, names } = elementwiseParams(shape);
  const type = valueTypeOf(element);
  const x = local('x', type);
  const zero = constant(type, 0);
  return kernel(
    name,
    params,
    [variable('x', type)],
    [
      assign('x', load(names[0]!, threadId(), type)),
      store(RESULT_PARAM, threadId(), op('select', compare(x, 'gt', zero), x, zero)),
    ],
  );
}

/** Sums of floats have an order, so one thread takes them; a block shares those of integers, which have none. */
function dot(name: string, { operands, result }: MatrixShape): Kernel {
  const [a, b] = operands as readonly [ElementType, ElementType];
  const sum = sumTypeOf(operands);
  const shared = sum === 'i32' || sum === 'u32';
  const shorter = op('min', length('a'), length('b'));
  const i = local('i');
  const step = addProduct(sum, operands, i, i);
  const params = [array('a', a), array('b', b), array(RESULT_PARAM, result, 'write')];
  const total = store(RESULT_PARAM, i32(0), asElement(local('sum', sum), result));
  if (!shared)
    return kernel(
      name,
      params,
      [variable('sum', sum)],
      [
        ifThen(compare(threadId(), 'eq', i32(0)), [
          assign('sum', constant(sum, 0)),
          forLoop('i', i32(0), shorter, [step]),
          total,
        ]),
      ],
    );
  const made = kernel(
    name,
    params,
    [variable('sum', sum)],
    [
      assign('sum', constant(sum, 0)),
      forLoop('i', localId(), shorter, [step], DOT_BLOCK),
      reduce('block', 'sum', local('sum', sum), 'sum'),
      ifThen(compare(threadId(), 'eq', i32(0)), [total]),
    ],
  );
  return { ...made, block: [DOT_BLOCK, 1, 1] };
}

const KERNELS: { readonly [O in MatrixStep['op']]: (name: string, shape: MatrixShape) => Kernel } = {
  matmul,
  add,
  relu,
  dot,
};

/** How the kernels are made. */
export interface MatrixKernelOptions {
  /** A product in tiles that the threads of a block share, for targets with memory for that. */
  readonly tiled?: boolean | undefined;
}

/** The kernel of a matrix statement, one thread for each element of its result. */
export const matrixKernel = (
  name: string,
  shape: MatrixShape,
  { tiled = false }: MatrixKernelOptions = {},
): Kernel => (tiled && shape.op === 'matmul' ? tiledMatmul : KERNELS[shape.op])(name, shape);

/** The name that says what a kernel does: `matmul_u8_i8_i32`, `add_i32_u8_in_place`. */
export function matrixKernelName({ op, operands, result, inPlace }: MatrixShape): string {
  const read = operands.filter((_, i) => !inPlace[i]);
  const first = inPlace[1] === true && inPlace[0] !== true ? '_second' : '';
  const place = inPlace.includes(true) ? [`in${first}_place`] : [];
  return [op, ...read, result, ...place].join('_');
}
