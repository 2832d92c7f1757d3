// Programs whose arrays have contents of their own: what may replace these, what comes back, grids and scalars in arrays.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  createPipeline,
  isPxosError,
  lowerElementBindings,
  type Program,
  parseProgram,
} from '../../core/index.ts';
import { contextFor } from '../../core/pipeline/index.ts';
import { arrayOf, executeRun, prepareRun, type RunInputs } from '../../core/run/index.ts';
import { builtins } from '../../plugins/builtins.ts';

const SOURCE = { path: 'x.pxi', text: '', hash: '' };

async function outputsOf(
  program: Program,
  inputs: RunInputs = {},
  runner = 'cpu',
): Promise<Record<string, readonly number[]>> {
  const pipeline = await createPipeline({ builtins });
  try {
    const compiled = { source: SOURCE, context: contextFor(pipeline, SOURCE), program };
    const prepared = await prepareRun(program, inputs, { source: SOURCE.path });
    const executed = await executeRun(pipeline, compiled, prepared, { runner, timeout: 10 });
    return Object.fromEntries(
      prepared.outputs.map((output) => {
        const { bytes } = arrayOf(output, executed);
        return [output.name, [...new Int32Array(bytes.slice().buffer)]];
      }),
    );
  } finally {
    await pipeline.close();
  }
}

const codesOf = async (work: Promise<unknown>): Promise<readonly string[]> => {
  try {
    await work;
    return [];
  } catch (error) {
    if (!isPxosError(error)) throw error;
    return error.diagnostics.map(({ code }) => code);
  }
};

const ADD = parseProgram(`pxir 1

buffer x: i32 image readwrite length 4 input output {
  "01000000020000000300000004000000"
}
buffer secret: i32 image readwrite length 1
setting a: i32 = 3

kernel add(x: i32[] readwrite, a: i32) {
  local i: i32
  thread.x -> i
  x[i] + $a -> x[i]
}

launch add blocks (4) threads (1) with x = buffer x, a = @a
`);

/** Little-endian bytes. */
const ints = (...values: readonly number[]): Uint8Array => new Uint8Array(Int32Array.from(values).buffer);

test('an array of the image has its contents, a setting its value', async () => {
  assert.equal(await outputsOf(ADD), { x: [4, 5, 6, 7] });
});

test('an input is replaced by data of the same length, a setting by what is set', async () => {
  const inputs = { in: { x: { bytes: ints(10, 20, 30, 40) } }, set: { a: 1 } };
  assert.equal(await outputsOf(ADD, inputs), { x: [11, 21, 31, 41] });
});

test('what the image decides is refused: other lengths, sizes, arrays that are no inputs', async () => {
  const of = (inputs: RunInputs) => codesOf(outputsOf(ADD, inputs));
  assert.equal(await of({ in: { x: { bytes: ints(1) } } }), ['PX0559']);
  assert.equal(await of({ size: { x: 4 } }), ['PX0560']);
  assert.equal(await of({ in: { secret: { bytes: ints(1) } } }), ['PX0560']);
});

test('hints for an image speak of nothing that an image does not have', async () => {
  const hints: (string | undefined)[] = [];
  for (const inputs of [{ size: { x: 4 } }, { in: { secret: [1] } }, { threads: 4 }, { kernel: 'add' }])
    try {
      await outputsOf(ADD, inputs);
    } catch (error) {
      if (isPxosError(error)) hints.push(error.diagnostics[0]?.hint);
    }
  const flags = 'Leave out the flag; `pxos inspect` shows which arrays of an image are inputs and settings.';
  assert.equal(hints, [
    flags,
    flags,
    'Leave out `--threads`: the steps of an image say what runs.',
    'Leave out `--kernel`: the steps of an image say what runs.',
  ]);
});

test('an array that is no output comes back when it is asked for', async () => {
  assert.equal(await outputsOf(ADD, { out: ['secret'] }), { secret: [0] });
});

const SCALARS = lowerElementBindings(
  parseProgram(`pxir 1

buffer x: i32 image readwrite length 3 output
buffer one: i32 image readwrite length 1 {
  "07000000"
}

kernel fill(x: i32[] readwrite, value: i32) {
  local value_value: i32
  thread.x -> value_value
  $value + value_value -> x[value_value]
}
kernel count(one: i32[] readwrite) {
  one[0] + 1 -> one[0]
}

launch count blocks (1) threads (1) with one = buffer one
launch fill blocks (2) threads (1) with x = buffer x, value = buffer one[0]
launch fill blocks (1) threads (1) with x = buffer x, value = 100
`),
);

test('a scalar is the element that the array has when the launch begins', async () => {
  for (const runner of ['cpu', 'reference'])
    assert.equal(await outputsOf(SCALARS, {}, runner), { x: [100, 9, 0] });
});

const indirect = (grid: string): Program =>
  parseProgram(`pxir 1

buffer x: i32 image readwrite length 300 output
buffer grid: u32 image readwrite length 3

kernel shape(grid: u32[] write) {
  ${grid} -> grid[0]
  1u -> grid[1]
  1u -> grid[2]
}
kernel fill(x: i32[] readwrite) {
  local i: i32
  thread.x -> i
  i + 1 -> x[i]
}

launch shape blocks (1) threads (1) with grid = buffer grid
launch fill blocks grid shape 2 1 1 with x = buffer x
`);

test('a grid that a kernel writes is the grid of the launch behind it', async () => {
  for (const [words, threads] of [
    ['3u', 6],
    ['100u', 200],
    ['0u', 0],
  ] as const)
    for (const runner of ['cpu', 'reference']) {
      const { x } = await outputsOf(indirect(words), {}, runner);
      assert.equal(
        x,
        Array.from({ length: 300 }, (_, i) => (i < threads ? i + 1 : 0)),
      );
    }
});

test('a grid of too many threads ends the run', async () => {
  assert.equal(await codesOf(outputsOf(indirect('4294967295u'))), ['PX1352']);
});

test.run();
