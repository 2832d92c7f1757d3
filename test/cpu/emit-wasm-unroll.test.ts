// Short loops written out for WebAssembly: which, what becomes of them, and that the results stay those of the evaluator.
import {
  build as b,
  forEachStmt,
  type Kernel,
  type Program,
  parseProgram,
  type Stmt,
  verifyProgram,
} from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { legalize } from '../../plugins/emit-wasm/index.ts';
import { body } from '../pure/snippet.ts';
import { launchBoth } from './launch.ts';

/** The statements, legalized; they may use the locals i, k (int), u (uint), f (float), c (bool) and the int array x. */
const legal = (statements: string): string => body(legalize, statements);

const lines = (...all: readonly string[]): string => all.join('\n');

function loopsOf(program: Program): number {
  let loops = 0;
  forEachStmt(program.kernels[0]!.body, ({ kind }) => {
    if (kind === 'for') loops++;
  });
  return loops;
}

/** The kernel is legal, and as WebAssembly equal to what the evaluator makes of it as it was. */
function holds(kernel: Kernel): Kernel {
  const program = legalize(b.programOf(kernel));
  assert.equal(verifyProgram(program), []);
  const [unrolled] = program.kernels;
  const options = { arrays: { out: Array.from({ length: 8 }, (_, i) => i * 3) }, grid: [2, 1, 1] } as const;
  const { reference } = launchBoth(kernel, options);
  assert.equal(launchBoth(unrolled!, options), { wasm: reference, reference });
  return unrolled!;
}

const kernelOf = (stmts: readonly Stmt[], more: Partial<Kernel> = {}): Kernel =>
  b.kernel({
    name: 'main',
    params: [b.array('out', 'i32', 'readwrite')],
    block: [4, 1, 1],
    locals: [b.variable('sum', 'i32')],
    body: stmts,
    ...more,
  });

test('a short loop with constant bounds is written out with its variable as a constant', () => {
  assert.is(
    legal('for j in 0 .. 3 { i + (j * 2) -> i }'),
    lines('i + (0 * 2) -> i', 'i + (1 * 2) -> i', 'i + (2 * 2) -> i'),
  );
  assert.is(legal('for j in 5 .. -3 step -3 { j -> x[i] }'), lines('5 -> x[i]', '2 -> x[i]', '-1 -> x[i]'));
  assert.is(legal('for j: u32 in 4294967294u .. 4294967295u { j -> u }'), '4294967294u -> u');
  assert.is(legal('for j in 2147483645 .. 2147483647 step 5 { j -> i }'), '2147483645 -> i');
});

test('loops inside loops are written out from the inside', () => {
  assert.is(
    legal('for j in 0 .. 2 { for m in 0 .. 2 { m -> x[j] } }'),
    lines('0 -> x[0]', '1 -> x[0]', '0 -> x[1]', '1 -> x[1]'),
  );
});

test('a loop that stays inside one that is written out gets a name of its own in each turn', () => {
  assert.is(
    legal('for j in 0 .. 2 { for m in j .. i { j -> x[m] } }'),
    lines('for m in 0 .. i {', '  0 -> x[m]', '}', 'for m_2 in 1 .. i {', '  1 -> x[m_2]', '}'),
  );
});

test('a loop stays when its bounds are open, it is left early, it waits at barriers, or it is long', () => {
  for (const loop of [
    lines('for j in 0 .. i {', '  1 -> x[j]', '}'),
    lines('for j in 0 .. 4 {', '  if j == i {', '    break', '  }', '}'),
    lines('for j in 0 .. 4 {', '  if j == i {', '    continue', '  }', '  1 -> x[j]', '}'),
    lines('for j in 0 .. 4 {', '  barrier', '  1 -> x[j]', '}'),
    lines('for j in 0 .. 17 {', '  1 -> x[j]', '}'),
    lines('for j in 4 .. 0 {', '  1 -> x[j]', '}'),
  ])
    assert.is(legal(loop), loop);
});

test('BREAK and CONTINUE of a loop inside do not keep the outer one', () => {
  assert.is(
    legal('for j in 0 .. 2 { while true { break } }'),
    lines('while true {', '  break', '}', 'while true {', '  break', '}'),
  );
});

test('the growth of a kernel has a limit, however many loops stand in it and in each other', () => {
  const store = 'i -> x[((a0 + a1) + a2) + a3]';
  const nested = ['a0', 'a1', 'a2', 'a3'].reduceRight(
    (inner, name) => `for ${name} in 0 .. 16 { ${inner} }`,
    store,
  );
  const others = Array.from({ length: 300 }, (_, n) => `for b${n} in 0 .. 16 { i -> x[b${n}] }`);
  const text = ['pxir 1', 'kernel k(x: i32[] readwrite) {', 'local i: i32', nested, ...others, '}'].join(
    '\n',
  );
  const program = legalize(parseProgram(text));
  assert.equal(verifyProgram(program), []);
  let statements = 0;
  forEachStmt(program.kernels[0]!.body, () => {
    statements++;
  });
  assert.ok(statements > 1000, `${statements} statements: some loops are written out`);
  assert.ok(statements < 6000, `${statements} statements: others are not`);
  assert.ok(loopsOf(program) > 3);
});

test('results stay those of the evaluator', () => {
  const j = b.local('j');
  const sum = b.local('sum');
  const add = (value: Parameters<typeof b.op>[1]): Stmt => b.assign('sum', b.op('add', sum, value));
  const unrolled = holds(
    kernelOf([
      b.forLoop('j', b.i32(0), b.i32(5), [
        b.ifThen(b.compare(b.op('mod', b.threadId(), b.i32(3)), 'eq', b.op('mod', j, b.i32(3))), [
          add(b.op('mul', j, b.load('out', b.op('sub', b.threadId(), j)))),
        ]),
        b.store('out', b.threadId(), b.op('add', sum, j)),
      ]),
      b.ifThen(b.compare(sum, 'gt', b.i32(20)), [b.returnValues()]),
      b.forLoop('m', b.i32(7), b.i32(-7), [add(b.local('m'))], -4),
      b.store('out', b.threadId(), b.op('sub', sum, b.i32(1))),
    ]),
  );
  assert.is(loopsOf(b.programOf(unrolled)), 0);
});

test('RETURN in a loop that is written out ends the thread', () => {
  const at = b.threadId();
  holds(
    kernelOf([
      b.forLoop('j', b.i32(0), b.i32(6), [
        b.ifThen(b.compare(b.local('j'), 'eq', at), [b.returnValues()]),
        b.store('out', at, b.op('add', b.load('out', at), b.i32(100))),
      ]),
      b.store('out', at, b.i32(-1)),
    ]),
  );
});

test.run();
