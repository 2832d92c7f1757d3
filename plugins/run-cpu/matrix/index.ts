// The door of the matrix products of run-cpu.
export { type ProductPlan, planProduct } from './plan.ts';
export { createTeam, type Team } from './team.ts';
export { hasProduct, type ProductTypes } from './types.ts';
