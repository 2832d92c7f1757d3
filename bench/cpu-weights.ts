// What operations, barriers and group operations cost on the CPU runner, in the units of the planner's cost model.
// Run with `node --import tsx bench/cpu-weights.ts`; the figures are those of plugins/plan-cost/weights.ts.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileFile, executeRun, openPipeline, prepareRun } from 'pxos';
import { type Figure, tell } from './figures.ts';
import { median } from './statistics.ts';

const THREADS = 2 ** 20;
const RUNS = 9;
/** Nanoseconds of one unit: the reciprocal of `cpu.operations` of a machine that is like this one. */
const UNIT = 1 / 12;

/** Kernels that differ from the first of their group by what they are named after. */
const FLOATS = {
  'nothing (float)': 'a',
  EXP: 'exp(a)',
  LOG: 'log(a)',
  SIN: 'sin(a)',
  COS: 'cos(a)',
  TAN: 'tan(a)',
  TANH: 'tanh(a * 0.1)',
  POW: 'pow(a, 1.7)',
  'MOD of floats': 'a % 0.3',
  RSQRT: 'rsqrt(a)',
  SQRT: 'sqrt(a)',
} as const;
const INTEGERS = {
  'nothing (int)': 'i',
  DIV: 'i / n',
  MOD: 'i % n',
  'DIV by a constant': 'i / 7',
  'MOD by a constant': 'i % 7',
} as const;
const GROUPS = {
  'nothing (block)': ['SET v → t'],
  'barrier, store and load': ['STORE v → s[l]', 'SYNC_THREADS', 'SET s[(l + 1) & 255] → t'],
  WARP_REDUCE: ['WARP_REDUCE SUM v → t'],
  BLOCK_REDUCE: ['BLOCK_REDUCE SUM v → t'],
  ATOMIC_ADD: ['SET v → t', 'ATOMIC_ADD s[l] 1'],
} as const;

const free = (type: string, before: string, value: string): string => `
GPU_KERNEL main
GPU_PARAM y ${type}[]
GPU_PARAM n int
GPU_THREAD_CODE:
    THREAD_ID → i
    ${before}
    STORE (${value}) → y[i]
GPU_END
GPU_ALLOC y ${type} ${THREADS}
GPU_LAUNCH main BLOCKS ${THREADS / 256} THREADS 256 WITH n=13`;

const inBlocks = (statements: readonly string[]): string => `
GPU_KERNEL main
GPU_PARAM y int[]
GPU_SHARED s int 256
GPU_BLOCK 256
GPU_THREAD_CODE:
    THREAD_ID → i
    LOCAL_ID → l
    LOAD y[i] → v
    ${statements.join('\n    ')}
    STORE t → y[i]
GPU_END
GPU_ALLOC y int ${THREADS}
GPU_LAUNCH main BLOCKS ${THREADS / 256} THREADS 256`;

const folder = mkdtempSync(join(tmpdir(), 'pxos-weights-'));
const pipeline = await openPipeline({ config: false });

/** Nanoseconds for each thread of the program's launch, warm. */
async function nanoseconds(text: string): Promise<number> {
  const source = join(folder, 'weights.px');
  writeFileSync(source, text);
  const compiled = await compileFile(pipeline, source, folder);
  const prepared = await prepareRun(compiled.program, {}, { source, cwd: folder });
  const times: number[] = [];
  for (let run = 0; run <= RUNS; run++) {
    const { segments } = await executeRun(pipeline, compiled, prepared, { runner: 'cpu', timeout: 600 });
    const execute = segments[0]?.timings.find(({ name }) => name === 'execute');
    if (run > 0) times.push((execute?.seconds ?? Number.NaN) * 1e9);
  }
  return median(times) / THREADS;
}

async function figuresOf(programs: Readonly<Record<string, string>>): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  let base = 0;
  for (const [name, text] of Object.entries(programs)) {
    const time = await nanoseconds(text);
    if (figures.length === 0) base = time;
    const value = figures.length === 0 ? time : (time - base) / UNIT;
    figures.push({
      name,
      value,
      unit: figures.length === 0 ? 'ns' : 'units',
      note: `${time.toFixed(2)} ns a thread`,
    });
  }
  return figures;
}

const mapped = <T>(table: Readonly<Record<string, T>>, change: (value: T) => string) =>
  Object.fromEntries(Object.entries(table).map(([name, value]) => [name, change(value)]));

try {
  const angle = 'SET convert(i & 65535, float) * 0.001 → a';
  tell(
    'Functions of floats on the CPU',
    await figuresOf(mapped(FLOATS, (value) => free('float', angle, value))),
  );
  tell('Integer divisions on the CPU', await figuresOf(mapped(INTEGERS, (value) => free('int', '', value))));
  tell('What a block does together, on the CPU', await figuresOf(mapped(GROUPS, inBlocks)));
} finally {
  await pipeline.close();
  rmSync(folder, { recursive: true });
}
process.exit();
