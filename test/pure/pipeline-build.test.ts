// Whole builds: the order of the hooks, what is written and when nothing is, the same bytes in any order of plugins.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { systemReason } from '../../core/files/index.ts';
import {
  type BuildResult,
  createPipeline,
  defineEmitter,
  type Plugin,
  runBuild,
  type UserConfig,
} from '../../core/index.ts';
import { PLAN, toys } from './toy-plugins.ts';

const test = suite<{ folder: string }>('builds', { folder: '' });
test.before.each((context) => {
  context.folder = mkdtempSync(join(tmpdir(), 'pxos-build-'));
  writeFileSync(join(context.folder, 'a.toy'), 'first\n');
  writeFileSync(join(context.folder, 'b.toy'), 'second\n');
});
test.after.each(({ folder }) => rmSync(folder, { recursive: true, force: true }));

interface Given {
  readonly files?: readonly string[];
  readonly plugins?: readonly Plugin[];
  readonly config?: UserConfig;
  readonly out?: string | false;
  readonly targets?: readonly string[];
}

async function build(folder: string, given: Given = {}): Promise<BuildResult> {
  const { files = ['a.toy'], plugins = toys, config = {}, out, targets } = given;
  const pipeline = await createPipeline({ plugins, config, root: folder });
  const result = await runBuild(pipeline, { files, out, targets, cwd: folder });
  await pipeline.close();
  return result;
}

const codes = ({ diagnostics }: BuildResult): readonly string[] => diagnostics.map(({ code }) => code);

/** A plugin that notes each hook of a build as it is called, before anybody answers. */
function witness(calls: string[]): Plugin {
  const name = 'witness';
  return {
    name,
    enforce: 'pre',
    apply({ hooks }) {
      const note = (hook: string) => async () => void calls.push(hook);
      const pass =
        (hook: string) =>
        async <T>(value: T): Promise<T> => {
          calls.push(hook);
          return value;
        };
      const decline = (hook: string) => async () => {
        calls.push(hook);
        return undefined;
      };
      hooks.config.tapPromise(name, pass('config'));
      hooks.configResolved.tapPromise(name, note('configResolved'));
      hooks.buildStart.tapPromise(name, note('buildStart'));
      hooks.processor.tap(name, () => void calls.push('processor'));
      hooks.frontend.for('.toy').tapPromise(name, decline('frontend'));
      hooks.plan.tapPromise(name, decline('plan'));
      hooks.optimize.tapPromise(name, pass('optimize'));
      hooks.legalize.for('left').tapPromise(name, pass('legalize'));
      hooks.emit.for('left').tapPromise(name, decline('emit'));
      hooks.artifact.tapPromise(name, pass('artifact'));
      hooks.validate.for('left').tapPromise(name, note('validate'));
      hooks.generateBundle.tapPromise(name, note('generateBundle'));
      hooks.writeBundle.tapPromise(name, note('writeBundle'));
      hooks.buildEnd.tapPromise(name, note('buildEnd'));
      hooks.close.tapPromise(name, note('close'));
      hooks.done.tapPromise(name, note('done'));
      hooks.failed.tap(name, () => void calls.push('failed'));
      hooks.log.tap(name, () => {
        calls.push('log');
        return undefined;
      });
    },
  };
}

test('a build calls its hooks in their order', async ({ folder }) => {
  const calls: string[] = [];
  const result = await build(folder, { plugins: [...toys, witness(calls)], targets: ['left'] });
  assert.ok(result.ok);
  assert.equal(calls, [
    'config',
    'configResolved',
    'buildStart',
    'processor',
    'frontend',
    'plan',
    'optimize',
    'legalize',
    'emit',
    'artifact',
    'validate',
    'generateBundle',
    'writeBundle',
    'buildEnd',
    'done',
    'close',
  ]);
});

test('a build that fails tells log, buildEnd and failed', async ({ folder }) => {
  const calls: string[] = [];
  const result = await build(folder, { plugins: [...toys, witness(calls)], files: ['missing.toy'] });
  assert.is(result.ok, false);
  assert.equal(calls, ['config', 'configResolved', 'buildStart', 'log', 'buildEnd', 'failed', 'close']);
});

test('the processor is frozen and made once for all files', async ({ folder }) => {
  let made = 0;
  const counting: Plugin = {
    name: 'counting',
    apply({ hooks }) {
      hooks.processor.tap('counting', (processor) => {
        made++;
        processor.use(() => undefined);
      });
      hooks.frontend.for('.toy').tapPromise('counting', async (_file, { processor }) => {
        assert.throws(() => processor.use(() => undefined), /frozen/);
        return undefined;
      });
    },
  };
  const result = await build(folder, { files: ['a.toy', 'b.toy'], plugins: [...toys, counting] });
  assert.ok(result.ok);
  assert.is(made, 1);
});

test('artifacts of all targets are written', async ({ folder }) => {
  const result = await build(folder, { files: ['a.toy', 'b.toy'], out: 'dist' });
  assert.equal(result.written, ['dist/a.left', 'dist/a.right', 'dist/b.left', 'dist/b.right']);
  assert.equal(readdirSync(join(folder, 'dist')).sort(), ['a.left', 'a.right', 'b.left', 'b.right']);
  const hash = createHash('sha256').update('first\n').digest('hex').slice(0, 16);
  assert.is(readFileSync(join(folder, 'dist/a.left'), 'utf8'), `left of ${hash}\n`);
});

test('two builds, with plugins in another order, give equal bytes', async ({ folder }) => {
  const read = (out: string): readonly string[] =>
    readdirSync(join(folder, out)).map((name) => `${name}: ${readFileSync(join(folder, out, name), 'utf8')}`);
  const first = await build(folder, { files: ['a.toy', 'b.toy'], out: 'one' });
  const second = await build(folder, { files: ['b.toy', 'a.toy'], out: 'two', plugins: [...toys].reverse() });
  assert.equal(read('one'), read('two'));
  assert.equal(
    first.artifacts.map(({ path }) => path),
    second.artifacts.map(({ path }) => path),
  );
});

test('files of several folders keep their places', async ({ folder }) => {
  mkdirSync(join(folder, 'deep/er'), { recursive: true });
  writeFileSync(join(folder, 'deep/er/a.toy'), 'third\n');
  const result = await build(folder, { files: ['a.toy', 'deep/er/a.toy'], targets: ['left'], out: 'dist' });
  assert.equal(result.written, ['dist/a.left', 'dist/deep/er/a.left']);
});

test('the configuration names files by patterns', async ({ folder }) => {
  mkdirSync(join(folder, 'deep'));
  writeFileSync(join(folder, 'deep/c.toy'), 'third\n');
  const config = { files: ['**/*.toy', '!b.toy'], targets: 'left', out: 'dist' };
  const result = await build(folder, { files: [], config });
  assert.equal(result.written, ['dist/a.left', 'dist/deep/c.left']);
});

test('a pattern without files, and a build without files, are errors', async ({ folder }) => {
  const none = await build(folder, { files: [], config: { files: '*.px' } });
  assert.equal(
    none.diagnostics.map(({ message }) => message),
    ['No file matches `*.px` in `.`.'],
  );
  assert.equal(codes(await build(folder, { files: [] })), ['PX0609']);
});

test('a target that does not exist gets a suggestion', async ({ folder }) => {
  const result = await build(folder, { targets: ['rihgt'] });
  assert.equal(codes(result), ['PX0607']);
  assert.is(result.diagnostics[0]?.hint, 'Did you mean `right`? Targets are `left`, `right`.');
});

test('a file of a kind that nobody reads is an error that lists the kinds', async ({ folder }) => {
  writeFileSync(join(folder, 'a.cu'), '');
  const result = await build(folder, { files: ['a.cu'] });
  assert.is(result.diagnostics[0]?.message, 'No front end reads `*.cu`.');
});

test('nothing is written when one of the files or targets has an error', async ({ folder }) => {
  const bad = defineEmitter({
    name: 'bad',
    target: 'bad',
    emit: (_program, { source, log }) => {
      log.report({ code: 'PX9999', severity: 'error', message: 'no', file: source.path });
      return [];
    },
  });
  const result = await build(folder, { plugins: [...toys, bad], out: 'dist' });
  assert.equal(codes(result), ['PX9999']);
  assert.not(existsSync(join(folder, 'dist')));
});

test('errors of all files and targets are reported in one build', async ({ folder }) => {
  const complaining = (target: string): Plugin =>
    defineEmitter({
      name: target,
      target,
      emit: (_program, { source, log }) => {
        log.report({ code: 'PX9999', severity: 'error', message: `no ${target}`, file: source.path });
        return [];
      },
    });
  const result = await build(folder, {
    files: ['a.toy', 'b.toy'],
    plugins: [...toys, complaining('x'), complaining('y')],
    targets: ['x', 'y'],
  });
  assert.equal(
    result.diagnostics.map(({ file, message }) => `${file} ${message}`),
    ['a.toy no x', 'a.toy no y', 'b.toy no x', 'b.toy no y'],
  );
});

test('an artifact outside the output folder, and two at one place, are refused', async ({ folder }) => {
  const at = (target: string, path: string): Plugin =>
    defineEmitter({ name: target, target, emit: () => [{ target, path, contents: 'text' }] });
  for (const path of ['../x', '/x', '', 'a/../../x', 'c:/x'])
    assert.equal(
      codes(await build(folder, { plugins: [...toys, at('up', path)], targets: ['up'] })),
      ['PX0651'],
      path,
    );
  const same = await build(folder, {
    plugins: [...toys, at('x', 'Same.txt'), at('y', 'same.txt')],
    targets: ['x', 'y'],
  });
  assert.equal(codes(same), ['PX0650']);
  assert.equal(readdirSync(folder).sort(), ['a.toy', 'b.toy']);
});

test('a folder in the place of an artifact leaves everything as it was', async ({ folder }) => {
  mkdirSync(join(folder, 'dist/a.right'), { recursive: true });
  const result = await build(folder, { out: 'dist' });
  assert.equal(codes(result), ['PX0653']);
  assert.is(result.diagnostics[0]?.message, '`dist/a.right` should be written and is a folder.');
  assert.equal(readdirSync(join(folder, 'dist')), ['a.right']);
});

test('a file in the place of the output folder is an error', async ({ folder }) => {
  writeFileSync(join(folder, 'dist'), '');
  assert.equal(codes(await build(folder, { out: 'dist' })), ['PX0654']);
});

test('an output folder that is read-only is an error, and nothing is written', async ({ folder }) => {
  mkdirSync(join(folder, 'dist'));
  chmodSync(join(folder, 'dist'), 0o555);
  const result = await build(folder, { out: 'dist' });
  chmodSync(join(folder, 'dist'), 0o755);
  // Root may write everywhere.
  if (process.getuid?.() === 0) return;
  assert.equal(codes(result), ['PX0652']);
  assert.equal(readdirSync(join(folder, 'dist')), []);
});

test('when one file cannot be written, none is', async ({ folder }) => {
  const full: Plugin = defineEmitter({
    name: 'full',
    target: 'full',
    // What is neither text nor bytes makes the write fail, as a full disk does.
    emit: () => [{ target: 'full', path: 'x', contents: 3 as never }],
  });
  const result = await build(folder, { plugins: [...toys, full], targets: ['left', 'full'], out: 'dist' });
  assert.equal(codes(result), ['PX0652']);
  assert.equal(readdirSync(join(folder, 'dist')), []);
});

test('when a file cannot take its place, those that came before are taken away again', async ({ folder }) => {
  const paths = ['a', 'x', 'x/y'];
  const clashing: Plugin = defineEmitter({
    name: 'clashing',
    target: 'clashing',
    // Each can be staged; the file `x` cannot replace the folder that `x/y` needs.
    emit: () => paths.map((path) => ({ target: 'clashing', path, contents: 'text' })),
  });
  const result = await build(folder, { plugins: [...toys, clashing], targets: ['clashing'], out: 'dist' });
  assert.equal(codes(result), ['PX0652']);
  const files = readdirSync(join(folder, 'dist'), { recursive: true, withFileTypes: true });
  assert.equal(
    files.filter((entry) => entry.isFile()).map(({ name }) => name),
    [],
  );
});

test('system errors are said in words', () => {
  assert.is(
    systemReason(Object.assign(new Error('ENOSPC: no space'), { code: 'ENOSPC' })),
    'no space is left on the device',
  );
  assert.is(systemReason(new Error('something else\nwith details')), 'something else');
});

test('`file.fail` of a tree plugin is a message on the source', async ({ folder }) => {
  const strict: Plugin = {
    name: 'strict',
    apply({ hooks }) {
      hooks.frontend.for('.toy').tapPromise('strict', async (file) => {
        file.message('odd', { ruleId: 'oddness', source: 'strict', place: { line: 1, column: 2 } });
        file.fail('too odd', { ruleId: 'oddness', source: 'strict' });
      });
    },
  };
  const result = await build(folder, { plugins: [strict, ...toys] });
  assert.equal(
    result.diagnostics.map(({ code, severity, message, file }) => [code, severity, message, file]),
    [
      ['PX0645', 'warning', 'strict:oddness: odd', 'a.toy'],
      ['PX0644', 'error', 'strict:oddness: too odd', 'a.toy'],
    ],
  );
});

test('the plan reaches legalisation and emission, and the original program too', async ({ folder }) => {
  const looking = defineEmitter({
    name: 'looking',
    target: 'looking',
    legalize: (program, { plan, target }) => {
      assert.is(plan, PLAN);
      assert.is(target, 'looking');
      return { ...program, settings: [{ name: 'n', type: 'i32', declared: 'i32' }] };
    },
    emit: (program, { plan, original }) => {
      assert.is(plan, PLAN);
      assert.is(program.settings.length, 1);
      assert.is(original.settings.length, 0);
      return [{ target: 'looking', path: 'a.looking', contents: 'seen' }];
    },
  });
  const result = await build(folder, { plugins: [...toys, looking], targets: ['looking'] });
  assert.equal(result.diagnostics, []);
});

test.run();
