// What one run needs, as plain data that can go to another process; made from the request that the pipeline hands over.
import {
  type Artifact,
  type BufferState,
  type Diagnostic,
  matrixLaunch,
  PxosError,
  type RunCopy,
  type RunLaunch,
  type RunPixels,
  type RunRequest,
  type RunResult,
  type RunTiming,
} from 'pxos/core';
import type { WgslMeta } from 'pxos/plugins/emit-wgsl';
import { type JobMatrix, shaderMatrix } from './matrix.ts';
import { messages } from './messages.ts';

/** One kernel's module. */
export interface KernelModule {
  readonly code: string;
  readonly meta: WgslMeta;
}

/** A run without anything that only the pipeline's process has. */
export interface Job {
  readonly modules: readonly KernelModule[];
  readonly buffers: readonly BufferState[];
  readonly operations: readonly (RunLaunch | RunCopy | RunPixels | JobMatrix)[];
  readonly outputs: readonly string[];
}

/** What a run gives back. */
export interface JobResult {
  /** Name of the adapter for people, and whether it is hardware. */
  readonly device: string;
  readonly hardware: boolean;
  readonly buffers: Readonly<Record<string, Uint8Array>>;
  readonly timings: readonly RunTiming[];
  /** Warnings of pixel programs that were interpreted. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The facts that emit-wgsl puts beside its text; artifacts of other emitters have others. */
function wgslMetaOf({ target, meta }: Artifact): WgslMeta | undefined {
  return target === 'wgsl' && meta?.format === 'wgsl-1' ? (meta as unknown as WgslMeta) : undefined;
}

/** The job of a request. Throws PX0778 for a kernel without a module. */
export function jobOf(request: RunRequest): Job {
  const modules = new Map<string, KernelModule>();
  for (const artifact of request.artifacts) {
    const meta = wgslMetaOf(artifact);
    if (meta && typeof artifact.contents === 'string')
      modules.set(meta.kernel, { code: artifact.contents, meta });
  }
  const used = new Set<KernelModule>();
  const operations = request.operations.map((asked) => {
    const place = { place: request.program.steps[asked.step]?.at, file: request.source.path };
    const operation =
      asked.kind === 'matrix'
        ? (shaderMatrix(asked, request.buffers) ?? matrixLaunch(asked, request.program))
        : asked;
    if (!operation) throw new PxosError(messages.noArtifact({ kernel: asked.kind }, place));
    if (operation.kind === 'launch') {
      const module = modules.get(operation.kernel);
      if (!module) throw new PxosError(messages.noArtifact({ kernel: operation.kernel }, place));
      used.add(module);
    }
    return operation;
  });
  return {
    modules: [...used],
    buffers: request.buffers.map(({ name, element, length, data }) => ({ name, element, length, data })),
    operations,
    outputs: request.outputs,
  };
}

/** What a job gave, as the pipeline takes it; a software adapter is announced. */
export function resultOf({ device, hardware, buffers, timings, diagnostics }: JobResult): RunResult {
  return {
    info: { runner: 'webgpu', device, hardware },
    buffers,
    timings,
    diagnostics: hardware ? diagnostics : [messages.softwareAdapter({ adapter: device }), ...diagnostics],
  };
}
