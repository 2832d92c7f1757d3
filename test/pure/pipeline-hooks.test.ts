// The hooks of the pipeline: called in order, wrapped so that every failure names its plugin and hook, ordered as promised.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  compileText,
  createPipeline,
  type Diagnostic,
  definePass,
  emitFor,
  HOOK_NAMES,
  isPxosError,
  optimizeProgram,
  type Pipeline,
  type Plugin,
  planProgram,
} from '../../core/index.ts';
import { checkPlan } from '../../core/pipeline/check-plan.ts';
import { EMPTY, PLAN, toyEmitter, toyFrontend, toyPass, toyPlan, toys } from './toy-plugins.ts';

async function failure(work: () => Promise<unknown>): Promise<Diagnostic> {
  try {
    await work();
  } catch (error) {
    if (isPxosError(error) && error.diagnostics[0]) return error.diagnostics[0];
    throw error;
  }
  throw new Error('it does not fail');
}

const plugin = (name: string, apply: Plugin['apply'], more: Partial<Plugin> = {}): Plugin => ({
  name,
  apply,
  ...more,
});

/** A whole build of a text with these plugins beside the toys, all in memory. */
async function build(...plugins: readonly Plugin[]): Promise<Pipeline> {
  const pipeline = await createPipeline({ plugins: [...toys, ...plugins], config: { pluginTimeout: 0.05 } });
  const compiled = await compileText(pipeline, 'a.toy', 'text');
  const plan = await planProgram(pipeline, compiled);
  const program = await optimizeProgram(pipeline, compiled);
  await emitFor(pipeline, compiled, { target: 'left', plan, program });
  return pipeline;
}

test('every hook exists, is frozen in place, and knows its name', async () => {
  const { hooks } = await createPipeline();
  assert.equal(Object.keys(hooks).sort(), [...HOOK_NAMES].sort());
  assert.ok(Object.isFrozen(hooks));
  for (const name of HOOK_NAMES) assert.is(hooks[name].name, name);
});

// Each way to tap a hook that takes part in a build in memory.
const TAPS: readonly {
  hook: string;
  key?: string;
  tap: (host: Pipeline['hooks'], name: string, fn: () => never) => void;
}[] = [
  { hook: 'config', tap: (hooks, name, fn) => hooks.config.tapPromise(name, async () => fn()) },
  {
    hook: 'configResolved',
    tap: (hooks, name, fn) => hooks.configResolved.tapPromise(name, async () => fn()),
  },
  { hook: 'processor', tap: (hooks, name, fn) => hooks.processor.tap(name, () => fn()) },
  {
    hook: 'frontend',
    key: '.toy',
    tap: (hooks, name, fn) => hooks.frontend.for('.toy').tapPromise(name, async () => fn()),
  },
  {
    hook: 'plan',
    tap: (hooks, name, fn) => hooks.plan.tapPromise({ name, before: 'toy-plan' }, async () => fn()),
  },
  { hook: 'optimize', tap: (hooks, name, fn) => hooks.optimize.tap(name, () => fn()) },
  {
    hook: 'legalize',
    key: 'left',
    tap: (hooks, name, fn) => hooks.legalize.for('left').tapPromise(name, async () => fn()),
  },
  {
    hook: 'emit',
    key: 'left',
    tap: (hooks, name, fn) => hooks.emit.for('left').tapPromise({ name, stage: -1 }, async () => fn()),
  },
  { hook: 'artifact', tap: (hooks, name, fn) => hooks.artifact.tapAsync(name, () => fn()) },
  {
    hook: 'validate',
    key: 'left',
    tap: (hooks, name, fn) => hooks.validate.for('left').tapPromise(name, async () => fn()),
  },
];

for (const { hook, key, tap } of TAPS) {
  test(`a tap of ${hook} that throws is reported with its plugin and hook`, async () => {
    const bad = plugin(
      'bad',
      ({ hooks }) =>
        tap(hooks, 'some tap', () => {
          throw new Error('broken inside');
        }),
      { enforce: 'pre' },
    );
    const diagnostic = await failure(() => build(bad));
    assert.is(diagnostic.code, 'PX0635');
    assert.is(diagnostic.plugin, 'bad');
    assert.is(diagnostic.hook, hook);
    const where = key ? `hook \`${hook}\` for \`${key}\`` : `hook \`${hook}\``;
    assert.is(diagnostic.message, `Plugin \`bad\` failed in ${where}: broken inside.`);
  });
}

test('a tap that never settles is given up and named', async () => {
  const stuck = plugin('stuck', ({ hooks }) => {
    hooks.plan.tapPromise({ name: 'stuck', stage: -1 }, () => new Promise<never>(() => undefined));
  });
  const diagnostic = await failure(() => build(stuck));
  assert.is(diagnostic.code, 'PX0636');
  assert.is(diagnostic.message, 'Plugin `stuck` did not settle within 0.05 s in hook `plan`.');
});

test('null is no answer, in waterfalls and in bail hooks', async () => {
  const pass = plugin('null-pass', ({ hooks }) => {
    hooks.optimize.tapPromise('null-pass', async () => null as never);
  });
  assert.is(
    (await failure(() => build(pass))).message,
    'Plugin `null-pass` returned null in hook `optimize`.',
  );
  const planner = plugin('null-plan', ({ hooks }) => {
    hooks.plan.tapPromise({ name: 'null-plan', stage: -1 }, async () => null as never);
  });
  assert.is((await failure(() => build(planner))).code, 'PX0637');
});

test('a result of the wrong kind says what was expected', async () => {
  const bad = plugin('bad', ({ hooks }) => {
    hooks.emit.for('left').tapPromise({ name: 'bad', stage: -1 }, async () => 'text' as never);
  });
  const diagnostic = await failure(() => build(bad));
  assert.is(
    diagnostic.message,
    'Plugin `bad` returned "text" in hook `emit` for `left`; expected a list of artifacts.',
  );
});

test('an async function under tap works in an asynchronous hook and is refused in a synchronous one', async () => {
  const asynchronous = plugin('later', ({ hooks }) => {
    hooks.optimize.tap('later', (async () => ({ ...EMPTY })) as never);
  });
  await build(asynchronous);
  const synchronous = plugin('waits', ({ hooks }) => {
    hooks.processor.tap('waits', async () => undefined);
  });
  assert.is((await failure(() => build(synchronous))).code, 'PX0639');
});

test('a pass that breaks the IR is named, with what is broken', async () => {
  const bad = plugin('bad-pass', ({ hooks }) => {
    hooks.optimize.tapPromise('bad-pass', async (program) => ({
      ...program,
      steps: [{ kind: 'launch', kernel: 'nobody', extent: { kind: 'threads' }, bindings: [] }],
    }));
  });
  const diagnostic = await failure(() => build(bad));
  assert.is(diagnostic.code, 'PX0642');
  assert.match(diagnostic.message, /^Plugin `bad-pass` returned a broken program in hook `optimize`: /);
});

test('a plan speaks of each launch once, and of nothing that the program has not', () => {
  const launch = { kind: 'launch', kernel: 'k', extent: { kind: 'threads' }, bindings: [] } as const;
  const program = { ...EMPTY, steps: [launch, { kind: 'sync' }] } as const;
  const on = (step: number, device: string) => ({
    step,
    label: 'k',
    device: device as 'cpu',
    reason: 'why not',
  });
  const complaint = (steps: readonly ReturnType<typeof on>[], seconds = 0): string => {
    try {
      checkPlan({ ...PLAN, steps, seconds }, program);
      return 'none';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  const returned = 'PX0638: Plugin `toy-plan` returned a plan';
  assert.is(complaint([on(0, 'gpu')]), 'none');
  assert.is(complaint([on(0, 'cpu'), on(1, 'host')]), 'none');
  assert.ok(complaint([]).startsWith(`${returned} without step 0 in`));
  assert.ok(complaint([on(0, 'cpu'), on(0, 'gpu')]).startsWith(`${returned} with step 0 twice in`));
  assert.ok(complaint([on(0, 'cpu'), on(2, 'cpu')]).startsWith(`${returned} for step 2 in`));
  assert.ok(complaint([on(0, 'tpu')]).startsWith(`${returned} with step 0 on \`tpu\` in`));
  assert.ok(complaint([on(0, 'host')]).startsWith(`${returned} with step 0 on \`host\` in`));
  assert.ok(complaint([on(0, 'cpu')], Number.NaN).startsWith(`${returned} with \`seconds: NaN\` in`));
});

test('two plugins of one name are an error', async () => {
  const diagnostic = await failure(() => createPipeline({ plugins: [toyPlan, toyPlan] }));
  assert.is(diagnostic.code, 'PX0631');
  assert.is(diagnostic.message, 'Two plugins have the name `toy-plan`.');
});

test('what is no plugin is an error that says where it stands', async () => {
  const diagnostic = await failure(() =>
    createPipeline({ plugins: [toyPlan, [false, (() => toyPlan) as never]] }),
  );
  assert.is(diagnostic.message, '`plugins[1][1]` is not a plugin: it is a function.');
});

test('what a plugin requires is checked', async () => {
  const apply = () => undefined;
  const range = await failure(() =>
    createPipeline({ plugins: [plugin('new', apply, { requires: { pxos: '^9.1.0' } })] }),
  );
  assert.is(range.message, 'Plugin `new` requires pxos ^9.1.0; this is pxos 0.1.0.');
  const ir = await failure(() =>
    createPipeline({ plugins: [plugin('new', apply, { requires: { ir: 99 } })] }),
  );
  assert.is(ir.message, 'Plugin `new` requires IR version 99; this is IR version 1.');
  const odd = await failure(() =>
    createPipeline({ plugins: [plugin('odd', apply, { requires: { pxos: 'soon' } })] }),
  );
  assert.is(odd.code, 'PX0633');
  await createPipeline({ plugins: [plugin('fits', apply, { requires: { pxos: '>=0.1 <1', ir: 1 } })] });
});

test('a plugin that fails while it registers is named', async () => {
  const bad = plugin('bad', () => {
    throw new Error('no such hook');
  });
  const diagnostic = await failure(() => createPipeline({ plugins: [bad] }));
  assert.is(diagnostic.message, 'Plugin `bad` failed in `apply`: no such hook.');
});

test('plugins of the user come before built-in ones, enforce moves them to the ends', async () => {
  const order: string[] = [];
  const noting = (name: string, enforce?: 'pre' | 'post'): Plugin =>
    plugin(
      name,
      ({ hooks }) => {
        hooks.artifact.tapPromise(name, async (artifact) => {
          order.push(name);
          return artifact;
        });
      },
      enforce ? { enforce } : {},
    );
  const pipeline = await createPipeline({
    plugins: [...toys, noting('post', 'post'), noting('first'), noting('second'), noting('pre', 'pre')],
    builtins: [noting('built-in')],
  });
  const compiled = await compileText(pipeline, 'a.toy', '');
  await emitFor(pipeline, compiled, { target: 'left', plan: PLAN, program: compiled.program });
  assert.equal(order, ['pre', 'first', 'second', 'built-in', 'post']);
});

test('a named stage holds against enforce', async () => {
  const order: string[] = [];
  const pass = (name: string, stage: number, enforce?: 'pre' | 'post'): Plugin =>
    plugin(
      name,
      ({ hooks }) => {
        hooks.optimize.tapPromise({ name, stage }, async (program) => {
          order.push(name);
          return program;
        });
      },
      enforce ? { enforce } : {},
    );
  await build(pass('clean', 300, 'pre'), pass('fold-last', -100, 'post'), pass('fold', -100));
  assert.equal(order, ['fold', 'fold-last', 'clean']);
});

test('passes run stage by stage, whatever their order in the list', async () => {
  const stages = ['canonicalize', 'fold', 'fuse', 'schedule', 'lower', 'cleanup'] as const;
  const order: string[] = [];
  const noting = (stage: (typeof stages)[number]): Plugin =>
    definePass({
      name: stage,
      about: 'Notes its turn.',
      stage,
      run: (program) => {
        order.push(stage);
        return program;
      },
    });
  await build(...stages.toReversed().map(noting));
  assert.equal(order, [...stages]);
});

test('a planner of the user answers before the built-in one', async () => {
  const mine = plugin('mine', ({ hooks }) => {
    hooks.plan.tapPromise('mine', async () => ({ ...PLAN, planner: 'mine' }));
  });
  const pipeline = await createPipeline({ plugins: [toyFrontend, mine], builtins: [toyPlan, toyPass] });
  const compiled = await compileText(pipeline, 'a.toy', '');
  assert.is((await planProgram(pipeline, compiled)).planner, 'mine');
});

test('the config hook changes settings and cannot add plugins', async () => {
  const changing = plugin('changing', ({ hooks }) => {
    hooks.config.tapPromise('changing', async (config) => ({ ...config, out: 'elsewhere' }));
  });
  assert.match((await createPipeline({ plugins: [changing] })).config.out, /elsewhere$/);
  const adding = plugin('adding', ({ hooks }) => {
    hooks.config.tapPromise('adding', async (config) => ({ ...config, plugins: [toyEmitter('late')] }));
  });
  const diagnostic = await failure(() => createPipeline({ plugins: [adding] }));
  assert.is(diagnostic.code, 'PX0641');
});

test('a tap of log drops warnings and cannot drop errors', async () => {
  const quiet = plugin('quiet', ({ hooks }) => {
    hooks.log.tap('quiet', () => false);
  });
  const { report } = await createPipeline({ plugins: [quiet] });
  report.add({ code: 'PX9998', severity: 'warning', message: 'dropped' });
  report.add({ code: 'PX9999', severity: 'error', message: 'kept' });
  assert.equal(
    report.diagnostics.map(({ code }) => code),
    ['PX9999'],
  );
});

test('a tap of log that fails is reported once and drops nothing', async () => {
  const bad = plugin('bad', ({ hooks }) => {
    hooks.log.tap('bad', () => {
      throw new Error('no log');
    });
  });
  const { report } = await createPipeline({ plugins: [bad] });
  report.add({ code: 'PX9998', severity: 'warning', message: 'first' });
  report.add({ code: 'PX9999', severity: 'warning', message: 'second' });
  assert.equal(
    report.diagnostics.map(({ code }) => code),
    ['PX0635', 'PX9998', 'PX9999'],
  );
});

test('close is called once', async () => {
  let closed = 0;
  const counting = plugin('counting', ({ hooks }) => {
    hooks.close.tapPromise('counting', async () => {
      closed++;
    });
  });
  const pipeline = await createPipeline({ plugins: [counting] });
  await Promise.all([pipeline.close(), pipeline.close()]);
  assert.is(closed, 1);
});

test.run();
