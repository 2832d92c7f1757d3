// What the language's uniformity check accepts, Dawn's accepts too: each program has a barrier at a place that needs an argument.
import { build as b } from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { compile } from '../../core/language/index.ts';
import { legalize } from '../../plugins/emit-wgsl/emit.ts';
import { printModule } from '../../plugins/emit-wgsl/module.ts';
import { PRELUDE } from '../../plugins/emit-wgsl/prelude.ts';
import { complaintsOf } from '../../plugins/emit-wgsl/validate.ts';
import { nagaComplaint } from '../naga.ts';

const FUNCTIONS = `
GPU_FUNCTION total
GPU_PARAM a int
GPU_THREAD_CODE:
    SET 0 → r
    FOR k IN 0..a:
        IF k == 5:
            RETURN 2
        SET r + k → r
    RETURN r
GPU_END
GPU_FUNCTION ordered
GPU_PARAM a int
GPU_PARAM c int
GPU_THREAD_CODE:
    IF a > c:
        RETURN a c
    RETURN c (total(a))
GPU_END
`;

const BODIES: { readonly [title: string]: string } = {
  'a RETURN of the whole block in a loop': `
    FOR k IN 0..n:
        IF h[k] > 1.0:
            RETURN
        SYNC_THREADS`,
  'a CONTINUE that depends on the thread, in an inner loop': `
    FOR k IN 0..n:
        FOR j IN 0..4:
            IF lid == j:
                CONTINUE
            STORE j → s[lid]
        SYNC_THREADS`,
  'an inner loop that ends thread by thread': `
    SET 0 → w
    WHILE w < n:
        SET 0 → v
        WHILE v < lid:
            SET v + 1 → v
        SYNC_THREADS
        SET w + 1 → w`,
  'a condition on a half of an array that is never written': `
    IF h[n] < 3.0:
        SYNC_THREADS`,
  'a condition on a bool of an array, at the index that a function gives': `
    IF flags[total(n)]:
        SYNC_THREADS`,
  'conditions and loops inside each other': `
    IF n > 0:
        IF h[0] != 1.0:
            FOR k IN n..0 STEP -3:
                SYNC_THREADS
        ELSE:
            SYNC_THREADS`,
  'WHILE true with BREAK and CONTINUE of the whole block': `
    SET 0 → w
    WHILE true:
        SET w + 1 → w
        IF w > n:
            BREAK
        ELSE IF w == 3:
            CONTINUE
        SYNC_THREADS`,
  'a WHILE on a value that BLOCK_REDUCE makes in it': `
    SET 1.0 → f
    WHILE f > 0.5:
        BLOCK_REDUCE MAX (convert(lid, float) * f) → m
        SET f / (m + 1.0) → f
        IF m > 3.0:
            SYNC_THREADS`,
  'a condition on every helper of floats': `
    IF pow(sin(convert(n, float)), 2.0) % 0.5 < exp(tanh(h[1])) AND convert(log(h[2]), int) % 3 == 1:
        SYNC_THREADS`,
  'a bound that SELECT, MIN and CLAMP make': `
    SELECT flags[0] n 3 → q
    FOR k IN 0..min(q, clamp(n, 1, 9)):
        SYNC_THREADS`,
  'LOAD_COALESCED and BLOCK_REDUCE in a loop that the whole block leaves': `
    FOR k IN 0..n:
        LOAD_COALESCED h[(lid + k):(lid + k + 9)] → t[k]
        BLOCK_REDUCE SUM t[lid] → sum
        IF sum > 4.0:
            RETURN
    SYNC_THREADS`,
  'a BLOCK_REDUCE of a WARP_REDUCE': `
    WARP_REDUCE SUM lid → a
    BLOCK_REDUCE MIN a → least
    FOR k IN 0..least:
        SYNC_THREADS`,
  'shapes and the index of the block': `
    BLOCK_ID → bx
    GRID_SIZE Y → gy
    BLOCK_SIZE Z → bz
    IF bx < gy * bz OR bx == 0:
        SYNC_THREADS`,
  'the bytes of a pixel': `
    UNPACK p[0] → red green blue alpha
    IF red + green > blue - alpha:
        SYNC_THREADS`,
  'the results of a function with two': `
    ORDERED n 4 → high low
    IF low < high:
        SYNC_THREADS`,
};

for (const [title, body] of Object.entries(BODIES))
  test(`Dawn accepts ${title}`, async () => {
    const { program, diagnostics } = compile(
      `${FUNCTIONS}GPU_KERNEL main
GPU_PARAM n int
GPU_PARAM h half[]
GPU_PARAM flags bool[]
GPU_PARAM p pixel[]
GPU_PARAM r int[]
GPU_SHARED s int 64
GPU_SHARED t float 64
GPU_THREAD_CODE:
    LOCAL_ID → lid
    STORE lid → r[lid]${body}
GPU_END
GPU_LAUNCH main BLOCKS 1 THREADS 64
`,
      'main.px',
    );
    assert.equal(
      diagnostics.filter(({ severity }) => severity === 'error'),
      [],
    );
    const lowered = legalize(program ?? b.program({}));
    const [kernel] = lowered.kernels;
    const { text } = printModule(kernel!, {
      program: lowered,
      block: [64, 1, 1],
      fast: false,
      header: () => ['A test.'],
    });
    assert.is(nagaComplaint(text), undefined);
    assert.equal((await complaintsOf(text)) ?? [], []);
  });

test('Dawn and naga accept every helper of the prelude', async () => {
  const text = `${[...PRELUDE.values()].join('\n\n')}\n`;
  assert.is(nagaComplaint(text), undefined);
  assert.equal((await complaintsOf(text)) ?? [], []);
});

test.run();
