// Measures the picture pipeline on each runner and by hand, in turn, in one process; the bytes have to be the same.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import {
  arrayOf,
  compileFile,
  executeRun,
  openPipeline,
  type Pipeline,
  PxosError,
  prepareRun,
  renderDiagnostics,
  saveResults,
} from 'pxos';
import { pictureByHand } from './picture-baseline.ts';
import { median } from './statistics.ts';

const [program = '', scene = '', runs = ''] = process.argv.slice(2);
const size = { width: 1920, height: 1080 };

/** Parts of one contender by name: the milliseconds of each run. */
type Parts = Map<string, number[]>;

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

function note(parts: Parts, name: string, milliseconds: number): void {
  parts.set(name, [...(parts.get(name) ?? []), milliseconds]);
}

async function timed<T>(parts: Parts, name: string, work: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  note(parts, name, performance.now() - start);
  return result;
}

/** One run, from the file to the PNG; the device it ran on, and the hash of the picture. */
async function runOn(
  pipeline: Pipeline,
  runner: string,
  parts: Parts,
): Promise<{ readonly device: string; readonly hash: string }> {
  const cwd = process.cwd();
  const compiled = await timed(parts, 'read and check the program', () =>
    compileFile(pipeline, program, cwd),
  );
  const prepared = await timed(parts, 'read the PNG', () =>
    prepareRun(compiled.program, {}, { source: program, cwd }),
  );
  const executed = await timed(parts, 'emit and run', () =>
    executeRun(pipeline, compiled, prepared, { runner, timeout: 600 }),
  );
  for (const { timings } of executed.segments)
    for (const { name, seconds } of timings) note(parts, `of it ${name}`, seconds * 1000);
  await timed(parts, 'write the PNG', () => saveResults(prepared, executed, new Map(), cwd));
  const [output] = prepared.outputs;
  if (!output) throw new Error('the program gives no array');
  return { device: executed.segments[0]?.info.device ?? '', hash: hash(arrayOf(output, executed).bytes) };
}

const bytes = readFileSync(scene);
const pixels = new Uint32Array(bytes.buffer, bytes.byteOffset, size.width * size.height);
const pipeline = await openPipeline({ config: false });
const contenders = new Map<string, Parts>();
const about = new Map<string, string>();
for (let run = 0; run < Number(runs); run++) {
  for (const runner of ['cpu', 'webgpu']) {
    if (about.get(runner)?.startsWith('did not run')) continue;
    const parts = contenders.get(runner) ?? new Map();
    contenders.set(runner, parts);
    try {
      const { device, hash: found } = await runOn(pipeline, runner, parts);
      about.set(runner, `${found} on ${device}`);
    } catch (error) {
      if (!(error instanceof PxosError)) throw error;
      contenders.delete(runner);
      about.set(runner, `did not run: ${renderDiagnostics(error.diagnostics, new Map())}`);
    }
  }
  const parts = contenders.get('by hand') ?? new Map();
  contenders.set('by hand', parts);
  const picture = await timed(parts, 'three loops', () => pictureByHand(pixels, size));
  about.set(
    'by hand',
    `${hash(new Uint8Array(picture.buffer))} in plain JavaScript, Node ${process.version}`,
  );
}
await pipeline.close();
const result = [...contenders].map(([name, parts]) => ({
  name,
  parts: [...parts].map(([part, all]) => [part, all[0], median(all.slice(1))] as const),
}));
console.log(JSON.stringify({ contenders: result, about: [...about] }));
process.exit();
