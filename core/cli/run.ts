// `pxos run FILE`: compiles a program, gives it its inputs, runs it where plan or flag say, and writes what it made.
import { formatDuration, harmless } from '../diagnostics/index.ts';
import { readSource } from '../pipeline/index.ts';
import {
  arrayOf,
  type ExecutedRun,
  openRunnable,
  type PreparedRun,
  resultFiles,
  saveResults,
  summarize,
  summaryLine,
} from '../run/index.ts';
import type { Io } from './io.ts';
import { startProgress } from './progress.ts';
import { inputsOf, pixelOptionsOf } from './run-inputs.ts';
import { type CommandInput, type CommandResult, inSession, type Session } from './session.ts';

/** Runs a program and prints what ran where, and its outputs. */
export async function run(input: CommandInput): Promise<number> {
  return inSession(input, runFile);
}

async function runFile({ pipeline, args, flags, io, json, sources }: Session): Promise<CommandResult> {
  const { config } = pipeline;
  const files = flags.pairs('out', 'file');
  const timeout =
    flags.number('timeout', { expected: 'a number of seconds above 0', least: 1e-3 }) ?? config.timeout;
  const source = await readSource(args[0] ?? '', io.cwd);
  if (!source.bytes) sources.set(source.path, source.text);
  const runnable = await openRunnable(pipeline, source, pixelOptionsOf(flags));
  const inputs = inputsOf(flags, runnable.compiled.program, config);
  const prepared = await runnable.prepare(inputs, io.cwd);
  for (const note of prepared.notes) pipeline.report.add(note);
  // Nobody waits for a result that has no place to go.
  resultFiles(prepared, files, io.cwd);
  const stopProgress = await startProgress(io, json, 'running');
  const executed = await runnable
    .execute(prepared, {
      runner: flags.text('runner') ?? config.run.runner,
      timeout,
      sanitize: flags.is('sanitize') === true,
    })
    .finally(stopProgress);
  const written = await saveResults(prepared, executed, files, io.cwd);
  if (!json) printRun(io, { prepared, executed, files, written });
  return { json: jsonOf({ prepared, executed, files, written }) };
}

interface Finished {
  readonly prepared: PreparedRun;
  readonly executed: ExecutedRun;
  /** Files by the name of the output that goes there. */
  readonly files: ReadonlyMap<string, string>;
  readonly written: readonly string[];
}

function printRun(io: Io, { prepared, executed, files, written }: Finished): void {
  const lines: string[] = [];
  for (const { info, steps, timings } of executed.segments) {
    const labels = executed.plan.steps
      .filter(({ step, device }) => steps.includes(step) && device !== 'host')
      .map(({ label }) => label);
    const times = timings.map(({ name, seconds }) => `${name} ${formatDuration(seconds)}`).join(', ');
    lines.push(
      `${info.runner}: ${info.device}`,
      ...(labels.length === 0 ? [] : [`  ran ${labels.join(', ')}`]),
      ...(times === '' ? [] : [`  ${times}`]),
    );
  }
  for (const output of prepared.outputs) {
    const file = files.get(output.name);
    const line = summaryLine(output.name, arrayOf(output, executed));
    lines.push(file === undefined ? line : `${line}  → ${file}`);
  }
  const own = new Set(files.values());
  for (const path of written) if (!own.has(path)) lines.push(`wrote ${path}`);
  io.stdout.write(lines.map((line) => `${harmless(line)}\n`).join(''));
}

function jsonOf({ prepared, executed, files, written }: Finished): Readonly<Record<string, unknown>> {
  return {
    plan: executed.plan,
    runs: executed.segments.map(({ info, steps, timings }) => ({ ...info, steps, timings })),
    seconds: executed.seconds,
    outputs: prepared.outputs.map((output) => {
      const file = files.get(output.name);
      return {
        name: output.name,
        ...summarize(arrayOf(output, executed)),
        ...(file !== undefined && { file }),
      };
    }),
    written,
  };
}
