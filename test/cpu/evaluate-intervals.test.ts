// The interval evaluator: what targets may give, how open branches and loops are followed, and the judge.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { floatOperation } from '../../core/evaluate/intervals/float.ts';
import { exactly, holds } from '../../core/evaluate/intervals/interval.ts';
import {
  type BufferState,
  evaluateRun,
  evaluateWithIntervals,
  type Interval,
  judge,
  OPERATIONS,
  operation,
  parseProgram,
  prepareRun,
  type RunLaunch,
  verifyProgram,
} from '../../core/index.ts';
import { compile } from '../../core/language/index.ts';
import { randomProgram } from '../random/program.ts';
import { Random } from '../random/random.ts';

const f32 = Math.fround;

/** Runs a kernel over `threads` threads in one block; `x` holds the given floats, `r` and `n` are results of `length`. */
function intervals(statements: string, x: readonly number[], length = 1, threads = 1) {
  const program = parseProgram(`pxir 1
function clip(v: f32) -> f32 {
  if $v > 1.0 {
    return 1.0
  }
  return $v
}
kernel k(x: f32[] read, r: f32[] readwrite, n: i32[] readwrite) {
  shared s: f32[64]
  local a: f32, b: f32, i: i32, j: i32
  ${statements}
}`);
  const [fault] = verifyProgram(program);
  if (fault) throw new Error(fault.message);
  const launch: RunLaunch = {
    kind: 'launch',
    step: 0,
    kernel: 'k',
    grid: [1, 1, 1],
    block: [threads, 1, 1],
    extent: [threads, 1, 1],
    arrays: { x: 'x', r: 'r', n: 'n' },
    values: {},
  };
  const data = new Uint8Array(new Float32Array(x).buffer);
  const buffers: readonly BufferState[] = [
    { name: 'x', element: 'f32', length: x.length, data },
    { name: 'r', element: 'f32', length },
    { name: 'n', element: 'i32', length },
  ];
  const request = { program, buffers, operations: [launch] };
  const result = evaluateWithIntervals(request);
  const concrete = evaluateRun(request);
  for (const [name, bytes] of concrete.buffers)
    assert.is(judge(bytes, result.buffers.get(name)!).count, 0, 'the evaluator’s own results are allowed');
  const at = (name: string) => (index: number) => result.buffers.get(name)!.at(index);
  return { r: at('r'), n: at('n') };
}

const isOne = ({ lo, hi, nan }: Interval, value: number): boolean => lo === value && hi === value && !nan;
const width = ({ lo, hi }: Interval): number => hi - lo;

test('sums and moves of floats are exact', () => {
  const { r } = intervals('x[0] + x[1] -> r[0]', [0.1, 0.2]);
  assert.ok(isOne(r(0), f32(f32(0.1) + f32(0.2))));
});

test('division, roots and functions have the bounds of the operation table', () => {
  const { r } = intervals('x[0] / x[1] -> r[0]\nexp(x[0]) -> r[1]', [1, 3], 2);
  assert.ok(holds(r(0), f32(1 / 3)));
  assert.ok(holds(r(0), f32(f32(1 / 3) + 2 * 2 ** -25)));
  assert.not(holds(r(0), f32(f32(1 / 3) + 4 * 2 ** -25)));
  assert.ok(width(r(1)) > 2 ** -21 && width(r(1)) < 2 ** -17);
});

test('a product may be fused with the sum behind it', () => {
  // Rounded twice this is 0, fused it is the rounding error of the product.
  const a = f32(1 + 2 ** -12);
  const product = f32(a * a);
  const { r } = intervals('x[0] * x[0] -> a\na - x[1] -> r[0]', [a, product]);
  assert.ok(holds(r(0), 0));
  assert.ok(holds(r(0), f32(a * a - product)));
});

test('subnormals may be flushed', () => {
  const { r } = intervals('x[0] * 0.5 -> r[0]\nx[1] + 0.0 -> r[1]', [2 ** -126, 2 ** -130], 2);
  assert.ok(holds(r(0), 2 ** -127) && holds(r(0), 0));
  assert.ok(holds(r(1), 2 ** -130) && holds(r(1), 0));
});

test('NaN is told apart from any number', () => {
  const { r } = intervals('sqrt(x[0]) -> r[0]\nmin(sqrt(x[0]), 2.0) -> r[1]', [-1], 2);
  assert.equal([r(0).nan, r(0).lo > r(0).hi], [true, true]);
  assert.ok(isOne(r(1), 2));
});

test('a branch that may go either way leaves both results and nothing else', () => {
  // 1/3·3 is 1 within rounding only.
  const condition = '((x[0] / 3.0) * 3.0) < 1.0';
  const { r, n } = intervals(
    `if ${condition} {\n5.0 -> r[0]\n7 -> i\n} else {\n6.0 -> r[1]\n9 -> i\n}\ni -> n[0]\n4 -> n[1]`,
    [1],
    2,
  );
  assert.equal([r(0).lo, r(0).hi], [0, 5]);
  assert.equal([r(1).lo, r(1).hi], [0, 6]);
  assert.equal([n(0).lo, n(0).hi], [7, 9]);
  assert.ok(isOne(n(1), 4));
});

test('a function may return either way', () => {
  const { r } = intervals('clip((x[0] / 3.0) * 3.0) -> r[0]', [1]);
  assert.ok(r(0).lo > 0.999 && r(0).lo < 1 && r(0).hi >= 1 && r(0).hi < 1.001);
});

test('a loop may end at more than one turn', () => {
  // Newton’s iteration: how many turns it takes hangs on the last bit.
  const { n } = intervals(
    `while a < x[0] {
      (a + (1.0 / 3.0)) -> a
      i + 1 -> i
    }
    i -> n[0]
    for k in 0 .. 5 {
      if a > 100.0 {
        break
      }
      k -> n[1]
    }`,
    [2],
    2,
  );
  assert.equal([n(0).lo, n(0).hi], [6, 7]);
  assert.ok(isOne(n(1), 4));
});

test('a loop that stays open for long leaves anything in what it assigns, and only there', () => {
  const { r, n } = intervals(
    `x[0] / 3.0 -> b
    while (a * 3.0) < (b * 9.0) {
      i + 1 -> i
      i -> n[i & 1]
      a + (b * 0.0) -> a
      if i > 50000 {
        b -> a
        break
      }
    }
    1 -> n[2]
    a -> r[0]`,
    [0],
    3,
  );
  assert.ok(isOne(n(2), 1));
  assert.ok(r(0).lo <= 0 && r(0).hi >= 0);
});

test('BREAK, CONTINUE and RETURN that may happen make what follows open', () => {
  const open = '((x[0] / 3.0) * 3.0) < 1.0';
  const { n } = intervals(
    `for k in 0 .. 3 {
      if ${open} {
        continue
      }
      k + 1 -> n[0]
    }
    2 -> n[1]
    if ${open} {
      return
    }
    3 -> n[2]`,
    [1],
    3,
  );
  assert.equal([n(0).lo, n(0).hi], [0, 3]);
  assert.ok(isOne(n(1), 2));
  assert.equal([n(2).lo, n(2).hi], [0, 3]);
});

test('float atomics add in any order', () => {
  const { r } = intervals('atomic add r[0] with x[thread.x]', [1e8, 1, -1e8, 1], 1, 4);
  for (const order of [2, 0, 1, 8]) assert.ok(holds(r(0), order), `${order}`);
  assert.ok(width(r(0)) < 200);
});

test('the old value of an atomic depends on the order of threads, the memory does not', () => {
  const { n } = intervals('atomic add n[0] with 2 -> i\ni -> n[1]\natomic max n[2] with thread.x', [0], 3, 4);
  assert.ok(isOne(n(0), 8));
  assert.ok(n(1).lo < 0 && n(1).hi > 1000);
  assert.ok(isOne(n(2), 3));
});

test('an element at an open index may be any of those', () => {
  const { n } = intervals('convert<i32>((x[0] / 3.0) * 3.0) -> i\n5 -> n[i]\n1 -> n[2]', [1], 3);
  assert.equal([n(0).lo, n(0).hi], [0, 5]);
  assert.equal([n(1).lo, n(1).hi], [0, 5]);
  assert.ok(isOne(n(2), 1));
});

test('barriers and reductions keep the fixed tree', () => {
  const { r } = intervals(
    'x[thread.x] -> s[local.x]\nbarrier\ns[3 - local.x] -> a\nreduce block sum a -> b\na -> r[thread.x]\nb -> r[4]',
    [1, 2, 3, 4],
    5,
    4,
  );
  assert.ok(isOne(r(0), 4) && isOne(r(3), 1) && isOne(r(4), 10));
});

test('where it is open who comes to a barrier, nothing is claimed', () => {
  const { r } = intervals(
    'reduce block sum (x[0] / 3.0) -> a\nif (a * 3.0) < 4.0 {\nbarrier\n1.0 -> r[0]\n}',
    [1, 1, 1, 1],
    1,
    4,
  );
  assert.equal([r(0).lo, r(0).hi, r(0).nan], [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, true]);
});

test('the judge names what no target may give', () => {
  const buffer = {
    element: 'f32',
    length: 3,
    at: (i: number) => ({ lo: i, hi: i + 0.5, nan: i === 2 }),
  } as const;
  const bytes = new Uint8Array(new Float32Array([0.25, 3, Number.NaN]).buffer);
  const { count, first, unjudged } = judge(bytes, buffer);
  assert.equal([count, unjudged], [1, 0]);
  assert.equal(first, [{ index: 1, value: 3, allowed: { lo: 1, hi: 1.5, nan: false } }]);
});

test('every float operation holds the table’s value and its error, on values and on intervals', () => {
  const random = new Random(4);
  const corners = [0, -0, 1, -1, 0.5, 2, 3.5, -7.25, 100, 1e-3, 1e10, -1e-10, 88, 1e38];
  const pick = (): number =>
    f32(
      random.chance(0.5)
        ? random.pick(corners)
        : (random.integer(-1000, 1000) / 64) * 2 ** random.integer(-6, 6),
    );
  for (const { name, arity, c } of OPERATIONS) {
    if (!c.f32 || name === 'select') continue;
    for (let i = 0; i < 600; i++) {
      const args = Array.from({ length: arity }, pick);
      const value = operation(name).evaluate('f32', args) as number;
      const point = floatOperation(name, 'f32', args.map(exactly))!;
      assert.ok(holds(point, value), `${name}(${args}) = ${value}, not in ${point.lo} … ${point.hi}`);
      // A wider operand allows at least as much.
      const wide = args.map((x) => {
        const [a, b] = [x - Math.abs(x) * random.pick([0, 0.01, 0.5, 2]), x + random.pick([0, 0.001, 3])];
        return { lo: f32(a), hi: f32(b), nan: false };
      });
      const outer = floatOperation(name, 'f32', wide)!;
      const inside = wide.map(({ lo, hi }) => f32(lo + (hi - lo) * random.pick([0, 0.25, 0.5, 1])));
      const other = operation(name).evaluate('f32', inside) as number;
      assert.ok(
        holds(outer, other),
        `${name}(${inside}) = ${other}, not in ${outer.lo} … ${outer.hi} of ${JSON.stringify(wide)}`,
      );
    }
  }
});

test('the evaluator’s results of random programs are always allowed, and most elements are judged', async () => {
  let elements = 0;
  let unjudged = 0;
  for (let seed = 0; seed < 60; seed++) {
    const { text, inputs, sizes, settings, threads } = randomProgram(seed);
    const { program } = compile(text, 'random.px');
    assert.ok(program);
    const given = Object.fromEntries(Object.entries(inputs).map(([key, bytes]) => [key, { bytes }]));
    const prepared = await prepareRun(
      program,
      { in: given, set: settings, size: sizes, ...(threads !== undefined && { threads }) },
      { source: 'random.px' },
    );
    const request = {
      program,
      buffers: [...prepared.storages.values()],
      operations: prepared.operations,
    };
    const allowed = evaluateWithIntervals(request);
    for (const [name, bytes] of evaluateRun(request).buffers) {
      const verdict = judge(bytes, allowed.buffers.get(name)!);
      assert.is(verdict.count, 0, `seed ${seed}, ${name}: ${JSON.stringify(verdict.first[0])}`);
      elements += allowed.buffers.get(name)!.length;
      unjudged += verdict.unjudged;
    }
  }
  assert.ok(unjudged < elements / 20, `${unjudged} of ${elements} elements may hold anything`);
});

test.run();
