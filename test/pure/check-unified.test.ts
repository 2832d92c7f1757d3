// The checks as unified plugins: they work on the tree, put messages on the file and the program into its data.

import { unified } from 'unified';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { VFile } from 'vfile';
import { sameProgram } from '../../core/ir/index.ts';
import {
  checkPlugins,
  compile,
  diagnosticOf,
  type ProgramNode,
  parseTree,
  useChecks,
} from '../../core/language/index.ts';

const GOOD = `GPU_KERNEL k
GPU_PARAM x int[]
GPU_THREAD_CODE:
    THREAD_ID → i
    STORE i → x[i]
GPU_END
`;
const BAD = GOOD.replace('STORE i', 'STORE j').replace('GPU_PARAM x', 'GPU_PARAM y float[]\nGPU_PARAM x');

async function run(
  text: string,
  configure: Parameters<ReturnType<typeof unified>['use']>[0][] = [],
): Promise<VFile> {
  const processor = unified();
  for (const plugin of configure) processor.use(plugin);
  useChecks(processor);
  const file = new VFile({ path: 'k.px', value: text });
  await processor.run(parseTree(text, 'k.px').tree, file);
  return file;
}

test('a file that passes its checks has its program in its data', async () => {
  const { data, messages } = await run(GOOD);
  const { program } = compile(GOOD, 'k.px');
  assert.ok(data.program && program && sameProgram(data.program, program));
  assert.equal(messages, []);
  assert.equal(Object.keys(data), ['program']);
});

test('messages carry their code as rule, their hint as note, their place and the diagnostic', async () => {
  const { data, messages } = await run(BAD);
  const [message] = messages;
  assert.ok(message);
  assert.equal(messages.length, 1);
  assert.equal([message.ruleId, message.source, message.fatal], ['PX0301', 'pxos', true]);
  assert.equal([message.line, message.column], [6, 11]);
  assert.is(diagnosticOf(message)?.hint, message.note);
  assert.is(data.program, undefined);
});

test('warnings are not fatal', async () => {
  const { data, messages } = await run(GOOD.replace('STORE i', 'FOR i IN 0..2:\n        STORE i'));
  assert.equal(
    messages.map(({ ruleId, fatal }) => [ruleId, fatal]),
    [['PX0309', false]],
  );
  assert.ok(data.program);
});

test('a tree plugin before the checks changes what they see', async () => {
  const renameKernel = () => (tree: unknown) => {
    const [kernel] = (tree as ProgramNode).children;
    if (kernel?.type === 'kernel') Object.assign(kernel.name, { name: 'renamed' });
  };
  const { data } = await run(GOOD, [renameKernel]);
  assert.is(data.program?.kernels[0]?.name, 'renamed');
});

test('each check is a plugin with a name', () => {
  assert.equal(
    checkPlugins.map(({ name }) => name),
    ['check-names', 'check-functions', 'check-kernels', 'check-host'],
  );
});

test.run();
