// The door of the host room: host statements, checked and lowered to steps.
export { createHost } from './state.ts';
export { lowerHost } from './statements.ts';
