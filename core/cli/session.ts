// One call of a command: its pipeline, made from the flags that all commands share, and the way its messages come out.
import type { ConfigEnv } from '../config/index.ts';
import {
  type Diagnostic,
  didYouMean,
  isPxosError,
  PxosError,
  reasonOf,
  renderDiagnostics,
  toRecord,
} from '../diagnostics/index.ts';
import { commandLineMessages, pluginMessages } from '../diagnostics/messages/index.ts';
import { printProgram } from '../ir/index.ts';
import {
  type Builtin,
  loadPipeline,
  type Observer,
  type Pipeline,
  printAfter,
  profileHooks,
  traceHooks,
} from '../pipeline/index.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import type { Flags } from './flags.ts';
import { type Io, usesColor } from './io.ts';
import { withNamedFiles } from './shown-sources.ts';

/** What the composition root gives the command line. */
export interface Composition {
  /** The built-in plugins; loaded when a command needs them. */
  readonly builtins: () => Promise<readonly Builtin[]>;
  /** The page that shows images, as text, with a file in it or without; made when a command needs it. */
  readonly viewPage: (file: ViewedFile | undefined) => Promise<string>;
}

/** A file that a page opens on, and how it is read when it is of version 1.0. */
export interface ViewedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly compat: boolean | undefined;
  readonly dialect: string | undefined;
}

/** Commands of the command line; the configuration may ask which one runs. */
export type CommandName = Exclude<ConfigEnv['command'], 'api'>;

/** What a command gets. */
export interface CommandInput {
  readonly command: CommandName;
  readonly args: readonly string[];
  readonly flags: Flags;
  readonly io: Io;
  readonly composition: Composition;
}

/** What a command gives back: its part of the JSON object, and the diagnostics that its pipeline does not have. */
export interface CommandResult {
  /** Properties of the `--json` object beside `command`, `ok` and `diagnostics`. */
  readonly json?: Readonly<Record<string, unknown>>;
  readonly diagnostics?: readonly Diagnostic[];
}

/** A pipeline with the sources whose lines messages may show. */
export interface Session extends CommandInput {
  readonly pipeline: Pipeline;
  readonly json: boolean;
  /** Texts of the sources by path; commands add what they read, and messages show lines of it. */
  readonly sources: Map<string, string>;
}

/** Runs a command's work in a session, reports what came up, and gives the exit code. */
export async function inSession(
  input: CommandInput,
  work: (session: Session) => Promise<CommandResult>,
  extra: { readonly observers?: readonly Observer[] } = {},
): Promise<number> {
  const { flags, io } = input;
  const json = flags.is('json') === true;
  const say = (line: string): void => io.stderr.write(`${line}\n`);
  const profile = flags.is('profile') ? profileHooks() : undefined;
  const passes = flags.all('print-after');
  const printing =
    passes.length > 0
      ? printAfter(passes, (pass, program) => say(`# after ${pass}\n${printProgram(program)}`))
      : undefined;
  const observers: Observer[] = [
    ...(extra.observers ?? []),
    ...(flags.is('trace-hooks') ? [traceHooks(say)] : []),
    ...(flags.is('verbose') ? [{ debug: say }] : []),
    ...(profile ? [profile] : []),
    ...(printing ? [printing] : []),
  ];

  let pipeline: Pipeline | undefined;
  let result: CommandResult = {};
  const sources = new Map<string, string>();
  const more: Diagnostic[] = [];
  try {
    const config = flags.is('config') === false ? false : flags.text('config');
    const builtins = await input.composition.builtins();
    const env = { command: input.command };
    pipeline = await loadPipeline({ cwd: io.cwd, config, env, builtins, observers });
    if (passes.length > 0) await checkPasses(passes, pipeline, builtins);
    result = await work({ ...input, pipeline, json, sources });
  } catch (error) {
    more.push(...diagnosticsOf(error, flags, say));
  }
  try {
    await pipeline?.close();
  } catch (error) {
    more.push(...diagnosticsOf(error, flags, say));
  }
  const diagnostics = unique([
    ...(pipeline?.report.diagnostics ?? []),
    ...(result.diagnostics ?? []),
    ...more,
  ]);
  const exitCode = exitCodeOf(diagnostics);
  if (json) {
    const object = {
      version: 1,
      command: input.command,
      ok: exitCode === EXIT.ok,
      ...result.json,
      diagnostics: diagnostics.map(toRecord),
    };
    io.stdout.write(`${JSON.stringify(object, undefined, 2)}\n`);
  } else if (diagnostics.length > 0) {
    const color = usesColor(io, io.stderr, flags.is('color'));
    const texts = await withNamedFiles(sources, diagnostics, io.cwd);
    say(renderDiagnostics(diagnostics, texts, { color }));
  }
  for (const line of profile?.report() ?? []) say(line);
  return exitCode;
}

/** Throws PX0643 for a pass that there is not, before any work is done. */
async function checkPasses(
  passes: readonly string[],
  pipeline: Pipeline,
  builtins: readonly Builtin[],
): Promise<void> {
  await pipeline.loadAll();
  const { hooks, targets, plugins } = pipeline;
  const taps = [hooks.optimize.taps, ...targets.map((target) => hooks.legalize.get(target)?.taps ?? [])];
  const known = [...new Set(taps.flatMap((list) => list.map(({ name }) => name)))].sort();
  // A plugin's name stands for all its passes, whatever these are called.
  const own = plugins.filter((name) => !builtins.some((builtin) => builtin.name === name));
  const accepted = new Set(['all', ...known, ...own]);
  const wrong = passes.filter((pass) => !accepted.has(pass));
  if (wrong.length > 0)
    throw new PxosError(
      wrong.map((pass) =>
        pluginMessages.unknownPass({ pass, known, suggestion: didYouMean(pass, [...known, 'all']) }),
      ),
    );
}

/** What an error has to say; one without diagnostics is a fault of pxOS, and its stack is for `--verbose`. */
export function diagnosticsOf(
  error: unknown,
  flags: Flags | undefined,
  say: (line: string) => void,
): readonly Diagnostic[] {
  const origin = isPxosError(error) ? error.cause : error;
  if (flags?.is('verbose') && origin instanceof Error && origin.stack !== undefined) say(origin.stack);
  return isPxosError(error)
    ? error.diagnostics
    : [commandLineMessages.internalFault({ reason: reasonOf(error) })];
}

function unique(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const byText = new Map(diagnostics.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic]));
  return [...byText.values()];
}
