// What a random program is run with, as a caller of the pipeline gives it.
import type { RunInputs } from 'pxos/core';
import type { RandomProgram } from './program.ts';

export const runInputs = ({ inputs, sizes, settings, threads }: RandomProgram): RunInputs => ({
  in: Object.fromEntries(Object.entries(inputs).map(([name, bytes]) => [name, { bytes }])),
  size: sizes,
  set: settings,
  ...(threads !== undefined && { threads }),
});
