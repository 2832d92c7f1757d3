// The door of optimize-fold.
export { fold, optimizeFold, optimizeFold as default } from './plugin.ts';
