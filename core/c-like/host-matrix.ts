// Prints matrix statements of the host: shapes are checked, the result gets its own, the kernel is launched.
import { INNER_PARAM, type Kernel, type MatrixStep, OPERAND_PARAMS, RESULT_PARAM } from '../ir/index.ts';
import { quoted } from './cpp-text.ts';
import type { HostUse } from './host-use.ts';
import type { Writer } from './writer.ts';

/** What the printer of a matrix statement needs from the one of the program. */
export interface MatrixPrinting {
  readonly out: Writer;
  readonly use: HostUse;
  /** The variable of an array of the program. */
  readonly array: (name: string) => string;
  /** The declaration of an array like the one of this name, which takes its place. */
  readonly another: (name: string, variable: string) => string;
  /** Prints the launch over the variable `grid`; `argument` gives what is bound to each parameter. */
  readonly launch: (argument: (param: string) => string) => void;
}

const LINE = [256, 1, 1] as const;

/** A product is not finished with its operands when it writes the first element: it needs a place of its own. */
const needsPlace = ({ op, operands, result }: MatrixStep): boolean =>
  (op === 'matmul' || op === 'dot') && operands.includes(result);

/** Prints the block of one matrix statement. */
export function printMatrix(step: MatrixStep, kernel: Kernel, printing: MatrixPrinting): void {
  const { out, use, array, another, launch } = printing;
  const operands = step.operands.map(array);
  const result = array(step.result);
  const target = needsPlace(step) ? 'px_result' : result;
  out.block('', () => {
    const shape = use.call(`${step.op}_shape`, ...operands);
    out.line(`const ${use.use('Shape')} shape = ${shape};`);
    const texts = new Map([
      ...operands.map((text, i) => [OPERAND_PARAMS[i] ?? '', text] as const),
      [RESULT_PARAM, target],
    ]);
    if (step.op === 'matmul') {
      out.line(`const int inner = ${use.call('inner_length', ...operands)};`);
      texts.set(INNER_PARAM, 'inner');
    }
    out.line(`${use.call('give_shape', result, 'shape')};`);
    if (target !== result) {
      out.line(another(step.result, target));
      out.line(`${use.call('give_shape', target, 'shape')};`);
    }
    const block = kernel.block ?? LINE;
    const extent = `{${target}.length, 1, 1}`;
    const grid = use.call('covering_grid', quoted(kernel.name), extent, `{${block.join(', ')}}`);
    out.line(`const ${use.use('Grid')} grid = ${grid};`);
    launch((param) => texts.get(param) ?? '');
    if (target !== result) out.line(`${use.call('take_over', result, target)};`);
  });
}
