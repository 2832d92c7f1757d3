// Every error of the runners and of what is handed to them that no command line reaches, as the exact text that people see.
import { execFileSync, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { openPipeline } from 'pxos';
import {
  type Artifact,
  build as b,
  type EvaluateOptions,
  evaluateRun,
  type Kernel,
  parseProgram,
  type RunOperation,
  type RunRequest,
} from 'pxos/core';
import { test } from 'uvu';
import { prepareRun, type RunInputs } from '../../core/run/index.ts';
import { assemble, lowerProgram } from '../../plugins/emit-wasm/index.ts';
import { CpuWorker } from '../../plugins/run-cpu/worker.ts';
import { matchPicture, pictureOf, refuseStrayPictures, thrownBy } from '../pictures.ts';
import { launchOf } from './launch.ts';
import { requestOf } from './request.ts';

// ------------------------------------------------------------------------------------------------ preparing a run

/** Prepares the run of a program that another front end made. */
const prepare = (text: string, inputs: RunInputs = {}) =>
  prepareRun(parseProgram(`pxir 1\n${text}`), inputs, { source: 'a.px' });
const FILL = `buffer x: i32 open write
kernel fill(x: i32[] write) {
  1 -> x[thread.x]
}
launch implicit fill over threads with x = buffer x`;

// ------------------------------------------------------------------------------------------------ on the CPU

const X = b.array('x', 'i32', 'readwrite');
const fill = b.kernel({ name: 'fill', params: [X], body: [b.store('x', b.threadId(), b.i32(1))] });
const seeing = b.kernel({ name: 'seeing', params: [X], body: [b.store('x', b.localId(), b.i32(1))] });
const endless = b.kernel({
  name: 'endless',
  params: [X],
  body: [b.whileLoop(b.bool(true), [b.store('x', b.i32(0), b.i32(1))])],
});
const escaping = b.kernel({
  name: 'escaping',
  params: [X],
  body: [b.store('x', b.i32(0), { ...b.load('x', b.i32(2 ** 28)), proven: true })],
});

const artifactOf = (kernel: Kernel): Artifact => {
  const { module, meta } = lowerProgram(b.programOf(kernel));
  return { target: 'wasm', path: 'a.wasm', contents: assemble(module), meta: { ...meta } };
};
const FOUR = { name: 'x', element: 'i32', length: 4 } as const;

const pipeline = await openPipeline({ config: false });
await pipeline.runner('cpu');

/** Runs a kernel over four elements on the CPU. */
const runOnCpu = (kernel: Kernel, parts: Partial<RunRequest> = {}): Promise<unknown> =>
  pipeline.hooks.run.for('cpu').promise(
    requestOf({
      program: b.programOf(kernel),
      artifacts: [artifactOf(kernel)],
      buffers: [FOUR],
      operations: [launchOf(kernel, { threads: 4 })],
      outputs: ['x'],
      ...parts,
    }),
  );

/** A launch of the kernel that sees its blocks, in a shape of its own. */
const shaped = (grid: readonly [number, number, number], block: readonly [number, number, number]) => ({
  operations: [launchOf(seeing, { grid, block })],
});

// ------------------------------------------------------------------------------------------------ on the evaluator

/** Evaluates a kernel, or other operations, over four elements. */
function evaluate(
  kernel: Kernel,
  options: EvaluateOptions = {},
  operations?: readonly RunOperation[],
): unknown {
  const launch = launchOf(kernel, { block: [8, 1, 1] });
  return evaluateRun(
    { program: b.programOf(kernel), buffers: [FOUR], operations: operations ?? [launch] },
    options,
  );
}

/** Threads 0 to 2 of 8 wait at the barrier; the verifier would not let it pass. */
const divergent = b.kernel({
  name: 'divergent',
  params: [X],
  body: [b.ifThen(b.compare(b.localId(), 'lt', b.i32(3)), [b.barrier()])],
});

const givenUp = (): AbortSignal => AbortSignal.abort();

// ------------------------------------------------------------------------------------------------ the pictures

/** By code and slug: what throws. */
const CASES: Readonly<Record<string, () => unknown>> = {
  'PX0558-no-threads': () => prepare(FILL, { threads: 0 }),
  'PX0568-no-block-shape': () => prepare(FILL.replace('thread.x', 'local.x'), { threads: 4 }),
  'PX0571-copy-of-another-type': () =>
    prepare('buffer a: i32 open read\nbuffer b: f32 open write\ncopy to gpu a -> b count 1', {
      size: { a: 1 },
    }),
  'PX0572-freed': () =>
    prepare('buffer a: i32 allocated readwrite\nalloc a elements 4\nfree a\nwrite file a -> "a.bin"'),
  'PX0576-nothing': () => prepare(''),
  'PX0753-block': () => runOnCpu(seeing, shaped([1, 1, 1], [32, 33, 1])),
  'PX0754-blocks': () => runOnCpu(seeing, shaped([2 ** 20, 2 ** 12, 1], [1, 1, 1])),
  'PX0756-no-artifact': () => runOnCpu(fill, { artifacts: [artifactOf(seeing)] }),
  'PX0757-damaged-artifact': () =>
    runOnCpu(fill, { artifacts: [{ ...artifactOf(fill), contents: new Uint8Array(8) }] }),
  'PX0758-trap': () => runOnCpu(escaping),
  'PX0759-worker-ends': () =>
    new CpuWorker('setTimeout(() => process.exit(3), 10);').run(
      {
        hash: '',
        module: new Uint8Array(),
        memory: 0,
        buffers: [],
        operations: [],
        outputs: [],
        timeout: 5000,
      },
      5000,
      new AbortController().signal,
    ),
  'PX0760-given-up': () => runOnCpu(fill, { signal: givenUp() }),
  'PX0761-no-buffer': () => runOnCpu(fill, { outputs: ['z'] }),
  'PX0794-divergent-barrier': () => evaluate(divergent),
  'PX0796-given-up': () => evaluate(endless, { signal: givenUp() }),
  'PX0798-wrong-proof': () => evaluate(escaping),
  'PX0799-no-buffer': () => evaluate(fill, {}, [{ kind: 'copy', step: 0, from: 'x', to: 'y', count: 1 }]),
};

for (const [name, work] of Object.entries(CASES))
  test(`${name} looks like its picture`, async () => {
    matchPicture('runner-errors', name, pictureOf(await thrownBy(work)));
  });

// ------------------------------------------------------------------------------------------------ too little memory

const NO_MEMORY = 'PX0752-no-memory';

/**
 * Asks for 3 GiB in a process that may not get more than one: `prlimit` takes the rest away while it runs. It is bundled
 * before, since loading TypeScript needs memory of WebAssembly, too.
 */
const SHORT_OF_MEMORY = `
  import { execFileSync } from 'node:child_process';
  import { readFileSync } from 'node:fs';
  import { run } from 'pxos';
  import { pictureOf } from './test/pictures.ts';
  const held = Number(/VmSize:\\s+(\\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024;
  execFileSync('prlimit', ['--pid', String(process.pid), '--as=' + (held + 2 ** 30)]);
  const text = ['GPU_KERNEL fill', 'GPU_PARAM x u8[]', 'GPU_THREAD_CODE:', '    STORE 1 → x[0]', 'GPU_END', ''].join('\\n');
  const config = { options: { 'run-cpu': { inProcess: true } } };
  const { diagnostics } = await run('a.px', { text, config, runner: 'cpu', threads: 1, size: { x: 3 * 2 ** 30 } });
  process.stdout.write(pictureOf(diagnostics));
`;

const canLimit = spawnSync('prlimit', ['--version']).status === 0;
if (!canLimit) console.log(`  skipping ${NO_MEMORY}: there is no command prlimit`);
(canLimit ? test : test.skip)(`${NO_MEMORY} looks like its picture`, () => {
  // Beside the packages, which stay outside the bundle.
  const outfile = resolve('node_modules', `.short-of-memory-${process.pid}.mjs`);
  const stdin = { contents: SHORT_OF_MEMORY, resolveDir: process.cwd(), loader: 'ts' } as const;
  try {
    buildSync({
      stdin,
      outfile,
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
    });
    const text = execFileSync(process.execPath, [outfile], { encoding: 'utf8', timeout: 60_000 });
    matchPicture('runner-errors', NO_MEMORY, text);
  } finally {
    rmSync(outfile, { force: true });
  }
});

test('every picture belongs to a case', () =>
  refuseStrayPictures('runner-errors', [...Object.keys(CASES), NO_MEMORY]));

test.run();
