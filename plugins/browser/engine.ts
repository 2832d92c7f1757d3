// What a run asks for, in a page: the passes and emitters of pxOS without a pipeline, and runners that need nothing but the browser.
import {
  type Artifact,
  type Context,
  DEFAULT_CONFIG,
  type Diagnostic,
  defaultMachineProfile,
  type Engine,
  type Plan,
  type Program,
  PxosError,
  type ResolvedConfig,
  type RunRequest,
  type RunResult,
  type SourceInfo,
} from 'pxos/core';
import { emitModule, legalize as legalizeForWasm } from 'pxos/plugins/emit-wasm';
import { emitModules, legalize as legalizeForWgsl } from 'pxos/plugins/emit-wgsl';
import { bounds } from 'pxos/plugins/optimize-bounds';
import { dce } from 'pxos/plugins/optimize-dce';
import { fold } from 'pxos/plugins/optimize-fold';
import { createExecutor, layOut, resultOf as resultOnCpu, runPixels } from 'pxos/plugins/run-cpu';
import { evaluate } from 'pxos/plugins/run-reference';
import { jobOf, resultOf as resultOnWebgpu } from 'pxos/plugins/run-webgpu';
import { messages } from './messages.ts';
import { webgpu } from './webgpu.ts';

/** The runners of a page. */
export const RUNNERS = [
  { runner: 'cpu', target: 'wasm', device: 'cpu' },
  { runner: 'webgpu', target: 'wgsl', device: 'gpu' },
  { runner: 'reference', target: 'ir', device: 'cpu' },
] as const satisfies Engine['runners'];

export type BrowserRunner = (typeof RUNNERS)[number]['runner'];

/** In the order of their stages. */
const PASSES = [fold, bounds, dce];

/** Nothing is built here, so only what emitters and runners read means something. */
const CONFIG: ResolvedConfig = {
  ...DEFAULT_CONFIG,
  root: '',
  files: [],
  targets: [],
  out: '',
  plugins: [],
  machine: defaultMachineProfile,
};

/** Whoever is asked by name executes everything. */
const PLAN: Plan = {
  planner: 'none',
  profile: defaultMachineProfile.name,
  steps: [],
  copies: [],
  seconds: 0,
};

/** What this code runs in: `HeadlessChrome/147.0.0.0`. */
const HOST =
  (typeof navigator === 'undefined'
    ? undefined
    : /(?:Edg|Firefox|\w*Chrome|Version|Node\.js)\/[\d.]+/.exec(navigator.userAgent)?.[0]) ?? 'this runtime';

function onCpu(request: RunRequest): RunResult {
  const pixels = request.operations.find(({ kind }) => kind === 'pixels');
  if (pixels?.kind === 'pixels')
    return runPixels(pixels, request, `pixel interpreter in JavaScript, ${HOST}`);
  // The executor and what it compiled live as long as the run does.
  const keys = new Map<Uint8Array, string>();
  const keyOf = (bytes: Uint8Array): string => {
    const key = keys.get(bytes) ?? `${keys.size}`;
    keys.set(bytes, key);
    return key;
  };
  const job = layOut(request, keyOf);
  const answer = createExecutor().execute(job);
  return resultOnCpu(request, job, { answer, device: `WebAssembly in this thread, ${HOST}` });
}

async function onWebgpu(request: RunRequest): Promise<RunResult> {
  const { timeout: milliseconds, signal } = request;
  const lost = 'its device goes on computing until the page or worker ends';
  return resultOnWebgpu(await webgpu.runWithin(jobOf(request), { milliseconds, signal, lost }));
}

const EXECUTE: Readonly<Record<BrowserRunner, (request: RunRequest) => RunResult | Promise<RunResult>>> = {
  cpu: onCpu,
  webgpu: onWebgpu,
  reference: (request) => evaluate(request, HOST),
};

const isRunner = (name: string): name is BrowserRunner => RUNNERS.some(({ runner }) => runner === name);

/** The entry of a runner. Throws PX1482 for a name that none has. */
function known(runner: string): BrowserRunner {
  if (isRunner(runner)) return runner;
  const names = RUNNERS.map((entry) => entry.runner);
  throw new PxosError(messages.unknownRunner({ runner, known: names }));
}

function emitted(
  program: Program,
  target: string,
  context: Context,
): { readonly program: Program; readonly artifacts: readonly Artifact[] } {
  if (target === 'wgsl') {
    const legal = legalizeForWgsl(program);
    return { program: legal, artifacts: emitModules(legal, { ...context, plan: PLAN }) };
  }
  const legal = legalizeForWasm(program);
  return { program: legal, artifacts: legal.kernels.length === 0 ? [] : [emitModule(legal, context)] };
}

/** The engine of one run; what there is to say goes to `report`. */
export function pageEngine(report: (diagnostic: Diagnostic) => void, signal: AbortSignal): Engine {
  const contextFor = (source: SourceInfo): Context => ({
    source,
    config: CONFIG,
    log: { report, debug: () => undefined },
    signal,
  });
  return {
    report: { add: report },
    signal,
    runners: RUNNERS,
    contextFor,
    async choose(_compiled, _prepared, runner) {
      known(runner);
      return { plan: PLAN, runnerOf: () => runner };
    },
    async emit({ source, program }, target) {
      const errors: Diagnostic[] = [];
      const log = {
        debug: () => undefined,
        report: (found: Diagnostic) => (found.severity === 'error' ? void errors.push(found) : report(found)),
      };
      const optimized = PASSES.reduce<Program>((made, pass) => pass.run(made), program);
      const executable = emitted(optimized, target, { ...contextFor(source), log });
      if (errors.length > 0) throw new PxosError(errors);
      return executable;
    },
    async run(runner, request) {
      if (signal.aborted) throw new PxosError(messages.givenUp({}));
      return EXECUTE[known(runner)](request);
    },
  };
}
