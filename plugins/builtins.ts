// The built-in plugins: what each answers, and where it is loaded from when that is needed.
import type { Builtin } from '../core/pipeline/index.ts';

export const builtins: readonly Builtin[] = [
  {
    name: 'frontend-px',
    answers: [{ hook: 'frontend', key: '.px' }],
    load: async () => (await import('./frontend-px/index.ts')).frontendPx,
  },
  {
    name: 'plan-cost',
    answers: [{ hook: 'plan' }],
    load: async () => (await import('./plan-cost/index.ts')).planCost,
  },
  {
    name: 'optimize-fold',
    answers: [{ hook: 'optimize', key: 'fold' }],
    load: async () => (await import('./optimize-fold/index.ts')).optimizeFold,
  },
  {
    name: 'optimize-dce',
    answers: [{ hook: 'optimize', key: 'cleanup' }],
    load: async () => (await import('./optimize-dce/index.ts')).optimizeDce,
  },
  ...['cuda', 'rocm', 'metal', 'wgsl', 'wasm'].map(
    (target): Builtin => ({
      name: `emit-${target}`,
      answers: [{ hook: 'emit', key: target }],
      load: async () => emitter(target),
    }),
  ),
];

async function emitter(target: string): Promise<never> {
  throw new Error(target);
}
