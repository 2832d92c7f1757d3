// Which barriers order something and stay, and which come right behind another one and go.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  lowerGroups,
  parseProgram,
  printProgram,
  removeRedundantBarriers,
  verifyProgram,
} from '../../core/index.ts';

const HEAD = `pxir 1
function twice(a: i32) -> i32 {
  return $a * 2
}
`;

/**
 * The statements of a kernel behind the pass. It has the locals i, k, the arrays x (read and written), given (read only)
 * and the shared array s; a first line that is dropped again makes it see its blocks.
 */
function left(statements: string): string {
  const program = parseProgram(`${HEAD}kernel main(x: i32[] readwrite, given: i32[] read) {
  shape 64 1 1
  shared s: i32[64]
  local i: i32, k: i32
  ${statements}
}`);
  const after = removeRedundantBarriers(program);
  assert.equal(verifyProgram(after), []);
  const text = printProgram(after);
  const lines = text.slice(text.indexOf('kernel main')).split('\n').slice(4, -2);
  return lines.map((line) => line.slice(2)).join('\n');
}

const lines = (...all: readonly string[]): string => all.join('\n');

const stays = (...all: readonly string[]): void => assert.is(left(lines(...all)), lines(...all));

test('of barriers in a row one is left', () => {
  assert.is(
    left(lines('1 -> s[0]', 'barrier', 'barrier', 'barrier', 's[1] -> i')),
    lines('1 -> s[0]', 'barrier', 's[1] -> i'),
  );
});

test('what threads compute for themselves between two barriers does not count, nor what no thread writes', () => {
  assert.is(
    left(lines('1 -> s[0]', 'barrier', 'local.x -> i', 'twice(given[i]) -> k', 'barrier', 's[1] -> i')),
    lines('1 -> s[0]', 'barrier', 'local.x -> i', 'twice(given[i]) -> k', 's[1] -> i'),
  );
});

test('a barrier before anything is touched goes', () => {
  assert.is(left(lines('given[0] -> i', 'barrier', 'i -> s[i]')), lines('given[0] -> i', 'i -> s[i]'));
});

test('a barrier behind a load, store or atomic of memory that is written stays', () => {
  stays('1 -> s[0]', 'barrier', '2 -> s[0]');
  stays('s[0] -> i', 'barrier', '2 -> s[0]');
  stays('1 -> x[0]', 'barrier', 'x[1] -> i');
  stays('x[0] -> i', 'barrier', '2 -> x[0]');
  stays('atomic add x[0] with 1', 'barrier', 'x[0] -> i', 'barrier', '1 -> x[0]');
  stays('given[s[0]] -> i', 'barrier', '2 -> s[0]');
});

test('behind branches a barrier goes only if both are clean', () => {
  stays('1 -> s[0]', 'barrier', 'if given[0] > 0 {', '  1 -> s[0]', '}', 'barrier', 's[0] -> i');
  stays('1 -> s[0]', 'if given[0] > 0 {', '  barrier', '}', 'barrier', 's[0] -> i');
  assert.is(
    left(
      lines(
        '1 -> s[0]',
        'if given[0] > 0 {',
        '  barrier',
        '} else {',
        '  barrier',
        '  0 -> i',
        '}',
        'barrier',
        's[0] -> i',
      ),
    ),
    lines(
      '1 -> s[0]',
      'if given[0] > 0 {',
      '  barrier',
      '} else {',
      '  barrier',
      '  0 -> i',
      '}',
      's[0] -> i',
    ),
  );
});

test('an iteration counts what the one before has touched', () => {
  stays('for j in 0 .. 4 {', '  barrier', '  j -> s[0]', '}');
  stays('0 -> i', 'while i < 4 {', '  barrier', '  s[i] -> k', '  i + 1 -> i', '}');
  assert.is(
    left(lines('for j in 0 .. 4 {', '  barrier', '  j -> i', '}')),
    lines('for j in 0 .. 4 {', '  j -> i', '}'),
  );
});

test('behind a loop it counts how the loop can be left', () => {
  const loop = ['1 -> s[0]', 'barrier', 'while given[0] > 0 {', '  1 -> s[1]'];
  assert.is(
    left(lines(...loop, '  barrier', '}', 'barrier', 's[0] -> i')),
    lines(...loop, '  barrier', '}', 's[0] -> i'),
  );
  stays(...loop, '}', 'barrier', 's[0] -> i');
  stays(...loop, '  if given[1] > 0 {', '    break', '  }', '  barrier', '}', 'barrier', 's[0] -> i');
  stays(...loop, '  if given[1] > 0 {', '    continue', '  }', '  barrier', '}', 'barrier', 's[0] -> i');
  stays('1 -> s[0]', 'while given[0] > 0 {', '  1 -> s[1]', '  barrier', '}', 'barrier', 's[0] -> i');
  // The condition itself reads s, once more behind the last iteration.
  stays('1 -> s[0]', 'barrier', 'while uniform s[0] > 0 {', '  barrier', '}', 'barrier', '2 -> s[0]');
});

test('a kernel that only its barrier shows its blocks keeps it', () => {
  const program = parseProgram(`pxir 1
kernel main(x: i32[] write) {
  barrier
  1 -> x[0]
}`);
  assert.is(removeRedundantBarriers(program), program);
});

test('a group operation behind a barrier brings one barrier less along', () => {
  const barriers = (text: string): number => text.split('barrier').length;
  const text = printProgram(
    lowerGroups(
      parseProgram(`${HEAD}kernel main(x: i32[] readwrite) {
  shape 64 1 1
  local i: i32
  x[0] -> i
  barrier
  reduce block sum i -> i
  i -> x[local.x]
}`),
    ),
  );
  const after = printProgram(removeRedundantBarriers(parseProgram(text)));
  assert.is(barriers(after), barriers(text) - 1);
});

test.run();
