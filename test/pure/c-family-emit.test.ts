// Whole files of the C family: what is refused with which code, what the header says, how the host part follows the program and its plan.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type Artifact,
  build as b,
  type EmitContext,
  HostUse,
  isPxosError,
  lowerMatrices,
  type Plan,
  type Program,
  printHostProgram,
} from '../../core/index.ts';
import { cudaProgram } from '../../plugins/emit-cuda/emit.ts';
import { metalProgram } from '../../plugins/emit-metal/emit.ts';
import { hipProgram } from '../../plugins/emit-rocm/emit.ts';

type Emit = (program: Program, context: EmitContext) => readonly Artifact[];

const PLAN: Plan = { planner: 'test', profile: 'desk', steps: [], copies: [], seconds: 0.0025 };

function contextOf(program: Program, precision: 'strict' | 'fast' = 'strict', plan = PLAN): EmitContext {
  return {
    source: { path: 'folder/case.px', text: '', hash: '0123456789abcdef' },
    inputs: {},
    cwd: '.',
    config: {
      root: '.',
      files: [],
      targets: [],
      out: '.',
      plugins: [],
      builtins: true,
      precision,
      machine: {
        name: 'desk',
        cpu: { operations: 1, bandwidth: 1, launch: 0 },
        gpu: {
          present: false,
          operations: 1,
          bandwidth: 1,
          launch: 0,
          start: 0,
          link: 0,
          copy: 0,
          limits: { threadsPerBlock: 256, sharedBytes: 32768, buffersPerKernel: 8, bufferBytes: 1 },
        },
      },
      timeout: 60,
      pluginTimeout: 60,
      gas: 24,
      run: { runner: 'auto', set: {}, size: {} },
      options: {},
    },
    log: { report: () => {}, debug: () => {} },
    signal: new AbortController().signal,
    target: 'test',
    plan,
    original: program,
  };
}

const emit = (make: Emit, program: Program, precision?: 'strict' | 'fast'): string =>
  String(make(program, contextOf(program, precision))[0]?.contents);

/** Codes and messages of a refusal. */
function refusal(make: Emit, program: Program): readonly string[] {
  try {
    make(program, contextOf(program));
  } catch (error) {
    if (isPxosError(error)) return error.diagnostics.map(({ code, message }) => `${code} ${message}`);
    throw error;
  }
  return [];
}

const OUT = b.array('out', 'i32', 'readwrite');
const put = b.store('out', b.i32(0), b.i32(1));
const kernel = (parts: Partial<Parameters<typeof b.kernel>[0]>) =>
  b.kernel({ name: 'main', params: [OUT], body: [put], ...parts });

test('Metal refuses doubles and names the targets that have them', () => {
  const array = b.programOf(kernel({ params: [OUT, b.array('wide', 'f64')] }));
  assert.equal(refusal(metalProgram, array), [
    'PX0800 `metal` has no `double`, which `wide` of kernel `main` uses.',
  ]);
  assert.equal(refusal(cudaProgram, array), []);
  const inside = b.programOf(
    kernel({ body: [b.store('out', b.i32(0), b.convert(b.op('sqrt', b.f64(2)), 'i32'))] }),
  );
  assert.equal(refusal(metalProgram, inside), ['PX0800 `metal` has no `double`, which kernel `main` uses.']);
});

test('shared arrays beyond the limit of a target are refused with the name of the limit', () => {
  const program = b.programOf(kernel({ shared: [b.shared('tile', 'i32', 10000)], block: [32, 1, 1] }));
  assert.equal(refusal(metalProgram, program), [
    'PX0801 The shared arrays of `main` take 40000 bytes; the limit `maxThreadgroupMemoryLength` of metal is 32768.',
  ]);
  assert.equal(refusal(cudaProgram, program), []);
  const larger = b.programOf(kernel({ shared: [b.shared('tile', 'i32', 20000)], block: [32, 1, 1] }));
  assert.equal(refusal(cudaProgram, larger), [
    'PX0801 The shared arrays of `main` take 80000 bytes; the limit `static shared memory per block` of cuda is 49152.',
  ]);
  assert.match(String(refusal(hipProgram, larger)), 'PX0801');
});

test('blocks of more threads than the hardware runs are refused for kernels that see them', () => {
  const sees = b.store('out', b.localId(), b.i32(1));
  const program = (body: typeof sees): Program => ({
    ...b.programOf(kernel({ body: [body] })),
    steps: [
      b.launch('main', [b.bindBuffer('out')], { kind: 'grid', blocks: [b.i32(1)], threads: [b.i32(2048)] }),
    ],
  });
  assert.equal(refusal(cudaProgram, program(sees)), [
    'PX0802 `main` is launched in blocks of 2048 threads; the limit `maxThreadsPerBlock` of cuda is 1024.',
  ]);
  assert.equal(refusal(cudaProgram, program(put)), []);
});

test('a matrix statement checks shapes, gives the result its own and launches its kernel', () => {
  const program = lowerMatrices(
    b.program({
      buffers: [b.buffer('shape', 'u8'), b.buffer('w', 'i8'), b.buffer('c', 'i32', 'write')],
      steps: [{ kind: 'matrix', op: 'matmul', operands: ['shape', 'w'], result: 'c' }],
    }),
  );
  const [artifact] = cudaProgram(program, contextOf(program));
  const text = String(artifact?.contents);
  const block = text.slice(text.indexOf('// MATMUL'), text.indexOf('px::write_output(shape_'));
  assert.is(
    block.trim(),
    `// MATMUL
    {
        const px::Shape shape = px::matmul_shape(shape_, w);
        const int inner = px::inner_length(shape_, w);
        px::give_shape(c, shape);
        const px::Grid grid = px::covering_grid("matmul_u8_i8_i32", {c.length, 1, 1}, {256, 1, 1});
        px::print_time("matmul_u8_i8_i32", px::gpu::launch("matmul_u8_i8_i32", kernels::matmul_u8_i8_i32, grid, shape_.read<unsigned char>(), shape_.count(), w.read<signed char>(), w.count(), c.write<int>(), c.count(), inner), options);
    }`,
  );
});

test('a product that replaces one of its factors gets a place of its own first', () => {
  const program = lowerMatrices(
    b.program({
      buffers: [b.buffer('a', 'f32', 'readwrite'), b.buffer('w', 'f32')],
      steps: [{ kind: 'matrix', op: 'matmul', operands: ['a', 'w'], result: 'a' }],
    }),
  );
  const [artifact] = cudaProgram(program, contextOf(program));
  const text = String(artifact?.contents);
  assert.match(text, 'px::Array px_result("a", 4);\n        px::give_shape(px_result, shape);');
  assert.match(
    text,
    'grid, a.read<float>(), a.count(), w.read<float>(), w.count(), px_result.write<float>()',
  );
  assert.match(text, 'px::take_over(a, px_result);');
});

test('more arrays than Metal binds are refused', () => {
  const arrays = Array.from({ length: 31 }, (_, i) => b.array(`a${i}`, 'i32', 'readwrite'));
  const program = b.programOf(kernel({ params: arrays, body: [b.store('a0', b.i32(0), b.i32(1))] }));
  assert.match(refusal(metalProgram, program)[0] ?? '', /^PX0804 `main` needs 31 buffers/);
});

test('the header says what to build with and what is not promised', () => {
  const program = b.programOf(kernel({}));
  const strict = emit(cudaProgram, program);
  assert.match(strict, '// CUDA C++ of folder/case.px (SHA-256 0123456789abcdef…), made by pxOS');
  assert.match(strict, '//   nvcc -std=c++17 -O3 -fmad=false -o case case.cu');
  assert.match(strict, '// Plan of test for desk, about 2.50 ms:');
  assert.match(emit(cudaProgram, program, 'fast'), '-use_fast_math');
  assert.match(emit(hipProgram, program), '#pragma clang fp contract(off)');
  assert.not.match(emit(hipProgram, program, 'fast'), '#pragma clang fp contract');
  assert.match(emit(metalProgram, program), '#pragma METAL fp math_mode(safe)');
  assert.not.match(emit(metalProgram, program, 'fast'), '#pragma METAL');
});

test('a path cannot break out of the comment that names it', () => {
  const program = b.programOf(kernel({}));
  const context = contextOf(program);
  const source = { ...context.source, path: 'a\\\nint evil;\u2028.px' };
  const text = String(cudaProgram(program, { ...context, source })[0]?.contents);
  assert.match(text, '// CUDA C++ of a/ int evil; .px (SHA-256');
});

const TARGET = { launch: () => ({ before: [], call: '0' }) };

const host = (parts: Partial<Program>, plan?: Plan): string => {
  const program = b.program({
    buffers: [b.buffer('x', 'f32'), b.buffer('image', 'pixel', 'readwrite', 'file')],
    ...parts,
  });
  const text = printHostProgram(program, [], TARGET, new HostUse(), { plan, large: [] }).render({
    style: 'none',
    source: '',
    output: '',
  });
  return text.slice(text.indexOf('    px::take_input('), text.lastIndexOf('    px::write_output(x'));
};

test('host statements follow the program', () => {
  const n = b.host('n');
  assert.is(
    host({
      settings: [b.setting('count', 'u8'), b.setting('gain', 'f32')],
      steps: [
        { kind: 'set', name: 'n', value: b.op('div', b.op('add', b.host('count'), b.i32(255)), b.i32(256)) },
        { kind: 'set', name: 'n', value: b.op('mul', n, b.i32(2)) },
        { kind: 'alloc', buffer: 'x', size: { kind: 'elements', count: n } },
        { kind: 'alloc', buffer: 'x', size: { kind: 'matrix', rows: n, columns: b.host('image.width') } },
        { kind: 'read-image', path: 'in "1".png', buffer: 'image' },
        { kind: 'copy', direction: 'to-gpu', from: 'x', to: 'image', count: b.i32(4) },
        { kind: 'set', name: 'image.width', value: b.i32(8) },
        { kind: 'write-image', buffer: 'image', path: 'out.png' },
        { kind: 'free', buffer: 'x' },
        { kind: 'select', device: b.i32(1) },
        { kind: 'sync' },
      ],
    }),
    [
      '    px::take_input(x, options, true);',
      '    const int count = px::whole_setting<int>("count", options, 0, 255);',
      '    const float gain = px::real_setting<float>("gain", options);',
      '',
      '    // SET',
      '    int n = px_add_i32(count, 255) / 256;',
      '',
      '    // SET',
      '    n = px_mul_i32(n, 2);',
      '',
      '    // GPU_ALLOC',
      '    px::allocate(x, n, options);',
      '',
      '    // GPU_ALLOC',
      '    px::allocate_matrix(x, n, image.width, options);',
      '',
      '    // READ_IMAGE',
      '    px::read_image(image, px::path("in \\"1\\".png", options));',
      '',
      '    // GPU_COPY',
      '    px::copy(x, image, 4);',
      '',
      '    // SET',
      '    image.width = 8;',
      '',
      '    // WRITE_IMAGE',
      '    px::write_image(image, px::path("out.png", options));',
      '',
      '    // GPU_FREE',
      '    px::free(x, options);',
      '',
      '    // GPU_SELECT',
      '    px::select(1, {&x, &image});',
      '',
      '    // GPU_SYNC',
      '    px::gpu::synchronize();',
      '',
      '',
    ].join('\n'),
  );
});

test('copies stand where the plan puts them', () => {
  const copies: Plan['copies'] = [
    { before: 0, buffer: 'x', direction: 'to-gpu', bytes: 4000 },
    { before: 1, buffer: 'x', direction: 'to-cpu' },
  ];
  assert.match(
    host({ steps: [{ kind: 'sync' }] }, { ...PLAN, copies }),
    [
      '    if (x.length >= 0) x.upload();  // planned upload of 4000 bytes',
      '    // GPU_SYNC',
      '    px::gpu::synchronize();',
      '',
      '    if (x.length >= 0) x.download();  // planned download',
    ].join('\n'),
  );
});

test('the CUDA and the HIP program of a kernel differ in nothing but their names, their includes and their pragma', () => {
  const program = b.programOf(kernel({}));
  const body = (make: Emit): string => {
    const text = emit(make, program);
    return text.slice(text.indexOf('struct px_launch')).replaceAll(/\b(?:cuda|hip)(?=[A-Z])/g, 'gpu');
  };
  assert.is(body(hipProgram), body(cudaProgram));
  assert.not.match(emit(hipProgram, program), /cuda(?=[A-Z])/);
});

/** Lines of the emitted program that hold what only pictures, settings or stated grids need. */
const RUNTIME = [
  'class Inflate',
  'encode(',
  'whole_setting',
  'real_setting',
  'stated_grid',
  'struct Bounds',
  '[--root',
];

test('a program carries the part of the host runtime that it uses, and no more', () => {
  const text = emit(cudaProgram, b.programOf(kernel({})));
  assert.equal(
    RUNTIME.filter((part) => text.includes(part)),
    [],
  );
  const pictures = emit(cudaProgram, {
    ...b.programOf(kernel({})),
    buffers: [b.buffer('image', 'pixel', 'readwrite', 'file')],
    settings: [b.setting('gain', 'f32')],
    steps: [
      { kind: 'read-image', path: 'in.png', buffer: 'image' },
      { kind: 'write-image', path: 'out.png', buffer: 'image' },
    ],
  });
  assert.equal(
    RUNTIME.filter((part) => pictures.includes(part)),
    ['class Inflate', 'encode(', 'real_setting', '[--root'],
  );
});

test.run();
