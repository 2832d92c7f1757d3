// The text form of the IR: what it looks like, that it reads back to the same program, and what it says to faulty text.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { build, isPxosError, parseProgram, printProgram, sameProgram } from '../../core/index.ts';
import { randomStructure } from '../random/ir-structure.ts';
import { Random } from '../random/random.ts';

const SAXPY = `pxir 1

buffer x: f32 open read
buffer y: f32 open readwrite
setting a: f32
setting n: i32

kernel saxpy(x: f32[] read, y: f32[] readwrite, a: f32, n: i32) {
  local i: i32
  thread.x -> i
  if i < $n {
    ($a * x[i]) + y[i] -> y[i]
  } else {
    return
  }
}

launch saxpy blocks (256) threads (256) with x = buffer x, y = buffer y, a = @a, n = @n
`;

/** The code and the place of the error that this text gives. */
function faultOf(text: string): string {
  try {
    parseProgram(text);
  } catch (error) {
    const diagnostic = isPxosError(error) ? error.diagnostics[0] : undefined;
    if (!diagnostic) throw error;
    const { code, place, message } = diagnostic;
    return `${code} ${place?.start.line}:${place?.start.column} ${message}`;
  }
  return 'no fault';
}

test('a program in text form prints as it was written', () => {
  assert.is(printProgram(parseProgram(SAXPY)), SAXPY);
});

const IMAGE = `pxir 1
gas 24

buffer x: u8 image readwrite length 6 shape 2 3 output {
  "0001020304ff"
}
buffer grid: u32 image read length 3 input
buffer bias: f32 image read length 1 input setting auxiliary x
setting a: f32 = 0.5
setting b: f32 = -inf
setting c: f32 = nan
setting d: bool = false
setting e: i8 = -5

kernel k(x: u8[] readwrite, a: f32, n: u32) {
  1 -> x[$n]
}

launch k blocks grid shape 2 1 1 with x = buffer x, a = @a, n = buffer grid[0] gas grid[2] of k
matrix relu x -> x
`;

test('what an image says beside a source has a text form too', () => {
  const program = parseProgram(IMAGE);
  assert.is(printProgram(program), IMAGE);
  const [x] = program.buffers;
  assert.equal(x?.origin === 'image' && x.data, Uint8Array.of(0, 1, 2, 3, 4, 255));
  const changed = parseProgram(IMAGE.replace('04ff', '04fe'));
  assert.not(sameProgram(program, changed));
  assert.not(sameProgram(program, parseProgram(IMAGE.replace(' = false', ''))));
  assert.is(
    faultOf(IMAGE.replace('04ff', '04f')),
    'PX0900 5:3 Expected pairs of hexadecimal digits, found `"0001020304f"`.',
  );
  assert.is(faultOf(IMAGE.replace('grid[0]', 'grid[1]')), 'PX0900 19:77 Expected `0`, found `1`.');
});

test('an infix operation nests in parentheses only', () => {
  const text = (value: string) => `pxir 1\nkernel k() {\n  local a: i32\n  ${value} -> a\n}\n`;
  assert.is(faultOf(text('a + a + a')), 'PX0900 4:9 Expected `->`, found `+`.');
  assert.is(faultOf(text('(a + a) + a')), 'no fault');
});

test('a sign directly before a number belongs to the number only where an operand begins', () => {
  const { kernels } = parseProgram('pxir 1\nkernel k() {\n  local a: i32\n  a -5 -> a\n  a - -5 -> a\n}');
  const values = kernels[0]!.body.map((stmt) => (stmt.kind === 'assign' ? stmt.value : undefined));
  assert.equal(values[0], build.op('sub', build.local('a'), build.i32(5)));
  assert.equal(values[1], build.op('sub', build.local('a'), build.i32(-5)));
});

test('f32 constants print in the fewest digits that round back to them', () => {
  const print = (value: number) => {
    const text = printProgram(
      build.programOf(build.kernel({ name: 'k', body: [build.returnValues(build.f32(value))] })),
    );
    return /return (.*)/.exec(text)?.[1];
  };
  assert.is(print(0.1), '0.1');
  assert.is(print(-0), '-0.0');
  assert.is(print(16777216), '16777216.0');
  assert.is(print(3.4028234663852886e38), '3.4028235e+38');
  assert.is(print(1.401298464324817e-45), '1e-45');
  const random = new Random(7);
  for (let i = 0; i < 2000; i++) {
    const expr = build.f32FromBits(random.bits());
    const program = build.programOf(build.kernel({ name: 'k', body: [build.returnValues(expr)] }));
    assert.ok(sameProgram(parseProgram(printProgram(program)), program));
  }
});

test('names that are words of the text form, or no words at all, stand in quotes', () => {
  const program = build.programOf(
    build.kernel({
      name: 'while',
      locals: [build.variable('min'), build.variable('é')],
      body: [build.assign('min', build.local('é')), build.assign('é', build.local('min'))],
    }),
  );
  const text = printProgram(program);
  assert.match(text, '"é" -> "min"');
  assert.ok(sameProgram(parseProgram(text), program));
});

test('random programs read back equal, with and without positions', () => {
  for (let seed = 0; seed < 400; seed++) {
    const program = randomStructure(new Random(seed));
    assert.ok(sameProgram(parseProgram(printProgram(program)), program), `seed ${seed}`);
    const placed = parseProgram(printProgram(program, { positions: true }));
    assert.ok(sameProgram(placed, program, { positions: true }), `seed ${seed} with positions`);
  }
});

test('equality sees a changed constant, the sign of a zero and, when asked, a position', () => {
  const make = (value: number, line: number) => ({
    ...build.program({ steps: [{ kind: 'set', name: 'a', value: build.f32(value) }] }),
    at: { start: { line, column: 1 }, end: { line, column: 2 } },
  });
  assert.ok(sameProgram(make(1, 1), make(1, 2)));
  assert.not(sameProgram(make(1, 1), make(1, 2), { positions: true }));
  assert.not(sameProgram(make(1, 1), make(2, 1)));
  assert.not(sameProgram(make(0, 1), make(-0, 1)));
});

test('faulty text gives a coded error at its place', () => {
  assert.is(faultOf(''), 'PX0900 1:1 Expected `pxir`, found the end of the text.');
  assert.is(faultOf('pxir 1\nkernel k(\n'), 'PX0900 2:10 Expected a name, found the end of the line.');
  assert.is(faultOf('pxir 1\nkernel k() {\n  ´\n}'), 'PX0901 3:3 "´" is no part of the IR’s text form.');
  assert.is(faultOf('pxir 9\n'), 'PX0902 1:6 This is IR version 9; version 1 can be read.');
  assert.is(faultOf(`pxir 1\nset ${'('.repeat(2000)}`), 'PX0903 2:1005 This nests deeper than 1000 levels.');
  assert.is(faultOf('pxir 1\nkernel k() {\n  q -> r\n}'), 'PX0904 3:5 The type of `q` is not known here.');
});

test('no damage to a text makes the parser fail without a code', () => {
  const random = new Random(11);
  const text = printProgram(randomStructure(new Random(3)), { positions: true }) + SAXPY.slice(8);
  for (let i = 0; i < 3000; i++) {
    const start = random.integer(0, text.length);
    const end = Math.min(text.length, start + random.integer(0, 12));
    const junk = random.pick([
      '',
      ' ',
      '(',
      ')',
      '{',
      '}',
      '"',
      '\n',
      '9',
      '->',
      'if',
      '~1:2-3:4',
      '\u0000',
      '😀',
    ]);
    // `faultOf` throws whatever is no PxosError.
    faultOf(text.slice(0, start) + junk + text.slice(end));
  }
});

test.run();
