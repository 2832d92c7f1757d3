// Holds plugins from outside the tree against the installed package: one taps every hook, and a planner of ten lines wins over the built-in one.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KERNEL = `GPU_KERNEL fill
GPU_PARAM x float[]
GPU_THREAD_CODE:
    THREAD_ID → i
    STORE 1.0 → x[i]
GPU_END
`;

/** Taps each hook once, for one target, runner and extension, and notes that it was called. */
const EVERY_HOOK = `import { build, HOOK_NAMES, openPipeline, run } from 'pxos';

const seen = new Set();
const KEYS = { frontend: '.px', legalize: 'wasm', emit: 'wasm', validate: 'wasm', run: 'cpu' };
const WATERFALLS = ['config', 'optimize', 'legalize', 'artifact'];
const everyHook = {
  name: 'every-hook',
  requires: { pxos: '^0.1.0', ir: 1 },
  apply({ hooks }) {
    for (const name of HOOK_NAMES) {
      const hook = name in KEYS ? hooks[name].for(KEYS[name]) : hooks[name];
      hook.tap('every-hook', (value) => {
        seen.add(name);
        return WATERFALLS.includes(name) ? value : undefined;
      });
    }
  },
};
const plugins = [everyHook];
const built = await build({ files: ['fill.px'], targets: ['wasm'], out: 'every-hook', plugins, config: { colour: 1 } });
await build({ files: ['missing.px'], plugins, config: false });
const ran = await run('fill.px', { threads: 4, runner: 'cpu', plugins, config: false });
const pipeline = await openPipeline({ plugins, config: false });
await pipeline.hooks.watchChange.promise('fill.px');
await pipeline.close();
const missing = HOOK_NAMES.filter((name) => !seen.has(name));
console.log(JSON.stringify({ built: built.ok, ran: ran.ok, missing, messages: [...built.diagnostics, ...ran.diagnostics].map((d) => d.code) }));
process.exit(0);
`;

const PLANNER = `import { definePlanner } from 'pxos/core';
export default { plugins: [definePlanner({
  name: 'everything-on-the-gpu',
  plan: ({ steps }) => ({
    planner: 'everything-on-the-gpu',
    profile: 'any',
    steps: steps.map(({ kind }, step) => ({ step, label: kind, device: 'gpu', reason: 'I say so' })),
    copies: [],
    seconds: 0,
  }),
})] };
`;

/** Runs the checks in a folder that has the package installed; `shell` runs a line of text, `report` takes each result. */
export function checkPackedPlugins({ project, shell, report }) {
  writeFileSync(join(project, 'fill.px'), KERNEL);
  writeFileSync(join(project, 'every-hook.mjs'), EVERY_HOOK);
  writeFileSync(join(project, 'planner.config.mjs'), PLANNER);
  const tapped = shell('node every-hook.mjs', project);
  const expected = JSON.stringify({ built: true, ran: true, missing: [], messages: ['PX0603'] });
  report('a plugin outside the tree taps every hook', tapped.stdout.trim() === expected, tapped.output);
  const planned = shell(
    'npx --no-install pxos explain fill.px --stage plan --config planner.config.mjs',
    project,
  );
  const wins = planned.stdout.startsWith('plan by everything-on-the-gpu for any');
  report('a planner of ten lines wins over the built-in one', planned.status === 0 && wins, planned.output);
}
