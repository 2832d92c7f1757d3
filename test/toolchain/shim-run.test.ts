// Emitted CUDA, HIP and Metal programs, host part included, executed on the CPU and judged against the reference evaluator.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isPxosError } from '../../core/index.ts';
import { fixtures } from '../fixture.ts';
import { C_FAMILY, type CTarget, emitted, type Subject, subjectOf, subjectOfFixture } from './c-family.ts';
import { allowedOf, firstFault } from './judge.ts';
import { isInstalled, type Order, ShimProgram } from './shim.ts';

const ORDERS: readonly Order[] = ['forward', 'reverse', 'shuffled'];

/** The program for a target, or nothing when the target lacks a type that it uses. */
async function compiled(subject: Subject, target: CTarget): Promise<ShimProgram | undefined> {
  try {
    return await ShimProgram.compile(await emitted(subject, target));
  } catch (error) {
    if (isPxosError(error) && error.diagnostics.every(({ code }) => code === 'PX0800')) return undefined;
    throw error;
  }
}

async function agreesEverywhere(subject: Subject, orders: readonly Order[]): Promise<void> {
  const allowed = allowedOf(subject);
  const outputs = subject.outputs.map(({ name }) => name);
  const agrees = async (target: CTarget): Promise<void> => {
    const program = await compiled(subject, target);
    if (!program) return;
    for (const order of orders) {
      const results = await program.run(subject.inputs, outputs, order);
      assert.is(firstFault(allowed, results), undefined, `${target}, ${order}`);
    }
    assert.match(await program.selfCheck(), /selfcheck: \d+ passed, 0 failed/);
  };
  await Promise.all(C_FAMILY.map(agrees));
}

if (!isInstalled('g++')) {
  console.log('skipped: no g++ to execute emitted CUDA, HIP and Metal with');
  test.skip('emitted programs run on the CPU', () => {});
} else {
  for (const fixture of fixtures())
    test(`${fixture.name} computes what the reference computes in CUDA, HIP and Metal`, async () => {
      await agreesEverywhere(await subjectOfFixture(fixture), ORDERS);
    });

  test('a grid of more than 65535 blocks along y runs in parts, and block ids go on', async () => {
    const text = [
      'GPU_KERNEL rows',
      'GPU_PARAM out int[]',
      'GPU_THREAD_CODE:',
      '    BLOCK_ID Y → y',
      '    GRID_SIZE Y → all',
      '    STORE (all - y) → out[y]',
      'GPU_END',
      'GPU_LAUNCH rows BLOCKS 1 70000 THREADS 1 1',
    ].join('\n');
    await agreesEverywhere(await subjectOf(text, { size: { out: 70001 } }), ['forward']);
  });

  test('blocks of a kernel that cannot see them may have any size', async () => {
    const text = [
      'GPU_KERNEL fill',
      'GPU_PARAM out int[]',
      'GPU_THREAD_CODE:',
      '    THREAD_ID X → x',
      '    THREAD_ID Y → y',
      '    STORE (x * 100 + y) → out[y * 2000 + x]',
      'GPU_END',
      'GPU_LAUNCH fill BLOCKS 1 2 THREADS 2000 3',
    ].join('\n');
    await agreesEverywhere(await subjectOf(text, { size: { out: 12000 } }), ['forward']);
  });

  test('integers that become narrow keep their low bits, whatever their sign', async () => {
    const types = ['i8', 'u8', 'i16', 'u16'];
    const values = Int32Array.of(
      0,
      -1,
      127,
      128,
      255,
      256,
      -129,
      32767,
      32768,
      65535,
      65536,
      -32769,
      2 ** 31 - 1,
    );
    const text = [
      'GPU_KERNEL narrow',
      'GPU_PARAM signed int[]',
      'GPU_PARAM unsigned uint[]',
      'GPU_PARAM out int[]',
      'GPU_THREAD_CODE:',
      '    THREAD_ID → i',
      '    LOAD signed[i] → a',
      '    LOAD unsigned[i] → b',
      ...types.flatMap((type, k) => [
        `    STORE convert(a, ${type}) → out[i * 8 + ${k}]`,
        `    STORE convert(b, ${type}) → out[i * 8 + ${k + 4}]`,
      ]),
      'GPU_END',
      `GPU_LAUNCH narrow BLOCKS 1 THREADS ${values.length}`,
    ].join('\n');
    const bytes = new Uint8Array(values.buffer);
    const inputs = { in: { signed: { bytes }, unsigned: { bytes } }, size: { out: values.length * 8 } };
    await agreesEverywhere(await subjectOf(text, inputs), ['forward']);
  });

  test('an emitted program says what is wrong with its command line, and ends with 1', async () => {
    const text = [
      'GPU_KERNEL scale',
      'GPU_PARAM x float[]',
      'GPU_PARAM factor float',
      'GPU_PARAM offset u8',
      'GPU_THREAD_CODE:',
      '    THREAD_ID → i',
      '    STORE x[i] * factor + convert(offset, float) → x[i]',
      'GPU_END',
    ].join('\n');
    const subject = await subjectOf(text, { set: { factor: 1, offset: 1 }, size: { x: 4 } });
    const program = await ShimProgram.compile(await emitted(subject, 'cuda'));
    const set = ['--set', 'factor=2', '--set', 'offset=3'];
    for (const [args, message] of [
      [['--sizes', 'x=4'], 'unknown option --sizes x\nusage: '],
      [['--size', 'y=4'], 'unknown option --size y\n'],
      [['--in'], '--in is unknown or lacks a value\n'],
      [set, 'x has neither data nor a size: --in x=FILE or --size x=N'],
      [['--in', 'x=missing.bin', ...set], 'cannot read missing.bin: No such file or directory'],
      [['--in', 'x=.', ...set], 'cannot read .: Is a directory'],
      [['--in', 'x=picture.png', ...set], 'x holds no pixels: picture.png'],
      [['--size', 'x=-1'], '--size is -1; it must be a whole number between 0 and 2147483647'],
      [['--size', 'x=4', '--set', 'offset=3'], 'factor needs a number: --set factor=NUMBER'],
      [['--size', 'x=4', '--set', 'factor=2x', '--set', 'offset=3'], 'factor needs a number'],
      [['--size', 'x=4', '--set', 'factor=2'], 'offset has no value: --set offset=VALUE'],
      [
        ['--size', 'x=4', '--set', 'factor=2', '--set', 'offset=256'],
        'offset is 256; it must be a whole number between 0 and 255',
      ],
      [
        ['--size', 'x=4', ...set, '--threads', '0'],
        '--threads is 0; it must be a whole number between 1 and',
      ],
      [
        ['--size', 'x=4', ...set, '--out', 'x=no/such/folder'],
        'cannot write no/such/folder: No such file or directory',
      ],
    ] as const) {
      const { status, text: said } = program.refusal(args);
      assert.is(said.slice(0, 7 + message.length), `error: ${message}`);
      assert.is(status, 1);
    }
    // Without a GPU that is all that counts.
    for (const [devices, message] of [
      ['0', 'no GPU can be used: there is none'],
      ['-1', 'no GPU can be used: error of the shim (shim)'],
    ] as const) {
      const { status, text: said } = program.refusal(['--in', 'x=missing.bin', ...set], {
        PX_SHIM_DEVICES: devices,
      });
      assert.is(said, `error: ${message}\n`);
      assert.is(status, 1);
    }
  });
}

test.run();
