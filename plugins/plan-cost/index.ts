// The door of plan-cost: decides by a cost model where each step runs, and says why.
export { followDevices } from './follow-devices.ts';
export { type KernelWork, workOf } from './kernel-work.ts';
export { makePlan } from './make-plan.ts';
export { planCost, planCost as default } from './plugin.ts';
export { chooseResidency } from './residency.ts';
export type { PlacedTask, ResidencyInput, Task } from './residency-input.ts';
