// Executes a job on an open device: buffers stay there for the whole job, its commands are recorded into one encoder.
import {
  type BufferState,
  bytesOf,
  type Diagnostic,
  PxosError,
  type RunLaunch,
  type RunPixels,
  type RunTiming,
} from 'pxos/core';
import { faultsOf, sizeOf } from './check.ts';
import { Copies } from './copies.ts';
import { type Dispatch, dispatchesOf, reshaped, uniformBytes } from './dispatch.ts';
import type { Job, JobResult, KernelModule } from './job.ts';
import { type JobMatrix, type MatrixPipeline, MatrixPipelines, recordMatrix } from './matrix.ts';
import { messages } from './messages.ts';
import type { OpenDevice } from './open-adapter.ts';
import { type KernelPipeline, Pipelines } from './pipelines.ts';
import { runPixels } from './pixels/index.ts';
import { MAP_READ, USAGE } from './usage.ts';

/** A device with what has been compiled for it. */
export interface Session {
  readonly open: OpenDevice;
  readonly pipelines: Pipelines;
  readonly matrices: MatrixPipelines;
  readonly copies: Copies;
}

/** Starts a session on a device. */
export function sessionOn(open: OpenDevice): Session {
  const { device } = open;
  return {
    open,
    pipelines: new Pipelines(device),
    matrices: new MatrixPipelines(device),
    copies: new Copies(device),
  };
}

/** A launch cut into dispatches, each with the offset of its uniform block. */
interface PreparedLaunch {
  readonly launch: RunLaunch;
  readonly module: KernelModule;
  readonly compiled: KernelPipeline;
  readonly dispatches: readonly { readonly dispatch: Dispatch; readonly offset: number }[];
}

interface Resident {
  readonly state: BufferState;
  readonly buffer: GPUBuffer;
}

class Execution {
  private readonly session: Session;
  private readonly job: Job;
  private readonly device: GPUDevice;
  private readonly modules: ReadonlyMap<string, KernelModule>;
  private readonly states: ReadonlyMap<string, BufferState>;
  private readonly resident = new Map<string, Resident>();
  private readonly matrices = new Map<JobMatrix, MatrixPipeline>();
  private readonly owned: GPUBuffer[] = [];
  private readonly timings: RunTiming[] = [];
  private readonly diagnostics: Diagnostic[] = [];

  constructor(session: Session, job: Job) {
    this.session = session;
    this.device = session.open.device;
    this.modules = new Map(job.modules.map((module) => [module.meta.kernel, module]));
    this.job = {
      ...job,
      operations: job.operations.map((operation) => {
        const module = operation.kind === 'launch' ? this.modules.get(operation.kernel) : undefined;
        return operation.kind === 'launch' && module
          ? reshaped(operation, module.meta, this.device.limits)
          : operation;
      }),
    };
    this.states = new Map(job.buffers.map((buffer) => [buffer.name, buffer]));
  }

  async run(): Promise<JobResult> {
    const { open } = this.session;
    const faults = faultsOf(this.job, this.modules, open);
    if (faults.length > 0) throw new PxosError(faults);
    try {
      const launches = await this.timed('compile', () => this.prepare());
      await this.timed('upload', () => this.upload());
      await this.timed('execute', () => this.execute(launches));
      const buffers = await this.timed('download', () => this.download());
      const { timings, diagnostics } = this;
      return { device: open.name, hardware: open.hardware, buffers, timings, diagnostics };
    } finally {
      for (const buffer of this.owned) buffer.destroy();
    }
  }

  private async timed<T>(name: string, part: () => Promise<T>): Promise<T> {
    const start = performance.now();
    const result = await part();
    this.timings.push({ name, seconds: (performance.now() - start) / 1000 });
    return result;
  }

  private createBuffer(size: number, usage: number): GPUBuffer {
    const buffer = this.device.createBuffer({ size, usage });
    this.owned.push(buffer);
    return buffer;
  }

  private async prepare(): Promise<readonly PreparedLaunch[]> {
    const most = this.device.limits.maxComputeWorkgroupsPerDimension;
    const alignment = this.device.limits.minUniformBufferOffsetAlignment;
    let end = 0;
    const launches: Promise<PreparedLaunch>[] = [];
    for (const launch of this.job.operations) {
      if (launch.kind !== 'launch') continue;
      const module = this.modules.get(launch.kernel);
      if (!module) throw new PxosError(messages.noArtifact({ kernel: launch.kernel }));
      const dispatches = dispatchesOf(launch.grid, most).map((dispatch) => {
        const offset = end;
        end += Math.ceil(module.meta.uniform.size / alignment) * alignment;
        return { dispatch, offset };
      });
      launches.push(
        this.session.pipelines
          .get(module, launch.block)
          .then((compiled) => ({ launch, module, compiled, dispatches })),
      );
    }
    const matrices = this.job.operations.flatMap((operation) =>
      operation.kind === 'matrix' ? [operation] : [],
    );
    for (const matrix of matrices) this.matrices.set(matrix, await this.session.matrices.get(matrix));
    return Promise.all(launches);
  }

  private async upload(): Promise<void> {
    this.device.pushErrorScope('out-of-memory');
    for (const state of this.job.buffers) {
      const buffer = this.createBuffer(sizeOf(state), USAGE.storage | USAGE.copySource | USAGE.copyTarget);
      this.resident.set(state.name, { state, buffer });
      if (state.data) writeBytes(this.device.queue, buffer, state.data);
    }
    if (await this.device.popErrorScope()) {
      const bytes = this.job.buffers.reduce((sum, state) => sum + sizeOf(state), 0);
      throw new PxosError(messages.outOfMemory({ adapter: this.session.open.name, bytes }));
    }
  }

  private of(name: string): Resident {
    const resident = this.resident.get(name);
    if (!resident) throw new Error(`the run names a buffer \`${name}\` that it does not have`);
    return resident;
  }

  private async execute(launches: readonly PreparedLaunch[]): Promise<void> {
    const uniforms = this.uniforms(launches);
    let encoder = this.device.createCommandEncoder();
    const queue = [...launches];
    for (const operation of this.job.operations) {
      if (operation.kind === 'pixels') {
        this.device.queue.submit([encoder.finish()]);
        await this.interpret(operation);
        encoder = this.device.createCommandEncoder();
        continue;
      }
      if (operation.kind === 'copy') {
        const { from, to, count } = operation;
        const temporary = this.session.copies.record(encoder, this.of(from), this.of(to), count);
        this.owned.push(...temporary);
        continue;
      }
      if (operation.kind === 'matrix') {
        const pipeline = this.matrices.get(operation)!;
        const bufferOf = (name: string): GPUBuffer => this.of(name).buffer;
        this.owned.push(recordMatrix(this.device, encoder, operation, pipeline, bufferOf));
        continue;
      }
      const launch = queue.shift();
      if (launch && uniforms) this.record(encoder, launch, uniforms);
    }
    this.device.queue.submit([encoder.finish()]);
    await this.device.queue.onSubmittedWorkDone();
  }

  /** Interprets the pixel program in a buffer; it decides as it goes what it submits. */
  private async interpret(operation: RunPixels): Promise<void> {
    const { buffer } = this.of(operation.buffer);
    this.device.pushErrorScope('validation');
    this.device.pushErrorScope('out-of-memory');
    let problems: readonly (GPUError | null)[] = [];
    try {
      this.diagnostics.push(...(await runPixels(this.device, buffer, operation)));
    } finally {
      problems = [await this.device.popErrorScope(), await this.device.popErrorScope()];
    }
    const [memory, validation] = problems;
    const { name } = this.session.open;
    if (memory) throw new PxosError(messages.outOfMemory({ adapter: name, bytes: buffer.size }));
    if (validation) throw new Error(validation.message);
  }

  /** One buffer with the uniform blocks of all dispatches. */
  private uniforms(launches: readonly PreparedLaunch[]): GPUBuffer | undefined {
    const blocks = launches.flatMap(({ launch, module, dispatches }) =>
      dispatches.map(({ dispatch, offset }) => ({
        offset,
        bytes: uniformBytes(module.meta, launch, dispatch.first, this.states),
      })),
    );
    const last = blocks.at(-1);
    if (!last) return undefined;
    const all = new Uint8Array(last.offset + last.bytes.length);
    for (const { offset, bytes } of blocks) all.set(bytes, offset);
    const buffer = this.createBuffer(all.length, USAGE.uniform | USAGE.copyTarget);
    this.device.queue.writeBuffer(buffer, 0, all);
    return buffer;
  }

  private record(encoder: GPUCommandEncoder, prepared: PreparedLaunch, uniforms: GPUBuffer): void {
    const { launch, module, compiled, dispatches } = prepared;
    const { meta } = module;
    const group = this.device.createBindGroup({
      layout: compiled.layout,
      entries: [
        ...meta.arrays.map(({ param, binding }) => ({
          binding,
          resource: { buffer: this.of(launch.arrays[param] ?? '').buffer },
        })),
        { binding: meta.uniform.binding, resource: { buffer: uniforms, size: meta.uniform.size } },
      ],
    });
    const pass = encoder.beginComputePass();
    pass.setPipeline(compiled.pipeline);
    for (const { dispatch, offset } of dispatches) {
      pass.setBindGroup(0, group, [offset]);
      pass.dispatchWorkgroups(...dispatch.groups);
    }
    pass.end();
  }

  private async download(): Promise<Readonly<Record<string, Uint8Array>>> {
    const encoder = this.device.createCommandEncoder();
    const staged = this.job.outputs.map((name) => {
      const { state, buffer } = this.of(name);
      const size = sizeOf(state);
      const target = this.createBuffer(size, USAGE.mapRead | USAGE.copyTarget);
      encoder.copyBufferToBuffer(buffer, 0, target, 0, size);
      return { name, target, bytes: state.length * bytesOf(state.element) };
    });
    this.device.queue.submit([encoder.finish()]);
    await Promise.all(staged.map(({ target }) => target.mapAsync(MAP_READ)));
    return Object.fromEntries(
      staged.map(({ name, target, bytes }) => [
        name,
        new Uint8Array(target.getMappedRange()).slice(0, bytes),
      ]),
    );
  }
}

/** Writes bytes to the start of a buffer; the queue takes whole words only. */
function writeBytes(queue: GPUQueue, buffer: GPUBuffer, data: Uint8Array): void {
  const whole = data.length & ~3;
  if (whole > 0) queue.writeBuffer(buffer, 0, data, 0, whole);
  if (whole === data.length) return;
  const rest = new Uint8Array(4);
  rest.set(data.subarray(whole));
  queue.writeBuffer(buffer, whole, rest);
}

/**
 * Executes a job. Throws PX0773 when the device is lost meanwhile, PX0774 above a limit of the device, PX0775 for a module
 * that Dawn refuses, PX0781 without memory, PX0782 for a written buffer that is bound twice.
 */
export async function executeJob(session: Session, job: Job): Promise<JobResult> {
  const { device, name } = session.open;
  const lost = device.lost.then(({ message, reason }) => {
    throw new PxosError(messages.deviceLost({ adapter: name, reason: message || String(reason) }));
  });
  const work = new Execution(session, job).run();
  // Whichever comes second must not be reported as unhandled.
  lost.catch(() => {});
  work.catch(() => {});
  return Promise.race([work, lost]);
}
