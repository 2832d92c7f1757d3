// A matrix statement as the launch of the kernel that `lowerMatrices` made for it.
import { INNER_PARAM, isBlockBlind, OPERAND_PARAMS, type Program, RESULT_PARAM } from '../ir/index.ts';
import type { RunLaunch, RunMatrix } from './run.ts';

const BLOCK = [256, 1, 1] as const;

/**
 * The launch that does a matrix statement, one thread for each element of its result; `undefined` when the program has no
 * kernel for it.
 */
export function matrixLaunch({ step, operands, result }: RunMatrix, program: Program): RunLaunch | undefined {
  const statement = program.steps[step];
  const name = statement?.kind === 'matrix' ? statement.kernel : undefined;
  const kernel = program.kernels.find((made) => made.name === name);
  if (!kernel) return undefined;
  const elements = result.rows * result.columns;
  const block = kernel.block ?? BLOCK;
  const grid = [Math.ceil(elements / block[0]), 1, 1] as const;
  const threads = isBlockBlind(kernel) ? elements : grid[0] * block[0];
  const bound = [
    ...operands.map(({ buffer }, i) => [OPERAND_PARAMS[i], buffer] as const),
    [RESULT_PARAM, result.buffer] as const,
  ];
  const named = new Set(kernel.params.map(({ name }) => name));
  return {
    kind: 'launch',
    step,
    kernel: kernel.name,
    grid,
    block,
    extent: [threads, 1, 1],
    arrays: Object.fromEntries(bound.filter(([param]) => param !== undefined && named.has(param))),
    values: named.has(INNER_PARAM) ? { [INNER_PARAM]: operands[0]?.columns ?? 0 } : {},
  };
}
