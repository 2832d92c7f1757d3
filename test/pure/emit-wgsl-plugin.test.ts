// emit-wgsl as a plugin: files, headers, refusals and limits as a user sees them, and Dawn's check mapped back to the source.
import {
  type Compiled,
  compileText,
  contextFor,
  createPipeline,
  type Diagnostic,
  type EmitContext,
  emitFor,
  isPxosError,
  optimizeProgram,
  planProgram,
  renderDiagnostics,
} from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { builtins } from '../../plugins/builtins.ts';
import { emitModules } from '../../plugins/emit-wgsl/emit.ts';
import { wgslMetaOf } from '../../plugins/emit-wgsl/index.ts';
import { messages } from '../../plugins/emit-wgsl/messages.ts';
import { Names } from '../../plugins/emit-wgsl/names.ts';
import { complaintsOf, validate } from '../../plugins/emit-wgsl/validate.ts';
import { nagaComplaint } from '../naga.ts';

const pipeline = await createPipeline({ builtins });

async function emit(text: string) {
  const compiled = await compileText(pipeline, 'dir/case.px', text);
  const plan = await planProgram(pipeline, compiled);
  return emitFor(
    pipeline,
    compiled,
    { target: 'wgsl', plan, program: compiled.program },
    { validate: false },
  );
}

/** The errors of an emission as people see them. */
async function picture(text: string): Promise<string> {
  try {
    await emit(text);
  } catch (error) {
    if (isPxosError(error)) return renderDiagnostics(error.diagnostics, new Map([['dir/case.px', text]]));
    throw error;
  }
  return 'no error';
}

const kernel = (name: string, ...lines: readonly string[]): string =>
  `GPU_KERNEL ${name}\n${lines.join('\n')}\nGPU_END\n`;

const copy = (name: string): string =>
  kernel(name, 'GPU_PARAM x int[]', 'GPU_PARAM y int[]', 'GPU_THREAD_CODE:', '    STORE x[0] → y[0]');

test('a file with one kernel becomes one module, with several kernels one for each', async () => {
  const one = await emit(copy('only'));
  assert.equal(
    one.artifacts.map(({ path }) => path),
    ['case.wgsl'],
  );
  const two = await emit(`${copy('rows')}${copy('columns')}GPU_LAUNCH rows BLOCKS 1 THREADS 1\n`);
  assert.equal(
    two.artifacts.map(({ path }) => path),
    ['case.rows.wgsl', 'case.columns.wgsl'],
  );
  assert.equal(
    two.artifacts.map((artifact) => wgslMetaOf(artifact)?.kernel),
    ['rows', 'columns'],
  );
});

test('the block of the first launch is the default of the override constants', async () => {
  const { artifacts } = await emit(`${copy('rows')}GPU_LAUNCH rows BLOCKS 4 2 THREADS 8 4\n`);
  assert.equal(wgslMetaOf(artifacts[0]!)?.block, [8, 4, 1]);
});

/** A kernel that reads shared memory at its local index: with 64 threads of a block no check is needed. */
const shared = (block: string): string =>
  kernel(
    'turn',
    ...(block === '' ? [] : [`GPU_BLOCK ${block}`]),
    'GPU_PARAM x int[]',
    'GPU_SHARED s int 64',
    'GPU_THREAD_CODE:',
    '    LOCAL_ID → l',
    '    STORE l → s[l]',
    '    SYNC_THREADS',
    '    STORE s[l] → x[l]',
  );

async function emitOptimized(text: string): Promise<string> {
  const compiled = await compileText(pipeline, 'case.px', text);
  const program = await optimizeProgram(pipeline, compiled);
  const plan = await planProgram(pipeline, compiled);
  const { artifacts } = await emitFor(
    pipeline,
    compiled,
    { target: 'wgsl', plan, program },
    { validate: false },
  );
  assert.is(nagaComplaint(String(artifacts[0]?.contents)), undefined);
  return String(artifacts[0]?.contents);
}

test('a block shape that checks were left out for cannot be overridden', async () => {
  const text = await emitOptimized(`${shared('')}GPU_LAUNCH turn BLOCKS 2 THREADS 64\n`);
  assert.ok(text.includes('const block_x: u32 = 64u;\n'));
  assert.not(text.includes('override'));
  assert.not(text.includes('fn px_load_s'), 'the check was left out');
});

test('block shapes that checks were left out for bound what an override may set', async () => {
  const launches = 'GPU_LAUNCH turn BLOCKS 2 THREADS 64\nGPU_LAUNCH turn BLOCKS 2 THREADS 32\n';
  const text = await emitOptimized(`${shared('')}${launches}`);
  assert.ok(text.includes('override block_x: u32 = 64u;\n'));
  assert.ok(text.includes('if (block_x < 32u || block_x > 64u || block_y > 1u || block_z > 1u) { return; }'));
});

test('an override may set any shape where every access is checked', async () => {
  const text = await emitOptimized(`${shared('')}GPU_LAUNCH turn BLOCKS 2 THREADS 65\n`);
  assert.ok(text.includes('override block_x: u32 = 65u;\n'));
  assert.not(text.includes('block_x >'));
});

test('the header says where the module comes from and what WGSL cannot promise', async () => {
  const { artifacts } = await emit(copy('only'));
  const lines = String(artifacts[0]?.contents).split('\n');
  assert.match(
    lines[0]!,
    /^\/\/ Kernel only of dir\/case\.px \(sha256 [0-9a-f]{16}\), emitted as WGSL by pxos \d/,
  );
  assert.ok(
    lines.includes('// Entry point: only, one workgroup for each block, whose shape the override constants'),
  );
  assert.ok(lines.some((line) => /^\/\/ Plan: on the (cpu|gpu), /.test(line)));
  assert.ok(lines.some((line) => line.startsWith('// Precision: strict. ')));
});

test('double is refused with the backends that have it', async () => {
  assert.is(
    await picture(
      kernel(
        'wide',
        'GPU_PARAM x float[]',
        'GPU_THREAD_CODE:',
        '    SET x[0] → f',
        '    CONVERT f double → d',
        '    CONVERT (d * d) float → r',
        '    STORE r → x[0]',
      ),
    ),
    `error PX0820: \`wide\` uses double (the variable \`d\`), which WGSL does not have.
  --> dir/case.px:5:5
   |
 5 |     CONVERT f double → d
   |     ^^^^^^^^^^^^^^^^^^^^
  hint: Use float, or a backend that has double: \`cuda\`, \`rocm\` or \`wasm\` (\`GPU_TARGET\` pins the kernel to one).
`.trimEnd(),
  );
});

test('shared memory beyond every device is an error with the name of the limit', async () => {
  const text = kernel(
    'large',
    'GPU_PARAM x float[]',
    'GPU_SHARED s float 20000',
    'GPU_BLOCK 64',
    'GPU_THREAD_CODE:',
    '    STORE x[0] → s[0]',
    '    SYNC_THREADS',
    '    STORE s[1] → x[0]',
  );
  assert.match(
    await picture(text),
    /^error PX0821: `large` needs 80000 bytes of shared memory, but no WebGPU device has more than 65536 \(`maxComputeWorkgroupStorageSize`\)/,
  );
});

test('blocks that nest deeper than Dawn follows are an error', async () => {
  const body = Array.from({ length: 61 }, (_, k) => `${' '.repeat(k + 1)}IF x[0] > ${k}:`);
  const text = kernel(
    'deep',
    'GPU_PARAM x int[]',
    'GPU_THREAD_CODE:',
    ...body,
    `${' '.repeat(62)}STORE 1 → x[0]`,
  );
  assert.match(
    await picture(text),
    /^error PX0824: The blocks of `deep` nest too deep for WGSL, whose compilers follow 120 levels/,
  );
  const { artifacts } = await emit(text.replace(' IF x[0] > 0:\n', ''));
  assert.equal((await complaintsOf(String(artifacts[0]?.contents))) ?? [], []);
});

test('expressions of any depth that the language takes pass Dawn and naga', async () => {
  const nested = `${'(1 + '.repeat(190)}x[0]${')'.repeat(190)}`;
  const { artifacts } = await emit(
    kernel(
      'deep',
      'GPU_PARAM x int[]',
      'GPU_THREAD_CODE:',
      `    STORE ${nested} → x[0]`,
      `    STORE x[${nested}] → x[1]`,
    ),
  );
  const code = String(artifacts[0]?.contents);
  assert.is(nagaComplaint(code), undefined);
  assert.equal((await complaintsOf(code)) ?? [], []);
});

/** The diagnostics of an emission that works. */
async function warningsOf(text: string): Promise<readonly Diagnostic[]> {
  const compiled = await compileText(pipeline, 'dir/case.px', text);
  const plan = await planProgram(pipeline, compiled);
  const said: Diagnostic[] = [];
  emitModules(compiled.program, contextOf(compiled, plan, said));
  return said;
}

function contextOf(compiled: Compiled, plan: EmitContext['plan'], said: Diagnostic[]): EmitContext {
  const scoped = contextFor(pipeline, compiled.source);
  return {
    ...scoped,
    target: 'wgsl',
    plan,
    inputs: {},
    cwd: '.',
    original: compiled.program,
    log: { report: (diagnostic) => said.push(diagnostic), debug: () => {} },
  };
}

test('what WebGPU does not guarantee is a warning with the name of the limit', async () => {
  const arrays = Array.from({ length: 9 }, (_, k) => `GPU_PARAM a${k} int[]`);
  const reads = Array.from({ length: 8 }, (_, k) => `    STORE a${k}[0] → a8[${k}]`);
  const said = await warningsOf(kernel('many', ...arrays, 'GPU_THREAD_CODE:', ...reads));
  assert.equal(
    said.map(({ code, severity, message }) => `${severity} ${code}: ${message}`),
    [
      'warning PX0822: `many` needs 9 arrays, and WebGPU guarantees only 8 (`maxStorageBuffersPerShaderStage`).',
    ],
  );
});

test('what Dawn says against a module points at the line of the source', async () => {
  const text = copy('only');
  const compiled = await compileText(pipeline, 'dir/case.px', text);
  const plan = await planProgram(pipeline, compiled);
  const { artifacts } = await emitFor(
    pipeline,
    compiled,
    { target: 'wgsl', plan, program: compiled.program },
    { validate: false },
  );
  const [artifact] = artifacts;
  const broken = String(artifact!.contents).replace(
    'px_store_y(0u, px_load_x(0u))',
    'px_store_y(0u, nobody)',
  );
  const said: Diagnostic[] = [];
  await validate({ ...artifact!, contents: broken }, contextOf(compiled, plan, said));
  assert.equal(said.length, 1);
  assert.is(said[0]?.code, messages.refused.code);
  assert.match(said[0]!.message, /^Dawn refuses case\.wgsl:\d+: unresolved value 'nobody'/);
  assert.equal(said[0]?.place?.start.line, 5);
});

/** Every word that the WGSL specification lists, in three groups. */
const WORDS =
  `alias break case const const_assert continue continuing default diagnostic discard else enable false fn
for if let loop override requires return struct switch true var while NULL Self abstract active alignas alignof as asm
asm_fragment async attribute auto await become cast catch class co_await co_return co_yield coherent column_major common
compile compile_fragment concept const_cast consteval constexpr constinit crate debugger decltype delete demote
demote_to_helper do dynamic_cast enum explicit export extends extern external fallthrough filter final finally friend
from fxgroup get goto groupshared highp impl implements import inline instanceof interface layout lowp macro macro_rules
match mediump meta mod module move mut mutable namespace new nil noexcept noinline nointerpolation non_coherent
noncoherent noperspective null nullptr of operator package packoffset partial pass patch pixelfragment precise precision
premerge priv protected pub public readonly ref regardless register reinterpret_cast require resource restrict self set
shared sizeof smooth snorm static static_assert static_cast std subroutine super target template this thread_local throw
trait try type typedef typeid typename typeof union unless unorm unsafe unsized use using varying virtual volatile wgsl
where with writeonly yield bool f16 f32 i32 u32 array atomic ptr sampler texture_2d vec2 vec3 vec4 mat2x2 vec3f vec3u
read write read_write function private workgroup uniform storage abs all any arrayLength atan2 bitcast ceil clamp cos
cross dot exp extractBits floor fma fract insertBits length log max min mix normalize pow round select sign sin sqrt step
tan tanh transpose trunc workgroupBarrier workgroupUniformLoad subgroupAdd position main kernel block_x launch Launch
group local block thread px_div_i32 px_load_x _ __proto__ __x`.split(/\s+/);

test('every word of WGSL can be the name of a parameter, a variable, an array, a function and a kernel', async () => {
  for (const word of WORDS) assert.ok(!new Names().claim(word).startsWith('__'));
  const half = Math.ceil(WORDS.length / 2);
  const usable = WORDS.filter((word) => !/^(true|false|_)$/.test(word));
  for (const part of [usable.slice(0, half), usable.slice(half)]) {
    const sets = part.map(
      (word, k) => `    SET ${k} + n → ${word}\n    ADD ${word} 1 → ${word}\n    STORE ${word} → x[${k}]`,
    );
    const { artifacts } = await emit(
      kernel('all_words', 'GPU_PARAM x int[]', 'GPU_PARAM n int', 'GPU_THREAD_CODE:', ...sets),
    );
    const code = String(artifacts[0]?.contents);
    assert.is(nagaComplaint(code), undefined);
    assert.equal((await complaintsOf(code)) ?? [], []);
  }
  for (const word of [
    'fn',
    'min',
    'array',
    'vec3',
    'launch',
    'px_div_i32',
    'i32',
    'workgroupBarrier',
    '__proto__',
  ]) {
    const program = `GPU_FUNCTION ${word}_f\nGPU_PARAM ${word} int\nGPU_THREAD_CODE:\n    RETURN (${word} / 3)\nGPU_END\n${kernel(
      word,
      `GPU_PARAM ${word} int[]`,
      'GPU_PARAM n int',
      'GPU_SHARED loop int 4',
      'GPU_THREAD_CODE:',
      '    LOCAL_ID → local',
      '    STORE n → loop[local]',
      '    SYNC_THREADS',
      `    STORE (${word}_f(loop[0] / n)) → ${word}[local]`,
    )}GPU_LAUNCH ${word} BLOCKS 1 THREADS 4\n`;
    const code = String((await emit(program)).artifacts[0]?.contents);
    assert.is(nagaComplaint(code), undefined, word);
    assert.equal((await complaintsOf(code)) ?? [], [], word);
  }
});

test('arrays may have the names that access functions use inside', async () => {
  const names = ['i', 'value', 'expected', 'word', 'old', 'result'];
  const { artifacts } = await emit(
    kernel(
      'inner_names',
      ...names.map((name, k) => `GPU_PARAM ${name} ${k % 2 === 0 ? 'int[]' : 'u8[]'}`),
      'GPU_THREAD_CODE:',
      ...names.map((name) => `    STORE ${name}[1] → ${name}[0]`),
      '    ATOMIC_CAS old[0] 1 2 → i_',
      '    ATOMIC_ADD i[0] 1',
    ),
  );
  const code = String(artifacts[0]?.contents);
  assert.is(nagaComplaint(code), undefined);
  assert.equal((await complaintsOf(code)) ?? [], []);
  assert.ok(code.includes('return atomicAdd(&i_[i], value);'));
});

test.run();
