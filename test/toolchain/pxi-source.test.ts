// Programs that come from images, as CUDA, HIP and Metal: executed on the CPU, they compute what the source did.
import {
  type Compiled,
  decodeProgram,
  emitFor,
  encodeProgram,
  lowerElementBindings,
  toPixelForm,
} from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
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
const PLAN = { planner: 'none', profile: 'none', steps: [], copies: [], seconds: 0 };

if (!isInstalled('g++')) {
  console.log('skipped: no g++ to execute emitted CUDA, HIP and Metal with');
  test.skip('programs of images run as emitted programs', () => {});
} else
  for (const target of C_FAMILY)
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

test.run();
