// The built-in plugins: each is what its entry says, and removing any one of them is a coded error that names its hook.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type Answer,
  type Artifact,
  type Builtin,
  build,
  builtins,
  compileText,
  createPipeline,
  type Diagnostic,
  definePlanner,
  emitFor,
  isPxosError,
  type LazyPlugin,
  openPipeline,
  optimizeProgram,
  type Plan,
  planProgram,
} from '../../plugins/index.ts';

const SOURCE = `GPU_KERNEL fill
GPU_PARAM x float[]
GPU_THREAD_CODE:
    THREAD_ID → i
    STORE 1.0 → x[i]
GPU_END
`;

/** All are lazy: a command loads only what it uses. */
const lazy = (builtin: Builtin): LazyPlugin => {
  if (!('load' in builtin)) throw new Error(`${builtin.name} is loaded at once`);
  return builtin;
};

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'pxos-builtins-'));
  writeFileSync(join(folder, 'fill.px'), SOURCE);
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What happens when the hook that the plugin answers is needed: a build for most, a runner for runners. */
async function without(name: string, answer: Answer): Promise<readonly Diagnostic[]> {
  const config = { builtins: [name] };
  if (answer.hook === 'run') {
    const pipeline = await openPipeline({ config });
    try {
      await pipeline.runner(answer.key);
      return [];
    } catch (error) {
      if (isPxosError(error)) return error.diagnostics;
      throw error;
    }
  }
  const targets = answer.hook === 'emit' ? [answer.key] : ['wgsl'];
  const file = `fill${answer.hook === 'frontend' ? answer.key : '.px'}`;
  return inFolder(async (cwd) => {
    writeFileSync(join(cwd, file), SOURCE);
    return (await build({ cwd, config, files: [file], targets, out: false })).diagnostics;
  });
}

for (const builtin of builtins) {
  const { name, answers, runs, load } = lazy(builtin);

  test(`${name} is the plugin that its entry says`, async () => {
    const plugin = await load();
    assert.is(plugin.name, name);
    const { probe: _probe, declines: _declines, timeouts: _timeouts, ...facts } = plugin.runs ?? {};
    assert.equal(facts, runs ?? {});
    const pipeline = await createPipeline({ plugins: [plugin] });
    for (const answer of answers) await pipeline.need(answer);
  });

  for (const answer of answers)
    test(`without ${name} nobody answers ${answer.hook}, and the error says so`, async () => {
      const diagnostics = await without(name, answer);
      const [first] = diagnostics.filter(({ severity }) => severity === 'error');
      assert.is(first?.code, 'PX0640');
      const hook =
        'key' in answer ? `hook \`${answer.hook}\` for \`${answer.key}\`` : `hook \`${answer.hook}\``;
      assert.ok(first?.message.startsWith(`No plugin answers ${hook}, so `), first?.message);
      assert.is(
        first?.hint,
        `The built-in plugin \`${name}\` would; let \`builtins\` keep it, or add a plugin of yours.`,
      );
    });
}

test('without any built-in plugin the front end is missed first', async () => {
  const { diagnostics } = await inFolder((cwd) =>
    build({ cwd, config: { builtins: false }, files: ['fill.px'], targets: ['wgsl'], out: false }),
  );
  assert.equal(
    diagnostics.map(({ code }) => code),
    ['PX0640'],
  );
});

test('a built-in plugin that does not exist cannot be left out', async () => {
  const { diagnostics } = await build({ config: { builtins: ['emit-cudo'] } });
  assert.is(diagnostics[0]?.code, 'PX0612');
  assert.is(diagnostics[0]?.hint, 'Did you mean `emit-cuda`?');
});

test('a planner of ten lines overrides the built-in one', async () => {
  const everythingOnTheGpu = definePlanner({
    name: 'everything-on-the-gpu',
    plan: ({ steps }): Plan => ({
      planner: 'everything-on-the-gpu',
      profile: 'any',
      steps: steps.map(({ kind }, step) => ({ step, label: kind, device: 'gpu', reason: 'I say so' })),
      copies: [],
      seconds: 0,
    }),
  });
  const { ok, artifacts } = await inFolder((cwd) =>
    build({ cwd, files: ['fill.px'], targets: ['metal'], out: false, plugins: [everythingOnTheGpu] }),
  );
  assert.ok(ok);
  assert.match(String(artifacts[0]?.contents), 'Plan of everything-on-the-gpu');
});

/** The artifacts of all these targets, emitted in this order; the targets' own compilers are not asked. */
async function emitAll(targets: readonly string[]): Promise<readonly Artifact[]> {
  const pipeline = await openPipeline({ config: false });
  const compiled = await compileText(pipeline, 'fill.px', SOURCE);
  const plan = await planProgram(pipeline, compiled);
  const program = await optimizeProgram(pipeline, compiled);
  const artifacts: Artifact[] = [];
  for (const target of targets)
    artifacts.push(
      ...(await emitFor(pipeline, compiled, { target, plan, program }, { validate: false })).artifacts,
    );
  await pipeline.close();
  return artifacts.sort((a, b) => (a.path < b.path ? -1 : 1));
}

test('all targets give equal bytes twice, emitted in any order', async () => {
  const targets = ['cuda', 'rocm', 'metal', 'wgsl', 'wasm'];
  assert.equal(await emitAll(targets), await emitAll([...targets].reverse()));
});

test.run();
