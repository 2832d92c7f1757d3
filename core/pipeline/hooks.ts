// Makes the hooks of a pipeline: each of `core/contract/hooks.ts` as its tapable class, wrapped, and the list of keys of each map.
import {
  AsyncParallelHook,
  AsyncSeriesBailHook,
  AsyncSeriesHook,
  AsyncSeriesWaterfallHook,
  HookMap,
  SyncBailHook,
  SyncHook,
} from 'tapable';
import type { Artifact, Hooks } from '../contract/index.ts';
import { type HookKind, instrument, type TapEnvironment } from './instrument.ts';
import { isProgram } from './observe.ts';
import { inspectProgram } from './verify-pass.ts';

/** The hooks that exist once for each target, runner or file extension. */
export type KeyedHook = 'frontend' | 'legalize' | 'emit' | 'validate' | 'run';

export interface HookSet {
  readonly hooks: Hooks;
  /** Keys of a map that some plugin taps, sorted. */
  keysOf(hook: KeyedHook): readonly string[];
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const has = (value: unknown, ...keys: string[]): boolean =>
  isObject(value) && keys.every((key) => key in value);

const isArtifact = (value: unknown): value is Artifact => has(value, 'target', 'path', 'contents');

const aProgram = { expected: 'a program', test: isProgram };

/** Makes all hooks; `environment` is asked each time that a tap is registered or runs. */
export function createHooks(environment: TapEnvironment): HookSet {
  const wrap = <H extends Parameters<typeof instrument>[0]>(hook: H, kind: HookKind): H =>
    instrument(hook, kind, environment);
  const keyed = new Map<KeyedHook, Map<string, { readonly taps: readonly unknown[] }>>();
  const mapOf = <H extends { readonly taps: readonly unknown[] }>(
    hook: KeyedHook,
    make: (key: string) => H,
  ): HookMap<H> => {
    const made = new Map<string, H>();
    keyed.set(hook, made);
    return new HookMap((key: string) => {
      const one = make(key);
      made.set(key, one);
      return one;
    }, hook);
  };

  const hooks: Hooks = {
    config: wrap(new AsyncSeriesWaterfallHook(['config'], 'config'), {
      hook: 'config',
      kind: 'waterfall',
      gives: { expected: 'a configuration', test: isObject },
    }),
    configResolved: wrap(new AsyncParallelHook(['config'], 'configResolved'), {
      hook: 'configResolved',
      kind: 'notify',
    }),
    buildStart: wrap(new AsyncParallelHook(['config'], 'buildStart'), { hook: 'buildStart', kind: 'notify' }),
    processor: wrap(new SyncHook(['processor'], 'processor'), {
      hook: 'processor',
      kind: 'notify',
      sync: true,
    }),
    frontend: mapOf('frontend', (key) =>
      wrap(new AsyncSeriesBailHook(['file', 'context'], `frontend(${key})`), {
        hook: 'frontend',
        key,
        kind: 'bail',
        gives: aProgram,
        inspect: inspectProgram,
      }),
    ),
    plan: wrap(new AsyncSeriesBailHook(['program', 'context'], 'plan'), {
      hook: 'plan',
      kind: 'bail',
      gives: { expected: 'a plan', test: (value) => has(value, 'planner', 'steps', 'copies') },
    }),
    optimize: wrap(new AsyncSeriesWaterfallHook(['program', 'context'], 'optimize'), {
      hook: 'optimize',
      kind: 'waterfall',
      gives: aProgram,
      inspect: inspectProgram,
    }),
    legalize: mapOf('legalize', (key) =>
      wrap(new AsyncSeriesWaterfallHook(['program', 'context'], `legalize(${key})`), {
        hook: 'legalize',
        key,
        kind: 'waterfall',
        gives: aProgram,
        inspect: inspectProgram,
      }),
    ),
    emit: mapOf('emit', (key) =>
      wrap(new AsyncSeriesBailHook(['program', 'context'], `emit(${key})`), {
        hook: 'emit',
        key,
        kind: 'bail',
        gives: {
          expected: 'a list of artifacts',
          test: (value) => Array.isArray(value) && value.every(isArtifact),
        },
      }),
    ),
    artifact: wrap(new AsyncSeriesWaterfallHook(['artifact', 'context'], 'artifact'), {
      hook: 'artifact',
      kind: 'waterfall',
      gives: { expected: 'an artifact', test: isArtifact },
    }),
    validate: mapOf('validate', (key) =>
      wrap(new AsyncParallelHook(['artifact', 'context'], `validate(${key})`), {
        hook: 'validate',
        key,
        kind: 'notify',
      }),
    ),
    generateBundle: wrap(new AsyncSeriesHook(['artifacts'], 'generateBundle'), {
      hook: 'generateBundle',
      kind: 'notify',
    }),
    writeBundle: wrap(new AsyncParallelHook(['written'], 'writeBundle'), {
      hook: 'writeBundle',
      kind: 'notify',
    }),
    run: mapOf('run', (key) =>
      wrap(new AsyncSeriesBailHook(['request'], `run(${key})`), {
        hook: 'run',
        key,
        kind: 'bail',
        gives: { expected: 'a result of a run', test: (value) => has(value, 'info', 'buffers', 'timings') },
      }),
    ),
    watchChange: wrap(new AsyncParallelHook(['path'], 'watchChange'), {
      hook: 'watchChange',
      kind: 'notify',
    }),
    buildEnd: wrap(new AsyncParallelHook(['error'], 'buildEnd'), { hook: 'buildEnd', kind: 'notify' }),
    close: wrap(new AsyncParallelHook([], 'close'), { hook: 'close', kind: 'notify' }),
    log: wrap(new SyncBailHook(['diagnostic'], 'log'), {
      hook: 'log',
      kind: 'bail',
      sync: true,
      gives: { expected: 'false or undefined', test: (value) => value === false },
    }),
    done: wrap(new AsyncSeriesHook(['stats'], 'done'), { hook: 'done', kind: 'notify' }),
    failed: wrap(new SyncHook(['error'], 'failed'), { hook: 'failed', kind: 'notify', sync: true }),
  };
  return {
    hooks: Object.freeze(hooks),
    keysOf(hook) {
      const made = [...(keyed.get(hook) ?? [])];
      return made
        .filter(([, one]) => one.taps.length > 0)
        .map(([key]) => key)
        .sort();
    },
  };
}
