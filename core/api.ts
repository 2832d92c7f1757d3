// The programming interface over a set of built-in plugins: build, compile, and pipelines that load their configuration.
import { type ConfigEnv, loadConfig, type PluginList, type UserConfig } from './config/index.ts';
import { type Diagnostic, isPxosError } from './diagnostics/index.ts';
import type { Program } from './ir/index.ts';
import {
  type BuildRequest,
  type BuildResult,
  type Builtin,
  compileText,
  createPipeline,
  type Observer,
  type Pipeline,
  runBuild,
} from './pipeline/index.ts';

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
  /** A pipeline with its configuration, for those who want the stages one by one. Close it in the end. */
  openPipeline(options?: SettingsOptions & { readonly command?: ConfigEnv['command'] }): Promise<Pipeline>;
}

/** Binds the interface to built-in plugins. */
export function createApi(builtins: readonly Builtin[]): Api {
  const openPipeline: Api['openPipeline'] = async (options = {}) => {
    const { cwd = process.cwd(), config, plugins = [], observers = [], command = 'api' } = options;
    const loaded = await loadConfig({ cwd, config, env: { command } });
    const pipeline = await createPipeline({
      config: loaded.config,
      plugins,
      checked: true,
      root: loaded.root,
      file: loaded.file,
      builtins,
      observers,
    });
    for (const warning of loaded.warnings) pipeline.report.add(warning);
    return pipeline;
  };
  const failed = (error: unknown): readonly Diagnostic[] => {
    if (isPxosError(error)) return error.diagnostics;
    throw error;
  };
  return {
    openPipeline,
    async build({ files, targets, out, ...settings } = {}) {
      let pipeline: Pipeline;
      try {
        pipeline = await openPipeline(settings);
      } catch (error) {
        return { ok: false, artifacts: [], written: [], sources: new Map(), diagnostics: failed(error) };
      }
      try {
        return await runBuild(pipeline, { files, targets, out, cwd: settings.cwd });
      } finally {
        await pipeline.close();
      }
    },
    async compile(text, { path = 'source.px', ...settings } = {}) {
      let pipeline: Pipeline | undefined;
      try {
        pipeline = await openPipeline({ config: false, ...settings });
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
