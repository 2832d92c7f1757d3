// The built-in plugins: what each answers, and where it is loaded from when that is needed.
import type { Builtin, LazyPlugin, Plugin } from 'pxos/core';

type Loader = () => Promise<{ readonly default: Plugin }>;

const lazy = (
  name: string,
  answer: LazyPlugin['answers'][number],
  load: Loader,
  runs?: LazyPlugin['runs'],
): Builtin => ({ name, answers: [answer], ...(runs && { runs }), load: async () => (await load()).default });

const emitter = (target: string, load: Loader): LazyPlugin => ({
  name: `emit-${target}`,
  answers: [{ hook: 'emit', key: target }],
  load: async () => (await load()).default,
});

const runner = (name: string, target: string, device: 'cpu' | 'gpu', load: Loader): Builtin =>
  lazy(`run-${name}`, { hook: 'run', key: name }, load, { runner: name, target, device });

/** All built-in plugins, each loaded when a hook that it answers is first needed. */
export const builtins: readonly Builtin[] = [
  lazy('frontend-px', { hook: 'frontend', key: '.px' }, () => import('./frontend-px/index.ts')),
  lazy('frontend-pxi', { hook: 'frontend', key: '.pxi' }, () => import('./frontend-pxi/index.ts')),
  lazy('plan-cost', { hook: 'plan' }, () => import('./plan-cost/index.ts')),
  lazy('optimize-fold', { hook: 'optimize', key: 'fold' }, () => import('./optimize-fold/index.ts')),
  lazy('optimize-bounds', { hook: 'optimize', key: 'lower' }, () => import('./optimize-bounds/index.ts')),
  lazy('optimize-dce', { hook: 'optimize', key: 'cleanup' }, () => import('./optimize-dce/index.ts')),
  emitter('cuda', () => import('./emit-cuda/index.ts')),
  emitter('rocm', () => import('./emit-rocm/index.ts')),
  emitter('metal', () => import('./emit-metal/index.ts')),
  emitter('wgsl', () => import('./emit-wgsl/index.ts')),
  emitter('wasm', () => import('./emit-wasm/index.ts')),
  { ...emitter('pxi', () => import('./emit-pxi/index.ts')), onRequest: ['pxi'] },
  runner('cpu', 'wasm', 'cpu', () => import('./run-cpu/index.ts')),
  runner('webgpu', 'wgsl', 'gpu', () => import('./run-webgpu/index.ts')),
  runner('reference', 'ir', 'cpu', () => import('./run-reference/index.ts')),
];
