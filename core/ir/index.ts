// The door of the IR room: types, facts about elements, and (as they are written) builder, verify, print, parse, walk, evaluate.

export { bytesOf, ELEMENT_TYPES, valueTypeOf } from './element.ts';
export { lowerGroups, MAX_LOWERED_BLOCK } from './lower-groups.ts';
export * from './types.ts';
