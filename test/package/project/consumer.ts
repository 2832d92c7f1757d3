// A TypeScript program that uses the package: it compiles, and what it does wrong on purpose is found.
import { type Diagnostic, defineConfig, definePlanner, HOOK_NAMES, type Plugin, run } from 'pxos';
import { defineEmitter, type Program } from 'pxos/core';
import wasm from 'pxos/plugins/emit-wasm';

const planner: Plugin = definePlanner({
  name: 'no-opinion',
  plan: (program: Program, { profile }) => {
    const limit: number = profile.gpu.limits.threadsPerBlock;
    return limit > program.steps.length ? undefined : undefined;
  },
});

export default defineConfig({ targets: ['wgsl'], plugins: [planner, wasm] });

// @ts-expect-error: a misspelt setting
defineConfig({ target: ['wgsl'] });

// @ts-expect-error: an emitter needs a target
defineEmitter({ name: 'emit-nothing', emit: () => [] });

const { ok, outputs, diagnostics } = await run('fill.px', { threads: 4, runner: 'cpu' });
const bytes: Uint8Array | undefined = outputs['x']?.bytes;
const codes: readonly string[] = diagnostics.map((diagnostic: Diagnostic) => diagnostic.code);
// @ts-expect-error: not a string, so the types are not `any`
const wrong: string = ok;
console.log(bytes, codes, wrong, HOOK_NAMES.length);
