// How kernels are written in the C family: declarations, inlined temporaries, loops, names, helpers, ways back to the source.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  build as b,
  type Kernel,
  lowerGroups,
  nameScope,
  type Program,
  printGlobalKernels,
  type Stmt,
} from '../../core/index.ts';
import { CUDA } from '../../plugins/emit-cuda/index.ts';

const RENDERING = { style: 'none', source: 'case.px', output: 'case.cu' } as const;

const file = (program: Program, style: 'none' | 'comments' | 'directives' = 'none'): string =>
  printGlobalKernels(program, CUDA).text.render({ ...RENDERING, style });

const PARAMS = [
  b.array('x', 'f32'),
  b.array('y', 'f32', 'readwrite'),
  b.array('k', 'i32', 'readwrite'),
  b.value('n'),
];

/** The body of a kernel over x, y, k and n, without the guard of its first line. */
function bodyOf(body: readonly Stmt[], parts: Partial<Kernel> = {}): string {
  const locals = [...'abcdefgs'].map((name) =>
    b.variable(name, name === 'f' || name === 'g' ? 'f32' : 'i32'),
  );
  const text = file(b.programOf(b.kernel({ name: 'test', params: PARAMS, locals, body, ...parts })));
  const start = text.indexOf('px_beyond(px)) return;\n') + 'px_beyond(px)) return;\n'.length;
  return text
    .slice(start, text.indexOf('\n}\n', start))
    .split('\n')
    .map((line) => line.replace(/^ {4}/, ''))
    .join('\n');
}

const a = b.local('a');
const s = b.local('s');
const n = b.param('n');
const x = (at: Parameters<typeof b.load>[1]) => b.load('x', at, 'f32');

test('a temporary that is used once moves into its use', () => {
  assert.is(
    bodyOf([
      b.assign('a', b.threadId()),
      b.assign('f', x(a)),
      b.assign('g', b.op('mul', b.local('f', 'f32'), b.f32(2))),
      b.store('y', a, b.local('g', 'f32')),
    ]),
    [
      'const int a = (int)(blockIdx.x * blockDim.x + threadIdx.x);',
      'px_store_f32(y, y_length, a, px_load_f32(x, x_length, a) * 2.0f);',
    ].join('\n'),
  );
});

test('a load does not move past a store', () => {
  assert.is(
    bodyOf([
      b.assign('f', b.load('y', b.i32(0), 'f32')),
      b.store('y', b.i32(0), b.f32(1)),
      b.store('y', b.i32(1), b.local('f', 'f32')),
    ]),
    [
      'const float f = px_load_f32(y, y_length, 0);',
      'px_store_f32(y, y_length, 0, 1.0f);',
      'px_store_f32(y, y_length, 1, f);',
    ].join('\n'),
  );
});

test('a load does not move past a barrier, nor past an atomic in a branch', () => {
  const use = b.store('y', b.i32(1), b.local('f', 'f32'));
  const get = b.assign('f', x(b.i32(0)));
  const inBlock = { block: [32, 1, 1] } as const;
  const withBarrier = file(
    b.programOf(
      b.kernel({
        name: 't',
        params: PARAMS,
        locals: [b.variable('f', 'f32')],
        body: [get, b.barrier(), use],
        ...inBlock,
      }),
    ),
  );
  assert.match(withBarrier, 'const float f = px_load_f32(x, x_length, 0);\n    __syncthreads();');
  assert.match(
    bodyOf([get, b.ifThen(b.compare(n, 'gt', b.i32(0)), [b.atomic('add', 'k', b.i32(0), b.i32(1))]), use]),
    /^const float f = px_load/,
  );
});

test('a value does not move past an assignment to what it reads', () => {
  assert.is(
    bodyOf([
      b.assign('s', n),
      b.assign('a', b.op('add', s, b.i32(1))),
      b.assign('s', b.i32(9)),
      b.store('k', s, a),
    ]),
    ['int s = n;', 'const int a = px_add_i32(s, 1);', 's = 9;', 'px_store_i32(k, k_length, s, a);'].join(
      '\n',
    ),
  );
});

test('a value does not move into the condition of a loop, which runs again and again', () => {
  assert.is(
    bodyOf([
      b.assign('a', b.load('k', b.i32(0))),
      b.whileLoop(b.compare(s, 'lt', a), [b.assign('s', b.op('add', s, b.i32(1)))]),
    ]),
    [
      'const int a = px_load_i32(k, k_length, 0);',
      'int s = 0;',
      'while (s < a) {',
      '    s = px_add_i32(s, 1);',
      '}',
    ].join('\n'),
  );
});

test('a local that branches assign is declared as zero ahead of them', () => {
  assert.is(
    bodyOf([
      b.ifThen(b.compare(n, 'gt', b.i32(0)), [b.assign('a', b.i32(1))], [b.assign('a', b.i32(2))]),
      b.store('k', a, a),
    ]),
    [
      'int a = 0;',
      'if (n > 0) {',
      '    a = 1;',
      '} else {',
      '    a = 2;',
      '}',
      'px_store_i32(k, k_length, a, a);',
    ].join('\n'),
  );
});

test('a local that keeps its value from one iteration to the next is declared outside the loop', () => {
  assert.is(
    bodyOf([
      b.forLoop('j', b.i32(0), n, [
        b.store('k', b.local('j'), s),
        b.assign('s', b.op('add', s, b.local('j'))),
        b.assign('a', b.op('mul', s, s)),
        b.store('k', a, a),
      ]),
    ]),
    [
      'int s = 0;',
      'for (int j = 0; j < n; ++j) {',
      '    px_store_i32(k, k_length, j, s);',
      '    s = px_add_i32(s, j);',
      '    const int a = px_mul_i32(s, s);',
      '    px_store_i32(k, k_length, a, a);',
      '}',
    ].join('\n'),
  );
});

test('a counted loop cannot run past the end of its type', () => {
  const body = [b.store('k', b.local('j'), b.i32(1))];
  assert.match(bodyOf([b.forLoop('j', b.i32(0), b.i32(64), body, 3)]), 'for (int j = 0; j < 64; j += 3) {');
  assert.match(bodyOf([b.forLoop('j', n, b.i32(0), body, -1)]), 'for (int j = n; j > 0; --j) {');
  assert.is(
    bodyOf([b.forLoop('j', b.i32(0), n, body, 3)]),
    [
      '{',
      '    int j = 0;',
      '    for (unsigned int j_left = px_trips_up_i32(j, n, 3u); j_left != 0u; --j_left, j = px_add_i32(j, 3)) {',
      '        px_store_i32(k, k_length, j, 1);',
      '    }',
      '}',
    ].join('\n'),
  );
});

test('the end of a loop is evaluated once', () => {
  assert.match(
    bodyOf([b.forLoop('j', b.i32(0), b.load('k', b.i32(0)), [b.store('k', b.i32(0), b.local('j'))])]),
    'const int j_end = px_load_i32(k, k_length, 0);\nfor (int j = 0; j < j_end; ++j) {',
  );
  assert.match(
    bodyOf([
      b.assign('s', n),
      b.forLoop('j', b.i32(0), s, [b.assign('s', b.op('sub', s, b.local('j'))), b.store('k', s, s)]),
    ]),
    'const int j_end = s;\nfor (int j = 0; j < j_end; ++j) {',
  );
});

test('chains of branches stay flat', () => {
  const when = (value: number, then: Stmt[], otherwise: Stmt[] = []): Stmt =>
    b.ifThen(b.compare(n, 'eq', b.i32(value)), then, otherwise);
  const put = (value: number): Stmt => b.store('k', b.i32(0), b.i32(value));
  assert.is(
    bodyOf([when(1, [put(1)], [when(2, [put(2)], [put(3)])])]),
    [
      'if (n == 1) {',
      '    px_store_i32(k, k_length, 0, 1);',
      '} else if (n == 2) {',
      '    px_store_i32(k, k_length, 0, 2);',
      '} else {',
      '    px_store_i32(k, k_length, 0, 3);',
      '}',
    ].join('\n'),
  );
});

test('unpack names the pixel once', () => {
  assert.is(
    bodyOf([
      b.unpack(b.convert(b.load('k', b.i32(0)), 'u32'), 'a', 'b', 'c', 'd'),
      b.store('k', a, b.op('add', b.local('b'), b.op('add', b.local('c'), b.local('d')))),
    ]),
    [
      'const unsigned int pixel = (unsigned int)px_load_i32(k, k_length, 0);',
      'const int a = (int)(pixel & 255u);',
      'const int b = (int)((pixel >> 8) & 255u);',
      'const int c = (int)((pixel >> 16) & 255u);',
      'const int d = (int)((pixel >> 24) & 255u);',
      'px_store_i32(k, k_length, a, px_add_i32(b, px_add_i32(c, d)));',
    ].join('\n'),
  );
});

test('a function with several results returns a struct', () => {
  const divide = b.functionDef({
    name: 'divide',
    params: [b.value('p'), b.value('q')],
    results: ['i32', 'bool'],
    body: [b.returnValues(b.op('div', b.param('p'), b.param('q')), b.compare(b.param('q'), 'eq', b.i32(0)))],
  });
  const main = b.kernel({
    name: 'main',
    params: PARAMS,
    locals: [b.variable('a'), b.variable('zero', 'bool')],
    body: [
      b.callInto(['a', 'zero'], 'divide', n, b.i32(3)),
      b.ifThen(b.local('zero', 'bool'), [b.store('k', b.i32(0), a)]),
    ],
  });
  const text = file(b.programOf(main, [divide]));
  assert.match(text, 'struct divide_results {\n    int r0;\n    bool r1;\n};');
  assert.match(text, '    return divide_results{px_div_i32(p, q), q == 0};');
  assert.match(text, 'const divide_results results = divide(n, 3);\n    const int a = results.r0;');
  assert.match(text, 'main_(');
});

test('callees are printed before callers', () => {
  const one = b.functionDef({ name: 'one', results: ['i32'], body: [b.returnValues(b.call('two', 'i32'))] });
  const two = b.functionDef({ name: 'two', results: ['i32'], body: [b.returnValues(b.i32(2))] });
  const main = b.kernel({ name: 'k1', params: PARAMS, body: [b.store('k', b.i32(0), b.call('one', 'i32'))] });
  const text = file(b.programOf(main, [one, two]));
  assert.ok(text.indexOf('int two()') < text.indexOf('int one()'));
});

test('names that C++ or the target reserves are changed, others stay', () => {
  const names = nameScope(CUDA.reserved);
  const given = [
    'kernel',
    '__proto__',
    'float4',
    'packed',
    'int',
    'constructor',
    'sinf',
    '_x',
    'px_add_i32',
    'x',
  ];
  assert.equal(
    given.map((name) => names.of(name)),
    ['kernel', 'proto_', 'float4_', 'packed', 'int_', 'constructor', 'sinf_', 'x', 'px_add_i32_', 'x_'],
  );
  assert.is(names.of('__proto__'), 'proto_');
});

test('a hidden length does not take the name of a variable', () => {
  const main = b.kernel({
    name: 'main',
    params: [b.array('x', 'i32', 'readwrite'), b.value('x_length')],
    body: [b.store('x', b.i32(0), b.param('x_length'))],
  });
  assert.match(file(b.programOf(main)), 'px_store_i32(x, x_length_, 0, x_length);');
});

test('only helpers that are used are printed, with those that they use', () => {
  const text = file(
    b.programOf(b.kernel({ name: 'k1', params: PARAMS, body: [b.store('k', b.i32(0), b.op('div', n, n))] })),
  );
  const helpers = [...text.matchAll(/(px_\w+)\([^)]*\) \{/g)].map(([, name]) => name);
  assert.equal(helpers, ['px_neg_i32', 'px_div_i32', 'px_store_i32', 'px_beyond']);
});

test('shared arrays are filled with zeros by all threads, unless nobody can see it', () => {
  const main = (flags: { skipZeroFill?: boolean }): Kernel =>
    b.kernel({
      name: 'k1',
      params: PARAMS,
      shared: [b.shared('tile', 'i32', 64, flags)],
      body: [b.store('k', b.i32(0), b.load('tile', b.i32(0)))],
      block: [64, 1, 1],
    });
  const fill =
    'for (unsigned int px_i = px_lane; px_i < 64u; px_i += px_block_threads) tile[px_i] = 0;\n    __syncthreads();';
  assert.match(file(b.programOf(main({}))), fill);
  assert.not.match(file(b.programOf(main({ skipZeroFill: true }))), 'px_lane');
});

test('scratch memory with elements for each thread fits the largest block that is launched', () => {
  const main = b.kernel({
    name: 'k1',
    params: PARAMS,
    locals: [b.variable('s')],
    body: [b.reduce('block', 'sum', n, 's'), b.store('k', b.i32(0), s)],
    block: [128, 1, 1],
  });
  const text = file(lowerGroups(b.programOf(main)));
  assert.match(text, '__launch_bounds__(128)');
  assert.match(text, '__shared__ int px_scratch_i32[128];');
});

test('lines lead back to the source as comments or as directives', () => {
  const at = (line: number) => ({ start: { line, column: 1 }, end: { line, column: 9 } });
  const main = b.kernel({
    name: 'k1',
    params: PARAMS,
    at: at(3),
    body: [
      { ...b.store('k', b.i32(0), b.i32(1)), at: at(9) },
      { ...b.store('k', b.i32(1), b.i32(2)), at: at(12) },
    ],
  });
  const program = b.programOf(main);
  assert.match(file(program, 'comments'), 'px_store_i32(k, k_length, 0, 1);  // 9');
  const directives = file(program, 'directives').split('\n');
  const line = directives.indexOf('#line 12 "case.px"');
  assert.is(directives[line + 1], '    px_store_i32(k, k_length, 1, 2);');
  assert.is(directives[line + 2], `#line ${line + 4} "case.cu"`);
});

test('the same program gives the same bytes', () => {
  const main = b.kernel({ name: 'k1', params: PARAMS, body: [b.store('y', n, b.op('sin', x(n)))] });
  assert.is(file(b.programOf(main)), file(b.programOf(structuredClone(main))));
});

test.run();
