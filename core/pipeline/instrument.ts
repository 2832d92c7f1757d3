// Wraps every tap once, where it is registered: failures name their plugin and hook, what does not settle is given up, results are checked.
import { performance } from 'node:perf_hooks';
import type { FullTap } from 'tapable';
import type { RunRequest } from '../contract/index.ts';
import { describe, isPxosError, PxosError, reasonOf } from '../diagnostics/index.ts';
import { pluginMessages } from '../diagnostics/messages/index.ts';
import type { Observer, TapInfo } from './observe.ts';

/** Which plugin a tap belongs to, and where its taps go in the order. */
export interface TapOwner {
  readonly name: string;
  readonly builtin: boolean;
  readonly enforce?: 'pre' | 'post' | undefined;
}

/** How a hook treats results: `waterfall` and `bail` refuse null, `notify` ignores results. */
export interface HookKind {
  readonly hook: string;
  readonly key?: string | undefined;
  readonly kind: 'waterfall' | 'bail' | 'notify';
  readonly sync?: boolean;
  /** What a result other than undefined has to be. */
  readonly gives?: { readonly expected: string; readonly test: (value: unknown) => boolean } | undefined;
  /** A last look at a good result; throws a `PxosError` when it is broken after all. */
  readonly inspect?: ((result: unknown, tap: TapInfo, args: readonly unknown[]) => void) | undefined;
}

/** What the wrapper asks its pipeline. */
export interface TapEnvironment {
  /** The plugin that is being registered, else the one with the name of the tap. */
  ownerOf(tapName: string): TapOwner;
  /** Seconds that a tap may take. */
  readonly timeout: number;
  readonly observers: readonly Observer[];
  /** Told when a tap is given up, so that long work can stop. */
  abandon(reason: Error): void;
}

/** The part of a tapable hook that is needed here. */
interface Interceptable {
  intercept(interceptor: { register: (tap: FullTap) => FullTap }): void;
}

/**
 * The place of a tap: built-in plugins stand at 0, those of users half a step before, `enforce` moves further.
 * A tap that names a stage keeps to it, so that a pass of stage `fold` stays among the folding passes.
 */
export function stageOf(stage: number | undefined, owner: TapOwner): number {
  const whole = stage ?? 0;
  if (owner.enforce === undefined) return owner.builtin ? whole : whole - 0.2;
  if (stage === undefined) return owner.enforce === 'pre' ? -1e6 : 1e6;
  return owner.enforce === 'pre' ? whole - 0.4 : whole + 0.4;
}

/** The stage that a tap was registered with, before `stageOf` moved it inside its step. */
export const stageStep = (stage: number | undefined): number => Math.round(stage ?? 0);

/** Adds the wrapper to a hook and gives the hook back. */
export function instrument<H extends Interceptable>(hook: H, kind: HookKind, environment: TapEnvironment): H {
  hook.intercept({
    register(tap) {
      const owner = environment.ownerOf(tap.name);
      const info: TapInfo = { plugin: owner.name, tap: tap.name, hook: kind.hook, key: kind.key };
      const call = caller(tap);
      const wrapped = kind.sync
        ? { type: 'sync' as const, fn: syncTap(call, info, owner, kind, environment) }
        : { type: 'promise' as const, fn: asyncTap(call, info, owner, kind, environment) };
      return { ...tap, ...wrapped, stage: stageOf(tap.stage, owner) };
    },
  });
  return hook;
}

type Call = (...args: unknown[]) => unknown;

/** The tap's function, made to return its result or a promise of it, whichever way it was registered. */
function caller({ type, fn }: FullTap): Call {
  const call = fn as Call;
  if (type !== 'async') return call;
  return (...args) =>
    new Promise((resolve, reject) => {
      call(...args, (error: unknown, result: unknown) => (error ? reject(error) : resolve(result)));
    });
}

function asyncTap(call: Call, info: TapInfo, owner: TapOwner, kind: HookKind, environment: TapEnvironment) {
  return async (...args: unknown[]): Promise<unknown> => {
    const start = performance.now();
    for (const observer of environment.observers) observer.before?.(info);
    try {
      const limit = environment.timeout + allowance(kind, args);
      const result = await within(limit, info, environment, async () => call(...args));
      checkResult(result, info, kind, args);
      finish(environment, info, start, { result });
      return kind.kind === 'notify' ? undefined : result;
    } catch (error) {
      finish(environment, info, start, { error });
      throw attribute(error, info, owner);
    }
  };
}

function syncTap(call: Call, info: TapInfo, owner: TapOwner, kind: HookKind, environment: TapEnvironment) {
  return (...args: unknown[]): unknown => {
    const start = performance.now();
    for (const observer of environment.observers) observer.before?.(info);
    try {
      const result = call(...args);
      if (isThenable(result)) {
        // Nobody waits for it, so a later rejection must not end the process.
        result.then(undefined, () => undefined);
        throw new PxosError(pluginMessages.tapIsAsync(refer(info), refer(info)));
      }
      checkResult(result, info, kind, args);
      finish(environment, info, start, { result });
      return kind.kind === 'notify' ? undefined : result;
    } catch (error) {
      finish(environment, info, start, { error });
      throw attribute(error, info, owner);
    }
  };
}

/** A run has a time limit of its own, on top of which its plugin gets the usual time. */
function allowance(kind: HookKind, args: readonly unknown[]): number {
  if (kind.hook !== 'run') return 0;
  const request = args[0] as Partial<RunRequest> | undefined;
  return typeof request?.timeout === 'number' ? request.timeout / 1000 : 0;
}

/** Settles as `work` does, or rejects when the seconds are over. */
async function within(
  seconds: number,
  info: TapInfo,
  environment: TapEnvironment,
  work: () => Promise<unknown>,
): Promise<unknown> {
  // A timer holds 2^31 - 1 ms at most; beyond that there is no limit.
  if (!(seconds * 1000 < 2 ** 31)) return work();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new PxosError(pluginMessages.tapTimedOut({ ...refer(info), seconds }, refer(info)));
      reject(error);
      environment.abandon(error);
    }, seconds * 1000);
  });
  try {
    return await Promise.race([work(), limit]);
  } finally {
    clearTimeout(timer);
  }
}

function checkResult(result: unknown, info: TapInfo, kind: HookKind, args: readonly unknown[]): void {
  if (kind.kind === 'notify' || result === undefined) return;
  if (result === null) throw new PxosError(pluginMessages.tapReturnedNull(refer(info), refer(info)));
  if (kind.gives && !kind.gives.test(result)) {
    const detail = { ...refer(info), expected: kind.gives.expected, actual: describe(result) };
    throw new PxosError(pluginMessages.tapReturnedWrong(detail, refer(info)));
  }
  kind.inspect?.(result, info, args);
}

function finish(
  environment: TapEnvironment,
  info: TapInfo,
  start: number,
  outcome: { result?: unknown; error?: unknown },
): void {
  const seconds = (performance.now() - start) / 1000;
  for (const observer of environment.observers) observer.after?.(info, { seconds, ...outcome });
}

/**
 * What a failing tap threw, as an error that names plugin and hook. Messages of a `PxosError` are meant for the user and
 * stay as they are; those of a plugin from outside that point at no source say where they come from.
 */
function attribute(error: unknown, info: TapInfo, owner: TapOwner): PxosError {
  if (!isPxosError(error))
    return new PxosError(pluginMessages.tapFailed({ ...refer(info), reason: reasonOf(error) }, refer(info)), {
      cause: error,
    });
  if (owner.builtin) return error;
  const diagnostics = error.diagnostics.map((diagnostic) =>
    diagnostic.place || diagnostic.plugin ? diagnostic : { ...diagnostic, ...refer(info) },
  );
  return new PxosError(diagnostics, { cause: error.cause ?? error });
}

/** Plugin and hook as messages and diagnostics carry them. */
function refer({ plugin, hook, key }: TapInfo): { plugin: string; hook: string; key?: string | undefined } {
  return { plugin, hook, key };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  );
}
