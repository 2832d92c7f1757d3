// The cost model: legality before cost, the whole program with residency, ties to the CPU, and reasons that people can follow.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  defaultMachineProfile,
  knownSizes,
  type MachineProfile,
  type Plan,
  parseProgram,
} from '../../core/index.ts';
import { type KernelWork, makePlan, workOf } from '../../plugins/plan-cost/index.ts';

/** A machine with round figures: the GPU computes a hundred times faster, and everything around it costs. */
const MACHINE: MachineProfile = {
  name: 'round',
  cpu: { operations: 1e9, bandwidth: 1e10, launch: 1e-6 },
  gpu: {
    present: true,
    operations: 1e11,
    bandwidth: 1e11,
    launch: 1e-5,
    start: 1e-3,
    link: 1e10,
    copy: 1e-5,
    limits: { threadsPerBlock: 256, sharedBytes: 16384, buffersPerKernel: 8, bufferBytes: 2 ** 27 },
  },
};
const gpuOf = (change: Partial<MachineProfile['gpu']>): MachineProfile => ({
  ...MACHINE,
  gpu: { ...MACHINE.gpu, ...change },
});
const cpuOf = (change: Partial<MachineProfile['cpu']>): MachineProfile => ({
  ...MACHINE,
  cpu: { ...MACHINE.cpu, ...change },
});

/** A kernel that does so much work on each element. */
const kernel = (name: string, trips: number, head = ''): string =>
  `
kernel ${name}(x: f32[] read, y: f32[] write) {
  ${head}
  local v: f32
  for k: i32 in 0 .. ${trips} {
    (@v * 1.5) + 0.5 -> v
  }
  v + x[thread.x] -> y[thread.x]
}
`.replaceAll('@v', 'v');
const launch = (name: string, x: string, y: string): string =>
  `launch ${name} over threads with x = buffer ${x}, y = buffer ${y}\n`;
const CHAIN = (trips: number, [a, b, c]: readonly [string, string, string] = ['a', 'b', 'c']): string => `
buffer ${a}: f32 open read
buffer ${b}: f32 allocated readwrite
buffer ${c}: f32 open write
${kernel('one', trips)}
${kernel('two', 1)}
alloc ${b} elements 1
${launch('one', a, b)}
${launch('two', b, c)}`;
const SINGLE = (trips: number, head = ''): string => `
buffer a: f32 open read
buffer b: f32 open write
${kernel('one', trips, head)}
${launch('one', 'a', 'b')}`;

function plan(text: string, n: number | undefined, profile: MachineProfile = MACHINE): Plan {
  const program = parseProgram(`pxir 1\n${text}`);
  const lengths = new Map(n === undefined ? [] : program.buffers.map((buffer) => [buffer.name, n]));
  const threads = new Map(n === undefined ? [] : program.steps.map((_step, index) => [index, n]));
  return makePlan({ program, profile, lengths, threads });
}
const devices = ({ steps }: Plan): string => steps.map((step) => step.device).join(' ');
const copies = (p: Plan): string[] => p.copies.map((c) => `${c.before} ${c.buffer} ${c.direction}`);

test('little work stays on the CPU, much work goes to the GPU with what it needs', () => {
  const small = plan(SINGLE(100), 100);
  assert.equal([devices(small), copies(small)], ['cpu', []]);
  const large = plan(SINGLE(100), 1_000_000);
  assert.equal([devices(large), copies(large)], ['gpu', ['0 a to-gpu', '1 b to-cpu']]);
});

test('every term says how it came about', () => {
  const [step] = plan(SINGLE(100), 1_000_000).steps;
  assert.equal(
    step?.gpu?.terms.map(({ name, why }) => `${name}: ${why}`),
    [
      'compute: 1 000 000 threads × 405 operations / 1.0e11 per s',
      'memory: 8 000 000 bytes / 1.0e11 per s',
      'launch: fixed cost of a launch',
      'start: adapter, device and pipelines, once',
      'upload a: 4 000 000 bytes / 1.0e10 per s + fixed cost of a copy',
      'download b: 4 000 000 bytes / 1.0e10 per s + fixed cost of a copy',
    ],
  );
  assert.is(step?.reason, '6 ms here, 406 ms on the CPU');
});

test('the two sides of a step add up to the seconds of the plan', () => {
  for (const n of [100, 1_000_000]) {
    const made = plan(SINGLE(100), n);
    const [step] = made.steps;
    const own = step?.device === 'gpu' ? step.gpu : step?.cpu;
    assert.ok(Math.abs(own!.seconds - made.seconds) < 1e-12);
    const sum = own!.terms.reduce((all, term) => all + term.seconds, 0);
    assert.ok(Math.abs(sum - own!.seconds) < 1e-12);
  }
});

test('the size at which the answer turns round is where it does', () => {
  const { flipsAt } = plan(SINGLE(100), 100).steps[0]!;
  assert.is(devices(plan(SINGLE(100), flipsAt! - 1)), 'cpu');
  assert.is(devices(plan(SINGLE(100), flipsAt! + 1)), 'gpu');
  assert.is(plan(SINGLE(0), 100, gpuOf({ link: 1e9 })).steps[0]!.flipsAt, undefined);
});

test('data stay on the GPU between two launches in a row, even where the second alone would not go there', () => {
  const n = 1_000_000;
  const slowLink = gpuOf({ link: 5e8 });
  const alone = plan(SINGLE(1), n, slowLink);
  assert.is(devices(alone), 'cpu');
  const both = plan(CHAIN(100), n, slowLink);
  assert.equal([devices(both), copies(both)], ['host gpu gpu', ['1 a to-gpu', '3 c to-cpu']]);
});

test('a tie goes to the CPU', () => {
  const even = gpuOf({ operations: 1e9, bandwidth: 1e10, launch: 1e-6, start: 0, link: 0, copy: 0 });
  const made = plan(SINGLE(100), 1000, even);
  assert.is(devices(made), 'cpu');
  assert.match(made.steps[0]!.reason, /^both take .*, and ties go to the CPU$/);
});

test('without a hardware GPU nothing is planned onto it', () => {
  const made = plan(SINGLE(100), 1_000_000, gpuOf({ present: false }));
  assert.is(devices(made), 'cpu');
  assert.is(made.steps[0]!.reason, 'only the CPU is left, since there is no hardware GPU');
  assert.equal(copies(made), []);
});

test('only another machine profile gives another device and other copies', () => {
  const of = (machine: MachineProfile): unknown => {
    const made = plan(SINGLE(100), 1_000_000, machine);
    return [devices(made), copies(made)];
  };
  assert.equal(of(MACHINE), ['gpu', ['0 a to-gpu', '1 b to-cpu']]);
  assert.equal(of(cpuOf({ operations: 1e12 })), ['cpu', []]);
});

test('what a device cannot run is not weighed', () => {
  const reason = (text: string, profile = MACHINE): string => plan(text, 1_000_000, profile).steps[0]!.reason;
  assert.is(reason(SINGLE(100, 'target "cpu"')), 'only the CPU is left, since GPU_TARGET pins it to cpu');
  assert.is(reason(SINGLE(0, 'target "cuda"')), 'only the GPU is left, since GPU_TARGET pins it to cuda');
  assert.is(
    reason(SINGLE(0, 'target "cuda"'), gpuOf({ present: false })),
    'only the GPU is left, since GPU_TARGET pins it to cuda, although there is no hardware GPU',
  );
  assert.is(
    reason(SINGLE(100).replaceAll('f32', 'f64').replaceAll('1.5', '1.5d').replaceAll('0.5', '0.5d')),
    'only the CPU is left, since it computes with doubles, which WebGPU does not have',
  );
  assert.is(
    reason(SINGLE(100, 'shared s: f32[5000]')),
    'only the CPU is left, since its shared memory takes 20000 bytes, and the limit sharedBytes is 16384',
  );
  assert.is(
    reason(SINGLE(100), gpuOf({ limits: { ...MACHINE.gpu.limits, buffersPerKernel: 1 } })),
    'only the CPU is left, since it has 2 arrays, and the limit buffersPerKernel is 1',
  );
  assert.is(
    reason(SINGLE(100), gpuOf({ limits: { ...MACHINE.gpu.limits, bufferBytes: 1000 } })),
    'only the CPU is left, since an array has 4 000 000 bytes, and the limit bufferBytes is 1 000',
  );
  assert.is(
    reason(SINGLE(100, 'shape 512 1 1\n  shared s: f32[1]')),
    'only the CPU is left, since its blocks have 512 threads, and the limit threadsPerBlock is 256',
  );
});

test('more bytes are never cheaper, more bandwidth is never slower', () => {
  const sizes = [1, 10, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];
  for (const text of [SINGLE(1), SINGLE(100), CHAIN(10)]) {
    let before = 0;
    for (const n of sizes) {
      const { seconds } = plan(text, n);
      assert.ok(seconds >= before, `${n}`);
      before = seconds;
      for (const faster of [
        gpuOf({ link: 2e10 }),
        gpuOf({ bandwidth: 2e11 }),
        gpuOf({ operations: 2e11 }),
        cpuOf({ bandwidth: 2e10 }),
        cpuOf({ operations: 2e9 }),
      ])
        assert.ok(plan(text, n, faster).seconds <= seconds, `${n}`);
    }
  }
});

test('a plan does not depend on names', () => {
  const rename = (text: string): string =>
    text.replace(
      /(upload|download|GPU_ALLOC) (zz|m|a)\b/g,
      (_all, verb: string, name: string) => `${verb} ${{ zz: 'a', m: 'b', a: 'c' }[name]}`,
    );
  for (const n of [100, 100_000, 1_000_000]) {
    const one = JSON.stringify(plan(CHAIN(100), n).steps);
    const other = JSON.stringify(plan(CHAIN(100, ['zz', 'm', 'a']), n).steps);
    assert.is(rename(other), one);
  }
});

test('unknown sizes are assumed and said so; their copies have no bytes', () => {
  const made = plan(SINGLE(100), undefined);
  assert.match(made.steps[0]!.cpu!.terms[0]!.why, /^1 048 576 threads × 405 operations .* \(size assumed\)$/);
  assert.ok(made.copies.every((copy) => copy.bytes === undefined));
});

test('branches on which threads disagree cost both sides on the GPU', () => {
  const program = parseProgram(`pxir 1
kernel k(x: i32[] readwrite) {
  local f: f32
  if x[thread.x] == 0 {
    sqrt(f) -> f
  } else {
    sqrt(f) -> f
  }
}`);
  const work = workOf(program, program.kernels[0]!);
  assert.is(work.divergent, true);
  assert.ok(work.lockstepOperations > work.operations);
});

test('sizes that follow from the program need no facts', () => {
  const program = parseProgram(`pxir 1
buffer a: i32 allocated readwrite
buffer b: i32 stage readwrite
setting s: i32
kernel k(x: i32[] readwrite) {
}
set 8 -> n
set @n:i32 * 2 -> m
alloc a elements @m:i32
alloc b like a
launch k blocks (@n:i32, 2) threads (4) with x = buffer a
launch k over elements b with x = buffer b
launch k blocks (@s) threads (4) with x = buffer a`);
  const alone = knownSizes(program);
  assert.equal(
    [...alone.lengths],
    [
      ['a', 16],
      ['b', 16],
    ],
  );
  assert.equal(
    [...alone.threads],
    [
      [4, 64],
      [5, 16],
    ],
  );
  assert.is(knownSizes(program, { values: new Map([['s', 3]]) }).threads.get(6), 12);
});

test('a kernel that cannot see its blocks gets a square for pictures and a line for the rest', () => {
  const blocks = (extent: string): unknown =>
    plan(SINGLE(1).replace('over threads', extent), 1000).steps[0]!.block;
  assert.equal(blocks('over threads'), [256, 1, 1]);
  assert.equal(blocks('over pixels a'), [16, 16, 1]);
  assert.equal(blocks('blocks (4) threads (32)'), undefined);
});

test('the default machine plans large work onto its GPU and small work onto its CPU', () => {
  assert.is(devices(plan(SINGLE(1000), 100, defaultMachineProfile)), 'cpu');
  assert.is(devices(plan(SINGLE(1000), 20_000_000, defaultMachineProfile)), 'gpu');
});

test('a program of many buffers is planned without delay', () => {
  const names = Array.from({ length: 40 }, (_, i) => `b${i}`);
  const text = [
    ...names.map((name) => `buffer ${name}: f32 open readwrite`),
    kernel('one', 10),
    ...names.slice(1).map((name, i) => launch('one', names[i]!, name)),
  ].join('\n');
  const made = plan(text, 100_000);
  assert.is(made.steps.length, 39);
  assert.is(new Set(made.steps.map((step) => step.device)).size, 1);
});

/** The work of a kernel with the arrays x (read only) and y (written), an int n and the locals i, j (int) and f (float). */
function work(statements: string, values: { readonly n?: number } = {}): KernelWork {
  const program = parseProgram(`pxir 1
function slow(a: f32) -> f32 {
  return exp($a)
}
kernel k(x: i32[] read, y: i32[] write, n: i32) {
  shape 64 1 1
  local i: i32, j: i32, f: f32
  ${statements}
}`);
  return workOf(program, program.kernels[0]!, values);
}
const operations = (statements: string, values: { readonly n?: number } = {}): number =>
  work(statements, values).operations;

test('loops whose bounds follow from constants and parameters run as often as they say', () => {
  const turn = operations('for k in 0 .. 100 {\n x[k] -> i\n }') / 100;
  for (const [header, trips, values] of [
    ['0 .. $n', 37, { n: 37 }],
    ['$n .. 0 step -2', 19, { n: 37 }],
    ['0 .. 1000 step 10', 100, {}],
    ['5 .. $n', 0, { n: 5 }],
  ] as const) {
    const { operations: all, assumed } = work(`for k in ${header} {\n x[k] -> i\n }`, values);
    assert.is(all, turn * trips, header);
    assert.is(assumed, false);
  }
  const through = work('$n / 2 -> j\n for k in 0 .. j {\n x[k] -> i\n }', { n: 40 });
  assert.is(through.operations - operations('$n / 2 -> j'), turn * 20);
});

test('a loop inside whose bound is the variable of the outer one counts with its mean', () => {
  const turn = operations('for k in 0 .. 100 {\n x[k] -> i\n }') / 100;
  const triangle = operations('for o in 0 .. 101 {\n for k in 0 .. o {\n x[k] -> i\n }\n }');
  assert.is(triangle, 101 * (2 + 50 * turn));
});

test('loops of which nothing is known are assumed, and said so', () => {
  const turn = operations('for k in 0 .. 100 {\n x[k] -> i\n }') / 100;
  for (const statements of [
    'for k in 0 .. $n {\n x[k] -> i\n }',
    'for k in 0 .. (thread.x) {\n x[k] -> i\n }',
    'x[0] -> j\n for k in 0 .. j {\n x[k] -> i\n }',
    '1 -> j\n 2 -> j\n for k in 0 .. j {\n x[k] -> i\n }',
    'j + 1 -> j\n for k in 0 .. j {\n x[k] -> i\n }',
  ]) {
    const { assumed, operations: all } = work(statements);
    assert.is(assumed, true, statements);
    assert.ok(all >= 16 * turn && all < 17 * turn, statements);
  }
});

test('what a short loop has as a constant in each turn costs nothing', () => {
  const plain = operations('for k in 0 .. 5 {\n x[i] -> i\n }');
  assert.is(operations('for k in 0 .. 5 {\n x[i] -> i\n (k * 4) + 3 -> j\n }'), plain);
  assert.is(plain, 5 * operations('x[i] -> i'));
  assert.ok(operations('for k in 0 .. 50 {\n x[i] -> i\n (k * 4) + 3 -> j\n }') > 10 * plain);
});

test('functions and group operations cost more on the CPU than their units of a GPU, divisions by constants less', () => {
  for (const statement of ['exp(f) -> f', 'slow(f) -> f', 'reduce block sum i -> i']) {
    const { operations: cpu, lockstepOperations: gpu } = work(statement);
    assert.ok(cpu > 2 * gpu, statement);
  }
  assert.ok(operations('i / 7 -> i') < operations('i / j -> i'));
});

test('functions that call each other twice are weighed without delay', () => {
  const functions = Array.from({ length: 60 }, (_, level) =>
    level === 0
      ? 'function f0(a: f32) -> f32 {\n return $a + 1.0\n}'
      : `function f${level}(a: f32) -> f32 {\n return f${level - 1}($a) + f${level - 1}($a)\n}`,
  );
  const program = parseProgram(`pxir 1
${functions.join('\n')}
kernel k(y: f32[] write) {
  f59(1.0) -> y[thread.x]
}`);
  assert.ok(workOf(program, program.kernels[0]!).operations > 2 ** 59);
});

test('what the run gives back is fetched: written open arrays, else the others that are written, else what is named', () => {
  const ALLOCATED = `
buffer a: f32 open read
buffer b: f32 allocated readwrite
${kernel('one', 100)}
alloc b elements 1000000
${launch('one', 'a', 'b')}`;
  const made = plan(ALLOCATED, 1_000_000);
  assert.equal(copies(made), ['1 a to-gpu', '2 b to-cpu']);
  assert.ok(made.steps[1]!.gpu!.terms.some(({ name }) => name === 'download b'));
  assert.equal(copies(plan(CHAIN(100), 1_000_000)), ['1 a to-gpu', '3 c to-cpu']);
  const program = parseProgram(`pxir 1\n${CHAIN(100)}`);
  const facts = {
    program,
    profile: MACHINE,
    lengths: new Map(program.buffers.map(({ name }) => [name, 1_000_000])),
    threads: new Map(program.steps.map((_step, index) => [index, 1_000_000])),
  };
  assert.equal(copies(makePlan({ ...facts, outputs: ['b'] })), ['1 a to-gpu', '3 b to-cpu']);
});

test('the values of a launch count in its plan: those of the program, and those that a run has resolved', () => {
  const text = (value: string) => `
setting s: i32
buffer a: f32 open read
buffer b: f32 open write
kernel one(x: f32[] read, y: f32[] write, n: i32) {
  local v: f32
  for k in 0 .. $n {
    v * 1.5 -> v
  }
  v + x[thread.x] -> y[thread.x]
}
launch one over threads with x = buffer a, y = buffer b, n = ${value}`;
  const operationsOf = (made: Plan): string => made.steps[0]!.cpu!.terms[0]!.why;
  assert.match(operationsOf(plan(text('50'), 10)), /× 155 operations \/ 1\.0e9 per s$/);
  assert.match(operationsOf(plan(text('@s'), 10)), /× 53 operations .*\(loop trips assumed\)$/);
  const program = parseProgram(`pxir 1\n${text('@s')}`);
  const made = makePlan({
    program,
    profile: MACHINE,
    lengths: new Map(),
    threads: new Map([[0, 10]]),
    parameters: new Map([[0, { n: 50 }]]),
  });
  assert.match(operationsOf(made), /× 155 operations \/ 1\.0e9 per s$/);
});

test.run();
