// `pxos run FILE.pxi --compare`: runs a program that is a picture on every executor and says whether the images are the same.
import { formatDuration, harmless } from '../diagnostics/index.ts';
import {
  type ComparedExecutor,
  compareExecutors,
  type ExecutorComparison,
  saveResults,
} from '../run/index.ts';
import { startProgress } from './progress.ts';
import { pixelOptionsOf } from './run-inputs.ts';
import { prepareFile, readRunFile } from './run-prepare.ts';
import { type Results, resultLines, resultRecords } from './run-report.ts';
import type { CommandResult, Session } from './session.ts';
import { table } from './table.ts';

/** Digits of a hash in the table. */
const DIGITS = 16;

/** Compares the executors of a file; results are written when all of them agree. */
export async function compareFile(session: Session): Promise<CommandResult> {
  const { pipeline, flags, io, json } = session;
  const { source, files, timeout } = await readRunFile(session);
  const { compat, dialect } = pixelOptionsOf(flags);
  const asked = flags.text('runner');
  const stopProgress = await startProgress(io, json, 'comparing');
  const comparison = await compareExecutors(
    {
      pipeline,
      source,
      options: { compat, dialect },
      prepare: (runnable) => prepareFile(session, runnable, files),
      timeout,
    },
    asked === 'auto' ? undefined : asked,
  ).finally(stopProgress);
  const { executors, diagnostics, reference } = comparison;
  let results: Results | undefined;
  if (reference && !diagnostics.some(({ severity }) => severity === 'error')) {
    const { prepared, executed } = reference;
    const written = await saveResults(prepared, executed, files, io.cwd);
    results = { prepared, contents: executed.contents, files, written };
  }
  if (!json) {
    const lines = [
      ...tableOf(comparison),
      ...(results ? ['', verdict(executors), ...resultLines(results)] : []),
    ];
    io.stdout.write(lines.map((line) => `${harmless(line)}\n`).join(''));
  }
  return {
    json: { executors: executors.map(recordOf), ...(results && resultRecords(results)) },
    diagnostics,
  };
}

const tableOf = ({ executors }: ExecutorComparison): readonly string[] =>
  table(
    ['executor', 'time#', 'image', 'device'],
    executors.map((executor) => [`${executor.runner} ${executor.way}`, ...cellsOf(executor)]),
  );

function cellsOf(executor: ComparedExecutor): readonly [time: string, image: string, device: string] {
  switch (executor.outcome) {
    case 'image': {
      const { info, seconds, sha256, difference } = executor;
      const image = sha256.slice(0, DIGITS);
      return [formatDuration(seconds), difference ? `${image} differs` : image, info.device];
    }
    case 'declined':
      return ['', 'does not run', executor.reason];
    case 'failed':
      return ['', executor.late ? 'late' : executor.code, executor.reason];
  }
}

/** How many leave the same image, and how many do not run. */
function verdict(executors: readonly ComparedExecutor[]): string {
  const ran = executors.filter(({ outcome }) => outcome === 'image').length;
  const left = executors.length - ran;
  const same = ran === 1 ? '1 executor runs' : `${ran} executors leave the same image`;
  return left === 0 ? same : `${same}, ${left} ${left === 1 ? 'does' : 'do'} not run`;
}

/** An executor as `--json` has it. */
function recordOf(executor: ComparedExecutor): Readonly<Record<string, unknown>> {
  const { runner, way, outcome } = executor;
  const head = { runner, way, outcome };
  if (executor.outcome === 'declined') return { ...head, reason: executor.reason };
  if (executor.outcome === 'failed') {
    const { code, reason, late } = executor;
    return { ...head, code, reason, late };
  }
  const { info, seconds, sha256, difference } = executor;
  const same = difference === undefined;
  const facts = { ...head, device: info.device, hardware: info.hardware, seconds, sha256, same };
  if (!difference) return facts;
  const { count, pixel, fault } = difference;
  const { x, y, first, second, what } = pixel;
  return {
    ...facts,
    difference: {
      count,
      pixel: { x, y },
      wanted: first,
      got: second,
      what,
      ...(fault && { step: { step: fault.step.index, text: fault.step.text, exact: fault.isExact } }),
    },
  };
}
