// Calls from programs: arrays as JavaScript has them, and what is said of options that are wrong.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { build, compile, type RunOptions, run } from '../../plugins/index.ts';
import { matchPicture, pictureOf, refuseStrayPictures } from '../pictures.ts';
import { FILL, withFiles } from '../pure/command-line.ts';

const scaled = (type: string): string =>
  `GPU_KERNEL twice\nGPU_PARAM x ${type}[]\nGPU_THREAD_CODE:\n    THREAD_ID → i\n    LOAD x[i] → v\n    MUL v 2 → r\n    STORE r → x[i]\nGPU_END\n`;

const twice = (type: string, x: NonNullable<RunOptions['in']>[string]) =>
  run('twice.px', { text: scaled(type), in: { x }, runner: 'cpu', config: false });

const GIVEN: readonly [type: string, given: NonNullable<RunOptions['in']>[string], bytes: ArrayBufferView][] =
  [
    ['float', new Float32Array([1, 2.5]), new Float32Array([2, 5])],
    ['float', [1, 2.5], new Float32Array([2, 5])],
    ['float', new Float32Array([9, 1, 2]).subarray(1), new Float32Array([2, 4])],
    ['double', new Float64Array([0.1]), new Float64Array([0.2])],
    ['int', new Int32Array([-4]), new Int32Array([-8])],
    ['uint', [4], new Uint32Array([8])],
    ['i16', new Int16Array([300]), new Int16Array([600])],
    ['u8', new Uint8ClampedArray([100]), new Uint8Array([200])],
    ['u8', Buffer.from([100]), new Uint8Array([200])],
    ['float', { bytes: new Uint8Array(new Float32Array([3]).buffer) }, new Float32Array([6])],
  ];

for (const [type, given, expected] of GIVEN)
  test(`a ${type}[] is given as ${Object.prototype.toString.call(given)} ${JSON.stringify(given)}`, async () => {
    const { diagnostics, outputs } = await twice(type, given);
    assert.is(pictureOf(diagnostics).trim(), '');
    const bytes = new Uint8Array(expected.buffer, expected.byteOffset, expected.byteLength);
    assert.equal([...(outputs.x?.bytes ?? [])], [...bytes]);
  });

test('a list of floats may hold NaN and infinities', async () => {
  const { outputs } = await twice('float', [Number.NaN, Number.POSITIVE_INFINITY]);
  assert.equal([...new Float32Array(new Uint8Array(outputs.x?.bytes ?? []).buffer)], [Number.NaN, Infinity]);
});

/** What a program without types gives. */
const untyped = (value: unknown): never => value as never;

const WRONG: Readonly<
  Record<string, () => Promise<{ readonly diagnostics: Parameters<typeof pictureOf>[0] }>>
> = {
  'PX0686-run-nothing': () => run(untyped(undefined)),
  'PX0686-run-list': () => run('a.px', untyped(['x'])),
  'PX0686-build-list': () => build(untyped(['a.px'])),
  'PX0686-compile-number': () => compile(untyped(3)),
  'PX0687-path-as-text': () => run('a.px', { in: { x: untyped('x.npy') } }),
  'PX0687-options-of-run': () =>
    run(
      'a.px',
      untyped({
        runner: 3,
        timeout: '5',
        in: [1],
        set: { a: {} },
        size: { n: '4' },
        threads: true,
        config: 7,
      }),
    ),
  'PX0687-files-as-text': () => build(untyped({ files: 'a.px', targets: 'wgsl' })),
  'PX0688-runer': () => run('a.px', untyped({ runer: 'cpu' })),
  'PX0688-nothing-near': () => compile('', untyped({ entirely: 1 })),
  'PX1303-gas': () =>
    withFiles({ 'fill.px': FILL }, (cwd) =>
      build({
        cwd,
        config: false,
        files: ['fill.px'],
        targets: ['pxi'],
        out: false,
        inputs: () => ({ size: { x: 4 }, gas: 40 }),
      }),
    ),
  'PX0711-typed-array': () => twice('float', new Float64Array(2)),
  'PX0711-an': () => twice('float', new Int8Array(2)),
  'PX0712-list': () => twice('u8', [1, 256]),
  'PX0712-list-of-text': () => twice('float', untyped([1, '2'])),
  'PX0712-hole': () => twice('float', untyped([1, undefined])),
};

for (const [name, call] of Object.entries(WRONG))
  test(`a wrong call has its picture: ${name}`, async () => {
    const { diagnostics } = await call();
    matchPicture('api-errors', name, pictureOf(diagnostics));
  });

test('every picture belongs to a call', () => refuseStrayPictures('api-errors', Object.keys(WRONG)));

test.run();
