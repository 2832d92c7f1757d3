// Functions in WebAssembly: which stand where they are called, which stay functions, and that both compute the same.
import { build as b, type Expr, type FunctionDef, type Kernel, type Stmt } from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { lowerProgram, print } from '../../plugins/emit-wasm/index.ts';
import { launchBoth } from './launch.ts';

const t = b.threadId();
const p = b.param('p');

/** A kernel that stores the value of an expression for each thread. */
const kernelOf = (value: Expr, before: readonly Stmt[] = []): Kernel =>
  b.kernel({
    name: 'main',
    params: [b.array('out', 'i32', 'readwrite')],
    locals: [b.variable('a'), b.variable('c')],
    body: [...before, b.store('out', t, value)],
  });

/** Runs it over six threads as WebAssembly and on the evaluator. */
function run(kernel: Kernel, ...functions: readonly FunctionDef[]): readonly number[] {
  const options = { arrays: { out: [0, 0, 0, 0, 0, 0] }, threads: 6, functions };
  const { wasm, reference } = launchBoth(kernel, options);
  assert.equal(wasm, reference);
  return wasm.out!;
}

/** True when the module calls the function. */
function calls(name: string, kernel: Kernel, ...functions: readonly FunctionDef[]): boolean {
  const { module } = lowerProgram(b.programOf(kernel, functions));
  return print(module, []).includes(`call $function_${name}`);
}

const square = b.functionDef({
  name: 'square',
  params: [b.value('p')],
  results: ['i32'],
  body: [b.returnValues(b.op('mul', p, p))],
});

test('a short function stands where it is called, and is no function of the module any more', () => {
  const kernel = kernelOf(b.call('square', 'i32', b.op('add', t, b.i32(1))));
  assert.not(calls('square', kernel, square));
  assert.equal(run(kernel, square), [1, 4, 9, 16, 25, 36]);
});

test('calls in operands of calls of the same function do not disturb each other', () => {
  const inner = b.call('square', 'i32', t);
  const value = b.op('sub', b.call('square', 'i32', inner), b.call('square', 'i32', b.op('neg', t)));
  assert.equal(run(kernelOf(value), square), [0, 0, 12, 72, 240, 600]);
});

test('RETURN on several paths leaves the function, not the thread', () => {
  const sign = b.functionDef({
    name: 'sign',
    params: [b.value('p')],
    results: ['i32'],
    body: [
      b.ifThen(b.compare(p, 'lt', b.i32(3)), [b.returnValues(b.i32(-1))]),
      b.forLoop('i', b.i32(0), b.i32(100), [
        b.ifThen(b.compare(b.op('mul', b.local('i'), b.i32(2)), 'ge', p), [b.returnValues(b.local('i'))]),
      ]),
      b.returnValues(b.i32(0)),
    ],
  });
  const kernel = kernelOf(b.op('mul', b.call('sign', 'i32', t), b.i32(10)));
  assert.not(calls('sign', kernel, sign));
  assert.equal(run(kernel, sign), [-10, -10, -10, 20, 20, 30]);
});

test('a variable of a function is 0 at the start of every call', () => {
  const first = b.functionDef({
    name: 'first',
    params: [b.value('p')],
    results: ['i32'],
    locals: [b.variable('x')],
    body: [
      b.ifThen(b.compare(b.op('mod', p, b.i32(2)), 'eq', b.i32(0)), [b.assign('x', b.i32(7))]),
      b.returnValues(b.local('x')),
    ],
  });
  assert.equal(run(kernelOf(b.call('first', 'i32', t)), first), [7, 0, 7, 0, 7, 0]);
});

test('several results come in their order', () => {
  const divide = b.functionDef({
    name: 'divide',
    params: [b.value('p'), b.value('q')],
    results: ['i32', 'i32'],
    body: [b.returnValues(b.op('div', p, b.param('q')), b.op('mod', p, b.param('q')))],
  });
  const before = [b.callInto(['a', 'c'], 'divide', b.op('mul', t, b.i32(7)), b.i32(4))];
  const kernel = kernelOf(b.op('add', b.op('mul', b.local('a'), b.i32(100)), b.local('c')), before);
  assert.not(calls('divide', kernel, divide));
  assert.equal(run(kernel, divide), [0, 103, 302, 501, 700, 803]);
});

test('a function with several results and several returns is called', () => {
  const order = b.functionDef({
    name: 'order',
    params: [b.value('p'), b.value('q')],
    results: ['i32', 'i32'],
    body: [
      b.ifThen(b.compare(p, 'lt', b.param('q')), [b.returnValues(p, b.param('q'))]),
      b.returnValues(b.param('q'), p),
    ],
  });
  const before = [b.callInto(['a', 'c'], 'order', t, b.i32(2))];
  const kernel = kernelOf(b.op('sub', b.local('c'), b.local('a')), before);
  assert.ok(calls('order', kernel, order));
  assert.equal(run(kernel, order), [2, 1, 0, 1, 2, 3]);
});

test('a long function is called, whether its length is its own or that of what it calls', () => {
  const long = b.functionDef({
    name: 'long',
    params: [b.value('p')],
    results: ['i32'],
    locals: [b.variable('x')],
    body: [
      b.assign('x', p),
      ...Array.from({ length: 40 }, (_, i) =>
        b.assign('x', b.op('xor', b.op('add', b.local('x'), b.i32(i)), p)),
      ),
      b.returnValues(b.local('x')),
    ],
  });
  const kernel = kernelOf(b.call('long', 'i32', t));
  assert.ok(calls('long', kernel, long));
  run(kernel, long);

  const chain = Array.from({ length: 12 }, (_, level) =>
    b.functionDef({
      name: `level${level}`,
      params: [b.value('p')],
      results: ['i32'],
      body: [
        b.returnValues(
          level === 0
            ? b.op('add', p, b.i32(1))
            : b.op(
                'add',
                b.call(`level${level - 1}`, 'i32', p),
                b.call(`level${level - 1}`, 'i32', b.op('neg', p)),
              ),
        ),
      ],
    }),
  );
  const doubling = kernelOf(b.call('level11', 'i32', t));
  const { module } = lowerProgram(b.programOf(doubling, chain));
  const text = print(module, []);
  assert.ok(text.length < 60_000, `${text.length} characters`);
  run(doubling, ...chain);
});

test('a kernel of many calls does not grow without end', () => {
  const many = kernelOf(
    b.local('a'),
    Array.from({ length: 20_000 }, () => b.assign('a', b.call('square', 'i32', b.local('a')))),
  );
  assert.ok(calls('square', many, square));
});

test.run();
