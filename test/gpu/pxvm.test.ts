// The interpreter in WGSL: version 1.1 programs executed from their pixels on the device, a slice at a time.
import { interpret, isPxosError, layOut, loadProgram, type PixelImage, wordsOf } from 'pxos/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { executeJob } from '../../plugins/run-webgpu/execute.ts';
import type { Job } from '../../plugins/run-webgpu/job.ts';
import { pixelModule } from '../../plugins/run-webgpu/pixels/module.ts';
import { WebgpuProcess } from '../../plugins/run-webgpu/process.ts';
import { array, dispatch, functionOf, HALT, kernel, launched } from '../pure/pxi-kernel.ts';
import { VECTORS } from '../pure/pxi-vectors.ts';
import { gpuTest } from './device.ts';
import { assertAccepted, theSession } from './launch.ts';
import { interpreted } from './pixel-machine.ts';

const test = suite('pxvm');

const U8 = 0x00;
const INT = 0x06;
const hex = (word: number): string => Buffer.from(Uint32Array.of(word).buffer).toString('hex');
const bytesOf = (count: number, valueAt: (i: number) => number): Uint8Array =>
  new Uint8Array(Int32Array.from({ length: count }, (_value, i) => valueAt(i)).buffer);

/** Fails unless the device leaves the image that the interpreter of the core leaves. */
async function assertSame(image: PixelImage): Promise<void> {
  const expected = wordsOf(interpret(loadProgram(image), image));
  assert.not.equal(expected, wordsOf(image), 'the program does something');
  const actual = wordsOf(await interpreted(image));
  const first = expected.findIndex((word, pixel) => actual[pixel] !== word);
  assert.is(first, -1, `pixel ${first} is ${hex(actual[first] ?? 0)}, not ${hex(expected[first] ?? 0)}`);
}

async function messageOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (isPxosError(error)) return error.message;
    throw error;
  }
  return 'no error';
}

gpuTest(test, 'Dawn and naga accept the module', () => assertAccepted(pixelModule()));

for (const name of ['A', 'C'] as const)
  gpuTest(test, `vector ${name} of the specification gives the pixels that it prints`, async () => {
    const image = VECTORS[name].image();
    const before = wordsOf(image).slice();
    const after = wordsOf(await interpreted(image));
    const changed = [...after.keys()].filter((pixel) => after[pixel] !== before[pixel]);
    assert.equal(
      Object.fromEntries(changed.map((pixel) => [pixel, hex(after[pixel]!)])),
      VECTORS[name].result,
    );
  });

gpuTest(test, 'vector B has barriers, and is left to the compiled path', async () => {
  assert.match(await messageOf(interpreted(VECTORS.B.image())), /^PX0783: Kernel `#3` has barriers/);
});

gpuTest(test, 'more threads than lanes run one after another in their lanes', async () => {
  const made = kernel(
    { int: 3 },
    `ARRAY 3 ${INT}
     LIT 0 3
     INDEX 1 0 0
     LOAD 2 0 1
     MUL 2 2 0
     ADD 2 2 1
     STORE 2 0 1
     RETURN`,
  );
  const count = 70_000;
  const data = bytesOf(count, (i) => i ^ 0x5555);
  const { image } = launched(
    { arrays: [array(INT, count, { data })], kernel: made },
    { grid: [count / 100, 1, 1], block: [100, 1, 1] },
  );
  await assertSame(image);
});

gpuTest(test, 'narrow stores of threads that share pixels lose nothing', async () => {
  const made = kernel({ int: 1 }, `ARRAY 2 ${U8}\nINDEX 0 0 0\nSTORE 0 0 0\nRETURN`);
  const { image } = launched(
    { arrays: [array(U8, 4099)], kernel: made },
    { grid: [17, 1, 1], block: [256, 1, 1] },
  );
  await assertSame(image);
});

gpuTest(test, 'loops and calls go on where the slice before ended', async () => {
  const twice = functionOf({ int: 2 }, `VALUE 0 ${INT}\nADD 1 0 0\nRET 0 1\nRETURN`);
  const made = kernel(
    { int: 8, bool: 1 },
    `ARRAY 2 ${INT}
     LIT 5 1
     LIT 6 700
     LIT 7 0
     INDEX 0 0 0
     DO 1 7 0
     FOR 1 6 5
     ARG 0 2
     CALL 2
     RES 2 0
     XOR 2 2 1
     ADD 2 2 0
     GT 8 2 6
     IF 8
     SUB 2 2 6
     END
     NEXT
     STORE 2 0 0
     RETURN`,
  );
  const { image } = launched(
    { arrays: [array(INT, 96)], functions: [twice], kernel: made },
    { grid: [3, 1, 1], block: [32, 1, 1] },
  );
  await assertSame(image);
});

gpuTest(
  test,
  'shared arrays begin as zeros in every block, though there are more blocks than memory for them',
  async () => {
    const made = kernel(
      { int: 6 },
      `ARRAY 2 ${INT}
     SHARED ${INT} 4096
     LIT 4 1
     LIT 5 4095
     INDEX 0 0 0
     INDEX 1 1 0
     LOAD 2 1 5
     ATOMIC 3 1 1 0 4 0 1
     STORE 2 0 0
     ATOMIC 3 1 5 0 4 0 1
     RETURN`,
    );
    const { image } = launched(
      { arrays: [array(INT, 600)], kernel: made },
      { grid: [300, 1, 1], block: [2, 1, 1] },
    );
    await assertSame(image);
  },
);

gpuTest(test, 'the lowest thread without gas is named, and nothing comes back', async () => {
  const made = kernel(
    { int: 2, bool: 1 },
    `ARRAY 2 ${INT}
     LIT 1 37
     INDEX 0 0 0
     STORE 0 0 0
     GE 2 0 1
     IF 2
     LOOP
     NEXT
     END
     RETURN`,
  );
  const { image } = launched(
    { arrays: [array(INT, 128)], kernel: made, gas: 6 },
    { grid: [4, 1, 1], block: [32, 1, 1] },
  );
  const said = await messageOf(interpreted(image));
  assert.match(said, /^PX1350: OUT_OF_GAS: thread 37 of kernel `#2` took more than 64 loop turns and calls/);
});

gpuTest(test, 'the threads of all launches together are limited', async () => {
  const said = await messageOf(interpreted(VECTORS.A.image(), 4));
  assert.match(said, /^PX1351: The program launches 8 threads up to here, and 4 are allowed/);
});

gpuTest(test, 'matrix steps sum in several dispatches what one would take too long for', async () => {
  const long = 300_000;
  const left = { rows: 3, columns: 500, data: bytesOf(1500, (i) => i * 7919) };
  const right = { rows: 500, columns: 900, data: bytesOf(450_000, (i) => i * 104_729) };
  const { image } = layOut({
    records: [
      array(INT, long, { data: bytesOf(long, (i) => i * 31), flags: 1 }),
      array(INT, long, { data: bytesOf(long, (i) => i ^ 77), flags: 1 }),
      array(INT, 1, { flags: 10 }),
      array(INT, 0, { ...left, flags: 1 }),
      array(INT, 0, { ...right, flags: 1 }),
      array(INT, 0, { rows: 3, columns: 900, flags: 10 }),
    ],
    steps: [
      { kind: 'matrix', op: 'dot', operands: [1, 2], result: 3 },
      { kind: 'matrix', op: 'matmul', operands: [4, 5], result: 6 },
      HALT,
    ],
  });
  await assertSame(image);
});

gpuTest(test, 'integers that matrix steps turn into floats become the nearest ones', async () => {
  const numbers = [0x80000080, 0x80000081, 0x80000180, 0xb9614f7f, 0xffffff7f, 0x7fffffc0];
  const data = new Uint8Array(Uint32Array.from(numbers).buffer);
  const count = numbers.length;
  const { image } = layOut({
    records: [
      array(2, count, { data, flags: 1 }),
      array(2, count, { flags: 1 }),
      array(0x0a, count, { flags: 1 }),
      array(0x0a, count, { flags: 10 }),
      array(0x0a, count, { flags: 10 }),
    ],
    steps: [
      { kind: 'matrix', op: 'add', operands: [1, 2], result: 4 },
      { kind: 'matrix', op: 'add', operands: [1, 3], result: 5 },
      HALT,
    ],
  });
  await assertSame(image);
});

for (const [type, name] of [
  [0x0c, 'bools'],
  [0x09, 'halves'],
  [0x10, 'a 1.0 matrix'],
] as const)
  gpuTest(test, `a COPY of ${name} moves the bits of elements`, async () => {
    const data = Uint8Array.from([2, 0xfc, 1, 0x7e, 0, 0x7c, 255, 0x80]).subarray(0, type === 0x09 ? 8 : 5);
    const count = type === 0x09 ? 4 : 5;
    const { image } = layOut({
      records: [array(type, count, { data, flags: 1 }), array(type, count, { flags: 10 })],
      steps: [{ kind: 'copy', from: 1, to: 2, count: count - 1 }, HALT],
    });
    await assertSame(image);
  });

gpuTest(test, 'a grid that an earlier step makes is read before the launch', async () => {
  const writer = kernel({ uint: 2 }, `ARRAY 2 2\nLIT 0 3\nLIT 1 0\nSTORE 0 0 1\nRETURN`);
  const marker = kernel({ int: 2 }, `ARRAY 2 ${INT}\nINDEX 0 0 0\nINDEX 1 4 0\nSTORE 1 0 0\nRETURN`);
  const grid = new Uint8Array(Uint32Array.of(0, 1, 1).buffer);
  const { image } = layOut({
    records: [array(2, 3, { data: grid, flags: 3 }), array(INT, 9), writer, marker],
    steps: [dispatch(3, [1]), dispatch(4, [2], { grid: [1, 0, 0], indirect: true, block: [2, 1, 1] }), HALT],
  });
  await assertSame(image);
});

/** A run whose only operation interprets an image. */
function jobOf(image: PixelImage): Job {
  const { width, height, pixels } = image;
  const operation = { kind: 'pixels', step: 0, buffer: 'image', width, height } as const;
  return {
    modules: [],
    buffers: [{ name: 'image', element: 'pixel', length: width * height, data: pixels }],
    operations: [{ ...operation, compat: false, dialect: undefined, maxThreads: 2 ** 40 }],
    outputs: ['image'],
  };
}

gpuTest(test, 'an operation of a run interprets the image in a buffer', async () => {
  const image = VECTORS.C.image();
  const { buffers, diagnostics } = await executeJob(theSession(), jobOf(image));
  assert.equal(buffers.image, interpret(loadProgram(image), image).pixels);
  assert.equal(diagnostics, []);
});

gpuTest(test, 'the process that runs WebGPU interprets images too', async () => {
  const image = VECTORS.A.image();
  const process = new WebgpuProcess();
  try {
    const { buffers } = await process.run(jobOf(image), 60_000);
    assert.equal(buffers.image, interpret(loadProgram(image), image).pixels);
    const said = await messageOf(process.run(jobOf(VECTORS.B.image()), 60_000));
    assert.match(said, /^PX0783: /);
  } finally {
    process.end();
  }
});

test.run();
