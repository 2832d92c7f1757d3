// A whole build: every file through every stage for every target, then to the disk, all or nothing.
import { join, relative, resolve } from 'node:path';
import type { Artifact, BuildStats, RunInputs } from '../contract/index.ts';
import { isPxosError, PxosError } from '../diagnostics/index.ts';
import { configMessages, fileMessages } from '../diagnostics/messages/index.ts';
import { shownPath } from '../files/index.ts';
import type { Program } from '../ir/index.ts';
import { compileSource, planProgram } from './compile.ts';
import { emitFor, optimizeProgram } from './emit.ts';
import type { Pipeline } from './pipeline.ts';
import { readSource, withSlashes } from './read-source.ts';
import { outputFolders, type SourceFile, sourceFiles } from './source-files.ts';
import { checkPaths, writeArtifacts } from './write.ts';

export interface BuildRequest {
  /** Files to build, relative to `cwd`; those of the configuration when there are none. */
  readonly files?: readonly string[] | undefined;
  /** Targets to emit; those of the configuration, or else all there are. */
  readonly targets?: readonly string[] | undefined;
  /** Output folder, relative to `cwd`; the configuration's by default. `false` writes nothing. */
  readonly out?: string | false | undefined;
  readonly cwd?: string | undefined;
  /** What targets that fix sizes are given for a program: data, sizes, settings. Paths count from `cwd`. */
  readonly inputs?: ((program: Program) => RunInputs) | undefined;
}

export interface BuildResult extends BuildStats {
  /** False when there was an error; then nothing was written. */
  readonly ok: boolean;
  /** Texts of the files that were read, by the path that messages name, to show what messages point at. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Runs a build. Mistakes of the user are diagnostics of the result; only faults of pxOS itself are thrown. */
export async function runBuild(pipeline: Pipeline, request: BuildRequest = {}): Promise<BuildResult> {
  const { hooks, report, config } = pipeline;
  const cwd = request.cwd ?? process.cwd();
  const sources = new Map<string, string>();
  const artifacts: Artifact[] = [];
  const written: string[] = [];
  let failure: Error | undefined;
  try {
    await hooks.buildStart.promise(config);
    const files = await sourceFiles(pipeline, request.files ?? [], cwd);
    const targets = await targetsOf(pipeline, request);
    const folders = outputFolders(files);
    for (const [index, file] of files.entries()) {
      try {
        for (const artifact of await buildFile(pipeline, file, { targets, request, sources }))
          artifacts.push(inFolder(artifact, folders[index] ?? ''));
      } catch (error) {
        // The other files may have mistakes of their own, and the user sees all of them at once.
        report.addError(error);
      }
    }
    throwIfFailed(pipeline);
    checkPaths(artifacts);
    artifacts.sort((a, b) => (a.path < b.path ? -1 : 1));
    await hooks.generateBundle.promise(Object.freeze([...artifacts]));
    throwIfFailed(pipeline);
    if (request.out !== false) {
      const { out } = request;
      const folder = out === undefined ? config.out : resolve(cwd, out);
      // A folder that the user named is shown as it was named.
      const show = (path: string): string =>
        out === undefined ? shownPath(path, cwd) : withSlashes(join(out, relative(folder, path)));
      keepSources(files, artifacts, folder);
      written.push(...(await writeArtifacts(folder, artifacts, show)).map(show));
      await hooks.writeBundle.promise(Object.freeze([...written]));
    }
    await hooks.buildEnd.promise(undefined);
    await hooks.done.promise({ artifacts, diagnostics: report.diagnostics, written });
    throwIfFailed(pipeline);
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    await tellFailure(pipeline, failure);
    report.addError(failure);
  }
  return { ok: !failure, artifacts, written, diagnostics: report.diagnostics, sources };
}

/** Throws PX0656 for an artifact that would take the place of a source. */
function keepSources(files: readonly SourceFile[], artifacts: readonly Artifact[], folder: string): void {
  const sources = new Map(files.map(({ path, folder: from }) => [resolve(from, path), path]));
  for (const { path, target } of artifacts) {
    const source = sources.get(resolve(folder, path));
    if (source !== undefined)
      throw new PxosError(fileMessages.artifactIsSource({ path: withSlashes(source), target }));
  }
}

/** The rest of the hooks are told; what fails now is reported beside the first failure. */
async function tellFailure({ hooks, report }: Pipeline, failure: Error): Promise<void> {
  for (const tell of [() => hooks.buildEnd.promise(failure), () => hooks.failed.call(failure)]) {
    try {
      await tell();
    } catch (error) {
      if (isPxosError(error)) report.addError(error);
    }
  }
}

function throwIfFailed({ report }: Pipeline): void {
  if (report.failed) throw new PxosError(report.diagnostics.filter(({ severity }) => severity === 'error'));
}

async function targetsOf(pipeline: Pipeline, request: BuildRequest): Promise<readonly string[]> {
  const asked = request.targets ?? pipeline.config.targets;
  const targets = asked.length > 0 ? [...new Set(asked)] : pipeline.usualTargets;
  if (targets.length === 0) throw new PxosError(configMessages.noTargets({}));
  // A misspelt target is said before any work is done.
  for (const key of targets) await pipeline.need({ hook: 'emit', key });
  return targets;
}

async function buildFile(
  pipeline: Pipeline,
  file: SourceFile,
  {
    targets,
    request: { inputs, cwd },
    sources,
  }: {
    readonly targets: readonly string[];
    readonly request: BuildRequest;
    readonly sources: Map<string, string>;
  },
): Promise<readonly Artifact[]> {
  const source = await readSource(file.path, file.folder);
  if (!source.bytes) sources.set(source.path, source.text);
  const compiled = await compileSource(pipeline, source);
  const plan = await planProgram(pipeline, compiled);
  const program = await optimizeProgram(pipeline, compiled);
  const artifacts: Artifact[] = [];
  for (const target of targets) {
    try {
      const given = { inputs: inputs?.(compiled.program), cwd };
      const made = (await emitFor(pipeline, compiled, { target, plan, program, ...given })).artifacts;
      const kernels = compiled.program.kernels.length;
      if (made.length === 0)
        pipeline.report.add(fileMessages.nothingEmitted({ path: source.path, target, kernels }));
      artifacts.push(...made);
    } catch (error) {
      pipeline.report.addError(error);
    }
  }
  return artifacts;
}

const inFolder = (artifact: Artifact, folder: string): Artifact =>
  folder === '' ? artifact : { ...artifact, path: `${folder}/${artifact.path}` };
