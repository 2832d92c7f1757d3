// Turns the steps of a program into tasks: what each needs, changes and costs on either side.
import {
  bytesOf,
  isBlockBlind,
  type Kernel,
  type LaunchStep,
  type MachineProfile,
  type Program,
  type RunnerDevice,
  type Step,
} from 'pxos/core';
import { workOf } from './kernel-work.ts';
import { type Load, termsOf, total } from './launch-cost.ts';
import { type Legality, legalityOf } from './legality.ts';
import { matrixLegality, matrixLoad } from './matrix-work.ts';
import type { HostTask, PlacedTask } from './residency-input.ts';
import type { Sizes } from './sizes.ts';

/** A task with what the explanation of the plan needs. */
export type StepTask =
  | { readonly label: string; readonly task: HostTask; readonly reason: string }
  | {
      readonly label: string;
      readonly task: PlacedTask;
      readonly load: Load;
      readonly legality: Legality;
      readonly block?: readonly [number, number, number] | undefined;
    };

const BLOCK_LINE = 256;

/** The block of a launch whose kernel cannot see it and that states none. */
function freeBlock(
  kernel: Kernel,
  step: LaunchStep,
  profile: MachineProfile,
): readonly [number, number, number] | undefined {
  const { kind } = step.extent;
  if (kind === 'grid' || kind === 'indirect' || kernel.block || !isBlockBlind(kernel)) return undefined;
  const limit = Math.min(BLOCK_LINE, profile.gpu.limits.threadsPerBlock);
  if (step.extent.kind === 'over' && step.extent.axes === 2) return limit >= 256 ? [16, 16, 1] : [8, 8, 1];
  return [limit, 1, 1];
}

export class TaskMaker {
  readonly #program: Program;
  readonly #profile: MachineProfile;
  readonly #sizes: Sizes;
  readonly #numbers: ReadonlyMap<string, number>;

  constructor(program: Program, profile: MachineProfile, sizes: Sizes) {
    this.#program = program;
    this.#profile = profile;
    this.#sizes = sizes;
    this.#numbers = new Map(program.buffers.map(({ name }, number) => [name, number]));
  }

  make(step: Step, index: number): StepTask {
    const host = (label: string, task: Omit<HostTask, 'kind'>, reason: string): StepTask => ({
      label,
      task: { kind: 'host', ...task },
      reason,
    });
    const number = (name: string): number => this.#numbers.get(name) ?? 0;
    switch (step.kind) {
      case 'launch':
        return this.#launch(step, index);
      case 'copy':
        return this.#copy(step);
      case 'alloc':
        return host(
          `GPU_ALLOC ${step.buffer}`,
          { zeroed: [number(step.buffer)] },
          'zeros are made where they are needed',
        );
      case 'free':
        return host(`GPU_FREE ${step.buffer}`, {}, 'memory is the host’s to give back');
      case 'select':
        return host('GPU_SELECT', {}, 'one device of a kind is used');
      case 'sync':
        return host('GPU_SYNC', {}, 'steps run in order anyway');
      case 'set':
        return host(`SET ${step.name}`, {}, 'names are the host’s');
      case 'read-file':
        return host(`READ_FILE ${step.path}`, { makes: [number(step.buffer)] }, 'files are the host’s');
      case 'read-image':
        return host(`READ_IMAGE ${step.path}`, { makes: [number(step.buffer)] }, 'files are the host’s');
      case 'write-file':
        return host(`WRITE_FILE ${step.path}`, { needs: [number(step.buffer)] }, 'files are the host’s');
      case 'write-image':
        return host(`WRITE_IMAGE ${step.path}`, { needs: [number(step.buffer)] }, 'files are the host’s');
      case 'replace':
        return host(
          `PIPELINE result → ${step.buffer}`,
          { moved: { to: number(step.buffer), from: number(step.from) } },
          'a name takes over contents, nothing moves',
        );
      case 'matrix':
        return this.#placed(
          `${step.op.toUpperCase()} → ${step.result}`,
          matrixLoad(step, this.#sizes),
          matrixLegality(step, this.#program, this.#profile, this.#sizes),
          { bound: [...step.operands, step.result].map(number), written: [number(step.result)] },
        );
    }
  }

  #placed(
    label: string,
    load: Load,
    legality: Legality,
    buffers: Pick<PlacedTask, 'bound' | 'written'>,
  ): Exclude<StepTask, { reason: string }> {
    const seconds = (device: RunnerDevice): number => total(termsOf(load, device, this.#profile));
    // What no side may run goes where its pin says; the runner there then tells what it lacks.
    const only =
      legality.cpu !== undefined && legality.gpu !== undefined ? (legality.pinned ?? 'cpu') : undefined;
    const cpu = only === 'cpu' || legality.cpu === undefined ? seconds('cpu') : undefined;
    const gpu = only === 'gpu' || legality.gpu === undefined ? seconds('gpu') : undefined;
    return {
      label,
      load,
      legality,
      task: {
        kind: 'placed',
        ...buffers,
        seconds: { ...(cpu !== undefined && { cpu }), ...(gpu !== undefined && { gpu }) },
      },
    };
  }

  #launch(step: LaunchStep, index: number): StepTask {
    const kernel = this.#program.kernels.find((k) => k.name === step.kernel)!;
    const work = workOf(this.#program, kernel, this.#sizes.parameters(index));
    const threads = this.#sizes.threads(index);
    const bound: number[] = [];
    const written: number[] = [];
    let bytes = 0;
    for (const binding of step.bindings) {
      if (binding.kind !== 'buffer') continue;
      const param = kernel.params.find((p) => p.name === binding.param);
      if (param?.kind !== 'array') continue;
      const number = this.#numbers.get(binding.buffer) ?? 0;
      bound.push(number);
      if (param.access !== 'read') written.push(number);
      const touches = (work.accesses.get(param.name) ?? 0) * threads.count;
      const distinct = Math.min(touches, this.#sizes.elements(binding.buffer).count);
      bytes += distinct * bytesOf(param.element) * (param.access === 'readwrite' ? 2 : 1);
    }
    const legality = legalityOf(this.#program, kernel, step, this.#profile, this.#sizes);
    const load: Load = { threads: threads.count, threadsKnown: threads.known, work, bytes };
    const block = freeBlock(kernel, step, this.#profile);
    return { ...this.#placed(kernel.name, load, legality, { bound, written }), ...(block && { block }) };
  }

  #copy(step: Step & { kind: 'copy' }): StepTask {
    const [from, to] = [this.#numbers.get(step.from) ?? 0, this.#numbers.get(step.to) ?? 0];
    const most = Math.min(this.#sizes.bytes(step.from).count, this.#sizes.bytes(step.to).count);
    const element = this.#program.buffers[from]?.element ?? 'f32';
    const stated = step.count.kind === 'const' ? Number(step.count.value) * bytesOf(element) : most;
    const words = step.direction === 'to-gpu' ? 'GPU_COPY_TO_GPU' : 'GPU_COPY_FROM_GPU';
    const legality: Legality = this.#profile.gpu.present ? {} : { gpu: 'there is no hardware GPU' };
    const load: Load = { threads: 1, threadsKnown: true, bytes: 2 * Math.min(stated, most) };
    return this.#placed(`${words} ${step.from} → ${step.to}`, load, legality, {
      bound: [from, to],
      written: [to],
    });
  }
}
