// Flow of control: values before use, RETURN on every path, and what all threads of a block reach together.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { bodyMessages, messagesOf } from './checked.ts';

test('a name is assigned when every path before it assigns', () => {
  assert.equal(bodyMessages('IF flag:\n    SET 1 → a\nELSE:\n    SET 2 → a\nENDIF\nSTORE a → ints[0]'), []);
  assert.equal(bodyMessages('IF flag:\n    SET 1 → a\nENDIF\nSTORE a → ints[0]'), ['4 PX0401']);
});

test('a branch that ends in RETURN, BREAK or CONTINUE asks nothing of the others', () => {
  assert.equal(bodyMessages('IF flag:\n    RETURN\nELSE:\n    SET 2 → a\nENDIF\nSTORE a → ints[0]'), []);
  assert.equal(
    bodyMessages(
      'FOR k IN 0..n:\n    IF flag:\n        CONTINUE\n    ELSE:\n        SET 2 → a\n    ENDIF\n    STORE a → ints[0]\nENDFOR',
    ),
    [],
  );
});

test('a loop counts as possibly never run', () => {
  assert.equal(bodyMessages('FOR k IN 0..4:\n    SET k → a\nENDFOR\nSTORE a → ints[0]'), ['4 PX0401']);
  assert.equal(bodyMessages('WHILE true:\n    SET 1 → a\n    BREAK\nENDWHILE\nSTORE a → ints[0]'), [
    '5 PX0401',
  ]);
});

test('a name that is assigned only later in the text is read before it has a value', () => {
  assert.equal(bodyMessages('FOR k IN 0..4:\n    STORE a → ints[k]\n    SET k → a\nENDFOR'), ['2 PX0401']);
});

test('each name is reported once', () => {
  assert.equal(bodyMessages('STORE a → ints[a]\nSTORE a → ints[0]\nSET 1 → a'), ['1 PX0401']);
});

test('a loop variable lives in its loop and is read-only', () => {
  assert.equal(bodyMessages('FOR k IN 0..4:\n    SET 1 → k\nENDFOR\nSTORE k → ints[0]'), [
    '2 PX0310',
    '4 PX0301',
  ]);
});

test('neither parameters nor shared arrays can be assigned', () => {
  assert.equal(bodyMessages('SET 1 → n\nSET 1 → ints\nSET 1 → tile'), ['1 PX0310', '2 PX0310', '3 PX0310']);
});

const functionOf = (...body: readonly string[]): string =>
  [
    'GPU_FUNCTION f',
    'GPU_PARAM a int',
    'GPU_THREAD_CODE:',
    ...body.map((line) => `    ${line}`),
    'GPU_END',
  ].join('\n');

test('every path through a function ends in RETURN', () => {
  assert.equal(messagesOf(functionOf('IF a > 0:', '    RETURN 1', 'ELSE:', '    RETURN 2', 'ENDIF')), []);
  assert.equal(messagesOf(functionOf('IF a > 0:', '    RETURN 1', 'ENDIF')), ['1:14 PX0402']);
  assert.equal(messagesOf(functionOf('WHILE true:', '    RETURN 1', 'ENDWHILE')), ['1:14 PX0402']);
});

test('functions that call each other in a circle are found at any length', () => {
  const chain = (last: string): string =>
    Array.from({ length: 2000 }, (_, i) => functionOf(`RETURN f${i + 1}(a)`).replace('f\n', `f${i}\n`))
      .concat(functionOf(`RETURN ${last}`).replace('f\n', 'f2000\n'))
      .join('\n');
  assert.equal(messagesOf(chain('a')), []);
  assert.equal(
    messagesOf(chain('f0(a)')).map((line) => line.replace(/.* /, '')),
    ['PX0403'],
  );
});

const uniform = (body: string): void => assert.equal(bodyMessages(body), [], body);
const varying = (line: number, body: string): void =>
  assert.equal(bodyMessages(body), [`${line} PX0410`], body);
const left = (line: number, body: string): void => assert.equal(bodyMessages(body), [`${line} PX0411`], body);

test('a barrier may stand under conditions that are the same for all threads of a block', () => {
  uniform('IF n > 3 AND flag:\n    SYNC_THREADS\nENDIF');
  uniform('BLOCK_ID → b\nGRID_SIZE Y → g\nWHILE b < g:\n    SYNC_THREADS\n    ADD b 1 → b\nENDWHILE');
  uniform('BLOCK_REDUCE SUM n → s\nIF s > 0:\n    SYNC_THREADS\nENDIF');
  uniform('LOAD ints[n] → v\nFOR k IN 0..v:\n    SYNC_THREADS\nENDFOR');
});

test('a barrier may not stand under a condition that depends on the thread', () => {
  varying(3, 'LOCAL_ID → l\nIF l < n:\n    SYNC_THREADS\nENDIF');
  varying(3, 'THREAD_ID → t\nFOR k IN 0..t:\n    BLOCK_REDUCE SUM n → s\nENDFOR');
  varying(3, 'WARP_REDUCE SUM n → w\nIF w > 0:\n    SYNC_THREADS\nENDIF');
  varying(4, 'LOCAL_ID → l\nLOAD ints[l] → v\nIF v > 0:\n    LOAD_COALESCED ints[0:4] → tile\nENDIF');
  varying(2, 'IF tile[0] > 0:\n    WARP_REDUCE MAX n → w\nENDIF');
});

test('a load from an array that the kernel writes depends on the thread', () => {
  varying(3, 'STORE 1 → ints[0]\nIF ints[1] > 0:\n    SYNC_THREADS\nENDIF');
});

test('a variable depends on the thread if it is assigned under such a condition', () => {
  varying(
    7,
    'LOCAL_ID → l\nSET 0 → a\nIF l == 0:\n    SET 1 → a\nENDIF\nIF a == 0:\n    SYNC_THREADS\nENDIF',
  );
});

test('a variable depends on the thread if any of its assignments does, also a later one', () => {
  varying(3, 'SET 0 → a\nFOR k IN 0..a:\n    SYNC_THREADS\nENDFOR\nTHREAD_ID → a');
});

test('BREAK and CONTINUE under such a condition make the whole loop conditional', () => {
  left(3, 'LOCAL_ID → l\nFOR k IN 0..4:\n    SYNC_THREADS\n    IF l == k:\n        BREAK\n    ENDIF\nENDFOR');
  left(
    3,
    'LOCAL_ID → l\nFOR k IN 0..4:\n    SYNC_THREADS\n    IF l == k:\n        CONTINUE\n    ENDIF\nENDFOR',
  );
  uniform('LOCAL_ID → l\nFOR k IN 0..4:\n    IF l == k:\n        BREAK\n    ENDIF\nENDFOR\nSYNC_THREADS');
});

test('what is assigned in such a loop depends on the thread', () => {
  varying(
    10,
    'LOCAL_ID → l\nSET 0 → a\nFOR k IN 0..4:\n    ADD a 1 → a\n    IF l == k:\n        BREAK\n    ENDIF\nENDFOR\nIF a > 2:\n    SYNC_THREADS\nENDIF',
  );
});

test('RETURN under such a condition makes enclosing loops and all that follows conditional', () => {
  left(5, 'LOCAL_ID → l\nIF l == 0:\n    RETURN\nENDIF\nSYNC_THREADS');
  left(
    3,
    'LOCAL_ID → l\nFOR k IN 0..4:\n    SYNC_THREADS\n    IF l == k:\n        RETURN\n    ENDIF\nENDFOR',
  );
  uniform('IF n == 0:\n    RETURN\nENDIF\nSYNC_THREADS');
});

test('functions are pure', () => {
  assert.equal(messagesOf(functionOf('THREAD_ID → i', 'SYNC_THREADS', 'WARP_REDUCE SUM a → s', 'RETURN a')), [
    '4:5 PX0404',
    '5:5 PX0404',
    '6:5 PX0404',
  ]);
});

test('a statement that cannot be read is no reason for further messages about its result', () => {
  assert.equal(bodyMessages('LOAD ints n → v\nADD v 1 → w\nSTORE w → ints[0]').length, 1);
});

test('a block that GPU_END closes is a warning where all others have closers, and none where indentation closes some', () => {
  const closed = 'IF flag:\n    SET 1 → a\nENDIF\n';
  const open = 'IF flag:\n    SET 2 → b';
  assert.equal(bodyMessages(`${closed}${open}`), ['4 PX0128']);
  assert.equal(bodyMessages(`${closed}${open}\nSET 3 → c\n${open}`), []);
  assert.equal(bodyMessages(open), []);
  assert.equal(bodyMessages(`${closed}${open}\nENDIF`), []);
});

test.run();
