// The door of optimize-dce.
export { dce, optimizeDce, optimizeDce as default } from './plugin.ts';
