// optimize-bounds on snippets: which accesses to shared memory are proven (`!`), and which are not.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseProgram, printProgram, verifyProgram } from '../../core/index.ts';
import { bounds } from '../../plugins/optimize-bounds/index.ts';

const LAUNCH = 'launch k blocks (4, 4) threads (16, 8) with x = buffer x, u = buffer u, n = 3';

/** The statements after the pass; s has 256 ints, t one for each thread, blocks are 16 × 8. */
function proven(statements: string, launches = LAUNCH): string {
  const program = parseProgram(`pxir 1
buffer x: i32 open read
buffer u: u8 open readwrite
function twice(a: i32) -> i32 {
  return $a * 2
}
kernel k(x: i32[] read, u: u8[] readwrite, n: i32) {
  shared s: i32[256]
  shared t: i32[1] perThread
  local i: i32, j: i32, k: i32, c: u32
  ${statements}
}
${launches}`);
  assert.equal(verifyProgram(program), []);
  const printed = printProgram(bounds.run(program));
  const kernel = printed.slice(printed.indexOf('kernel k'));
  const lines = kernel.slice(0, kernel.indexOf('\n}')).split('\n');
  return lines
    .slice(1)
    .filter((line) => !/^ {2}(local \w+:|shared)/.test(line))
    .map((line) => line.trim())
    .join('\n');
}
const isProven = (index: string, launches?: string): boolean =>
  proven(`s[${index}] -> i`, launches) === `s[${index}]! -> i`;

test('constants inside are proven, others are not', () => {
  assert.ok(isProven('255'));
  assert.not(isProven('256'));
  assert.not(isProven('-1'));
});

test('ids are bounded by the block shape of all launches', () => {
  assert.ok(isProven('local.x + (local.y * 16)'));
  assert.ok(isProven('((local.y + 1) * 18) + (local.x + 1)'));
  assert.not(isProven('(local.y * 32) + (local.x + 17)'));
  assert.not(isProven('thread.x'));
  assert.not(isProven('local.x', ''));
  const other = 'launch k blocks (1) threads (300) with x = buffer x, u = buffer u, n = 3';
  assert.not(isProven('local.x', `${LAUNCH}\n${other}`));
  // A shape that is known when the program runs is not known here.
  assert.not(
    isProven('local.x', LAUNCH.replace('(16, 8)', '(@w:i32, 8)').replace('launch', 'set 16 -> w\nlaunch')),
  );
});

test('masks, MOD, MIN, MAX, shifts and narrow elements bound an index', () => {
  assert.ok(isProven('x[0] & 255'));
  assert.ok(isProven('u[x[0]]'));
  assert.ok(isProven('convert<u8>(x[0])'));
  assert.ok(isProven('max(min(x[0], 255), 0)'));
  assert.ok(isProven('convert<i32>(convert<u32>(x[0]) % 256u)'));
  assert.ok(isProven('convert<i32>(convert<u32>(x[0]) >> 24)'));
  assert.not(isProven('x[0] % 256'));
  assert.not(isProven('min(x[0], 255)'));
});

test('an array with an element per thread takes the whole block', () => {
  assert.is(proven('t[local.x + (local.y * 16)] -> i'), 't[local.x + (local.y * 16)]! -> i');
  assert.is(proven('t[128] -> i'), 't[128] -> i');
});

test('variables of counted loops stay in their range', () => {
  assert.match(proven('for a in 0 .. 256 {\na -> s[a]\n}'), 's[a]!');
  assert.match(proven('for a in 255 .. -1 step -5 {\na -> s[a]\n}'), 's[a]!');
  assert.not.match(proven('for a in 0 .. 257 {\na -> s[a]\n}'), '!');
  assert.not.match(proven('for a in 0 .. $n {\na -> s[a]\n}'), '!');
});

test('a variable that a loop advances is bounded by its condition', () => {
  const loop = 'local.x -> i\nwhile i < 256 {\n1 -> s[i]\ni + 16 -> i\n}';
  assert.match(proven(loop), 's[i]!');
  assert.not.match(proven(loop.replace('local.x ->', 'x[0] ->')), '!');
  assert.not.match(proven(loop.replace('i + 16', 'i - 16')), '!');
  assert.not.match(proven(`${loop}\n1 -> s[i]`), /s\[i\]!$/);
});

test('conditions bound what they guard, on either side', () => {
  assert.match(proven('x[0] -> i\nif (i >= 0) and (i < 256) {\n1 -> s[i]\n}'), 's[i]!');
  assert.match(proven('x[0] -> i\nif (i < 0) or (255 < i) {\nreturn\n}\n1 -> s[i]'), 's[i]!');
  assert.match(proven('x[0] -> i\nif (i >= 0) and ((i < 256) and (s[i] > 0)) {\n1 -> j\n}'), 's[i]!');
  assert.not.match(proven('x[0] -> i\nif (i >= 0) or (i < 256) {\n1 -> s[i]\n}'), '!');
  assert.not.match(proven('x[0] -> i\nif i < 256 {\n1 -> s[i]\n}'), '!');
});

test('what BREAK and CONTINUE carry is not forgotten', () => {
  const text =
    'while true {\nif x[i] == 1 {\nx[0] -> i\ncontinue\n}\nif x[i] == 2 {\nx[1] -> j\nbreak\n}\n1 -> s[i]\n}\n1 -> s[j]';
  assert.not.match(proven(text), '!');
});

test('atomics are marked too, global arrays never', () => {
  assert.is(proven('atomic add s[local.x] with 1\n1 -> u[0]'), 'atomic add s[local.x]! with 1\n1 -> u[0]');
});

test('each comparison bounds an index exactly: the last value that it lets through counts', () => {
  const isProvenIf = (condition: string, index: string): boolean =>
    proven(`x[0] -> i\n  if ${condition} {\n    s[${index}] -> j\n  }`).includes(`s[${index}]!`);
  for (const [atLeast, atMost] of [
    ['i >= 1', 'i <= 256'],
    ['i > 0', 'i < 257'],
    ['1 <= i', '256 >= i'],
    ['0 < i', '257 > i'],
  ] as const) {
    assert.ok(isProvenIf(`(${atLeast}) and (${atMost})`, 'i - 1'), `${atLeast} and ${atMost}`);
    assert.not(isProvenIf(`(${atLeast}) and (${atMost})`, 'i - 2'), `${atLeast} lets 1 through`);
    assert.not(isProvenIf(`(${atLeast}) and (${atMost})`, 'i'), `${atMost} lets 256 through`);
  }
  assert.ok(isProvenIf('i == 255', 'i'));
  assert.not(isProvenIf('i == 255', 'i + 1'));
  assert.not(isProvenIf('i != 255', 'i'));
});

test('what atomics, reductions and functions give to a variable may be anything', () => {
  const last = (statements: string): string | undefined => proven(statements).split('\n').at(-1);
  for (const result of ['atomic add s[0] with 1 -> i', 'reduce block sum x[0] -> i', 'call twice(3) -> i'])
    assert.is(last(`${result}\n  s[i] -> k`), 's[i] -> k', result);
  assert.is(last('unpack c -> i, j, k, i\n  s[i] -> k'), 's[i]! -> k', 'a byte is no more than 255');
});

test('the right side of OR is looked at where the left one does not hold, that of AND where it does', () => {
  assert.match(proven('x[0] -> i\nif (i < 0) or ((i > 255) or (s[i] > 0)) {\n1 -> j\n}'), 's[i]!');
  assert.not.match(proven('x[0] -> i\nif ((i >= 0) and (i < 256)) or (s[i] > 0) {\n1 -> j\n}'), '!');
});

test('a loop whose range becomes -0 ends: it is the same 0', () => {
  assert.is(
    proven('while j < 3 {\n i * -1 -> i\n j + 1 -> j\n }\n s[i] -> k').split('\n').at(-1),
    's[i]! -> k',
  );
});

test.run();
