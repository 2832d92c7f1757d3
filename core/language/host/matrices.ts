// Matrix statements: which arrays they work on, of which types, and shapes as far as they are constants.
import { hostMessages } from '../../diagnostics/messages/index.ts';
import type { ElementType, MatrixStep } from '../../ir/index.ts';
import { nameOfType } from '../../ops/type-names.ts';
import type { MatrixNode, NameNode } from '../tree.ts';
import { checkLive, declareArray, type Host, type HostArray } from './state.ts';

const keywordOf = (node: MatrixNode): string => node.operator.toUpperCase();

const isFloat = (element: ElementType): boolean =>
  element === 'f16' || element === 'f32' || element === 'f64';

/** Declares operands and results that nothing else gives a type: an operand is as the other one, or float; a result as the first. */
export function declareMatrix(host: Host, node: MatrixNode): void {
  const by = keywordOf(node);
  const known = node.operands.map((operand) => host.arrays.get(operand.name)?.element);
  const element = known.find((type) => type !== undefined) ?? 'f32';
  for (const operand of node.operands)
    if (!host.arrays.has(operand.name)) declareArray(host, operand, element, 'open', by);
  const first = host.arrays.get(node.operands[0]?.name ?? '');
  if (node.result && first && !host.arrays.has(node.result.name))
    declareArray(host, node.result, first.element, 'open', by);
}

/** Checks the types and the constant shapes of a matrix statement, and lowers it. */
export function lowerMatrix(host: Host, node: MatrixNode): MatrixStep | undefined {
  const operands = node.operands.map((operand) => numbers(host, node, operand));
  const [first] = node.operands;
  const target = node.result ?? first;
  const result = node.result ? numbers(host, node, node.result) : operands[0];
  if (!target || !result || operands.includes(undefined)) return undefined;
  const floats = operands.some((array) => array && isFloat(array.element));
  if (floats && !isFloat(result.element)) sayType(host, node, target, result);
  for (const array of operands) if (array) array.reads ||= !array.writes || array.origin !== 'open';
  result.writes = true;
  checkShapes(host, node, operands[0], operands[1], result);
  return {
    kind: 'matrix',
    op: node.operator,
    operands: node.operands.map((operand) => operand.name),
    result: target.name,
    at: node.position,
  };
}

function sayType(host: Host, node: MatrixNode, name: NameNode, array: HostArray): void {
  const args = { operation: keywordOf(node), name: name.name, type: nameOfType(array.element) };
  host.report.say(hostMessages.matrixType, args, name.position);
}

/** The array of an operand or result; reports those that hold no numbers. */
function numbers(host: Host, node: MatrixNode, name: NameNode): HostArray | undefined {
  const array = host.arrays.get(name.name);
  if (!array) return undefined;
  checkLive(host, array, name.position);
  if (array.element !== 'bool' && array.element !== 'pixel') return array;
  sayType(host, node, name, array);
  return undefined;
}

type Shape = NonNullable<HostArray['shape']>;

const inWords = (array: HostArray, { rows, columns }: Shape): string =>
  `\`${array.name}\` (${rows} × ${columns})`;

/** Reports constant shapes that do not go together; the others are checked when the program runs. */
function checkShapes(
  host: Host,
  node: MatrixNode,
  a: HostArray | undefined,
  b: HostArray | undefined,
  result: HostArray,
): void {
  if (!a?.shape || !b?.shape) return;
  const left = inWords(a, a.shape);
  const right = inWords(b, b.shape);
  const wrong = operandMismatch(node, a.shape, b.shape);
  if (wrong) {
    const args = { operation: keywordOf(node), left, right, rule: wrong };
    host.report.say(hostMessages.matrixShape, args, node.position);
    return;
  }
  const { shape } = result;
  if (!shape || node.operator === 'dot') return;
  const rows = a.shape.rows;
  const columns = node.operator === 'matmul' ? b.shape.columns : a.shape.columns;
  if (shape.rows === rows && shape.columns === columns) return;
  const args = {
    operation: `${keywordOf(node)} of ${left} and ${right}`,
    left: `${inWords(result, shape)} as its result`,
    rule: `The result is ${rows} × ${columns}.`,
  };
  host.report.say(hostMessages.matrixShape, args, node.position);
}

/** The rule that the shapes of two operands break. */
function operandMismatch({ operator }: MatrixNode, a: Shape, b: Shape): string | undefined {
  const sameShape = a.rows === b.rows && a.columns === b.columns;
  const sameLength = a.rows * a.columns === b.rows * b.columns;
  if (operator === 'matmul' && a.columns !== b.rows)
    return 'The columns of the first are the rows of the second: (m × k) and (k × n) give (m × n).';
  if (operator === 'add' && !sameShape) return 'Both have the same shape.';
  if (operator === 'dot' && !sameLength) return 'Both have the same number of elements.';
  return undefined;
}
