// Turns a matrix statement into numbers: the shapes of its operands and of its result, which are checked here.
import type { RunCopy, RunMatrix, RunOperation } from '../contract/index.ts';
import { hostMessages } from '../diagnostics/messages/index.ts';
import type { MatrixStep } from '../ir/index.ts';
import type { HostState, Storage } from './host-state.ts';

/** A storage and its shape; only the length is sure of an array that nothing gave a width. */
interface Array {
  readonly name: string;
  readonly storage: Storage;
  readonly shape?: Shape | undefined;
}
interface Shape {
  readonly rows: number;
  readonly columns: number;
}

const count = ({ rows, columns }: Shape): number => rows * columns;
const inWords = ({ name, storage, shape }: Array): string =>
  shape ? `\`${name}\` (${shape.rows} × ${shape.columns})` : `\`${name}\` (${storage.length} elements)`;

const PRODUCT = 'The columns of the first are the rows of the second: (m × k) and (k × n) give (m × n).';

/** Shapes of two operands, or the rule that they break. */
type Fitted = readonly [Shape, Shape] | string;

/** A row, or what the other side of a product needs of an array without a shape. */
function fitProduct(a: Array, b: Array): Fitted {
  const inner = a.shape?.columns ?? b.shape?.rows ?? a.storage.length;
  const left = a.shape ?? { rows: a.storage.length / inner, columns: inner };
  const right = b.shape ?? { rows: inner, columns: b.storage.length / inner };
  const whole = inner > 0 && Number.isInteger(left.rows) && Number.isInteger(right.columns);
  return whole && left.columns === right.rows ? [left, right] : PRODUCT;
}

function fitAlike(a: Array, b: Array): Fitted {
  const shape = a.shape ?? b.shape ?? { rows: 1, columns: a.storage.length };
  const alike = ({ storage, shape: own = shape }: Array): boolean =>
    storage.length === count(shape) && own.rows === shape.rows && own.columns === shape.columns;
  return alike(a) && alike(b) ? [shape, shape] : 'Both have the same shape.';
}

function fitLength(a: Array, b: Array): Fitted {
  if (a.storage.length !== b.storage.length) return 'Both have the same number of elements.';
  const row = { rows: 1, columns: a.storage.length };
  return [row, row];
}

const FITS = { matmul: fitProduct, add: fitAlike, dot: fitLength } as const;

class MatrixStatement {
  readonly #step: MatrixStep;
  readonly #state: HostState;

  constructor(step: MatrixStep, state: HostState) {
    this.#step = step;
    this.#state = state;
  }

  resolve(index: number): readonly RunOperation[] {
    const arrays = this.#step.operands.map((name) => this.#array(name));
    const [a, b] = arrays;
    if (!a || arrays.includes(undefined)) return this.#giveUp();
    const shapes = this.#shapes(a, b);
    const target = shapes && this.#result(shapes);
    if (!shapes || !target) return this.#giveUp();
    const { op, result } = this.#step;
    const operands = this.#step.operands.map((name, i) => ({
      buffer: [a, b][i]!.storage.name,
      ...shapes[i]!,
      name,
    }));
    if (count(target.shape) === 0) return [];
    // A product is not finished with an operand when it writes the first element of the result.
    const copies = new Map<string, RunCopy>();
    const read = operands.map(({ buffer, name, ...shape }): RunMatrix['result'] => {
      if (name !== result || op === 'add' || op === 'relu') return { buffer, ...shape };
      const { element, length } = target.storage;
      const to = copies.get(name)?.to ?? this.#state.store(name, { element, length }).name;
      copies.set(name, { kind: 'copy', step: index, from: buffer, to, count: length });
      return { buffer: to, ...shape };
    });
    const written = { buffer: target.storage.name, ...target.shape };
    return [...copies.values(), { kind: 'matrix', step: index, op, operands: read, result: written }];
  }

  /** Whoever reads a result that an error left out need not hear of it. */
  #giveUp(): readonly RunOperation[] {
    const { result } = this.#step;
    if (this.#state.state(result).kind === 'absent') this.#state.setState(result, { kind: 'broken' });
    return [];
  }

  #array(name: string): Array | undefined {
    const { at } = this.#step;
    const storage = this.#state.live(name, at);
    if (!storage) return undefined;
    if (!this.#state.values.has(`${name}.width`)) return { name, storage };
    const size = this.#state.size(name, storage.length, at);
    return size && { name, storage, shape: { rows: size.height, columns: size.width } };
  }

  #shapes(a: Array, b: Array | undefined): readonly Shape[] | undefined {
    const { op, at } = this.#step;
    if (op === 'relu' || !b) return [a.shape ?? { rows: 1, columns: a.storage.length }];
    const fitted = FITS[op](a, b);
    if (typeof fitted !== 'string') return fitted;
    const args = {
      operation: op.toUpperCase(),
      left: inWords(a),
      right: inWords(b),
      rule: fitted,
    };
    return this.#state.fail((p) => hostMessages.matrixShape(args, p), at);
  }

  /** The storage that the result goes to, made if it is the caller's to make, and the result's shape. */
  #result([a, b]: readonly Shape[]): { readonly storage: Storage; readonly shape: Shape } | undefined {
    const { op, result, at } = this.#step;
    const state = this.#state;
    const shape =
      op === 'dot'
        ? { rows: 1, columns: 1 }
        : { rows: a!.rows, columns: op === 'matmul' ? b!.columns : a!.columns };
    const buffer = state.buffers.get(result);
    if (buffer?.origin === 'open' && state.state(result).kind === 'absent')
      state.place(
        result,
        { element: buffer.element, length: count(shape), shape: [shape.rows, shape.columns] },
        at,
      );
    const array = this.#array(result);
    if (!array) return undefined;
    const { storage, shape: own = shape } = array;
    const fits = own.rows === shape.rows && own.columns === shape.columns;
    if (storage.length !== count(shape) || !fits) {
      const args = {
        operation: op.toUpperCase(),
        left: `${inWords(array)} as its result`,
        rule: `The result is ${shape.rows} × ${shape.columns}.`,
      };
      return state.fail((p) => hostMessages.matrixShape(args, p), at);
    }
    state.values.set(`${result}.width`, shape.columns);
    state.values.set(`${result}.height`, shape.rows);
    return { storage, shape };
  }
}

/**
 * The operations of a matrix statement, none after its errors are noted. Arrays have the shapes that BY, files, or their
 * `width` and `height` say; one without takes the shape that the other operand needs, and is a row beside another without.
 * A product that replaces one of its operands reads a copy of that.
 */
export function resolveMatrix(step: MatrixStep, index: number, state: HostState): readonly RunOperation[] {
  return new MatrixStatement(step, state).resolve(index);
}
