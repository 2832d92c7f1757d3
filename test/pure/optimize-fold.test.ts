// optimize-fold on snippets of IR: what becomes of them, and what stays because it would not be exact.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fold } from '../../plugins/optimize-fold/index.ts';
import { body } from './snippet.ts';

/** What `expression -> variable` becomes; i, u, f, c are an int, uint, float, bool, x an int array. */
const folded = (expression: string, variable = 'i'): string =>
  body(fold.run, `${expression} -> ${variable}`).replace(/ -> .*/, '');

test('constants are computed by the operation table', () => {
  assert.is(folded('2 + 3'), '5');
  assert.is(folded('2147483647 + 1'), '-2147483648');
  assert.is(folded('7 / 0'), '7');
  assert.is(folded('7u % 0u', 'u'), '0u');
  assert.is(folded('clamp(9, 0, 5) * 2'), '10');
  assert.is(folded('0.1 + 0.2', 'f'), '0.3');
  assert.is(folded('3 < 4', 'c'), 'true');
  assert.is(folded('select(2 > 1, 10, 20)'), '10');
  assert.is(folded('convert<u8>(300)'), '44');
  assert.is(folded('bitcast<u32>(1.0)', 'u'), '1065353216u');
});

test('what is infinite or NaN stays an operation', () => {
  assert.is(folded('1.0 / 0.0', 'f'), '1.0 / 0.0');
  assert.is(folded('sqrt(-1.0)', 'f'), 'sqrt(-1.0)');
  assert.is(folded('3e+38 * 10.0', 'f'), '3e+38 * 10.0');
  assert.is(folded('bitcast<f32>(2139095040u)', 'f'), 'bitcast<f32>(2139095040u)');
});

test('integer identities are exact', () => {
  for (const same of [
    'i + 0',
    '0 + i',
    'i - 0',
    'i * 1',
    '1 * i',
    'i / 1',
    'i / 0',
    'i | 0',
    'i ^ 0',
    'i & -1',
    'i << 0',
  ])
    assert.is(folded(same), 'i', same);
  for (const zero of ['i * 0', '0 * i', 'i & 0', 'i % 1', 'i % 0']) assert.is(folded(zero), '0', zero);
  assert.is(folded('i | -1'), '-1');
  assert.is(folded('u & 4294967295u', 'u'), 'u');
  assert.is(folded('0 - i'), '0 - i');
});

test('float identities keep NaN and -0', () => {
  for (const same of ['f * 1.0', 'f / 1.0', 'f - 0.0', 'f + -0.0']) assert.is(folded(same, 'f'), 'f', same);
  for (const other of ['f + 0.0', 'f * 0.0', 'f - f', 'f - -0.0', 'f / f'])
    assert.is(folded(other, 'f'), other, other);
});

test('what undoes itself goes', () => {
  assert.is(folded('neg(neg(f))', 'f'), 'f');
  assert.is(folded('not(not(c))', 'c'), 'c');
  assert.is(folded('not(i < 3)', 'c'), 'i >= 3');
  assert.is(folded('not(f == 1.0)', 'c'), 'f != 1.0');
  assert.is(folded('not(f < 1.0)', 'c'), 'not(f < 1.0)');
  assert.is(folded('convert<i32>(convert<u32>(i))'), 'i');
  assert.is(folded('bitcast<i32>(bitcast<f32>(i))'), 'i');
  assert.is(folded('convert<i32>(convert<f32>(i))'), 'convert<i32>(convert<f32>(i))');
});

test('AND and OR with a constant are decided or fall away', () => {
  assert.is(folded('c and true', 'c'), 'c');
  assert.is(folded('false and c', 'c'), 'false');
  assert.is(folded('c or true', 'c'), 'true');
  assert.is(folded('false or c', 'c'), 'c');
  assert.is(folded('c & true', 'c'), 'c');
  assert.is(folded('c ^ true', 'c'), 'not(c)');
});

test('a branch with a constant condition is taken or left', () => {
  assert.is(
    body(fold.run, 'if 1 < 2 {\n1 -> x[0]\n} else {\n2 -> x[0]\n}\nif false {\n3 -> x[0]\n}'),
    '1 -> x[0]',
  );
});

test('loops without a turn go, others stay', () => {
  assert.is(body(fold.run, 'for j in 3 .. 3 {\nj -> x[j]\n}\nwhile 1 > 2 {\n1 -> x[0]\n}'), '');
  assert.match(body(fold.run, 'for j in 3 .. 0 step -1 {\nj -> x[j]\n}'), 'for j in 3 .. 0 step -1');
});

test('a variable that is assigned once, to a constant, before all uses, is that constant', () => {
  assert.is(
    body(fold.run, '2 + 1 -> i\nfor j in 0 .. i {\ni * j -> x[i * 2]\n}'),
    '3 -> i\nfor j in 0 .. 3 {\n  3 * j -> x[6]\n}',
  );
});

test('a variable with another assignment, or a use before or beside, is not', () => {
  assert.match(body(fold.run, '3 -> i\ni -> x[0]\n4 -> i'), 'i -> x[0]');
  assert.match(body(fold.run, 'while c {\ni -> x[0]\n3 -> i\n}'), 'i -> x[0]');
  assert.match(body(fold.run, 'if c {\n3 -> i\n}\ni -> x[0]'), 'i -> x[0]');
  assert.match(body(fold.run, 'while i < 3 {\n5 -> i\n}'), 'while i < 3');
});

test('a kernel keeps seeing its blocks', () => {
  assert.is(folded('local.x * 0'), 'local.x * 0');
});

test('what did not change is the same object', () => {
  const text = 'i + 1 -> x[i]';
  assert.is(body(fold.run, text), text);
});

test.run();
