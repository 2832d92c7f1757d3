// The door of the pass `flatten`.
export { flatten } from './flatten.ts';
export { localsInOrder } from './locals.ts';
