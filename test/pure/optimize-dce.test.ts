// optimize-dce on snippets of IR: what no one can see goes, everything else stays.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseProgram, printProgram } from '../../core/index.ts';
import { dce } from '../../plugins/optimize-dce/index.ts';
import { body } from './snippet.ts';

test('values that nothing reads go, with the loads and calls that they are made of', () => {
  assert.is(
    body(dce.run, '1 -> i\nx[i] + 1 -> k\ntwice(k) -> i\ncall twice(3) -> k\n5 -> x[0]'),
    '5 -> x[0]',
  );
});

test('a variable that only feeds itself goes', () => {
  assert.is(body(dce.run, 'for j in 0 .. 9 {\ni + j -> i\n}\n5 -> x[0]'), '5 -> x[0]');
});

test('values that reach memory, conditions or bounds stay', () => {
  const text = 'x[0] -> i\ni + 1 -> k\nif k > 3 {\n  7 -> x[1]\n}\nfor j in 0 .. i {\n  j -> x[j]\n}';
  assert.is(body(dce.run, text), text);
});

test('what follows RETURN, BREAK and CONTINUE goes', () => {
  assert.is(
    body(
      dce.run,
      'while true {\nif x[0] == 1 {\nbreak\n1 -> x[1]\n} else {\ncontinue\n}\n2 -> x[2]\n}\nreturn\n3 -> x[3]',
    ),
    'while true {\n  if x[0] == 1 {\n    break\n  } else {\n    continue\n  }\n}\nreturn',
  );
});

test('empty branches and counted loops go, a WHILE stays', () => {
  assert.is(
    body(dce.run, 'if x[0] == 1 {\n1 -> i\n}\nfor j in 0 .. 4 {\n2 -> k\n}\nwhile x[0] == 0 {\n3 -> k\n}'),
    'while x[0] == 0 {\n}',
  );
});

test('an atomic loses an old value that nothing reads, and nothing else', () => {
  assert.is(body(dce.run, 'atomic add x[0] with 1 -> i'), 'atomic add x[0] with 1');
});

test('stores, barriers and group operations stay', () => {
  const text = 'reduce block sum x[0] -> i\nbarrier\n1 -> x[0]';
  assert.is(body(dce.run, text), text);
});

test('a kernel keeps seeing its blocks', () => {
  const text = 'local.x -> i\n1 -> x[thread.x]';
  assert.is(body(dce.run, text), text);
});

test('functions that nothing reaches go, and unused locals', () => {
  const program = parseProgram(`pxir 1
function a() -> i32 {
  return 1
}
function b() -> i32 {
  return a()
}
function c() -> i32 {
  return b()
}
kernel k(x: i32[] write) {
  local i: i32, k: i32
  c() -> k
  b() -> i
  i -> x[0]
}
`);
  const after = dce.run(program);
  assert.equal(
    after.functions.map(({ name }) => name),
    ['a', 'b'],
  );
  assert.match(printProgram(after), 'local i: i32\n  b() -> i');
});

test.run();
