// How the language writes the steps of the host, for the comments above them.
import type { Step } from '../ir/index.ts';

/** The keyword of each kind of step. */
export const STATEMENTS: { readonly [K in Step['kind']]: string } = {
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
  matrix: 'matrix',
};
