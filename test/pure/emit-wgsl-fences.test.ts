// What each barrier orders in WGSL: storage buffers, shared arrays, or both; nothing that the kernel could observe is left out.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { forEachStmt, parseProgram } from '../../core/index.ts';
import { fencesOf } from '../../plugins/emit-wgsl/fences.ts';

const BOTH = 'storageBarrier(); workgroupBarrier();';
const STORAGE = 'storageBarrier();';
const WORKGROUP = 'workgroupBarrier();';

/** The barriers of a kernel with the arrays x, y (read and written), out (written), given (read), s (shared). */
function fences(...statements: readonly string[]): readonly (string | undefined)[] {
  const arrays = 'x: i32[] readwrite, y: i32[] readwrite, out: i32[] write, given: i32[] read';
  const [kernel] = parseProgram(`pxir 1
kernel main(${arrays}) {
  shared s: i32[64]
  local i: i32
  ${statements.join('\n')}
}`).kernels;
  const texts = fencesOf(kernel!);
  const found: (string | undefined)[] = [];
  forEachStmt(kernel!.body, (stmt) => {
    if (stmt.kind === 'barrier') found.push(texts.get(stmt));
  });
  return found;
}

test('a tile that is filled from an input and read to make an output needs no order of storage', () => {
  assert.equal(fences('given[0] -> s[0]', 'barrier', 's[1] -> out[0]'), [WORKGROUP]);
});

test('a buffer is ordered when it is written on one side and read or written on the other', () => {
  assert.equal(fences('1 -> x[0]', 'barrier', 'x[1] -> i'), [STORAGE]);
  assert.equal(fences('x[1] -> i', 'barrier', '1 -> x[0]'), [STORAGE]);
  assert.equal(fences('1 -> out[0]', 'barrier', '2 -> out[0]'), [STORAGE]);
  assert.equal(fences('atomic add x[0] with 1', 'barrier', 'x[0] -> i'), [STORAGE]);
});

test('a shared array is ordered in the same way', () => {
  assert.equal(fences('1 -> s[0]', 'barrier', 's[1] -> i'), [WORKGROUP]);
  assert.equal(fences('s[1] -> i', 'barrier', '1 -> s[0]'), [WORKGROUP]);
  assert.equal(fences('1 -> s[0]', '1 -> x[0]', 'barrier', 's[1] -> i', 'x[1] -> i'), [BOTH]);
});

test('reads on both sides, and writes of different arrays, have no order', () => {
  assert.equal(fences('x[0] -> i', 'barrier', 'x[1] -> i'), [WORKGROUP]);
  assert.equal(fences('1 -> x[0]', 'barrier', '1 -> y[0]'), [WORKGROUP]);
  assert.equal(fences('1 -> x[0]', '1 -> s[0]', 'barrier', '1 -> y[0]', 's[0] -> i'), [WORKGROUP]);
});

test('any number of barriers may lie between two accesses, and each orders them', () => {
  assert.equal(fences('1 -> x[0]', 'barrier', '1 -> s[0]', 'barrier', 'x[1] + s[1] -> i'), [STORAGE, BOTH]);
});

test('what a loop does comes before and behind each barrier in it', () => {
  assert.equal(fences('for j in 0 .. 4 {', 'barrier', '1 -> x[j]', '}'), [STORAGE]);
  assert.equal(fences('for j in 0 .. 4 {', 's[j] -> i', 'barrier', '1 -> s[0]', '}'), [WORKGROUP]);
  assert.equal(
    fences(
      'for j in 0 .. 4 {',
      'for k in 0 .. 4 {',
      'barrier',
      's[k] -> i',
      '}',
      '1 -> x[j]',
      '}',
      '2 -> s[0]',
    ),
    [BOTH],
  );
  assert.equal(fences('while uniform s[0] > 0 {', '1 -> x[0]', 'barrier', '}', 'barrier', '1 -> s[0]'), [
    BOTH,
    WORKGROUP,
  ]);
});

test('branches count as if both were taken', () => {
  assert.equal(
    fences('if given[0] > 0 {', '1 -> x[0]', '} else {', '1 -> s[0]', '}', 'barrier', 'x[1] + s[1] -> i'),
    [BOTH],
  );
});

test.run();
