// The door of frontend-px: `.px` files to programs.
export { frontendPx, frontendPx as default } from './plugin.ts';
