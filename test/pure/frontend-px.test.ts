// The front end in a pipeline: a file becomes a program, tree plugins see it, messages keep place and notes.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Node } from 'unist';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  compileFile,
  compileText,
  createPipeline,
  type Diagnostic,
  defineFrontend,
  isPxosError,
  type Plugin,
} from '../../core/index.ts';
import { frontendPx } from '../../plugins/frontend-px/index.ts';
import { EMPTY } from './toy-plugins.ts';

const KERNEL = `GPU_KERNEL twice
GPU_PARAM a float[]
GPU_THREAD_CODE:
    THREAD_ID → i
    LOAD a[i] → x
    MUL x 2.0 → x
    STORE x → a[i]
GPU_END
`;

/** What came of a text: names of its kernels, and what was said about it. */
async function compiled(
  text: string,
  plugins: readonly Plugin[] = [],
): Promise<{ kernels: readonly string[]; diagnostics: readonly Diagnostic[] }> {
  const pipeline = await createPipeline({ plugins: [...plugins, frontendPx], config: {}, root: '.' });
  try {
    const { program } = await compileText(pipeline, 'a.px', text);
    return { kernels: program.kernels.map(({ name }) => name), diagnostics: pipeline.report.diagnostics };
  } catch (error) {
    if (!isPxosError(error)) throw error;
    return { kernels: [], diagnostics: error.diagnostics };
  } finally {
    await pipeline.close();
  }
}

/** A plugin that adds one tree plugin. */
const treePlugin = (
  look: (tree: Node & { children: Node[] }, file: { message(text: string, place: Node): void }) => void,
): Plugin => ({
  name: 'looks-at-trees',
  apply({ hooks }) {
    hooks.processor.tap('looks-at-trees', (processor) => {
      processor.use(() => (tree, file) => {
        look(tree as Node & { children: Node[] }, file);
      });
    });
  },
});

test('a file becomes a program', async () => {
  assert.equal(await compiled(KERNEL), { kernels: ['twice'], diagnostics: [] });
});

test('errors keep their code, place and notes, and give no program', async () => {
  const { kernels, diagnostics } = await compiled(KERNEL.replace('    MUL', '      MUL'));
  assert.equal(kernels, []);
  assert.is(diagnostics.length, 1);
  const [diagnostic] = diagnostics;
  assert.is(diagnostic?.code, 'PX0120');
  assert.is(diagnostic?.file, 'a.px');
  assert.is(diagnostic?.place?.start.line, 6);
  assert.is(diagnostic?.notes?.[0]?.place?.start.line, 4);
});

test('a tree plugin sees the tree before the checks and says something about it', async () => {
  const plugin = treePlugin((tree, file) => file.message('A kernel.', tree.children[0]!));
  const { kernels, diagnostics } = await compiled(KERNEL, [plugin]);
  assert.equal(kernels, ['twice']);
  assert.is(diagnostics.length, 1);
  assert.is(diagnostics[0]?.severity, 'warning');
  assert.is(diagnostics[0]?.place?.end.line, 8);
});

test('a tree plugin changes the tree that is checked', async () => {
  const plugin = treePlugin((tree) => {
    tree.children.push(...structuredClone(tree.children));
  });
  const { diagnostics } = await compiled(KERNEL, [plugin]);
  assert.equal(
    diagnostics.map(({ code }) => code),
    ['PX0302'],
  );
});

test('a file that is no text is refused with the place of the first byte', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pxos-bytes-'));
  writeFileSync(join(folder, 'a.px'), Uint8Array.from([0x47, 0x0a, 0xff, 0x00]));
  const pipeline = await createPipeline({ plugins: [frontendPx], config: {}, root: folder });
  try {
    await compileFile(pipeline, 'a.px');
    assert.unreachable();
  } catch (error) {
    assert.ok(isPxosError(error));
    const [{ code, file, place }] = error.diagnostics as [Diagnostic];
    assert.equal([code, file, place?.start.line], ['PX0102', 'a.px', 2]);
  } finally {
    await pipeline.close();
    rmSync(folder, { recursive: true });
  }
});

test('a front end that says so gets bytes, another is spared them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pxos-bytes-'));
  const contents = Uint8Array.from([0x89, 0x50, 0x4e, 0x47]);
  for (const name of ['a.image', 'a.words']) writeFileSync(join(folder, name), contents);
  let seen: unknown;
  const images = defineFrontend({
    name: 'images',
    extensions: ['.image'],
    binary: true,
    parse: (file) => {
      seen = file.value;
      return EMPTY;
    },
  });
  const words = defineFrontend({ name: 'words', extensions: ['.words'], parse: () => EMPTY });
  const pipeline = await createPipeline({ plugins: [images, words], config: {}, root: folder });
  try {
    const { source } = await compileFile(pipeline, 'a.image');
    assert.equal([...(seen as Uint8Array)], [...contents]);
    assert.is(source.text, '');
    const refused = await compileFile(pipeline, 'a.words').catch((error) => error);
    assert.is(isPxosError(refused) && refused.diagnostics[0]?.code, 'PX0102');
  } finally {
    await pipeline.close();
    rmSync(folder, { recursive: true });
  }
});

test.run();
