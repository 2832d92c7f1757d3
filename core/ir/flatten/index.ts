// The door of the pass `flatten`.
export { goesOnWhile } from './body.ts';
export { flatten } from './flatten.ts';
export { localsInOrder } from './locals.ts';
