// `pxos build [FILES]`: artifacts for all targets into a folder, or to standard output.
import type { Artifact } from '../contract/index.ts';
import { type Diagnostic, formatBytes, PxosError } from '../diagnostics/index.ts';
import { commandLineMessages } from '../diagnostics/messages/index.ts';
import { type Pipeline, runBuild } from '../pipeline/index.ts';
import { artifactsText, sizeOf } from './artifact-text.ts';
import type { Flags } from './flags.ts';
import type { Io } from './io.ts';
import { startProgress } from './progress.ts';
import { givenInputs } from './run-inputs.ts';
import { type CommandInput, inSession } from './session.ts';
import { table } from './table.ts';

/** Builds and prints a table of what was written. */
export async function build(input: CommandInput): Promise<number> {
  const { flags } = input;
  return inSession(input, async ({ pipeline, args, io, json, sources }) => {
    const targets = targetsOf(flags);
    const out = flags.text('out');
    const stopProgress = await startProgress(io, json || out === '-', 'building');
    const result = await runBuild(pipeline, {
      files: args,
      targets,
      out: out === '-' ? false : out,
      cwd: io.cwd,
      inputs: (program) => givenInputs(flags, program, pipeline.config),
    }).finally(stopProgress);
    if (result.ok && !json) {
      if (out === '-') printArtifacts(io, result.artifacts);
      else printWritten(io, result.artifacts, result.written);
    }
    for (const [path, text] of result.sources) sources.set(path, text);
    return {
      diagnostics: result.ok ? unusedFlags(flags, pipeline, targets) : [],
      json: {
        written: result.written,
        artifacts: result.artifacts.map((artifact) => ({
          target: artifact.target,
          path: artifact.path,
          bytes: sizeOf(artifact),
          ...(out === '-' && { contents: textOf(artifact) }),
        })),
      },
    };
  });
}

/** Flags for targets that hold data and fix sizes, which are those that are built on request. */
const DATA_FLAGS = ['in', 'set', 'size', 'threads', 'kernel', 'gas'] as const;

/** PX0693 for flags that nothing that was built looks at. */
function unusedFlags(
  flags: Flags,
  { config, usualTargets }: Pipeline,
  asked: readonly string[] | undefined,
): readonly Diagnostic[] {
  const unused = DATA_FLAGS.filter((name) => flags.is(name)).map((name) => `--${name}`);
  const chosen = asked ?? config.targets;
  const targets = chosen.length > 0 ? chosen : usualTargets;
  if (unused.length === 0 || !targets.every((target) => usualTargets.includes(target))) return [];
  return [commandLineMessages.unusedFlags({ flags: unused, targets })];
}

/** The names after `--target`, with commas or one by one. */
function targetsOf(flags: Flags): readonly string[] | undefined {
  const given = flags.all('target');
  const names = given.flatMap((text) => text.split(',')).map((name) => name.trim());
  if (!names.includes('')) return names.length > 0 ? names : undefined;
  const actual = JSON.stringify(given.join(','));
  throw new PxosError(
    commandLineMessages.flagValue({ flag: '--target', expected: 'names with commas: wgsl,cuda', actual }),
  );
}

/** Text as it is, bytes in base64. */
const textOf = ({ contents }: Artifact): string =>
  typeof contents === 'string' ? contents : Buffer.from(contents).toString('base64');

/** One artifact comes as it is, so that it can be piped; several have a line with the path above each. */
function printArtifacts(io: Io, artifacts: readonly Artifact[]): void {
  const [first] = artifacts;
  if (first) io.stdout.write(artifacts.length === 1 ? first.contents : artifactsText(artifacts));
}

/** `written` has the artifacts in their order. */
function printWritten(io: Io, artifacts: readonly Artifact[], written: readonly string[]): void {
  const rows = artifacts.map((artifact, index) => [
    artifact.target,
    written[index] ?? artifact.path,
    formatBytes(sizeOf(artifact)),
  ]);
  io.stdout.write(`${table(['target', 'file', 'size#'], rows).join('\n')}\n`);
}
