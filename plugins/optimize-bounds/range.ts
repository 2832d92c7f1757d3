// The range of values that an integer expression can have, given the ranges of the variables.
import { type Axis, type BlockShapes, type Expr, type Kernel, ranges, type ScalarType } from 'pxos/core';

export type Range = ranges.Interval;

/** Ranges of the integer variables at a place; `undefined` is a place that nothing reaches. */
export type State = ReadonlyMap<string, Range>;

/** A type whose values have ranges here. */
export const isInteger = (type: ScalarType): type is 'i32' | 'u32' => type === 'i32' || type === 'u32';

const INT_MAX = 2147483647;

/** What is the same at every place of a kernel. */
export class Facts {
  private readonly elements = new Map<string, Range>();
  private readonly lengths = new Map<string, number>();
  private readonly shapes: BlockShapes | undefined;

  constructor(kernel: Kernel, shapes: BlockShapes | undefined) {
    this.shapes = shapes;
    for (const param of kernel.params)
      if (param.kind === 'array') this.elements.set(param.name, ranges.anyElement(param.element));
    for (const { name, element, length, perThread } of kernel.shared) {
      this.elements.set(name, ranges.anyElement(element));
      // At least so many elements in every launch.
      const threads = shapes ? shapes.least[0] * shapes.least[1] * shapes.least[2] : 1;
      this.lengths.set(name, perThread ? length * threads : length);
    }
  }

  /** True when the index is inside the array in every launch. */
  isInside(array: string, index: Range): boolean {
    const length = this.lengths.get(array);
    return length !== undefined && index.lo >= 0 && index.hi < length;
  }

  private local(axis: Axis): Range {
    return { lo: 0, hi: this.shapes ? this.shapes.most[axis] - 1 : INT_MAX, nan: false };
  }

  private blockSize(axis: Axis): Range {
    const { shapes } = this;
    return { lo: shapes?.least[axis] ?? 1, hi: shapes?.most[axis] ?? INT_MAX, nan: false };
  }

  /** The range of an integer expression. */
  of(expr: Expr, state: State): Range {
    const { type } = expr;
    const any = ranges.anyOf(type);
    if (!isInteger(type)) return any;
    switch (expr.kind) {
      case 'const':
        return ranges.exactly(Number(expr.value));
      case 'local':
        return state.get(expr.name) ?? any;
      case 'index':
        // The other ids wrap in grids beyond 2³¹.
        if (expr.source === 'local') return this.local(expr.axis);
        return expr.source === 'blockSize' ? this.blockSize(expr.axis) : any;
      case 'load': {
        const element = this.elements.get(expr.array) ?? any;
        // A load outside gives 0.
        return ranges.join(element, ranges.exactly(0));
      }
      case 'op': {
        const args = expr.args.map((arg) => this.of(arg, state));
        const [, yes, no] = args;
        if (expr.op === 'select') return yes && no ? ranges.join(yes, no) : any;
        return expr.op === 'pack' ? any : ranges.integerOperation(expr.op, type, args);
      }
      case 'convert':
        return ranges.convert(expr.arg.type, expr.to, this.of(expr.arg, state));
      default:
        return any;
    }
  }
}
