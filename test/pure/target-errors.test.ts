// Every error of the targets as the exact text that people see: what a target lacks, its limits, what its compiler says.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPipeline } from 'pxos';
import { type Artifact, compileCheck, type Diagnostic, type EmitContext } from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type CommandCase,
  commandPictures,
  matchPicture,
  pictureOf,
  refuseStrayPictures,
} from '../pictures.ts';

/** A kernel of these declarations and statements. */
const kernel = (declarations: readonly string[], statements: readonly string[]): string =>
  [
    'GPU_KERNEL main',
    ...declarations,
    'GPU_THREAD_CODE:',
    ...statements.map((line) => `    ${line}`),
    'GPU_END',
    '',
  ].join('\n');
const numbered = (count: number, line: (n: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, n) => line(n));
const PUT = ['STORE 1 → x[0]'];
const X = 'GPU_PARAM x int[]';

const DOUBLE = kernel(['GPU_PARAM wide double[]'], ['STORE 1.0 → wide[0]']);
const SHARED = kernel(
  [X, 'GPU_SHARED tile int 20000', 'GPU_BLOCK 64'],
  ['STORE x[0] → tile[0]', 'SYNC_THREADS', 'STORE tile[1] → x[0]'],
);
const arrays = (count: number): string =>
  kernel(
    numbered(count, (n) => `GPU_PARAM x${n} int[]`),
    numbered(count, (n) => `STORE ${n} → x${n}[0]`),
  );

/** A plugin that puts these contents into the file that an emitter gave. */
const damage = (path: string, contents: string): string => `export default {
  plugins: [{
    name: 'mine',
    apply({ hooks }) {
      hooks.artifact.tap('mine', (artifact) =>
        artifact.path === '${path}' ? { ...artifact, contents: ${contents} } : artifact);
    },
  }],
};`;

/** A plugin that gives each kernel more variables than a source of readable length has. */
const MANY_LOCALS = `export default {
  plugins: [{
    name: 'mine',
    apply({ hooks }) {
      hooks.legalize.for('wasm').tap('mine', (program) => {
        const locals = Array.from({ length: 50001 }, (_, n) => ({ name: 'v' + n, type: 'i32' }));
        const value = { kind: 'const', type: 'i32', value: 1 };
        const sets = locals.map(({ name }) => ({ kind: 'assign', name, value }));
        const kernels = program.kernels.map((kernel) => ({ ...kernel, locals, body: [...sets, ...kernel.body] }));
        return { ...program, kernels };
      });
    },
  }],
};`;

/** A plugin that makes the grid of each launch an array, as images may. */
/** A program, and the target that it is built for. */
interface Case {
  readonly px: string;
  readonly target: string;
  /** Flags behind the target. */
  readonly given?: string;
  readonly config?: string;
  /** The exit code; 1 unless given. */
  readonly code?: number;
}

/** By code and slug. */
const CASES: Readonly<Record<string, Case>> = {
  'PX0800-double': { px: DOUBLE, target: 'metal' },
  'PX0801-shared-memory': { px: SHARED, target: 'cuda' },
  'PX0802-block': {
    px: `${kernel([X, 'GPU_BLOCK 64'], ['LOCAL_ID → i', 'STORE i → x[i]'])}GPU_LAUNCH main BLOCKS 1 THREADS 2048\n`,
    target: 'cuda',
  },
  'PX0804-buffers': { px: arrays(31), target: 'metal' },
  'PX0820-double': { px: DOUBLE, target: 'wgsl' },
  'PX0821-shared-memory': { px: SHARED, target: 'wgsl' },
  'PX0822-arrays': { px: arrays(9), target: 'wgsl', code: 0 },
  'PX0824-nesting': {
    px: kernel(
      [X],
      [...numbered(61, (n) => `${' '.repeat(n)}IF x[0] > ${n}:`), `${' '.repeat(61)}STORE 1 → x[0]`],
    ),
    target: 'wgsl',
  },
  'PX0823-refused-by-dawn': {
    px: kernel([X], PUT),
    target: 'wgsl',
    config: damage('a.wgsl', "artifact.contents.replace(', 1)', ', nobody)')"),
  },
  'PX0840-locals': {
    px: kernel([X], PUT),
    target: 'wasm',
    config: MANY_LOCALS,
  },
  'PX1300-double': { px: DOUBLE, target: 'pxi', given: '--size wide=4' },
  'PX1301-no-elements': {
    px: `${kernel([X], PUT)}GPU_ALLOC none int n\nGPU_LAUNCH main BLOCKS 1 THREADS 1 WITH x=none\n`,
    target: 'pxi',
    given: '--set n=0',
  },
  'PX1216-large': { px: kernel([X], PUT), target: 'pxi', given: '--size x=99999999' },
  'PX1302-shared-memory': { px: SHARED, target: 'pxi', given: '--size x=64' },
  'PX0841-refused-by-the-engine': {
    px: kernel([X], PUT),
    target: 'wasm',
    config: damage('a.wasm', 'new Uint8Array(8)'),
  },
};

commandPictures(
  'target-errors',
  Object.fromEntries(
    Object.entries(CASES).map(([name, { px, target, given, code = 1, ...rest }]): [string, CommandCase] => [
      name,
      {
        ...rest,
        argv: `build a.px --target ${target} --out -${given ? ` ${given}` : ''}`,
        files: { 'a.px': px },
        code,
      },
    ]),
  ),
);

const COMPILER = 'PX0805-refused-by-the-compiler';

test('what a compiler says against an emitted file is shown', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pxos-test-'));
  const command = 'pxos-compiler';
  writeFileSync(
    join(folder, command),
    '#!/bin/sh\necho "a.cu:3: error: unknown type name u33" >&2\nexit 1\n',
  );
  chmodSync(join(folder, command), 0o755);
  const said: Diagnostic[] = [];
  const pipeline = await openPipeline({ config: false });
  const artifact: Artifact = { target: 'cuda', path: 'a.cu', contents: 'u33 x;' };
  const log = { debug: () => {}, report: (diagnostic: Diagnostic) => said.push(diagnostic) };
  const context = { log, signal: pipeline.signal } as unknown as EmitContext;
  await compileCheck(artifact, context, [
    { command, args: (file) => [file], env: { PATH: `${folder}:/bin` } },
  ]);
  await pipeline.close();
  rmSync(folder, { recursive: true });
  assert.is(said.length, 1);
  matchPicture('target-errors', COMPILER, pictureOf(said));
});

test('every picture belongs to a case', () =>
  refuseStrayPictures('target-errors', [...Object.keys(CASES), COMPILER]));

test.run();
