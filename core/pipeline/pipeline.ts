// The pipeline of one build: its hooks, its plugins, its configuration, and what it has to say.
import type { Processor } from 'unified';
import { resolveConfig } from '../config/index.ts';
import {
  type Hooks,
  OPTIMIZE_STAGES,
  type OptimizeStage,
  type PluginList,
  type ResolvedConfig,
  type UserConfig,
} from '../contract/index.ts';
import { type Diagnostic, describe, didYouMean, PxosError } from '../diagnostics/index.ts';
import { configMessages, pluginMessages } from '../diagnostics/messages/index.ts';
import { createHooks, type HookSet } from './hooks.ts';
import { stageStep, type TapEnvironment } from './instrument.ts';
import type { Answer, Builtin } from './lazy-plugin.ts';
import type { Observer } from './observe.ts';
import { createProcessor } from './processor.ts';
import { createRegistry, flattenPlugins, type Registry, type RunnerEntry } from './registry.ts';
import { createReport, type Report } from './report.ts';
import { unanswered } from './unanswered.ts';

export interface PipelineOptions {
  readonly config?: UserConfig;
  /** True when `loadConfig` has checked the configuration already. */
  readonly checked?: boolean;
  /** Folder that relative paths of the configuration count from; the working directory by default. */
  readonly root?: string;
  /** Absolute path of the configuration file. */
  readonly file?: string | undefined;
  /** Folder that messages show paths from; `root` by default. */
  readonly cwd?: string;
  /** Plugins beside those of the configuration. */
  readonly plugins?: PluginList;
  /** Built-in plugins; the configuration's `builtins` decides which of them stay. */
  readonly builtins?: readonly Builtin[];
  readonly observers?: readonly Observer[];
}

/** One build's pipeline. Made by `createPipeline`, ended by `close`. */
export interface Pipeline {
  readonly hooks: Hooks;
  readonly config: ResolvedConfig;
  readonly report: Report;
  readonly observers: readonly Observer[];
  /** Aborted when a plugin is given up or the pipeline is closed. */
  readonly signal: AbortSignal;
  /** The unified processor of the build; made, shown to the `processor` hook and frozen when it is first asked for. */
  readonly processor: Processor;
  /** Loads who answers, and throws PX0640 (or PX0607, PX0614, PX0615 for an unknown name) when nobody does. */
  need(question: Answer): Promise<void>;
  /** Targets that some plugin emits, sorted. */
  readonly targets: readonly string[];
  /** Those of them that need nothing but a source: what is built when nobody says which. */
  readonly usualTargets: readonly string[];
  /** File extensions that some front end reads, sorted. */
  readonly extensions: readonly string[];
  /** Runners that some plugin offers, sorted by name; those of plugins not loaded yet have neither `probe` nor codes. */
  readonly runners: readonly RunnerEntry[];
  /** The whole entry of a runner; throws PX0614 or PX0640 when there is none. */
  runner(name: string): Promise<RunnerEntry>;
  /** Names of all plugins in order of registration. */
  readonly plugins: readonly string[];
  /** Stages of `optimize` that the built-in plugins answer, left out or not; they must not stay empty. */
  readonly answeredStages: ReadonlySet<OptimizeStage>;
  /** Loads every built-in plugin; for lists of all there is. */
  loadAll(): Promise<void>;
  /** Calls the `close` hook once; devices and workers are freed. */
  close(): Promise<void>;
}

/**
 * Makes a pipeline: registers the plugins, lets them change the configuration, checks and freezes it.
 *
 * Throws `PxosError`: PX0602 for wrong settings, PX0612 for a built-in plugin that does not exist, PX0630 to PX0634
 * for plugins that cannot be registered, PX0641 when the `config` hook adds plugins.
 *
 * @example
 * const pipeline = await createPipeline({ config: { targets: ['wgsl'] }, builtins });
 */
export async function createPipeline(options: PipelineOptions = {}): Promise<Pipeline> {
  const { config = {}, root = process.cwd(), cwd, file, builtins = [], observers = [] } = options;
  const plugins = [...flattenPlugins(config.plugins), ...flattenPlugins(options.plugins)];
  const registry = createRegistry(plugins, builtins, builtinsOf(config));
  const controller = new AbortController();
  let timeout = seconds(config.pluginTimeout);
  const environment: TapEnvironment = {
    ownerOf: (name) => registry.ownerOf(name),
    get timeout() {
      return timeout;
    },
    observers,
    abandon: (reason) => controller.abort(reason),
  };
  const hookSet = createHooks(environment);
  registry.registerAll(hookSet);
  const { hooks } = hookSet;
  const report = createReport(hooks, observers);

  const changed = await hooks.config.promise(config);
  const found = options.checked && changed === config ? [] : await check(changed);
  const errors = found.filter((diagnostic) => diagnostic.severity === 'error');
  if (errors.length > 0) throw new PxosError(errors);
  for (const plugin of flattenPlugins(changed.plugins))
    if (!plugins.includes(plugin))
      throw new PxosError(pluginMessages.pluginsChangedLate({ plugin: plugin.name }));
  for (const diagnostic of found) report.add(diagnostic);
  const resolved = await resolveConfig(changed, { root, cwd, file, plugins });
  timeout = resolved.pluginTimeout;
  checkOptions(resolved, registry, report);
  await hooks.configResolved.promise(resolved);

  return assemble({ hookSet, registry, config: resolved, report, observers, controller });
}

const seconds = (value: unknown): number => (typeof value === 'number' && value > 0 ? value : 60);

/** The schema is loaded only where there is something to check. */
async function check(config: UserConfig): Promise<readonly Diagnostic[]> {
  if (Object.keys(config).length === 0) return [];
  return (await import('../config/schema.ts')).checkConfig(config);
}

/** `builtins` is needed before the configuration is checked as a whole. */
function builtinsOf({ builtins = true }: UserConfig): boolean | readonly string[] {
  if (typeof builtins === 'boolean' || Array.isArray(builtins)) return builtins;
  const expected = 'true, false or a list of built-in plugins to leave out';
  throw new PxosError(
    configMessages.configWrongType({ path: 'builtins', expected, actual: describe(builtins) }),
  );
}

/** Options for a plugin that is not there are most likely a misspelt name. */
function checkOptions({ options }: ResolvedConfig, registry: Registry, report: Report): void {
  const known = registry.names;
  for (const name of Object.keys(options))
    if (!known.includes(name))
      report.add(configMessages.unknownOptionsPlugin({ name, suggestion: didYouMean(name, known) }));
}

interface Parts {
  readonly hookSet: HookSet;
  readonly registry: Registry;
  readonly config: ResolvedConfig;
  readonly report: Report;
  readonly observers: readonly Observer[];
  readonly controller: AbortController;
}

function assemble({ hookSet, registry, config, report, observers, controller }: Parts): Pipeline {
  const { hooks } = hookSet;
  const keys = (hook: 'frontend' | 'emit'): readonly string[] => {
    const waiting = registry.waiting.flatMap(({ answers }) => answers);
    const more = waiting.flatMap((answer) => (answer.hook === hook ? [answer.key] : []));
    return [...new Set([...hookSet.keysOf(hook), ...more])].sort();
  };
  const runners = (): readonly RunnerEntry[] =>
    [...registry.plugins, ...registry.waiting]
      .flatMap(({ runs }) => (runs ? [runs] : []))
      .sort((a, b) => (a.runner < b.runner ? -1 : 1));
  const isAnswered = (question: Answer): boolean => {
    switch (question.hook) {
      case 'plan':
        return hooks.plan.taps.length > 0;
      case 'optimize':
        return hooks.optimize.taps.some((tap) => stageStep(tap.stage) === OPTIMIZE_STAGES[question.key]);
      case 'frontend':
      case 'emit':
      case 'run':
        return (hooks[question.hook].get(question.key)?.taps.length ?? 0) > 0;
    }
  };
  let processor: Processor | undefined;
  let closed: Promise<void> | undefined;

  const pipeline: Pipeline = {
    hooks,
    config,
    report,
    observers,
    signal: controller.signal,
    get processor() {
      processor ??= createProcessor(hooks);
      return processor;
    },
    async need(question) {
      await registry.load(question);
      if (!isAnswered(question)) throw new PxosError(unanswered(question, registry, pipeline));
    },
    get targets() {
      return keys('emit');
    },
    get usualTargets() {
      const plugins = [...registry.plugins, ...registry.waiting];
      const asked = new Set(plugins.flatMap(({ onRequest = [] }) => onRequest));
      return keys('emit').filter((target) => !asked.has(target));
    },
    get extensions() {
      return keys('frontend');
    },
    get runners() {
      return runners();
    },
    async runner(name) {
      await pipeline.need({ hook: 'run', key: name });
      const entry = runners().find(({ runner }) => runner === name);
      if (!entry) throw new PxosError(unanswered({ hook: 'run', key: name }, registry, pipeline));
      return entry;
    },
    get plugins() {
      return registry.names;
    },
    answeredStages: new Set(
      registry.answers.flatMap((answer) => (answer.hook === 'optimize' ? [answer.key] : [])),
    ),
    loadAll: () => registry.loadAll(),
    close() {
      closed ??= hooks.close.promise().finally(() => controller.abort(new Error('the pipeline is closed')));
      return closed;
    },
  };
  return pipeline;
}
