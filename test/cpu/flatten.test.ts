// The pass `flatten`: what it makes of each form, and that random programs compute the same after it as before.
import {
  type Expr,
  evaluateRun,
  expressionsOf,
  flatten,
  forEachStmt,
  operandsOf,
  type Program,
  parseProgram,
  printProgram,
  sameProgram,
  verifyProgram,
} from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Laboratory } from '../differential.ts';
import { randomProgram } from '../random/program.ts';

const PROGRAMS = Number(process.env['PXOS_FLAT_PROGRAMS'] ?? 300);
const HEAD = 'kernel k(x: i32[] readwrite, n: i32) {';
const HALF = `function half(v: i32) -> i32 {
  return $v >> 1
}
`;

/** The flat form of a kernel with these locals and statements. */
function flat(locals: string, ...body: readonly string[]): string {
  const text = ['pxir 1', '', HALF, HEAD, `  local ${locals}`, ...body.map((line) => `  ${line}`), '}', ''];
  const program = flatten(parseProgram(text.join('\n')));
  assert.equal(verifyProgram(program), []);
  const printed = printProgram(program);
  return printed.slice(printed.indexOf(HEAD) + HEAD.length + 1, -3);
}

test('every operation gets a statement of its own', () => {
  assert.is(
    flat('i: i32', 'thread.x -> i', 'if i < $n {', '  x[i + 1]! + half(i * 2) -> x[half(i)]', '}'),
    `  local i: i32, t1: bool, t2: i32, t3: i32, t4: i32, t5: i32
  local t6: i32, t7: i32
  thread.x -> i
  i < $n -> t1
  if t1 {
    call half(i) -> t2
    i + 1 -> t3
    x[t3] -> t4
    i * 2 -> t5
    call half(t5) -> t6
    t4 + t6 -> t7
    t7 -> x[t2]
  }`,
  );
});

test('a clamp is a minimum of a maximum', () => {
  assert.is(
    flat('i: i32', 'clamp(i, 0, $n) -> i'),
    '  local i: i32, t1: i32\n  max(i, 0) -> t1\n  min(t1, $n) -> i',
  );
});

test('operands that an earlier one makes needless are not evaluated', () => {
  assert.is(
    flat('a: bool, b: bool', '(a and (x[0] < 1)) or b -> b'),
    `  local a: bool, t1: bool, t2: i32, b: bool
  a -> t1
  if t1 {
    x[0] -> t2
    t2 < 1 -> t1
  }
  if t1 {
  } else {
    b -> t1
  }
  t1 -> b`,
  );
});

test('a loop asks for what it has to compute inside', () => {
  const body = ['while x[0] < $n {', '  if $n == 1 {', '    continue', '  }', '  barrier', '}'];
  assert.is(
    flat('a: bool', ...body),
    `  local t1: i32, t2: bool, t3: bool
  while true {
    x[0] -> t1
    t1 < $n -> t2
    if t2 {
    } else {
      break
    }
    $n == 1 -> t3
    if t3 {
      continue
    }
    barrier
  }`,
  );
});

test('a loop that first asks a variable whether to go on has it as its condition', () => {
  const body = ['while true {', '  if a {', '  } else {', '    break', '  }', '  false -> a', '}'];
  assert.is(flat('a: bool', ...body), '  local a: bool\n  while a {\n    false -> a\n  }');
});

test('a loop keeps its end when the body assigns the variable that says it', () => {
  const body = ['for i in 0 .. m {', '  m - 1 -> m', '}', 'for j in m .. $n {', '}'];
  assert.is(
    flat('m: i32', ...body),
    '  local m: i32, t1: i32\n  m -> t1\n  for i in 0 .. t1 {\n    m - 1 -> m\n  }\n  for j in m .. $n {\n  }',
  );
});

test('names that are taken are passed over, unused locals go, what was proven is forgotten', () => {
  assert.is(
    flat('t1: i32, unused: i32', 'x[0 + 1]! -> t1', 't1 -> x[0]!'),
    '  local t2: i32, t1: i32\n  0 + 1 -> t2\n  x[t2] -> t1\n  t1 -> x[0]',
  );
});

const isAtom = ({ kind }: Expr): boolean => kind === 'const' || kind === 'local' || kind === 'param';

/** Operations that stand inside others, short circuits, calls in expressions: what a flat program has none of. */
function unflat(program: Program): readonly string[] {
  const found: string[] = [];
  for (const { body } of [...program.kernels, ...program.functions])
    forEachStmt(body, (stmt) => {
      for (const expr of expressionsOf(stmt)) {
        const operands = stmt.kind === 'assign' ? operandsOf(expr) : [expr];
        if (!operands.every(isAtom)) found.push(`${stmt.kind} of ${expr.kind}`);
        if (expr.kind === 'logical' || expr.kind === 'call') found.push(expr.kind);
        if (expr.kind === 'op' && expr.op === 'clamp') found.push(expr.op);
      }
    });
  return found;
}

test(`${PROGRAMS} random programs are flat, valid and compute the same; a second time changes nothing`, async () => {
  const laboratory = await Laboratory.open();
  for (let seed = 0; seed < PROGRAMS; seed++) {
    const { text, inputs, sizes, settings, threads } = randomProgram(seed);
    const { compiled, prepared } = await laboratory.prepare(text, {
      in: Object.fromEntries(Object.entries(inputs).map(([name, bytes]) => [name, { bytes }])),
      size: sizes,
      set: settings,
      ...(threads !== undefined && { threads }),
    });
    const once = flatten(compiled.program);
    assert.equal(unflat(once), [], `seed ${seed}`);
    assert.equal(verifyProgram(once), [], `seed ${seed}`);
    assert.ok(sameProgram(flatten(once), once), `seed ${seed}\n${printProgram(once)}`);
    const request = { buffers: [...prepared.storages.values()], operations: prepared.operations };
    const before = evaluateRun({ ...request, program: compiled.program });
    const after = evaluateRun({ ...request, program: once });
    assert.equal(after.buffers, before.buffers, `seed ${seed}\n${text}`);
    assert.is(after.bounds.count, before.bounds.count, `seed ${seed}`);
  }
  await laboratory.close();
});

test.run();
