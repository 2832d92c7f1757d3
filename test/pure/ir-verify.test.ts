// The verifier of the IR: sound programs pass, and each rule has a program that breaks it.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import * as irMessages from '../../core/diagnostics/messages/ir.ts';
import {
  build as b,
  type Expr,
  type Kernel,
  type Program,
  parseProgram,
  type Stmt,
  verifyProgram,
} from '../../core/index.ts';

const faults = (program: Program): string[] =>
  verifyProgram(program).map(({ code, message }) => `${code} ${message}`);
/** Faults of a kernel with one array `x` of ints, a scalar `n`, shared `s`, locals i, f, c and these statements. */
const inKernel = (...body: readonly Stmt[]): string[] => faults(b.programOf(kernelOf(body)));
const kernelOf = (body: readonly Stmt[], parts: Partial<Kernel> = {}): Kernel =>
  b.kernel({
    name: 'k',
    params: [b.array('x', 'i32', 'readwrite'), b.array('r', 'f32', 'read'), b.value('n')],
    shared: [b.shared('s', 'f32', 64)],
    locals: [b.variable('i'), b.variable('f', 'f32'), b.variable('c', 'bool')],
    ...parts,
    body,
  });
/** Faults of an expression assigned to a local of its type. */
const inValue = (value: Expr): string[] =>
  inKernel(b.assign(value.type === 'f32' ? 'f' : value.type === 'bool' ? 'c' : 'i', value));
/** Faults of a whole program in text form. */
const inText = (text: string): string[] => faults(parseProgram(`pxir 1\n${text}`));
const one = b.i32(1);

test('a sound program has no faults', () => {
  assert.equal(
    inText(`
      buffer a: u8 allocated readwrite
      setting n: i32
      function half(v: f32) -> f32 {
        if $v < 0.0 {
          return 0.0
        } else {
          return $v * 0.5
        }
      }
      kernel k(a: u8[] readwrite, n: i32) {
        shared tile: i32[64]
        local i: i32, sum: i32, q: f32, old: i32
        thread.x -> i
        a[i] -> tile[local.x]
        barrier
        for j in 0 .. $n step 2 {
          barrier
          tile[j % 64] + sum -> sum
        }
        reduce block sum sum -> sum
        half(convert<f32>(sum)) -> q
        if i < $n {
          convert<u8>(q) -> a[i]
          atomic add tile[0] with 1 -> old
        }
      }
      alloc a elements 64
      set 64 -> m
      launch k blocks (@m / 64, 1) threads (64) with a = buffer a, n = @n
      write file a -> "a.bin"`),
    [],
  );
});

test('PX0902: the version of the IR has to be this one', () => {
  // Data from elsewhere: the type says that it cannot be.
  const old = { ...b.program({}), version: 0 } as unknown as Program;
  assert.equal(faults(old), ['PX0902 This is IR version 0; version 1 can be read.']);
});

test('PX0910: names are unique', () => {
  assert.equal(inText('buffer a: i32 open read\nbuffer a: i32 open read'), [
    'PX0910 There is more than one buffer `a`.',
  ]);
  assert.equal(inText('kernel k() {\n}\nkernel k() {\n}'), ['PX0910 There is more than one kernel `k`.']);
  assert.equal(inText('kernel k(a: i32) {\nlocal a: i32\n}'), ['PX0910 There is more than one name `a`.']);
  const loop = b.forLoop('j', b.i32(0), one, []);
  assert.equal(inKernel(loop, loop), ['PX0910 There is more than one name `j`.']);
  assert.equal(inText('setting m: i32\nset 1 -> m'), ['PX0910 There is more than one setting `m`.']);
});

test('PX0911: names are declared', () => {
  assert.equal(inKernel(b.assign('z', one)), ['PX0911 There is no local `z`.']);
  assert.equal(inValue(b.local('z')), ['PX0911 There is no variable `z`.']);
  assert.equal(inValue(b.param('z')), ['PX0911 There is no scalar parameter `z`.']);
  assert.equal(inValue(b.load('z', one)), ['PX0911 There is no array `z`.']);
  assert.equal(inValue(b.length('z')), ['PX0911 There is no array `z`.']);
  assert.equal(inValue(b.call('z', 'i32')), ['PX0911 There is no function `z`.']);
  assert.equal(inKernel(b.store('z', one, one)), ['PX0911 There is no array `z`.']);
  assert.equal(inKernel(b.stage('r', one, one, 'x')), ['PX0911 There is no shared array `x`.']);
  assert.equal(inText('free z'), ['PX0911 There is no buffer `z`.']);
  assert.equal(inText('launch z over threads'), ['PX0911 There is no kernel `z`.']);
  assert.equal(inText('set @z:i32 -> m'), ['PX0911 There is no host name `z`.']);
  assert.equal(
    inKernel(b.forLoop('j', b.i32(0), one, []), b.assign('i', b.local('j'))),
    ['PX0911 There is no variable `j`.'],
    'the variable of a loop lives in its body',
  );
});

test('PX0912: types agree, and nothing converts by itself', () => {
  assert.equal(inKernel(b.assign('f', one)), ['PX0912 The value for `f` has type i32 where it takes f32.']);
  assert.equal(inValue(b.op('add', one, b.u32(1))), [
    'PX0912 An operand of `add` has type u32 where it takes i32.',
  ]);
  assert.equal(inValue(b.op('sqrt', one)), ['PX0912 `sqrt` has type i32 where it takes f32 or f64.']);
  assert.equal(inValue(b.op('neg', b.bool(true))), ['PX0912 `neg` has type bool where it takes a number.']);
  assert.equal(inValue(b.op('and', b.f32(1), b.f32(1))), [
    'PX0912 `and` has type f32 where it takes i32, u32 or bool.',
  ]);
  assert.equal(inValue(b.op('shl', one, b.f32(1))), [
    'PX0912 A shift amount has type f32 where it takes i32 or u32.',
  ]);
  assert.equal(inValue(b.op('select', one, one, one)), [
    'PX0912 The condition of `select` has type i32 where it takes bool.',
  ]);
  assert.equal(inValue(b.compare(one, 'lt', b.f32(1))), [
    'PX0912 The right side of `lt` has type f32 where it takes i32.',
  ]);
  assert.equal(inValue(b.compare(b.bool(true), 'lt', b.bool(true))), [
    'PX0912 A side of `lt` has type bool where it takes a number.',
  ]);
  assert.equal(inValue(b.and(b.bool(true), one)), [
    'PX0912 A side of `and` has type i32 where it takes bool.',
  ]);
  assert.equal(inValue({ ...b.convert(one, 'u8'), type: 'u32' }), [
    'PX0912 `convert<u8>` has type u32 where it takes i32.',
    'PX0912 The value for `i` has type u32 where it takes i32.',
  ]);
  assert.equal(inValue(b.bitcast(b.f64(1), 'i32')), [
    'PX0912 A `bitcast` has type f64 where it takes i32, u32 or f32.',
  ]);
  assert.equal(inValue(b.local('f')), ['PX0912 `f` has type i32 where it takes f32.']);
  assert.equal(inValue(b.load('r', one)), ['PX0912 An element of `r` has type i32 where it takes f32.']);
  assert.equal(inKernel(b.store('x', b.f32(0), b.f32(0))), [
    'PX0912 An array index has type f32 where it takes i32 or u32.',
    'PX0912 The value for `x` has type f32 where it takes i32.',
  ]);
  assert.equal(inKernel(b.ifThen(one, [])), ['PX0912 A condition has type i32 where it takes bool.']);
  assert.equal(inKernel(b.whileLoop(one, [])), ['PX0912 A condition has type i32 where it takes bool.']);
  assert.equal(inKernel(b.forLoop('j', b.i32(0), b.u32(9), [])), [
    'PX0912 The end of a `for` has type u32 where it takes i32.',
  ]);
  assert.equal(inKernel(b.unpack(one, 'i', 'i', 'i', 'f')), [
    'PX0912 The value of `unpack` has type i32 where it takes u32.',
    'PX0912 The value for `f` has type i32 where it takes f32.',
  ]);
  assert.equal(inText('kernel k(n: u8:f32) {\n}'), ['PX0912 Parameter `n` has type f32 where it takes i32.']);
  assert.equal(inText('select 1.0'), ['PX0912 A device has type f32 where it takes i32 or u32.']);
  assert.equal(inText('set 1 -> m\nset 1.0 -> m'), [
    'PX0912 The value for `m` has type f32 where it takes i32.',
  ]);
  assert.equal(
    faults(b.programOf(kernelOf([b.stage('x', one, one, 't')], { shared: [b.shared('t', 'bool', 4)] }))),
    ['PX0912 An element of `x` has type i32 where it takes bool.'],
  );
});

test('PX0913: constants are values of their type', () => {
  const value = (type: 'i32' | 'u32' | 'f32' | 'f64' | 'bool', v: number | boolean) =>
    inKernel(
      b.returnValues(),
      b.ifThen(b.compare({ kind: 'const', type, value: v }, 'eq', { kind: 'const', type, value: v }), []),
    )[0];
  assert.is(value('i32', 2147483648), 'PX0913 2147483648 is no constant of type i32.');
  assert.is(value('u32', -1), 'PX0913 -1 is no constant of type u32.');
  assert.is(value('i32', 0.5), 'PX0913 0.5 is no constant of type i32.');
  assert.is(value('i32', -0), 'PX0913 -0 is no constant of type i32.');
  assert.is(value('f32', 0.1), 'PX0913 0.1 is no constant of type f32.');
  assert.is(value('f32', Number.NaN), 'PX0913 NaN is no constant of type f32.');
  assert.is(value('f64', Number.POSITIVE_INFINITY), 'PX0913 Infinity is no constant of type f64.');
  assert.is(value('bool', 1), 'PX0913 1 is no constant of type bool.');
  assert.is(value('i32', true), 'PX0913 true is no constant of type i32.');
  assert.is(value('f64', 0.1), undefined);
  assert.is(value('f32', -0), undefined);
});

test('PX0914: operations, calls and returns have the right number of values', () => {
  assert.equal(inValue(b.op('add', one)), ['PX0914 `add` takes 2 operands, found 1.']);
  assert.equal(inKernel(b.returnValues(one)), ['PX0914 `return` in `k` takes 0 values, found 1.']);
  const two = 'function two(a: i32) -> i32, i32 {\n  return $a, $a\n}\n';
  assert.equal(inText(`${two}kernel k() {\n  local i: i32\n  two(1):i32 -> i\n}`), [
    'PX0914 A call of `two` in an expression takes one result, found 2.',
  ]);
  assert.equal(inText(`${two}kernel k() {\n  local i: i32\n  call two() -> i, i\n}`), [
    'PX0914 `two` takes 1 operand, found 0.',
  ]);
  assert.equal(inText(`${two}kernel k() {\n  local i: i32\n  call two(1) -> i\n}`), [
    'PX0914 `two` takes 2 names for its results, found 1.',
  ]);
  assert.equal(inText('function f() -> i32 {\n  return\n}'), [
    'PX0914 `return` in `f` takes 1 value, found 0.',
  ]);
  assert.equal(inKernel(b.atomic('cas', 'x', one, one)), [
    'PX0914 Atomic `cas` takes an expected value, found 0.',
  ]);
  assert.equal(inText('buffer m: i32 open read\nmatrix relu m, m -> m'), [
    'PX0914 `relu` takes 1 operands, found 2.',
  ]);
  assert.equal(inText('kernel k() {\n}\nlaunch k blocks () threads (1)'), [
    'PX0914 `blocks` takes 1 to 3 numbers, found 0.',
  ]);
});

test('PX0915: a kernel uses its arrays only as their access says', () => {
  assert.equal(inKernel(b.store('r', one, b.f32(1))), [
    'PX0915 `r` is written, which its access does not say.',
  ]);
  assert.equal(inText('kernel k(a: i32[] write) {\n  local i: i32\n  a[0] -> i\n}'), [
    'PX0915 `a` is read, which its access does not say.',
  ]);
});

test('PX0916: functions and host expressions are pure', () => {
  assert.equal(inText('function f() -> i32 {\n  return thread.x\n}'), [
    'PX0916 An index cannot stand in a function.',
  ]);
  assert.equal(inText('function f() -> i32 {\n  barrier\n  return 1\n}'), [
    'PX0916 A barrier cannot stand in a function.',
  ]);
  assert.equal(inText('set thread.x -> m'), ['PX0916 An index cannot stand in a host expression.']);
  assert.equal(inValue(b.host('m')), ['PX0916 A host name cannot stand in a kernel.']);
});

test('PX0917: functions do not recurse', () => {
  assert.equal(inText('function f() -> i32 {\n  return g()\n}\nfunction g() -> i32 {\n  return f()\n}'), [
    'PX0917 Function `f` calls itself.',
  ]);
});

test('PX0918: break and continue stand in loops', () => {
  assert.equal(inKernel(b.breakLoop(), b.ifThen(b.bool(true), [b.continueLoop()])), [
    'PX0918 `break` stands in no loop.',
    'PX0918 `continue` stands in no loop.',
  ]);
});

test('PX0919: a loop counts in non-zero whole steps', () => {
  assert.equal(inKernel(b.forLoop('j', b.i32(0), one, [], 0)), ['PX0919 A loop cannot count in steps of 0.']);
  assert.equal(inKernel(b.forLoop('j', b.i32(0), one, [], 0.5)), [
    'PX0919 A loop cannot count in steps of 0.5.',
  ]);
});

test('PX0920: parameters and loop variables are not assigned', () => {
  assert.equal(inKernel(b.assign('n', one)), ['PX0920 `n` cannot be assigned.']);
  assert.equal(inKernel(b.forLoop('j', b.i32(0), one, [b.assign('j', one)])), [
    'PX0920 `j` cannot be assigned.',
  ]);
});

test('PX0921: atomics work on the elements that the language says', () => {
  const on = (element: 'f32' | 'u8', op: 'add' | 'xor') =>
    faults(
      b.programOf(
        b.kernel({
          name: 'k',
          params: [b.array('a', element, 'readwrite')],
          body: [b.atomic(op, 'a', one, element === 'f32' ? b.f32(1) : one)],
        }),
      ),
    );
  assert.equal(on('f32', 'add'), []);
  assert.equal(on('f32', 'xor'), ['PX0921 There is no atomic `xor` on f32 elements.']);
  assert.equal(on('u8', 'add'), ['PX0921 There is no atomic `add` on u8 elements.']);
});

test('PX0922: reductions work on the types that the language says', () => {
  assert.equal(inKernel(b.reduce('warp', 'sum', b.bool(true), 'c')), [
    'PX0922 There is no reduction `sum` of bool values.',
  ]);
  assert.equal(inKernel(b.reduce('warp', 'and', b.f32(1), 'f')), [
    'PX0922 There is no reduction `and` of f32 values.',
  ]);
});

test('PX0923: all threads of a block reach a barrier together', () => {
  const fault =
    'PX0923 All threads of a block must reach this `barrier`; a condition around it depends on the thread.';
  assert.equal(inKernel(b.ifThen(b.compare(b.threadId(), 'eq', one), [b.barrier()])), [fault]);
  assert.equal(inKernel(b.ifThen(b.compare(b.blockId(), 'eq', one), [b.barrier()])), []);
});

test('PX0924: a function returns on every path', () => {
  assert.equal(inText('function f(c: bool) -> i32 {\n  if $c {\n    return 1\n  }\n}'), [
    'PX0924 Not every path through function `f` returns.',
  ]);
  assert.equal(inText('function f() -> i32 {\n  while true {\n    return 1\n  }\n}'), []);
});

test('PX0925: a launch binds each parameter once, to what it takes', () => {
  const kernel = 'buffer a: i32 open read\nbuffer f: f32 open read\nkernel k(a: i32[] read, n: i32) {\n}\n';
  const launch = (bindings: string) => inText(`${kernel}launch k over threads with ${bindings}`);
  assert.equal(launch('a = buffer a, n = 1'), []);
  assert.equal(launch('a = buffer a'), ['PX0925 The launch of `k` does not bind `n`.']);
  assert.equal(launch('a = buffer a, n = 1, n = 2'), ['PX0925 The launch of `k` binds twice `n`.']);
  assert.equal(launch('a = 1, n = 1'), ['PX0925 The launch of `k` binds a value to the array `a`.']);
  assert.equal(launch('a = buffer a, n = buffer a'), [
    'PX0925 The launch of `k` binds a buffer to the scalar `n`.',
  ]);
  assert.equal(launch('a = buffer f, n = 1'), [
    'PX0925 The launch of `k` binds a buffer of f32 to the i32 array `a`.',
  ]);
  assert.equal(launch('a = buffer a, n = 1, q = 1'), [
    'PX0925 The launch of `k` binds what is no parameter: `q`.',
  ]);
  assert.equal(launch('a = buffer a, n = 1.0'), [
    'PX0912 The value for `n` has type f32 where it takes i32.',
  ]);
});

test('PX0926: a written buffer is bound once', () => {
  const launch = (first: string, second: string) =>
    inText(
      `buffer a: i32 open read\nkernel k(p: i32[] ${first}, q: i32[] ${second}) {\n}\nlaunch k over threads with p = buffer a, q = buffer a`,
    );
  const fault = 'PX0926 The launch of `k` binds `a` to two parameters, and one of them is written.';
  assert.equal(launch('read', 'read'), []);
  assert.equal(launch('read', 'write'), [fault]);
  assert.equal(launch('readwrite', 'read'), [fault]);
});

test('PX0927: lengths and block shapes are positive', () => {
  assert.equal(inText('kernel k() {\n  shared s: i32[0]\n}'), ['PX0927 The length of `s` is 0.']);
  assert.equal(inText('kernel k() {\n  shape 8 0 1\n}'), ['PX0927 The block shape of `k` is 8 × 0 × 1.']);
});

test('PX0913, PX0927: what an image says is right', () => {
  assert.equal(
    inText(`
      gas 24
      buffer x: u16 image readwrite length 6 shape 2 3 output {
        "000102030405060708090a0b"
      }
      buffer grid: u32 image read length 3 auxiliary scale
      buffer scale: f32 image read length 1 setting auxiliary scale
      setting s: u8 = 255
      kernel k(x: u16[] readwrite, s: u8, g: u32) {
        $s -> x[$g]
      }
      launch k blocks grid shape 8 8 1 with x = buffer x, s = @s, g = buffer grid[0] gas grid[2] of k`),
    [],
  );
  assert.equal(inText('gas 32'), ['PX0927 The exponent of the gas is 32.']);
  assert.equal(inText('buffer x: u16 image read length 6 shape 2 2 {\n "00"\n}'), [
    'PX0927 The shape of `x` is 2 × 2.',
    'PX0927 The number of bytes of `x` is 1.',
  ]);
  assert.equal(inText('buffer x: u16 image read length 0'), ['PX0927 The length of `x` is 0.']);
  assert.equal(inText('buffer x: u16 image read length 2 setting auxiliary y'), [
    'PX0927 The length of the setting of `x` is 2.',
    'PX0911 There is no array of the image `y`.',
  ]);
  assert.equal(inText('setting s: u8 = 256'), ['PX0913 256 is no constant of type u8.']);
  assert.equal(
    inText(`
      buffer x: i32 image readwrite length 1
      kernel k(x: i32[] write, n: i8, m: i32) {
        $n -> x[$m]
      }
      launch k blocks x shape 1 0 1 with x = buffer x[0], n = buffer x[0], m = buffer x[0]`),
    [
      'PX0912 The grid `x` has type i32 where it takes u32.',
      'PX0927 The length of the grid `x` is 1.',
      'PX0927 The block shape is 1 × 0 × 1.',
      'PX0925 The launch of `k` binds an element to the array `x`.',
      'PX0925 The launch of `k` binds a buffer of i32 to the i8 scalar `n`.',
    ],
  );
  assert.equal(
    inText(`
      buffer x: i32 image readwrite length 1
      buffer n: u32 image readwrite length 1
      kernel k() {
      }
      launch k blocks (1) threads (1) gas x[0] of k
      launch k blocks (1) threads (1) gas n[1] of k`),
    ['PX0912 The report `x` has type i32 where it takes u32.', 'PX0927 The element of the report `n` is 1.'],
  );
  assert.equal(
    inText(`
      buffer x: i32 image readwrite length 1
      kernel k(x: i32[] write, m: i32) {
        $m -> x[0]
      }
      launch k over elements x with x = buffer x, m = buffer x[0]`),
    ['PX0926 The launch of `k` binds `x` to two parameters, and one of them is written.'],
  );
});

test('PX0928: nodes are those of the IR', () => {
  const strange = { kind: 'goto' } as unknown as Stmt;
  assert.equal(inKernel(strange), ['PX0928 `goto` is no statement of the IR.']);
});

test('PX0903: nothing nests deeper than walks can follow', () => {
  let deep: Expr = one;
  for (let i = 0; i < 20_000; i++) deep = b.op('neg', deep);
  assert.equal(inValue(deep), ['PX0903 This nests deeper than 1000 levels.']);
  let block: Stmt[] = [];
  for (let i = 0; i < 20_000; i++) block = [b.ifThen(b.bool(true), block)];
  assert.equal(inKernel(...block), ['PX0903 This nests deeper than 1000 levels.']);
});

test('codes of the IR are unique', () => {
  const codes = Object.values(irMessages).map((make) => make.code);
  assert.is(new Set(codes).size, codes.length);
});

test('a fault stands where the nearest node with a position stands', () => {
  const at = { start: { line: 4, column: 2 }, end: { line: 4, column: 9 } };
  const [fault] = verifyProgram(b.programOf(kernelOf([{ ...b.assign('f', one), at }])));
  assert.equal(fault?.place, at);
});

test.run();
