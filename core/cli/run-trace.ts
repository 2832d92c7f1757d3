// `pxos run FILE.pxi --trace`: runs a program that is a picture step by step and tells what each step did, as it runs.
import pc from 'picocolors';
import { formatDuration, harmless, isPxosError } from '../diagnostics/index.ts';
import { hashOf, knownVersion, type TracedStep } from '../pxi/index.ts';
import { openPixels, type PixelRunnable, saveResults, type TraceResult } from '../run/index.ts';
import { usesColor } from './io.ts';
import { pixelOptionsOf } from './run-inputs.ts';
import { prepareFile, type RunFile, readRunFile } from './run-prepare.ts';
import { type Results, resultLines, resultRecords } from './run-report.ts';
import type { CommandResult, Session } from './session.ts';
import { traceLines } from './trace-lines.ts';

/** Takes each step as it has run. */
type Listener = (step: TracedStep, hash: string) => void;

/** Traces a file. What stops it comes behind the steps that ran before. */
export async function traceFile(session: Session): Promise<CommandResult> {
  const { pipeline, flags, io, json } = session;
  const run = await readRunFile(session);
  const { source } = run;
  const runnable = openPixels(pipeline, source, { ...pixelOptionsOf(flags), interpret: true });
  const steps: unknown[] = [];
  const listener = json
    ? (step: TracedStep, hash: string) => void steps.push(recordOf(step, hash))
    : printer(session);
  try {
    const { result, results } = await traceTo(session, { runnable, run, listener });
    const { info, seconds } = result;
    if (!json) {
      const lines = [`${info.runner}: ${info.device}, ${formatDuration(seconds)}`, ...resultLines(results)];
      io.stdout.write(lines.map((line) => `${harmless(line)}\n`).join(''));
    }
    return { json: { runs: [info], seconds, ...resultRecords(results), trace: steps } };
  } catch (error) {
    if (!isPxosError(error)) throw error;
    return { json: { trace: steps }, diagnostics: error.diagnostics };
  }
}

interface Tracing {
  readonly runnable: PixelRunnable;
  readonly run: RunFile;
  readonly listener: Listener;
}

async function traceTo(
  session: Session,
  { runnable, run: { files, timeout }, listener }: Tracing,
): Promise<{ readonly result: TraceResult; readonly results: Results }> {
  const { pipeline, flags, io } = session;
  const prepared = await prepareFile(session, runnable, files);
  const configured = pipeline.config.run.runner === 'auto' ? undefined : pipeline.config.run.runner;
  const asked = flags.text('runner') ?? configured;
  const runner = asked === 'auto' ? undefined : asked;
  const trace = runnable.trace(prepared, { runner, timeout });
  for (;;) {
    const { done, value } = await trace.next();
    if (!done) {
      listener(value, await hashOf(value.image));
      continue;
    }
    const contents = runnable.contentsOf(value.image);
    const written = await saveResults(prepared, { contents }, files, io.cwd);
    return { result: value, results: { prepared, contents, files, written } };
  }
}

/** Prints steps as they come: nothing is kept. */
function printer({ flags, io }: Session): Listener {
  const { bold, dim } = pc.createColors(usesColor(io, io.stdout, flags.is('color')));
  const compat = flags.is('compat') === true;
  return (step, hash) => {
    const { image } = step;
    const style = { width: image.width, version: knownVersion(image, { compat }), bold, dim };
    io.stdout.write(`${traceLines(step, hash, style).join('\n')}\n`);
  };
}

/** A step as `--json` has it. */
function recordOf(
  { index, pixel, text, operands, written, changed, image: { width } }: TracedStep,
  sha256: string,
): Readonly<Record<string, unknown>> {
  const placeOf = (at: number) => ({ x: at % width, y: Math.floor(at / width) });
  const { count, first, last } = changed;
  return {
    step: index,
    pixel: placeOf(pixel),
    text,
    operands,
    written,
    changed: {
      count,
      ...(first !== undefined && { first: placeOf(first) }),
      ...(last !== undefined && { last: placeOf(last) }),
    },
    sha256,
  };
}
