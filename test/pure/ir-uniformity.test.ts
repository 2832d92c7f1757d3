// Uniformity on the IR against Meaning 5: which values all threads of a block share, and what they reach together.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  analyzeUniformity,
  build,
  forEachStmt,
  isCollective,
  parseProgram,
  printProgram,
} from '../../core/index.ts';

function kernelOf(statements: string) {
  return parseProgram(`pxir 1
function f(a: i32) -> i32 {
  return $a
}
kernel k(x: i32[] read, y: i32[] readwrite, n: i32) {
  shared s: i32[64]
  local i: i32, j: i32, c: bool
  ${statements}
}`).kernels[0]!;
}

/** Whether the value of the last assignment to `i` is the same for all threads of a block. */
function uniformValue(statements: string): boolean {
  const kernel = kernelOf(statements);
  const last = kernel.body.findLast((stmt) => stmt.kind === 'assign');
  assert.ok(last?.kind === 'assign');
  return analyzeUniformity(kernel).isUniform(last.value);
}

/** Whether all threads reach every barrier; if not, the condition that keeps some away. */
function together(statements: string): boolean | string {
  const kernel = kernelOf(statements);
  const uniformity = analyzeUniformity(kernel);
  let answer: boolean | string = true;
  forEachStmt(kernel.body, (stmt) => {
    if (!isCollective(stmt) || uniformity.isReachedTogether(stmt)) return;
    const condition = uniformity.conditionBefore(stmt);
    const shown =
      condition && printProgram(build.programOf({ ...kernel, body: [build.ifThen(condition, [])] }));
    answer = shown ? (/ {2}if (.*) \{/.exec(shown)?.[1] ?? 'none') : false;
  });
  return answer;
}

test('literals, scalar parameters, BLOCK_ID, BLOCK_SIZE and GRID_SIZE are uniform, and operations on these', () => {
  assert.ok(uniformValue('((($n + block.x) * blockSize.y) - gridSize.z) + f(length(x)) -> i'));
});

test('THREAD_ID and LOCAL_ID depend on the thread', () => {
  assert.not(uniformValue('thread.x -> i'));
  assert.not(uniformValue('f(local.y) -> i'));
});

test('loads at uniform indices are uniform from arrays that the kernel never writes', () => {
  assert.ok(uniformValue('x[$n] -> i'));
  assert.not(uniformValue('x[thread.x] -> i'));
  assert.not(uniformValue('y[0] -> i\n1 -> y[thread.x]'));
  assert.not(uniformValue('s[0] -> i'));
  assert.ok(uniformValue('uniform s[0] -> i'));
  // Declared to be written, but never is.
  assert.ok(uniformValue('y[0] -> i'));
});

test('BLOCK_REDUCE results are uniform, those of WARP_REDUCE and of atomics are not', () => {
  assert.ok(uniformValue('reduce block sum thread.x -> j\nj -> i'));
  assert.not(uniformValue('reduce warp sum thread.x -> j\nj -> i'));
  assert.not(uniformValue('atomic add y[0] with 1 -> j\nj -> i'));
});

test('a variable depends on the thread if one of its assignments does', () => {
  assert.not(uniformValue('1 -> j\nj -> i\nthread.x -> j\nj -> i'));
});

test('so does one that is assigned under such a condition', () => {
  assert.not(uniformValue('if local.x < 3 {\n1 -> j\n}\nj -> i'));
  assert.ok(uniformValue('if block.x < 3 {\n1 -> j\n}\nj -> i'));
});

test('barriers under uniform conditions and in uniform loops are reached together', () => {
  assert.is(
    together(
      'if $n > 3 {\nbarrier\n}\nfor k in 0 .. $n {\nbarrier\n}\nwhile block.x > i {\nbarrier\ni + 1 -> i\n}',
    ),
    true,
  );
});

test('a condition that depends on the thread is named', () => {
  assert.is(together('if local.x < 3 {\nbarrier\n}'), 'local.x < 3');
  assert.is(together('thread.x -> i\nfor k in 0 .. i {\nbarrier\n}'), 'i');
  assert.is(together('if $n > 3 {\nif x[local.x] == 1 {\nreduce block sum i -> i\n}\n}'), 'x[local.x] == 1');
});

test('threads meet again behind a branch', () => {
  assert.is(together('if local.x < 3 {\n1 -> i\n}\nbarrier'), true);
});

test('a BREAK or CONTINUE under such a condition makes its loop depend on it, but not what follows', () => {
  for (const jump of ['break', 'continue']) {
    assert.is(together(`while true {\nbarrier\nif local.x < 3 {\n${jump}\n}\n}`), 'local.x < 3');
    assert.is(together(`while true {\nif local.x < 3 {\n${jump}\n}\n}\nbarrier`), true);
    assert.is(
      together(`for a in 0 .. 4 {\nbarrier\nfor b in 0 .. 4 {\nif local.x < 3 {\n${jump}\n}\n}\n}`),
      true,
    );
  }
});

test('a RETURN under such a condition makes every loop around and all that follows depend on it', () => {
  assert.is(together('if local.x < 3 {\nreturn\n}\nbarrier'), 'local.x < 3');
  assert.is(
    together('for a in 0 .. 4 {\nbarrier\nfor b in 0 .. 4 {\nif local.x < 3 {\nreturn\n}\n}\n}'),
    'local.x < 3',
  );
  assert.is(together('barrier\nif local.x < 3 {\nreturn\n}'), true);
  assert.is(together('if $n < 3 {\nreturn\n}\nbarrier'), true);
});

test('what a loop assigns under such a condition depends on the thread in every turn', () => {
  assert.is(
    together('while i < 9 {\nif j > 0 {\nbarrier\n}\nif local.x == i {\n1 -> j\n}\ni + 1 -> i\n}'),
    'j > 0',
  );
});

test('a chain of a thousand assignments is followed', () => {
  const chain = Array.from({ length: 1000 }, (_, k) => `v${k + 1} -> v${k}`).join('\n');
  const locals = Array.from({ length: 1001 }, (_, k) => `v${k}: i32`).join(', ');
  const { kernels } = parseProgram(
    `pxir 1\nkernel k() {\nlocal ${locals}\nwhile true {\n${chain}\nthread.x -> v1000\n}\n}`,
  );
  assert.not(analyzeUniformity(kernels[0]!).isUniformLocal('v0'));
});

test.run();
