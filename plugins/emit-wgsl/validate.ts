// Lets Dawn's null backend compile an emitted module, where the package `webgpu` is installed, and reports at lines of the source.
import type { Artifact, EmitContext } from 'pxos/core';
import { messages } from './messages.ts';
import { wgslMetaOf } from './meta.ts';

/** A device that compiles and never executes; the GPU object is kept, since Dawn ends the process when it is collected. */
interface Compiler {
  readonly gpu: GPU;
  readonly device: GPUDevice;
}

let compiler: Promise<Compiler | undefined> | undefined;

async function open(): Promise<Compiler | undefined> {
  const dawn = await import('webgpu').catch(() => undefined);
  if (!dawn) return undefined;
  const gpu = dawn.create(['backend=null']);
  const adapter = await gpu.requestAdapter();
  if (!adapter) return undefined;
  const {
    maxComputeWorkgroupStorageSize,
    maxComputeInvocationsPerWorkgroup,
    maxStorageBuffersPerShaderStage,
  } = adapter.limits;
  const device = await adapter.requestDevice({
    requiredLimits: {
      maxComputeWorkgroupStorageSize,
      maxComputeInvocationsPerWorkgroup,
      maxStorageBuffersPerShaderStage,
    },
  });
  return { gpu, device };
}

/** One complaint of the compiler about a module, by its line. */
export interface Complaint {
  readonly line: number;
  readonly message: string;
}

/** What Dawn's compiler says against a module, or `undefined` when Dawn is not installed. */
export async function complaintsOf(code: string): Promise<readonly Complaint[] | undefined> {
  compiler ??= open();
  const ready = await compiler;
  if (!ready) return undefined;
  ready.device.pushErrorScope('validation');
  const info = await ready.device.createShaderModule({ code }).getCompilationInfo();
  await ready.device.popErrorScope();
  return info.messages
    .filter(({ type }) => type === 'error')
    .map(({ lineNum, message }) => ({ line: lineNum, message }));
}

/** The validate hook: PX0823 for each complaint, at the line of the source that the emitted line comes from. */
export async function validate(artifact: Artifact, { source, log }: EmitContext): Promise<void> {
  const meta = wgslMetaOf(artifact);
  if (!meta || typeof artifact.contents !== 'string') return;
  const complaints = await complaintsOf(artifact.contents);
  if (!complaints) {
    log.debug('emit-wgsl: the package `webgpu` is not installed, so Dawn does not check the modules');
    return;
  }
  for (const { line, message } of complaints) {
    const entry = meta.lines.findLast(([emitted]) => emitted <= line);
    const point = entry && { line: entry[1], column: entry[2] };
    log.report(
      messages.refused(
        { path: `${artifact.path}:${line}`, reason: message.trim().split('\n')[0] ?? message },
        point ? { file: source.path, place: { start: point, end: point } } : {},
      ),
    );
  }
}
