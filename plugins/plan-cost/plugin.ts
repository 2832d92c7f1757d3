// The plugin: answers the hook `plan` with the plan of the cost model.
import { definePlanner, type Plugin } from 'pxos/core';
import { makePlan } from './make-plan.ts';

/** Plans every program; a user planner that answers first wins. */
export const planCost: Plugin = definePlanner({
  name: 'plan-cost',
  plan: (program, { profile, lengths, threads, parameters, outputs }) =>
    makePlan({ program, profile, lengths, threads, parameters, outputs }),
});
