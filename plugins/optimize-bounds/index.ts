// The door of optimize-bounds.
export { bounds, optimizeBounds, optimizeBounds as default } from './plugin.ts';
