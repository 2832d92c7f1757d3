// The pass `optimize-fold`: what is known before the program runs is computed now.
import {
  definePass,
  type FunctionDef,
  type Kernel,
  keepBlocksVisible,
  type PassOptions,
  type Program,
} from 'pxos/core';
import { foldBody } from './body.ts';

function foldKernel(kernel: Kernel): Kernel {
  const body = foldBody(kernel.body);
  return body === kernel.body ? kernel : keepBlocksVisible(kernel, { ...kernel, body });
}

function foldFunction(definition: FunctionDef): FunctionDef {
  const body = foldBody(definition.body);
  return body === definition.body ? definition : { ...definition, body };
}

/** The pass as a value, for tests and for other pipelines. */
export const fold = {
  name: 'optimize-fold',
  about: 'Computes constants, applies algebra that is exact, and decides branches and loops that are known.',
  stage: 'fold',
  run: (program: Program): Program => ({
    ...program,
    kernels: program.kernels.map(foldKernel),
    functions: program.functions.map(foldFunction),
  }),
} as const satisfies PassOptions;

export const optimizeFold = definePass(fold);
