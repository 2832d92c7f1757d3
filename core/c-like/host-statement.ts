// How the language writes the steps of the host, for the comments above them.
import type { MatrixStep, Step } from '../ir/index.ts';

type Other = Exclude<Step, MatrixStep>['kind'];

const STATEMENTS: { readonly [K in Other]: string } = {
  alloc: 'GPU_ALLOC',
  free: 'GPU_FREE',
  copy: 'GPU_COPY',
  select: 'GPU_SELECT',
  launch: 'GPU_LAUNCH',
  sync: 'GPU_SYNC',
  'read-file': 'READ_FILE',
  'write-file': 'WRITE_FILE',
  'read-image': 'READ_IMAGE',
  'write-image': 'WRITE_IMAGE',
  set: 'SET',
  replace: 'PIPELINE',
};

/** The keyword of a step. */
export const statementOf = (step: Step): string =>
  step.kind === 'matrix' ? step.op.toUpperCase() : STATEMENTS[step.kind];
