// `pxos run FILE`: compiles a program, gives it its inputs, runs it where plan or flag say, and writes what it made.
import { formatDuration, harmless, PxosError } from '../diagnostics/index.ts';
import { commandLineMessages } from '../diagnostics/messages/index.ts';
import { type ExecutedRun, openRunnable, saveResults } from '../run/index.ts';
import type { Flags } from './flags.ts';
import { startProgress } from './progress.ts';
import { pixelOptionsOf } from './run-inputs.ts';
import { prepareFile, readRunFile } from './run-prepare.ts';
import { resultLines, resultRecords } from './run-report.ts';
import { type CommandInput, type CommandResult, inSession, type Session } from './session.ts';
import { stepLabels } from './step-labels.ts';

/** Flags that ask for other ways to run a program; each excludes the others. */
const WAYS = ['trace', 'compare', 'sanitize'] as const;

/** Runs a program and prints what ran where, and its outputs. */
export async function run(input: CommandInput): Promise<number> {
  return inSession(input, async (session) => {
    refuseTwoWays(session.flags);
    if (session.flags.is('trace')) return (await import('./run-trace.ts')).traceFile(session);
    if (session.flags.is('compare')) return (await import('./run-compare.ts')).compareFile(session);
    return runFile(session);
  });
}

function refuseTwoWays(flags: Flags): void {
  const [first, second] = WAYS.filter((way) => flags.is(way)).map((way) => `--${way}`);
  if (first !== undefined && second !== undefined)
    throw new PxosError(commandLineMessages.flagsExclude({ first, second }));
}

async function runFile(session: Session): Promise<CommandResult> {
  const { pipeline, flags, io, json } = session;
  const { source, files, timeout } = await readRunFile(session);
  const runnable = await openRunnable(pipeline, source, pixelOptionsOf(flags));
  const prepared = await prepareFile(session, runnable, files);
  const stopProgress = await startProgress(io, json, 'running');
  const executed = await runnable
    .execute(prepared, {
      runner: flags.text('runner') ?? pipeline.config.run.runner,
      timeout,
      sanitize: flags.is('sanitize') === true,
    })
    .finally(stopProgress);
  const written = await saveResults(prepared, executed, files, io.cwd);
  const results = { prepared, contents: executed.contents, files, written };
  const lines = [...whoRan(executed), ...resultLines(results)];
  if (!json) io.stdout.write(lines.map((line) => `${harmless(line)}\n`).join(''));
  return { json: { ...factsOf(executed), ...resultRecords(results) } };
}

/** Which runner ran what, and how long that took. */
function whoRan({ segments, plan }: ExecutedRun): readonly string[] {
  return segments.flatMap(({ info, steps, timings }) => {
    const labels = plan.steps
      .filter(({ step, device }) => steps.includes(step) && device !== 'host')
      .map(({ label }) => label);
    const times = timings.map(({ name, seconds }) => `${name} ${formatDuration(seconds)}`).join(', ');
    return [
      `${info.runner}: ${info.device}`,
      ...(labels.length === 0 ? [] : [`  ran ${stepLabels(labels)}`]),
      ...(times === '' ? [] : [`  ${times}`]),
    ];
  });
}

const factsOf = ({ plan, segments, seconds }: ExecutedRun): Readonly<Record<string, unknown>> => ({
  plan,
  runs: segments.map(({ info, steps, timings }) => ({ ...info, steps, timings })),
  seconds,
});
