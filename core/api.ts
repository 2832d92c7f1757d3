// The programming interface over a set of built-in plugins: build, compile, and pipelines that load their configuration.
import { checkCall, checkText } from './api-options.ts';
import type { ConfigEnv } from './config/index.ts';
import type { Plan, PluginList, UserConfig } from './contract/index.ts';
import type { ArrayData } from './data/index.ts';
import { type Diagnostic, isPxosError } from './diagnostics/index.ts';
import type { Program } from './ir/index.ts';
import {
  type BuildRequest,
  type BuildResult,
  type Builtin,
  compileText,
  loadPipeline,
  type Observer,
  type Pipeline,
  readSource,
  runBuild,
  sourceOf,
} from './pipeline/index.ts';
import {
  arrayOf,
  type ExecutedSegment,
  openRunnable,
  type PixelOptions,
  type RunInputs,
  saveResults,
} from './run/index.ts';

/** Where settings come from. */
export interface SettingsOptions {
  /** Folder that the configuration is looked for from; the working directory by default. */
  readonly cwd?: string;
  /** Path of a configuration, `false` for none, or settings that take its place. By default the nearest one is found. */
  readonly config?: string | false | UserConfig;
  /** Plugins beside those of the configuration. */
  readonly plugins?: PluginList;
  /** See `Observer`: for traces and profiles. */
  readonly observers?: readonly Observer[];
}

export interface BuildOptions extends SettingsOptions, Omit<BuildRequest, 'cwd'> {}

export interface CompileOptions extends SettingsOptions {
  /** Path for messages; its extension picks the front end. `source.px` by default. */
  readonly path?: string;
}

export interface CompileResult {
  /** The program, if there was no error. */
  readonly program?: Program;
  readonly diagnostics: readonly Diagnostic[];
}

export interface RunOptions extends SettingsOptions, RunInputs, PixelOptions {
  /** The program's text; without it the file is read. */
  readonly text?: string;
  /** A runner's name, or `auto`: what the plan says. The configuration's by default. */
  readonly runner?: string;
  /** Seconds after which the run is ended; the configuration's by default. */
  readonly timeout?: number;
  /** Makes accesses outside an array errors; runs on the reference evaluator. */
  readonly sanitize?: boolean;
}

export interface RunOutcome {
  /** False when there was an error; then there are no outputs. */
  readonly ok: boolean;
  /**
   * The arrays that came back, by their names in the program: bytes little endian, element type, length, shape. Of a pixel
   * program also `image`, the resulting image.
   */
  readonly outputs: Readonly<Record<string, ArrayData>>;
  /** Which runner and device did which steps, and how long that took. */
  readonly segments: readonly ExecutedSegment[];
  readonly plan?: Plan;
  readonly diagnostics: readonly Diagnostic[];
}

/** The functions that `pxos` exports, bound to its built-in plugins. */
export interface Api {
  /**
   * Builds files, as `pxos build` does. Mistakes are diagnostics of the result, `ok` is false then and nothing is written.
   *
   * @example
   * const { ok, written } = await build({ files: ['saxpy.px'], targets: ['wgsl'], out: 'dist' });
   */
  build(options?: BuildOptions): Promise<BuildResult>;
  /**
   * Compiles a text to IR. Mistakes are diagnostics of the result.
   *
   * @example
   * const { program, diagnostics } = await compile('GPU_KERNEL k …');
   */
  compile(text: string, options?: CompileOptions): Promise<CompileResult>;
  /**
   * Runs a program, as `pxos run` does; files that it writes itself are written. Mistakes are diagnostics of the result.
   *
   * @example
   * const { outputs } = await run('saxpy.px', { in: { x: new Float32Array([1, 2, 3]) }, set: { a: 2 }, runner: 'cpu' });
   */
  run(file: string, options?: RunOptions): Promise<RunOutcome>;
  /** A pipeline with its configuration, for those who want the stages one by one. Close it in the end. */
  openPipeline(options?: SettingsOptions & { readonly command?: ConfigEnv['command'] }): Promise<Pipeline>;
}

/** Binds the interface to built-in plugins. */
export function createApi(builtins: readonly Builtin[]): Api {
  const openPipeline: Api['openPipeline'] = async (options = {}) => {
    checkCall('openPipeline', options);
    return open(options);
  };
  const open: Api['openPipeline'] = async (options = {}) => {
    const { cwd = process.cwd(), config, plugins = [], observers = [], command = 'api' } = options;
    return loadPipeline({ cwd, config, env: { command }, plugins, builtins, observers });
  };
  const failed = (error: unknown): readonly Diagnostic[] => {
    if (isPxosError(error)) return error.diagnostics;
    throw error;
  };
  return {
    openPipeline,
    async build(options = {}) {
      let pipeline: Pipeline;
      try {
        checkCall('build', options);
        pipeline = await open(options);
      } catch (error) {
        return { ok: false, artifacts: [], written: [], sources: new Map(), diagnostics: failed(error) };
      }
      try {
        return await runBuild(pipeline, options);
      } finally {
        await pipeline.close();
      }
    },
    async run(file, options = {}) {
      let pipeline: Pipeline | undefined;
      try {
        checkText('run', file);
        checkCall('run', options);
        pipeline = await open({ ...options, command: 'run' });
        return {
          ok: true,
          ...(await runIn(pipeline, file, options)),
          diagnostics: pipeline.report.diagnostics,
        };
      } catch (error) {
        pipeline?.report.addError(error);
        const diagnostics = pipeline?.report.diagnostics ?? failed(error);
        return { ok: false, outputs: {}, segments: [], diagnostics };
      } finally {
        await pipeline?.close();
      }
    },
    async compile(text, options = {}) {
      let pipeline: Pipeline | undefined;
      try {
        checkText('compile', text);
        checkCall('compile', options);
        const { path = 'source.px', ...settings } = options;
        pipeline = await open({ config: false, ...settings });
        const { program } = await compileText(pipeline, path, text);
        return { program, diagnostics: pipeline.report.diagnostics };
      } catch (error) {
        pipeline?.report.addError(error);
        return { diagnostics: pipeline?.report.diagnostics ?? failed(error) };
      } finally {
        await pipeline?.close();
      }
    },
  };
}

async function runIn(
  pipeline: Pipeline,
  file: string,
  options: RunOptions,
): Promise<Pick<RunOutcome, 'outputs' | 'segments' | 'plan'>> {
  const { cwd = process.cwd(), text, sanitize } = options;
  const { run } = pipeline.config;
  const source = text === undefined ? await readSource(file, cwd) : sourceOf(file, text);
  const runnable = await openRunnable(pipeline, source, options);
  const prepared = await runnable.prepare(options, cwd);
  for (const note of prepared.notes) pipeline.report.add(note);
  const executed = await runnable.execute(prepared, {
    runner: options.runner ?? run.runner,
    timeout: options.timeout ?? pipeline.config.timeout,
    ...(sanitize !== undefined && { sanitize }),
  });
  await saveResults(prepared, executed, new Map(), cwd);
  const outputs = prepared.outputs.map((output) => [output.name, arrayOf(output, executed)] as const);
  return { outputs: Object.fromEntries(outputs), segments: executed.segments, plan: executed.plan };
}
