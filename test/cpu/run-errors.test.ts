// Every error of runs and data files as the exact text that people see, with its exit code.
import { symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import { encodeArray } from '../../core/data/index.ts';
import { defaultMachineProfile } from '../../core/index.ts';
import { type CommandCase, commandPictures, refuseStrayPictures } from '../pictures.ts';
import type { Files } from '../pure/command-line.ts';

/** y = a · x for as many elements as x has. */
const SCALE = `GPU_KERNEL scale
GPU_PARAM x float[]
GPU_PARAM y float[]
GPU_PARAM a float
GPU_THREAD_CODE:
    THREAD_ID → i
    STORE x[i] * a → y[i]
GPU_END
`;
const INVERT = `GPU_KERNEL invert
GPU_PARAM p pixel[]
GPU_THREAD_CODE:
    THREAD_ID X → x
    THREAD_ID Y → y
    STORE p[x + y] ^ 0xFFFFFF → p[x + y]
GPU_END
`;
const ADD = `GPU_KERNEL add
GPU_PARAM k int[]
GPU_PARAM n u8
GPU_THREAD_CODE:
    THREAD_ID → i
    STORE k[i] + n → k[i]
GPU_END
`;
const GROUP = `GPU_KERNEL group
GPU_PARAM k int[]
GPU_THREAD_CODE:
    LOCAL_ID → i
    STORE i → k[i]
GPU_END
`;

interface Case {
  readonly px: string;
  /** Flags behind `pxos run a.px`. */
  readonly flags?: string;
  readonly files?: Files;
  readonly config?: string;
  readonly prepare?: (folder: string) => void;
  /** The exit code; 1 unless given. */
  readonly code?: number;
}

const npy = async (): Promise<Uint8Array> =>
  encodeArray('x.npy', { element: 'f32', length: 4, bytes: new Uint8Array(16), shape: [2, 2] });
/** A `.npy` file of 2 × 2 floats with a change in its header. */
const header = async (from: string, to: string): Promise<Uint8Array> => {
  const text = Buffer.from(await npy()).toString('latin1');
  return Buffer.from(text.replace(from, to), 'latin1');
};
const png = await encodeArray('x.png', {
  element: 'pixel',
  length: 6,
  bytes: new Uint8Array(24),
  shape: [2, 3],
});
const good = '--in x=x.bin --set a=2';
const x = { 'x.bin': 'eight by' };

const STAND_IN = (run: string): string => `export default {
  builtins: ['run-cpu'],
  plugins: [{
    name: 'mine',
    runs: { runner: 'cpu', target: 'ir', device: 'cpu' },
    apply({ hooks }) { hooks.run.for('cpu').tapPromise('mine', async () => (${run})); },
  }],
};`;

/** A machine whose GPU costs nothing. */
const EAGER = {
  ...defaultMachineProfile,
  gpu: {
    ...defaultMachineProfile.gpu,
    start: 0,
    launch: 0,
    copy: 0,
    link: 0,
    operations: 1e15,
    bandwidth: 1e15,
  },
};
/** A GPU in the place of the real one: what a look for its adapter and a run do. */
const GPU = (probe: string, run: string, settings = ''): string => `export default {
  ${settings}
  plugins: [{
    name: 'mine',
    runs: { runner: 'gpu', target: 'wgsl', device: 'gpu', probe: async () => (${probe}) },
    apply({ hooks }) { hooks.run.for('gpu').tapPromise('mine', async () => { ${run} }); },
  }],
};`;
/** By its look enough work for the GPU of the default machine profile. */
const HEAVY = `GPU_KERNEL heavy
GPU_PARAM x int[]
GPU_THREAD_CODE:
    THREAD_ID → i
    FOR k IN 0..2000000000:
        IF k >= x[i]:
            BREAK
        ENDIF
    ENDFOR
    STORE i → x[i]
GPU_END
`;
const ENDLESS = `GPU_KERNEL endless
GPU_PARAM y int[]
GPU_THREAD_CODE:
    SET 0 → i
    WHILE i < 1:
        STORE 0 → y[0]
    ENDWHILE
GPU_END
`;
const BESIDE = `GPU_KERNEL beside
GPU_PARAM x float[]
GPU_PARAM y float[]
GPU_THREAD_CODE:
    THREAD_ID → i
    STORE x[i + 2] → y[i]
GPU_END
`;
const four = { 'x.bin': new Uint8Array(16) };

/** By code and slug. */
const CASES: Readonly<Record<string, Case>> = {
  'PX0550-no-setting': { px: SCALE, flags: '--in x=x.bin', files: x },
  'PX0551-no-input': { px: SCALE, flags: '--set a=2' },
  'PX0551-nothing-given': { px: SCALE },
  'PX0552-unknown-names': { px: SCALE, flags: '--in xs=x.bin --set aa=1 --size z=4 --out w=w.bin' },
  'PX0553-unknown-kernel': { px: SCALE + ADD, flags: '--kernel scael' },
  'PX0554-which-kernel': { px: SCALE + ADD },
  'PX0555-own-launches': { px: `${ADD}GPU_LAUNCH add BLOCKS 1 THREADS 4\n`, flags: '--threads 8' },
  'PX0556-no-threads': {
    px: ADD.replace('k[i] + n', 'n'),
    flags: '--set n=1',
  },
  'PX0557-setting-range': { px: ADD, flags: '--set n=256 --size k=4' },
  'PX0557-setting-text': { px: SCALE, flags: '--set a=two --in x=x.bin', files: x },
  'PX0559-other-length': {
    px: `GPU_ALLOC x float 4\n${SCALE}GPU_LAUNCH scale BLOCKS 1 THREADS 4\n`,
    flags: good,
    files: x,
  },
  'PX0560-not-givable': { px: `GPU_ALLOC x float 4\n${SCALE}`, flags: '--size x=8 --set a=1' },
  'PX0560-set-by-program': { px: `SET 2.0 → a\n${SCALE}`, flags: good, files: x },
  'PX0561-never-used': { px: SCALE + ADD, flags: '--kernel add --set n=1 --size k=4 --out y=y.bin' },
  'PX0562-empty': { px: SCALE, flags: '--in x=x.json --set a=2', files: { 'x.json': '[]' } },
  'PX0562-all-empty': {
    px: SCALE,
    flags: '--in x=x.json --in y=x.json --set a=2',
    files: { 'x.json': '[]' },
  },
  'PX0562-pipeline': {
    px: `${INVERT.replace(/\n.*Y → y/, '').replaceAll('x + y', 'x')}PIPELINE: invert ON p\n`,
    flags: '--in p=p.bin',
    files: { 'p.bin': '' },
  },
  'PX0564-two-axes': { px: INVERT, flags: '--size p=6' },
  'PX0563-different-lengths': {
    px: SCALE.replace('x[i] * a', 'x[i] * y[i] * a'),
    flags: '--in x=x.json --in y=y.json --set a=2',
    files: { 'x.json': '[1, 2, 3]', 'y.json': '[1, 2]' },
    code: 0,
  },
  'PX0565-size': {
    px: `SET 0 - n → m\nGPU_ALLOC x float m\n${SCALE}`
      .replace('n →', 'a →')
      .replaceAll('a float', 'a int')
      .replace('* a', '* 2.0'),
    flags: '--set a=3',
  },
  'PX0565-blocks': {
    px: `${GROUP}GPU_LAUNCH group BLOCKS m / 4 THREADS 4\n`,
    flags: '--set m=3',
  },
  'PX0566-block': { px: `${GROUP}GPU_LAUNCH group BLOCKS 1 THREADS m\n`, flags: '--set m=2048' },
  'PX0567-threads': {
    px: `${GROUP}GPU_LAUNCH group BLOCKS m THREADS 256\n`,
    flags: '--set m=2147483647 --size k=4',
  },
  'PX0569-too-large': { px: `GPU_ALLOC x double m\n`, flags: '--set m=2000000000' },
  'PX0570-copy': { px: 'GPU_ALLOC d float 4\nGPU_COPY_TO_GPU x → d n\n', flags: '--set n=5 --size x=9' },
  'PX0573-no-width': { px: `${INVERT}PIPELINE: invert ON p\n`, flags: '--size p=6' },
  'PX0574-shape': { px: `${INVERT}PIPELINE: invert ON p\n`, flags: '--size p=6 --set p.width=4' },
  'PX0577-raw-image': { px: 'GPU_ALLOC p pixel 4\nWRITE_FILE p TO p.png\n' },
  'PX0578-read-back': {
    px: 'GPU_ALLOC p int 4\nWRITE_FILE p TO p.bin\nREAD_FILE p.bin INTO q AS float\n',
  },
  'PX0591-no-gpu': {
    px: GROUP.replace('GPU_PARAM', 'GPU_TARGET webgpu\nGPU_BLOCK 4\nGPU_PARAM'),
    flags: '--size k=4',
    config: 'export default { builtins: ["run-webgpu"] };',
  },
  'PX0592-sanitize': { px: SCALE, flags: `${good} --sanitize --runner cpu`, files: x },
  'PX0593-no-hardware': {
    px: HEAVY,
    flags: '--size x=1000',
    config: GPU("{ hardware: false, reason: 'there is no adapter' }", ''),
    code: 0,
  },
  'PX0594-fell-back': {
    px: SCALE,
    flags: good,
    files: x,
    config: GPU(
      "{ hardware: true, device: 'mine' }",
      "throw new Error('the cable is loose');",
      `machine: ${JSON.stringify(EAGER)},`,
    ),
    code: 0,
  },
  'PX0596-nothing-back': {
    px: SCALE,
    flags: `${good} --runner cpu`,
    files: x,
    config: STAND_IN('{ info: {}, buffers: {}, timings: [] }'),
  },
  'PX0597-sanitizing': { px: SCALE, flags: `${good} --sanitize`, files: x, code: 0 },
  'PX0700-no-file': { px: 'READ_FILE x.bin INTO x AS float\n' },
  'PX0700-no-input-file': { px: SCALE, flags: good },
  'PX0701-folder': { px: SCALE, flags: good, files: { 'x.bin/': '' } },
  'PX0702-links-in-a-circle': {
    px: SCALE,
    flags: good,
    prepare: (folder) => symlinkSync('x.bin', join(folder, 'x.bin')),
  },
  'PX0703-too-large': {
    px: SCALE,
    flags: good,
    files: x,
    prepare: (folder) => truncateSync(join(folder, 'x.bin'), 2 ** 33),
  },
  'PX0704-out-is-folder': { px: SCALE, flags: `${good} --out y=y.bin`, files: { ...x, 'y.bin/': '' } },
  'PX0705-numbers-as-text': { px: SCALE, flags: '--in x=x.csv --set a=2', files: { 'x.csv': '1,2,3,4\n' } },
  'PX0705-other-type': { px: ADD, flags: '--in k=k.f32 --set n=2', files: { 'k.f32': 'four' } },
  'PX0705-no-extension': { px: SCALE, flags: '--in x=x --set a=2', files: { x: 'four' } },
  'PX0705-output': { px: SCALE, flags: `${good} --out y=y.txt`, files: x },
  'PX0706-one-file': { px: SCALE, flags: `${good} --out x=y.bin --out y=./y.bin`, files: x },
  'PX0707-json-too-large': {
    px: SCALE,
    flags: '--in x=x.json --set a=2',
    files: { 'x.json': '' },
    prepare: (folder) => truncateSync(join(folder, 'x.json'), 2 ** 29),
  },
  'PX0710-raw-length': { px: SCALE, flags: good, files: { 'x.bin': 'nine byte' } },
  'PX0715-no-npy': { px: SCALE, flags: '--in x=x.npy --set a=2', files: { 'x.npy': 'not numpy' } },
  'PX0716-npy-cut-off': {
    px: SCALE,
    flags: '--in x=x.npy --set a=2',
    files: { 'x.npy': (await npy()).subarray(0, 140) },
  },
  'PX0717-npy-type': {
    px: SCALE,
    flags: '--in x=x.npy --set a=2',
    files: { 'x.npy': await header('<f4', '<f8') },
  },
  'PX0718-npy-big-endian': {
    px: SCALE,
    flags: '--in x=x.npy --set a=2',
    files: { 'x.npy': await header('<f4', '>f4') },
  },
  'PX0719-npy-fortran': {
    px: SCALE,
    flags: '--in x=x.npy --set a=2',
    files: { 'x.npy': await header('False', 'True ') },
  },
  'PX0725-json': { px: SCALE, flags: '--in x=x.json --set a=2', files: { 'x.json': '{"x": [1]}' } },
  'PX0726-json-nan': { px: SCALE, flags: '--in x=x.json --set a=2', files: { 'x.json': '[1,\n NaN]' } },
  'PX0727-json-nested': { px: SCALE, flags: '--in x=x.json --set a=2', files: { 'x.json': '[[1], [2]]' } },
  'PX0728-json-range': { px: ADD, flags: '--in k=k.json --set n=2', files: { 'k.json': '[1, 2.5]' } },
  'PX0729-json-infinite': {
    px: SCALE.replace('x[i] * a', 'a / 0.0'),
    flags: `--size x=4 --set a=2 --out y=y.json`,
  },
  'PX0735-png-cut-off': {
    px: 'READ_IMAGE p.png INTO p\n',
    files: { 'p.png': png.subarray(0, 60) },
  },
  'PX0736-png-of-floats': { px: SCALE, flags: '--in x=x.png --set a=2', files: { 'x.png': png } },
  'PX0737-png-without-width': { px: INVERT, flags: '--size p=6 --threads 3x2 --out p=p.png' },
  'PX0750-time-limit': { px: ENDLESS, flags: '--threads 1 --runner cpu --timeout 0.5' },
  'PX0751-more-than-4-gib': {
    px: SCALE.replaceAll('float', 'double'),
    flags: '--size x=300000000 --size y=300000000 --set a=2 --runner cpu',
  },
  'PX0790-outside': { px: BESIDE, flags: '--in x=x.bin --runner reference', files: four, code: 0 },
  'PX0791-outside': { px: BESIDE, flags: '--in x=x.bin --sanitize', files: four },
  'PX0792-too-much-memory': { px: SCALE, flags: '--size x=1000000000 --set a=2 --runner reference' },
  'PX0793-outside': { px: BESIDE, flags: '--in x=x.bin --runner reference', files: four, code: 0 },
  'PX0795-time-limit': { px: ENDLESS, flags: '--threads 1 --runner reference --timeout 0.5' },
};

commandPictures(
  'run-errors',
  Object.fromEntries(
    Object.entries(CASES).map(([name, { px, flags, files, code = 1, ...rest }]): [string, CommandCase] => [
      name,
      {
        ...rest,
        argv: flags === undefined ? 'run a.px' : `run a.px ${flags}`,
        files: { 'a.px': px, ...files },
        code,
      },
    ]),
  ),
);
test('every picture belongs to a case', () => refuseStrayPictures('run-errors', Object.keys(CASES)));

test.run();
