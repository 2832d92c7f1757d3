// The property test: random programs leave the same memory on the reference evaluator, on WebAssembly and on WebGPU.
//
// The seeds are fixed. What the programs contain is counted, and a kind of statement, operation or type that none of them
// has is a failure: a property that nothing tests proves nothing.
import {
  forEachExprIn,
  forEachStmt,
  hasBarrier,
  type IntervalResult,
  type Kernel,
  OPERATIONS,
  type Program,
  printProgram,
} from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Backend, type Experiment, firstDifference, judgeFloats, Laboratory } from '../differential.ts';
import { type RandomProgram, randomProgram } from '../random/program.ts';
import { gpuTest } from './device.ts';

const SEEDS = Number(process.env['PXOS_RANDOM_PROGRAMS'] ?? 600);
const FIRST = Number(process.env['PXOS_RANDOM_FIRST'] ?? 0);
const CHUNK = 75;
const laboratory = await Laboratory.open();
const covered = new Set<string>();
const ran = { cpu: 0, webgpu: 0 };
/** Intervals cost a hundred times what the evaluation does: every so many programs have their floats judged. */
const JUDGED = 5;
const floats = { judged: 0, unjudged: 0 };

function cover(kernel: Kernel, program: Program): void {
  for (const { element } of kernel.shared) covered.add(`shared ${element}`);
  for (const param of kernel.params)
    covered.add(
      param.kind === 'array' ? `array ${param.element} ${param.access}` : `value ${param.declared}`,
    );
  const bodies = [kernel.body, ...program.functions.map((f) => f.body)];
  for (const body of bodies) {
    forEachStmt(body, (statement) => {
      covered.add(statement.kind);
      if (statement.kind === 'atomic') covered.add(`atomic ${statement.op}`);
      if (statement.kind === 'reduce')
        covered.add(`${statement.scope} ${statement.op} ${statement.value.type}`);
      if ((statement.kind === 'for' || statement.kind === 'while') && hasBarrier(statement.body))
        covered.add(`barrier in ${statement.kind}`);
      if (statement.kind === 'if' && hasBarrier([...statement.then, ...statement.else]))
        covered.add('barrier in if');
    });
    forEachExprIn(body, (expr) => {
      if (expr.kind === 'op') covered.add(`${expr.op} ${expr.type}`);
      else if (expr.kind === 'compare') covered.add(`${expr.op} ${expr.left.type}`);
      else if (expr.kind === 'convert') covered.add(`convert ${expr.arg.type} to ${expr.to}`);
      else if (expr.kind === 'bitcast') covered.add(`bitcast ${expr.arg.type} to ${expr.type}`);
      else if (expr.kind === 'index') covered.add(`index ${expr.source} ${expr.axis}`);
      else if (expr.kind === 'logical') covered.add(`logical ${expr.op}`);
      else covered.add(`expression ${expr.kind}`);
    });
  }
}

async function experimentOf(random: RandomProgram): Promise<Experiment> {
  const { inputs, sizes, settings, threads } = random;
  return laboratory.prepare(random.text, {
    in: Object.fromEntries(Object.entries(inputs).map(([name, bytes]) => [name, { bytes }])),
    size: sizes,
    set: settings,
    ...(threads !== undefined && { threads }),
  });
}

/** A program with what the reference says of it: made once for all backends. */
interface Trial {
  readonly random: RandomProgram;
  readonly experiment: Experiment;
  readonly expected: ReadonlyMap<string, Uint8Array>;
  readonly intervals: IntervalResult | undefined;
}

const trials = new Map<number, Promise<Trial>>();

async function trialOf(seed: number): Promise<Trial> {
  const random = randomProgram(seed);
  const experiment = await experimentOf(random);
  const { buffers: expected, outside } = laboratory.reference(experiment);
  if (outside > 0) covered.add('outside');
  const { program } = experiment.compiled;
  for (const kernel of program.kernels) cover(kernel, program);
  const intervals = seed % JUDGED === 0 ? laboratory.intervals(experiment) : undefined;
  return { random, experiment, expected, intervals };
}

async function compare(seed: number, backend: Backend): Promise<void> {
  const known = trials.get(seed) ?? trialOf(seed);
  trials.set(seed, known);
  const { random, experiment, expected, intervals } = await known;
  if (random.usesDouble && backend === 'webgpu') return;
  const result = await laboratory.run(experiment, backend);
  const difference = firstDifference(experiment.prepared, expected, result.buffers);
  const verdict = intervals
    ? judgeFloats(experiment.prepared, intervals, result.buffers)
    : { judged: 0, unjudged: 0 };
  floats.judged += verdict.judged;
  floats.unjudged += verdict.unjudged;
  const fault = difference ?? verdict.fault;
  const evidence =
    fault && `seed ${seed}, ${backend}: ${fault}\n${random.text}\n${printProgram(experiment.optimized)}`;
  assert.is(fault, undefined, evidence);
  ran[backend]++;
}

for (let from = FIRST; from < FIRST + SEEDS; from += CHUNK) {
  const to = Math.min(from + CHUNK, FIRST + SEEDS);
  const all = async (backend: Backend) => {
    for (let seed = from; seed < to; seed++) await compare(seed, backend);
  };
  test(`WebAssembly equals the reference, seeds ${from} to ${to - 1}`, () => {
    trials.clear();
    return all('cpu');
  });
  gpuTest(test, `WebGPU equals the reference, seeds ${from} to ${to - 1}`, () => all('webgpu'));
}

/** Fewer programs cannot be expected to contain everything. */
const ENOUGH = 500;
if (SEEDS < ENOUGH) console.log(`  not asking what ${SEEDS} programs contain: that needs ${ENOUGH}`);
const coverage = SEEDS < ENOUGH ? test.skip : test;

coverage('the programs contain every operation, type, statement and hazard', () => {
  const wanted: string[] = [];
  const numbers = ['i32', 'u32', 'f32', 'f64'];
  for (const { name, signature } of OPERATIONS) {
    const types =
      signature === 'numeric'
        ? numbers
        : signature === 'float'
          ? ['f32', 'f64']
          : signature === 'bits'
            ? ['i32', 'u32', 'bool']
            : signature === 'integer' || signature === 'shift'
              ? ['i32', 'u32']
              : signature === 'select'
                ? ['i32', 'u32', 'f32', 'f64']
                : ['u32'];
    for (const type of types) wanted.push(`${name} ${type}`);
  }
  for (const kind of [
    'assign',
    'store',
    'unpack',
    'barrier',
    'stage',
    'if',
    'for',
    'while',
    'break',
    'continue',
    'return',
    'call',
  ])
    wanted.push(kind);
  for (const op of ['add', 'sub', 'min', 'max', 'and', 'or', 'xor', 'exchange', 'cas'])
    wanted.push(`atomic ${op}`);
  for (const scope of ['warp', 'block']) {
    for (const op of ['sum', 'min', 'max'])
      for (const type of ['i32', 'u32', 'f32']) wanted.push(`${scope} ${op} ${type}`);
    for (const op of ['and', 'or'])
      for (const type of ['i32', 'u32', 'bool']) wanted.push(`${scope} ${op} ${type}`);
  }
  for (const place of [
    'barrier in for',
    'barrier in while',
    'barrier in if',
    'outside',
    'logical and',
    'logical or',
  ])
    wanted.push(place);
  for (const element of ['i32', 'u32', 'i8', 'u8', 'i16', 'u16', 'bool', 'pixel', 'f32', 'f16', 'f64'])
    wanted.push(`array ${element} read`, `array ${element} write`);
  for (const element of ['i32', 'u32', 'i8', 'u8', 'i16', 'u16', 'bool', 'pixel'])
    wanted.push(`shared ${element}`);
  for (const op of ['lt', 'gt', 'le', 'ge', 'eq', 'ne'])
    for (const type of ['i32', 'u32', 'f32']) wanted.push(`${op} ${type}`);
  for (const expr of ['load', 'call', 'const', 'local', 'param']) wanted.push(`expression ${expr}`);
  for (const source of ['thread', 'local']) wanted.push(`index ${source} 0`, `index ${source} 1`);
  for (const source of ['block', 'blockSize', 'gridSize'])
    for (const axis of [0, 1, 2]) wanted.push(`index ${source} ${axis}`);
  for (const to of ['i8', 'u8', 'i16', 'u16', 'i32', 'u32'])
    if (to !== 'u32') wanted.push(`convert f32 to ${to}`);
  assert.equal(
    wanted.filter((item) => !covered.has(item)),
    [],
  );
  console.log(`  ${floats.judged} float elements judged, ${floats.unjudged} could hold anything`);
  console.log(`  ${ran.cpu} programs on WebAssembly, ${ran.webgpu} on WebGPU`);
  assert.is.not(ran.cpu, 0);
});

test.run();
