// Runs programs on the reference evaluator: slow, exact, and it tells which accesses were outside their arrays.
import { defineRunner } from 'pxos/core';
import { evaluate } from './evaluate.ts';

/** The runner `reference`. Its option `sanitize` makes accesses outside their arrays errors. */
export const runReference = defineRunner({
  name: 'run-reference',
  runner: 'reference',
  target: 'ir',
  device: 'cpu',
  run: async (request) => evaluate(request, `Node ${process.version}`),
  timeouts: ['PX0795'],
});
