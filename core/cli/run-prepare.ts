// The first half of a run from the command line: its file is read, its inputs are resolved, its results have a place to go.
import type { SourceInfo } from '../contract/index.ts';
import { PxosError } from '../diagnostics/index.ts';
import { commandLineMessages } from '../diagnostics/messages/index.ts';
import { readSource } from '../pipeline/index.ts';
import { isPixelSource, type PreparedRun, type Runnable, resultFiles } from '../run/index.ts';
import { inputsOf } from './run-inputs.ts';
import type { Session } from './session.ts';

/** What the command line says of a run before anything is compiled. */
export interface RunFile {
  readonly source: SourceInfo;
  /** Files by the name of the output that goes there. */
  readonly files: ReadonlyMap<string, string>;
  /** Seconds. */
  readonly timeout: number;
}

/** Flags that say how an image is run; a program in text has no use for them. */
const FOR_IMAGES = ['interpret', 'trace', 'compare', 'compat', 'dialect'] as const;

/** Reads the file of a run, and the flags that every way of running it shares. Throws PX0689 for flags of images. */
export async function readRunFile({ pipeline, args, flags, io, sources }: Session): Promise<RunFile> {
  const files = flags.pairs('out', 'file');
  const expected = 'a number of seconds above 0';
  const timeout = flags.number('timeout', { expected, least: 1e-3 }) ?? pipeline.config.timeout;
  const source = await readSource(args[0] ?? '', io.cwd);
  if (!source.bytes) sources.set(source.path, source.text);
  const forImages = isPixelSource(source) ? undefined : FOR_IMAGES.find((name) => flags.is(name));
  if (forImages !== undefined)
    throw new PxosError(commandLineMessages.onlyForImages({ flag: `--${forImages}`, file: source.path }));
  return { source, files, timeout };
}

/** Gives a program its inputs, and makes sure that nobody waits for a result that has no place to go. */
export async function prepareFile(
  { pipeline, flags, io }: Session,
  runnable: Pick<Runnable, 'compiled' | 'prepare'>,
  files: RunFile['files'],
): Promise<PreparedRun> {
  const inputs = inputsOf(flags, runnable.compiled.program, pipeline.config);
  const prepared = await runnable.prepare(inputs, io.cwd);
  for (const note of prepared.notes) pipeline.report.add(note);
  resultFiles(prepared, files, io.cwd);
  return prepared;
}
