// Programs that come from images, as CUDA, HIP and Metal: executed on the CPU, they compute what the source did.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Artifact,
  type Compiled,
  decodeProgram,
  emitFor,
  encodePng,
  encodeProgram,
  lowerElementBindings,
  toPixelForm,
} from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { assemble } from '../../core/pxi/assembly/index.ts';
import { build } from '../../plugins/index.ts';
import { Laboratory } from '../differential.ts';
import { C_FAMILY } from './c-family.ts';
import { isInstalled, ShimProgram } from './shim.ts';

const TEXT = `GPU_KERNEL scale
GPU_PARAM x int[]
GPU_PARAM y int[]
GPU_PARAM factor int
GPU_PARAM more int
GPU_THREAD_CODE:
    THREAD_ID → i
    STORE x[i] * factor + more → y[i]
GPU_END
SET 2 * factor → twice
GPU_LAUNCH scale BLOCKS 5 THREADS 1 WITH more=twice
`;
const words = (...values: readonly number[]): Uint8Array => new Uint8Array(Int32Array.from(values).buffer);

let folder: string;
test.before(() => {
  folder = mkdtempSync(join(tmpdir(), 'pxos-pxi-source-'));
});
test.after(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function fileWith(bytes: Uint8Array): string {
  const path = join(folder, `data-${files++}`);
  writeFileSync(path, bytes);
  return path;
}

/** The artifacts of an image, from its assembly. */
async function built(text: string, target: string): Promise<readonly Artifact[]> {
  const { image, names } = assemble(text);
  writeFileSync(join(folder, 'a.pxi'), encodePng(image, { names: new TextEncoder().encode(names) }));
  const request = { cwd: folder, config: false, files: ['a.pxi'], targets: [target], out: false } as const;
  const { artifacts, diagnostics } = await build(request);
  assert.equal(diagnostics, []);
  return artifacts;
}

/** The first thread of the first launch makes the grid of the second, whose threads are counted. */
const INDIRECT = `pxi 1.1
array @1 wanted u32 1x1 read input
array @2 grid u32 1x3 read write
array @3 count i32 1x1 read write output
kernel @4 plan int 1 uint 1 {
  ARRAY read u32
  ARRAY write u32
  LIT i0 0
  LOAD u0 s0 i0
  STORE u0 s1 i0
  RETURN
}
kernel @5 count int 2 {
  ARRAY readwrite i32
  LIT i0 0
  LIT i1 1
  ATOMIC i0 s0 i0 add i1 i0 0
  RETURN
}
kernel @6 ones int 2 uint 1 {
  ARRAY write u32
  LIT i0 1
  LIT i1 2
  LIT u0 1
  STORE u0 s0 i0
  STORE u0 s0 i1
  RETURN
}
steps {
  DISPATCH @4 grid 1 1 1 block 1 1 1 with @1 @2
  DISPATCH @6 grid 1 1 1 block 1 1 1 with @2
  DISPATCH @5 grid @2 0 0 block 4 1 1 with @3
  HALT
}
`;

/** Each thread turns as often as its element says, and writes how often it has. */
const TURNS = `pxi 1.1
gas 4
array @1 turns u32 1x4 read input
array @2 done u32 1x4 write output
kernel @3 turn int 1 uint 3 bool 1 {
  ARRAY read u32
  ARRAY write u32
  LIT u2 1
  INDEX i0 thread x
  LOAD u0 s0 i0
  LOOP
  LT b0 u1 u0
  WHILE b0
  ADD u1 u1 u2
  NEXT
  STORE u1 s1 i0
  RETURN
}
steps {
  DISPATCH @3 grid 4 1 1 block 1 1 1 with @1 @2
  HALT
}
`;

const LARGE = `pxi 1.1
array @1 large i32 1x262145 read input {
@@
}
array @2 last i32 1x1 write output
kernel @3 take int 3 {
  ARRAY read i32
  ARRAY write i32
  LIT i0 262144
  LIT i1 0
  LOAD i2 s0 i0
  STORE i2 s1 i1
  RETURN
}
steps {
  DISPATCH @3 grid 1 1 1 block 1 1 1 with @1 @2
  HALT
}
`.replace('@@', `${'1 '.repeat(262144)}-7`);

const PLAN = { planner: 'none', profile: 'none', steps: [], copies: [], seconds: 0 };

if (!isInstalled('g++')) {
  console.log('skipped: no g++ to execute emitted CUDA, HIP and Metal with');
  test.skip('programs of images run as emitted programs', () => {});
} else
  for (const target of C_FAMILY) {
    test(`a ${target} program reads a grid out of its array before the launch`, async () => {
      const shim = await ShimProgram.compile(await built(INDIRECT, target));
      for (const [blocks, counted] of [
        [3, 12],
        [0, 0],
      ]) {
        const given = { in: { wanted: words(blocks!) } };
        assert.equal((await shim.run(given, ['count'])).get('count'), words(counted!));
      }
      const { status, text } = shim.refusal(['--quiet', '--in', `wanted=${fileWith(words(-1))}`]);
      assert.is(status, 1);
      assert.match(text, /^error: count: a grid of 4294967295 x 1 x 1 blocks has too many threads\n$/);
    });

    test(`a ${target} program counts gas: it ends by itself, says so, and leaves no result`, async () => {
      const shim = await ShimProgram.compile(await built(TURNS, target));
      const enough = { in: { turns: words(3, 16, 0, 5) } };
      assert.equal((await shim.run(enough, ['done'])).get('done'), words(3, 16, 0, 5));
      const result = join(folder, `result-${target}`);
      const args = ['--quiet', '--in', `turns=${fileWith(words(3, 16, 17, -1))}`, '--out', `done=${result}`];
      const { status, text } = shim.refusal(args);
      assert.is(status, 1);
      assert.is(text, 'error: OUT_OF_GAS: thread 2 of kernel turn took more than 16 loop turns and calls\n');
      assert.not(existsSync(result));
      assert.match(await shim.selfCheck(), /selfcheck: \d+ passed, 0 failed/);
    });

    test(`contents that are too large for a source stand in a file beside the ${target} program`, async () => {
      const artifacts = await built(LARGE, target);
      const [data] = artifacts.filter(({ path }) => path === 'a.large.bin');
      assert.ok(data && typeof data.contents !== 'string');
      assert.is(data.contents.length, 2 ** 20 + 4);
      const shim = await ShimProgram.compile(artifacts.filter((artifact) => artifact !== data));
      const files = { 'a.large.bin': data.contents };
      assert.equal((await shim.run({ files }, ['last'])).get('last'), words(-7));
      const given = { files, in: { large: new Uint8Array(2 ** 20 + 4).fill(255) } };
      assert.equal((await shim.run(given, ['last'])).get('last'), words(-1));
      const { status, text } = shim.refusal(['--quiet']);
      assert.is(status, 1);
      assert.match(text, /^error: cannot read a\.large\.bin: /);
      await writeFile(join(folder, 'a.large.bin'), 'tooshort');
      assert.match(
        shim.refusal(['--quiet', '--root', folder]).text,
        /^error: .*a\.large\.bin: 2 elements of 4 bytes; large has 262145$/m,
      );
    });

    test(`an image runs as a ${target} program, with its own data and settings and with given ones`, async () => {
      const laboratory = await Laboratory.open();
      const inputs = { in: { x: { bytes: words(1, 2, 3, 4, 5) } }, size: { y: 5 }, set: { factor: 3 } };
      const { compiled, prepared } = await laboratory.prepare(TEXT, inputs);
      const { program: pixels, image } = encodeProgram(toPixelForm(compiled.program, prepared));
      const program = lowerElementBindings(decodeProgram(pixels, image).program);
      const decoded: Compiled = { ...compiled, program };
      const { artifacts } = await emitFor(
        laboratory.pipeline,
        decoded,
        { target, plan: PLAN, program },
        { validate: false },
      );
      const shim = await ShimProgram.compile(artifacts);
      const nothing = { in: {}, set: {}, size: {}, threads: undefined };
      const own = await shim.run(nothing, ['y'], 'forward');
      assert.equal(own.get('y'), words(9, 12, 15, 18, 21));
      const given = { ...nothing, in: { x: words(5, 4, 3, 2, 1) }, set: { factor: '-1' } };
      const other = await shim.run(given, ['y'], 'forward');
      assert.equal(other.get('y'), words(-7, -6, -5, -4, -3));
      await laboratory.close();
    });
  }

test.run();
