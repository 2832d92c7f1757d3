// The conformance suite of the pixel protocol on our executors in JavaScript; its bytes come from an interpreter of its own.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  decodePng,
  executeLegacy,
  interpret,
  isPxosError,
  knownVersion,
  loadProgram,
  type PixelImage,
} from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { hashOfPixels, type PixelCase, type PixelRun, pixelCases, readCase } from '../pxi-cases.ts';

const SUITE = fileURLToPath(new URL('../../fixtures/pxi-conformance/', import.meta.url));

/** Runs an image in the way that a case states. */
interface Executor {
  readonly name: string;
  readonly run: (image: PixelImage, how: PixelRun) => PixelImage;
}

/** Executors of whole images; those of other backends have tests of their own, with the same cases. */
const EXECUTORS: readonly Executor[] = [
  {
    name: 'interpreter',
    run(image, { mode, dialect }) {
      const compat = mode === 'compat';
      if (knownVersion(image, { compat }) === '1.1') return interpret(loadProgram(image), image);
      return executeLegacy(image, { compat, ...(dialect && { dialect }) }).image;
    },
  },
];

/** What came of a run, in the words of the suite. */
function outcome(executor: Executor, image: PixelImage, how: PixelRun): string {
  try {
    return hashOfPixels(executor.run(image, how));
  } catch (error) {
    if (!isPxosError(error)) throw error;
    return error.message;
  }
}

const OUT_OF_GAS = 'PX1350';

function judge(result: string, { sha256, refused, outOfGas }: PixelRun): void {
  if (sha256 !== undefined) assert.is(result, sha256);
  else if (refused !== undefined) assert.match(result, /^PX1[0-3]\d\d: /, `it must not run: ${refused}`);
  else {
    assert.match(result, new RegExp(`^${OUT_OF_GAS}: `));
    assert.match(result, new RegExp(`\\b${outOfGas?.thread}\\b`));
  }
}

for (const executor of EXECUTORS)
  for (const one of pixelCases)
    for (const run of one.runs ?? [])
      test(`${executor.name}, ${run.mode}${run.dialect ? ` ${run.dialect}` : ''}: ${one.file}: ${one.about}`, () => {
        const { image } = decodePng(readCase(one), { file: one.file });
        const before = hashOfPixels(image);
        judge(outcome(executor, image, run), run);
        assert.is(hashOfPixels(image), before, 'the image that is given stays as it is');
      });

function read(one: PixelCase): string {
  try {
    const { image } = decodePng(readCase(one), { file: one.file });
    return `${image.width}x${image.height} ${hashOfPixels(image)}`;
  } catch (error) {
    if (!isPxosError(error)) throw error;
    return error.message;
  }
}

for (const one of pixelCases)
  if (one.read) {
    const { refused, width, height, sha256 } = one.read;
    test(`${one.file}: ${one.about}`, () => {
      if (refused === undefined) assert.is(read(one), `${width}x${height} ${sha256}`);
      else assert.match(read(one), /^PX10\d\d: /);
    });
  }

test('the images and cases.json are what the generator makes', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${SUITE}generate.mjs`, 'check'], {
    encoding: 'utf8',
  });
  assert.is(`${stdout}${stderr}`, '');
  assert.is(status, 0);
});

test('the second interpreter has at most 300 lines and imports nothing of this project', () => {
  const lines = readFileSync(`${SUITE}interpreter.mjs`, 'utf8').trimEnd().split('\n');
  assert.ok(lines.length <= 300, `${lines.length} lines`);
  const imports = lines.filter((line) => line.startsWith('import'));
  for (const line of imports) assert.match(line, / from 'node:(crypto|fs|url|zlib)';$/);
});

test.run();
