// The text of emitted WGSL: what each construct of the language becomes, to the byte.
import { build as b, type Expr, type Kernel, OPERATIONS, type Stmt } from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { legalize } from '../../plugins/emit-wgsl/emit.ts';
import { printModule } from '../../plugins/emit-wgsl/module.ts';
import { PRELUDE } from '../../plugins/emit-wgsl/prelude.ts';
import { nagaComplaint } from '../naga.ts';

function modulesOf(kernel: Kernel, functions: Parameters<typeof b.programOf>[1] = []) {
  const program = legalize(b.programOf(kernel, functions));
  const [lowered] = program.kernels;
  if (!lowered) throw new Error('no kernel');
  const result = printModule(lowered, {
    program,
    block: [64, 1, 1],
    fast: false,
    header: () => ['Header.'],
  });
  assert.is(nagaComplaint(result.text), undefined);
  return result;
}

const textOf = (kernel: Kernel): string => modulesOf(kernel).text;

/** The lines of the entry point behind the computation of its indices. */
function bodyOf(kernel: Kernel, functions: Parameters<typeof b.programOf>[1] = []): string {
  const { text, meta } = modulesOf(kernel, functions);
  const lines = text
    .slice(text.indexOf(`fn ${meta.entryPoint}(`))
    .split('\n')
    .slice(1, -2);
  return lines
    .map((line) => line.replace(/^ {2}/, ''))
    .filter((line) => !/^(let \w+ = (group \+|block \*)|if \(any\()/.test(line))
    .join('\n');
}

/** A kernel with a read-write int array `x`, locals of every type, and a scalar `n`. */
const kernelOf = (...body: readonly Stmt[]): Kernel =>
  b.kernel({
    name: 'main_kernel',
    params: [b.array('x', 'i32', 'readwrite'), b.value('n')],
    locals: [
      b.variable('i'),
      b.variable('j'),
      b.variable('u', 'u32'),
      b.variable('f', 'f32'),
      b.variable('c', 'bool'),
    ],
    body,
  });

const i = b.local('i');
const u = b.local('u', 'u32');
const f = b.local('f', 'f32');
const keep = (name: 'i' | 'u' | 'f' | 'c'): Stmt[] => {
  const type = { i: 'i32', u: 'u32', f: 'f32', c: 'bool' } as const;
  const value: Expr = b.local(name, type[name]);
  const stored = name === 'f' ? b.bitcast(value, 'i32') : b.convert(value, 'i32');
  return [b.store('x', b.i32(0), stored), b.store('x', b.i32(1), stored)];
};

test('a module has bindings, uniform block, block shape, accesses and entry point, in this order', () => {
  const kernel = b.kernel({
    name: 'saxpy',
    params: [b.array('x', 'f32'), b.array('y', 'f32', 'readwrite'), b.value('a', 'f32'), b.value('n')],
    locals: [b.variable('i')],
    body: [
      b.assign('i', b.threadId()),
      b.ifThen(b.compare(i, 'lt', b.param('n')), [
        b.store(
          'y',
          i,
          b.op('add', b.op('mul', b.param('a', 'f32'), b.load('x', i, 'f32')), b.load('y', i, 'f32')),
        ),
      ]),
    ],
  });
  assert.is(
    textOf(kernel),
    `// Header.

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;

struct Launch {
  first_block: vec3<u32>,
  extent: vec3<u32>,
  a: f32,
  n: i32,
  length_x: u32,
  length_y: u32,
}
@group(0) @binding(2) var<uniform> launch: Launch;

override block_x: u32 = 64u;
override block_y: u32 = 1u;
override block_z: u32 = 1u;

fn px_load_x(i: u32) -> f32 {
  if (i >= launch.length_x) { return 0.0; }
  return x[i];
}

fn px_load_y(i: u32) -> f32 {
  if (i >= launch.length_y) { return 0.0; }
  return y[i];
}

fn px_store_y(i: u32, value: f32) {
  if (i >= launch.length_y) { return; }
  y[i] = value;
}

@compute @workgroup_size(block_x, block_y, block_z)
fn saxpy(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_id) local: vec3<u32>) {
  let block = group + launch.first_block;
  let thread = block * vec3<u32>(block_x, block_y, block_z) + local;
  if (any(thread >= launch.extent)) { return; }
  let i = i32(thread.x);
  if (i < launch.n) {
    px_store_y(u32(i), launch.a * px_load_x(u32(i)) + px_load_y(u32(i)));
  }
}
`,
  );
});

test('the facts of a module say what a host binds, and where each line comes from', () => {
  const at = { start: { line: 7, column: 5 }, end: { line: 7, column: 9 } };
  const kernel = b.kernel({
    name: 'dim',
    params: [b.array('image', 'u8', 'readwrite'), b.value('by', 'f32'), b.value('on', 'bool')],
    body: [{ ...b.store('image', b.threadId(), b.i32(1)), at }],
  });
  const { meta, text } = modulesOf(kernel);
  const { lines, ...facts } = meta;
  assert.equal(facts, {
    format: 'wgsl-1',
    kernel: 'dim',
    entryPoint: 'dim',
    blockOverrides: ['block_x', 'block_y', 'block_z'],
    arrays: [{ param: 'image', binding: 0, element: 'u8', access: 'read_write', perWord: 4 }],
    uniform: {
      binding: 1,
      size: 48,
      fields: [
        { name: 'first_block', type: 'vec3<u32>', source: { kind: 'first' }, offset: 0 },
        { name: 'extent', type: 'vec3<u32>', source: { kind: 'extent' }, offset: 16 },
        { name: 'by', type: 'f32', source: { kind: 'value', param: 'by' }, offset: 28 },
        { name: 'on', type: 'u32', source: { kind: 'value', param: 'on' }, offset: 32 },
        { name: 'length_image', type: 'u32', source: { kind: 'length', param: 'image' }, offset: 36 },
      ],
    },
    block: [64, 1, 1],
    blockBlind: true,
    workgroup: { bytes: 0, bytesPerThread: 0 },
  });
  const [entry] = lines;
  assert.is(text.split('\n')[entry![0] - 1], '  px_store_image(u32(i32(thread.x)), 1);');
  assert.equal(entry!.slice(1), [7, 5]);
});

test('names that WGSL reserves are renamed, and what the module adds makes way for the names of the source', () => {
  const kernel = b.kernel({
    name: 'fn',
    params: [
      b.array('__proto__', 'f32'),
      b.array('array', 'f32', 'write'),
      b.value('launch'),
      b.value('loop'),
    ],
    shared: [b.shared('px_div_i32', 'i32', 4)],
    locals: [b.variable('thread'), b.variable('let'), b.variable('_')],
    body: [
      b.assign('thread', b.threadId()),
      b.assign('let', b.op('div', b.local('thread'), b.param('launch'))),
      b.assign('_', b.op('add', b.local('let'), b.param('loop'))),
      b.store('px_div_i32', b.local('_'), b.local('thread')),
      b.store('array', b.local('let'), b.load('__proto__', b.local('_'), 'f32')),
    ],
  });
  assert.is(
    bodyOf(kernel),
    `let thread = i32(thread_.x);
let let_ = px_div_i32(thread, launch.launch);
let v_ = let_ + launch.loop_;
px_store_px_div_i32_(u32(v_), thread);
px_store_array_(u32(let_), px_load_v__proto__(u32(v_)));`,
  );
});

test('a single-use variable goes into its use, one that is assigned once is a let, others are vars', () => {
  assert.is(
    bodyOf(
      kernelOf(
        b.assign('i', b.threadId()),
        b.assign('j', b.op('add', i, b.param('n'))),
        b.store('x', b.local('j'), i),
        b.assign('u', b.u32(3)),
        b.ifThen(b.compare(i, 'lt', b.i32(5)), [b.assign('u', b.op('add', u, b.u32(1)))]),
        b.forLoop('k', b.i32(0), b.i32(3), [b.assign('f', b.op('add', f, b.f32(1)))]),
        ...keep('u'),
        ...keep('f'),
      ),
    ),
    `let i = i32(thread.x);
px_store_x(u32(i + launch.n), i);
var u = 3u;
if (i < 5) {
  u = u + 1u;
}
var f: f32;
for (var k = 0; k < 3; k++) {
  f = f + 1.0;
}
px_store_x(0u, i32(u));
px_store_x(1u, i32(u));
px_store_x(0u, bitcast<i32>(f));
px_store_x(1u, bitcast<i32>(f));`,
  );
});

test('loops count with their own step where that cannot overflow, else they stop at their bound', () => {
  const use = (name: string): Stmt[] => [b.store('x', b.local(name), b.i32(1))];
  assert.is(
    bodyOf(
      kernelOf(
        b.forLoop('k', b.i32(0), b.param('n'), use('k')),
        b.forLoop('k', b.i32(9), b.i32(-1), use('k'), -2),
        b.forLoop('m', b.i32(0), b.op('add', b.param('n'), b.i32(1)), use('m'), 4),
        b.forLoop('d', b.i32(9), b.param('n'), use('d'), -4),
      ),
    ),
    `for (var k = 0; k < launch.n; k++) {
  px_store_x(u32(k), 1);
}
for (var k = 9; k > (-1); k -= 2) {
  px_store_x(u32(k), 1);
}
let m_end = launch.n + 1;
for (var m = 0; m < m_end; m = select(m_end, m + 4, (bitcast<u32>(m_end) - bitcast<u32>(m) > 4u))) {
  px_store_x(u32(m), 1);
}
for (var d = 9; d > launch.n; d = select(launch.n, d - 4, (bitcast<u32>(d) - bitcast<u32>(launch.n) > 4u))) {
  px_store_x(u32(d), 1);
}`,
  );
});

test('chains of conditions are flat, and nothing stands behind a BREAK', () => {
  assert.is(
    bodyOf(
      kernelOf(
        b.whileLoop(b.compare(b.load('x', b.i32(0)), 'gt', b.i32(0)), [
          b.ifThen(
            b.compare(b.threadId(), 'eq', b.i32(0)),
            [b.store('x', b.i32(0), b.i32(1))],
            [
              b.ifThen(
                b.compare(b.threadId(), 'eq', b.i32(1)),
                [b.continueLoop()],
                [b.breakLoop(), b.store('x', b.i32(0), b.i32(7))],
              ),
            ],
          ),
        ]),
      ),
    ),
    `while (px_load_x(0u) > 0) {
  if (i32(thread.x) == 0) {
    px_store_x(0u, 1);
  } else if (i32(thread.x) == 1) {
    continue;
  } else {
    break;
  }
}`,
  );
});

const EXPRESSIONS: readonly (readonly [string, Expr, string])[] = [
  ['sums and products need no parentheses', b.op('add', b.op('mul', i, i), i), 'i * i + i'],
  ['a sum inside a product has some', b.op('mul', b.op('add', i, i), i), '(i + i) * i'],
  ['a difference on the right keeps its own', b.op('sub', i, b.op('sub', i, i)), 'i - (i - i)'],
  [
    'bit operations chain only with themselves',
    b.op('and', b.op('and', i, i), b.op('or', i, i)),
    'i & i & (i | i)',
  ],
  ['negative literals have parentheses', b.op('sub', i, b.i32(-1)), 'i - (-1)'],
  [
    'a literal beside a literal is hidden from constant evaluation',
    b.op('add', b.i32(1), b.i32(2)),
    'px_opaque_i32(1) + 2',
  ],
  ['shift amounts are unsigned', b.op('shl', i, i), 'px_shl_i32(i, u32(i))'],
  [
    'SELECT has its operands the other way round',
    b.op('select', b.compare(i, 'lt', i), i, b.i32(0)),
    'select(0, i, (i < i))',
  ],
  ['`!=` on floats is the opposite of `==`', b.convert(b.compare(f, 'ne', f), 'i32'), 'i32(!(f == f))'],
  ['`!=` on integers is itself', b.convert(b.compare(i, 'ne', i), 'i32'), 'i32(i != i)'],
  ['float to int goes through its helper', b.convert(f, 'i32'), 'px_convert_i32(f)'],
  ['int to a narrow type keeps the low bits', b.convert(i, 'i8'), '(i << 24u) >> 24u'],
  ['NEG of NEG is no decrement', b.op('neg', b.op('neg', i)), '-(-i)'],
];

for (const [title, expr, text] of EXPRESSIONS)
  test(`expressions: ${title}`, () => {
    const body = bodyOf(
      kernelOf(
        b.assign('i', b.threadId()),
        b.assign('f', b.convert(i, 'f32')),
        b.store('x', i, expr),
        b.store('x', i, b.convert(f, 'i32')),
        b.store('x', i, b.convert(f, 'i32')),
      ),
    );
    assert.is(/px_store_x\(u32\(i\), (.*)\);/.exec(body)?.[1], text);
  });

test('every helper that the operation table names is in the prelude', () => {
  for (const { wgsl } of OPERATIONS)
    for (const form of Object.values(wgsl))
      if (form.form === 'helper') assert.ok(PRELUDE.has(form.name), form.name);
});

test('deep expressions are cut into variables, in the condition of a loop too', () => {
  let deep: Expr = b.local('i');
  for (let k = 0; k < 50; k++) deep = b.op('not', b.op('div', b.i32(k + 2), deep));
  const text = bodyOf(
    kernelOf(b.assign('i', b.threadId()), b.whileLoop(b.compare(deep, 'lt', i), [b.store('x', i, deep)])),
  );
  const parts = /^ *let px_part_\d+ = .*$/gm;
  assert.ok((text.match(parts) ?? []).length >= 4);
  assert.is(
    text
      .replace(parts, '  part')
      .replaceAll(/~.*(?= < i\)|\);$)/gm, 'rest')
      .replaceAll(/(?: *part\n)+/g, '  parts\n'),
    `let i = i32(thread.x);
while (true) {
  parts
  if (!(rest < i)) {
    break;
  }
  parts
  px_store_x(u32(i), rest);
}`,
  );
});

test('packed arrays are read by bits and written by compare-and-exchange', () => {
  const kernel = b.kernel({
    name: 'narrow',
    params: [b.array('a', 'i16'), b.array('r', 'bool', 'write')],
    body: [b.store('r', b.threadId(), b.compare(b.load('a', b.threadId()), 'gt', b.i32(0)))],
  });
  const text = textOf(kernel);
  assert.ok(
    text.includes(`@group(0) @binding(0) var<storage, read> a: array<u32>;
@group(0) @binding(1) var<storage, read_write> r: array<atomic<u32>>;
`),
  );
  assert.ok(
    text.includes(`fn px_load_a(i: u32) -> i32 {
  if (i >= launch.length_a) { return 0; }
  return extractBits(bitcast<i32>(a[i >> 1u]), (i & 1u) * 16u, 16u);
}

fn px_store_r(i: u32, value: bool) {
  if (i >= launch.length_r) { return; }
  let word = i >> 2u;
  var old = atomicLoad(&r[word]);
  loop {
    let result = atomicCompareExchangeWeak(&r[word], old, insertBits(old, u32(value), (i & 3u) * 8u, 8u));
    if (result.exchanged) { break; }
    old = result.old_value;
  }
}
`),
  );
});

test('shared arrays for each thread have a size that follows the block', () => {
  const kernel = b.kernel({
    name: 'sum',
    params: [b.array('x', 'i32'), b.array('r', 'i32', 'write')],
    locals: [b.variable('s')],
    body: [b.reduce('block', 'sum', b.load('x', b.threadId()), 's'), b.store('r', b.blockId(), b.local('s'))],
  });
  const { text, meta } = modulesOf(kernel);
  assert.ok(text.includes('override block_threads: u32 = block_x * block_y * block_z;\n'));
  assert.ok(text.includes('var<workgroup> px_scratch_i32: array<i32, block_threads>;\n'));
  assert.ok(text.includes('  let s = workgroupUniformLoad(&px_scratch_i32[0]);\n'));
  assert.equal(meta.workgroup, { bytes: 0, bytesPerThread: 4 });
});

test('functions with several results return a structure', () => {
  const divmod = b.functionDef({
    name: 'divmod',
    params: [b.value('a'), b.value('b')],
    results: ['i32', 'i32'],
    body: [b.returnValues(b.op('div', b.param('a'), b.param('b')), b.op('mod', b.param('a'), b.param('b')))],
  });
  const kernel = kernelOf(
    b.callInto(['i', 'j'], 'divmod', b.threadId(), b.i32(7)),
    b.store('x', b.local('j'), i),
  );
  assert.is(
    bodyOf(kernel, [divmod]),
    `let results = divmod(i32(thread.x), 7);
let i = results.result_0;
let j = results.result_1;
px_store_x(u32(j), i);`,
  );
  assert.ok(
    modulesOf(kernel, [divmod]).text.includes(`struct divmod_results { result_0: i32, result_1: i32 }

fn divmod(a: i32, b: i32) -> divmod_results {
  return divmod_results(px_div_i32(a, b), px_mod_i32(a, b));
}
`),
  );
});

test.run();
