// Gas in compiled programs: the thread that a run names, and how much it may cost, are the interpreter's.
import {
  createPipeline,
  encodePng,
  encodeProgram,
  flatten,
  interpretImage,
  isPxosError,
  type Pipeline,
  parseProgram,
} from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { openRunnable } from '../../core/run/index.ts';
import { builtins } from '../../plugins/builtins.ts';

let pipeline: Pipeline;
test.before(async () => {
  pipeline = await createPipeline({ builtins });
});
test.after(() => pipeline.close());

/** A program of one kernel on two blocks of four threads; `x` holds 4, 5, … for thread 0, 1, …. */
const programOf = (body: string, functions: string): string => `pxir 1
gas 4

buffer x: i32 image readwrite length 8 output {
  "0400000005000000060000000700000008000000090000000a0000000b000000"
}
${functions}
kernel k(x: i32[] readwrite) {
  shared s: i32[4]
  local i: i32
  local v: i32
  thread.x -> i
  x[i] -> v
  ${body.replaceAll('; ', '\n  ')}
}

launch k blocks (2) threads (4) with x = buffer x
`;

const codeOf = async (work: () => unknown): Promise<string> => {
  try {
    await work();
    return 'done null';
  } catch (error) {
    if (!isPxosError(error)) throw error;
    return `${error.diagnostics[0]?.code} ${/thread \d+/.exec(error.diagnostics[0]?.message ?? '')}`;
  }
};

/** What ends the run: interpreted, compiled for the CPU, and on the evaluator. */
async function endsOf(text: string): Promise<readonly string[]> {
  const { image } = encodeProgram(flatten(parseProgram(text)));
  const source = { path: 'x.pxi', text: '', bytes: encodePng(image), hash: '' };
  const compiled = async (runner: string) => {
    const runnable = await openRunnable(pipeline, source);
    await runnable.execute(await runnable.prepare({}, '.'), { runner, timeout: 20 });
  };
  return [
    await codeOf(() => interpretImage(image)),
    await codeOf(() => compiled('cpu')),
    await codeOf(() => compiled('reference')),
  ];
}

const endings = (cases: Readonly<Record<string, string>>, functions = '') =>
  Promise.all(
    Object.entries(cases).map(async ([body, end]) => [body, await endsOf(programOf(body, functions)), end]),
  );

async function check(cases: Readonly<Record<string, string>>, functions = ''): Promise<void> {
  for (const [body, ends, end] of await endings(cases, functions))
    assert.equal(ends, [end, end, end], `${body}`);
}

test('a round of a loop costs 1, whether it ends at its end or by CONTINUE; one that BREAK ends costs nothing', () =>
  check({
    'for j in 0 .. 16 { v + j -> v }': 'done null',
    'for j in 0 .. 17 { v + j -> v }': 'PX1350 thread 0',
    'for j in 0 .. (v + v) { v + j -> v }': 'PX1350 thread 5',
    'for j in 0 .. 17 { if j == 16 { break }; v + j -> v }': 'done null',
    'for j in 0 .. 17 { if j < v { continue }; v + 1 -> v }': 'PX1350 thread 0',
    'while v > 7 { v + 1 -> v }': 'PX1350 thread 4',
    'while true { v + 1 -> v; if v > (i + 21) { break } }': 'PX1350 thread 0',
    'while true { v + 1 -> v; if v > (i + 19) { break } }': 'done null',
  }));

test('a call costs 1 and what the function costs, which depends on its data too', () =>
  check(
    {
      'for j in 0 .. 8 { call same(v) -> v }': 'done null',
      'for j in 0 .. 9 { call same(v) -> v }': 'PX1350 thread 0',
      'call turn(v) -> v; call turn(v) -> v': 'PX1350 thread 4',
      'call turn(0) -> v; call endless(i) -> v': 'PX1350 thread 3',
    },
    `function same(a: i32) -> i32 { return $a }
function turn(a: i32) -> i32 {
  local b: i32
  for j in 0 .. $a { b + 1 -> b }
  return $a
}
function endless(a: i32) -> i32 {
  local b: i32
  call turn($a) -> b
  while b > 2 { b + 1 -> b }
  return b
}
`,
  ));

test('threads that wait for each other are judged when all have come to the end', () =>
  check({
    'for j in 0 .. 16 { i -> s[0]; barrier }': 'done null',
    'for j in 0 .. 17 { i -> s[0]; barrier }': 'PX1350 thread 0',
    'for j in 0 .. 2 { for m in 0 .. x[i] { v + 1 -> v }; barrier }': 'PX1350 thread 4',
    'while true { barrier }': 'PX1350 thread 0',
    'while true { while v > 7 { v + 1 -> v }; barrier }': 'PX1350 thread 0',
    'for j in 0 .. 3 { while v > 7 { v + 1 -> v }; barrier }': 'PX1350 thread 4',
  }));

test.run();
