// Which device may run a kernel at all: pins, types that a device lacks, limits of the profile. Checked before any cost.
import {
  bytesOf,
  calledFunctions,
  forEachExprIn,
  formatCount,
  isBlockBlind,
  type Kernel,
  type LaunchStep,
  type MachineProfile,
  type Program,
  type RunnerDevice,
} from 'pxos/core';
import type { Sizes } from './sizes.ts';

/** Why a device cannot run a launch; absent means that it can. */
export interface Legality {
  readonly cpu?: string | undefined;
  readonly gpu?: string | undefined;
  /** The device that GPU_TARGET asks for. */
  readonly pinned?: RunnerDevice | undefined;
}

const CPU_NAMES = new Set(['cpu', 'wasm', 'reference']);

/** True when the kernel, or a function that it calls, computes with or stores doubles. */
function usesDouble(program: Program, kernel: Kernel): boolean {
  const seen = new Set<string>();
  const inBody = (body: Kernel['body']): boolean => {
    let found = false;
    forEachExprIn(body, (expr) => {
      if (expr.type === 'f64') found = true;
    });
    if (found) return true;
    return [...calledFunctions(body)].some((name) => {
      const definition = program.functions.find((f) => f.name === name);
      if (!definition || seen.has(name)) return false;
      seen.add(name);
      return inBody(definition.body);
    });
  };
  return (
    kernel.params.some((p) => (p.kind === 'array' ? p.element === 'f64' : p.type === 'f64')) ||
    kernel.shared.some((array) => array.element === 'f64') ||
    kernel.locals.some((local) => local.type === 'f64') ||
    inBody(kernel.body)
  );
}

/** Threads of a block that the kernel can see, where constants say so. */
function blockThreads(kernel: Kernel, step: LaunchStep): number | undefined {
  if (step.extent.kind === 'indirect') return step.extent.block.reduce((product, n) => product * n, 1);
  const stated = step.extent.kind === 'grid' ? step.extent.threads : [];
  if (stated.length === 0) return kernel.block?.reduce((product, n) => product * n, 1);
  let threads = 1;
  for (const expr of stated) {
    if (expr.kind !== 'const') return undefined;
    threads *= Number(expr.value);
  }
  return threads;
}

function overLimits(
  kernel: Kernel,
  step: LaunchStep,
  { gpu }: MachineProfile,
  sizes: Sizes,
): string | undefined {
  const { limits } = gpu;
  const arrays = kernel.params.filter((p) => p.kind === 'array').length;
  if (arrays > limits.buffersPerKernel)
    return `it has ${arrays} arrays, and the limit buffersPerKernel is ${limits.buffersPerKernel}`;
  const threads = blockThreads(kernel, step);
  if (!isBlockBlind(kernel) && threads !== undefined && threads > limits.threadsPerBlock)
    return `its blocks have ${threads} threads, and the limit threadsPerBlock is ${limits.threadsPerBlock}`;
  const shared = kernel.shared.reduce(
    (sum, array) => sum + array.length * bytesOf(array.element) * (array.perThread ? (threads ?? 1) : 1),
    0,
  );
  if (shared > limits.sharedBytes)
    return `its shared memory takes ${shared} bytes, and the limit sharedBytes is ${limits.sharedBytes}`;
  for (const binding of step.bindings) {
    if (binding.kind !== 'buffer') continue;
    const bytes = sizes.bytes(binding.buffer);
    if (bytes.known && bytes.count > limits.bufferBytes)
      return `an array has ${formatCount(bytes.count)} bytes, and the limit bufferBytes is ${formatCount(limits.bufferBytes)}`;
  }
  return undefined;
}

/** What may run where. A pin makes the other device illegal; a missing GPU, doubles and limits the GPU. */
export function legalityOf(
  program: Program,
  kernel: Kernel,
  step: LaunchStep,
  profile: MachineProfile,
  sizes: Sizes,
): Legality {
  const { target } = kernel;
  const pinned =
    target === undefined || target === 'auto' ? undefined : CPU_NAMES.has(target) ? 'cpu' : 'gpu';
  const gpu =
    pinned === 'cpu'
      ? `GPU_TARGET pins it to ${target}`
      : !profile.gpu.present
        ? 'there is no hardware GPU'
        : usesDouble(program, kernel)
          ? 'it computes with doubles, which WebGPU does not have'
          : overLimits(kernel, step, profile, sizes);
  const cpu = pinned === 'gpu' ? `GPU_TARGET pins it to ${target}` : undefined;
  return { ...(cpu && { cpu }), ...(gpu && { gpu }), ...(pinned && { pinned }) };
}
