// Interprets the host's statements with what the caller gives: out come operations on memory, with nothing left to resolve.
//
// No host value depends on what a kernel computes, so the whole host part is interpreted before anything runs. What
// WRITE statements want is remembered as moments; snapshots.ts keeps their contents.
import type { LaunchValues, RunOperation } from '../contract/index.ts';
import { PxosError } from '../diagnostics/index.ts';
import * as say from '../diagnostics/messages/run.ts';
import type { AllocStep, CopyStep, Kernel, LaunchStep, Program, Step } from '../ir/index.ts';
import { chooseSteps, type NumberedStep } from './choose-steps.ts';
import { FileSteps } from './file-steps.ts';
import { checkNames, giveSettings } from './flags.ts';
import { GivenArrays } from './given-arrays.ts';
import { HostState } from './host-state.ts';
import { placeImageArrays } from './image-arrays.ts';
import { type RunInputs, threadsOf } from './inputs.ts';
import { resolveLaunch, type Shape } from './launches.ts';
import { resolveMatrix } from './matrices.ts';
import { gatherOutputs } from './outputs.ts';
import type { PreparedRun } from './prepared.ts';
import type { RunFiles } from './run-files.ts';
import { takeSnapshots } from './snapshots.ts';
import { type ArrayUse, usesOf } from './uses.ts';

/** What the host part of a program touches beside what the caller gives. */
export interface Surroundings {
  /** Path of the source file, for messages. */
  readonly source: string;
  readonly files: RunFiles;
}

/** Values of scalar parameters by the step that launches. */
const parametersOf = (operations: readonly RunOperation[]): ReadonlyMap<number, LaunchValues> =>
  new Map(
    operations.flatMap((operation) =>
      operation.kind === 'launch' ? [[operation.step, operation.values] as const] : [],
    ),
  );

class Preparation {
  readonly #program: Program;
  readonly #inputs: RunInputs;
  readonly #steps: readonly NumberedStep[];
  readonly #kernels: ReadonlyMap<string, Kernel>;
  readonly #uses: ReadonlyMap<string, ArrayUse>;
  readonly #state: HostState;
  readonly #given: GivenArrays;
  readonly #files: FileSteps;
  readonly #operations: RunOperation[] = [];
  readonly #threads = new Map<number, number>();
  #extent: Shape | undefined;

  constructor(program: Program, inputs: RunInputs, { source, files }: Surroundings) {
    this.#program = program;
    this.#inputs = inputs;
    this.#steps = chooseSteps(program, inputs);
    this.#kernels = new Map(program.kernels.map((kernel) => [kernel.name, kernel]));
    this.#uses = usesOf(this.#steps, this.#kernels);
    this.#state = new HostState(program, source);
    this.#given = new GivenArrays(this.#state, this.#uses, files);
    this.#files = new FileSteps(this.#state, files);
  }

  async prepare(): Promise<PreparedRun> {
    const state = this.#state;
    checkNames(state, this.#program, this.#inputs);
    giveSettings(state, this.#program, this.#inputs);
    if (this.#inputs.threads !== undefined) {
      const extent = threadsOf(this.#inputs.threads);
      if ('code' in extent) state.errors.push(extent);
      else this.#extent = extent;
    }
    this.#stop();
    await this.#given.load(this.#inputs);
    placeImageArrays(state, this.#program);
    for (const { step, index } of this.#steps) await this.#step(step, index);
    this.#stop();
    const outputs = gatherOutputs(state, this.#program, this.#uses, this.#inputs.out);
    this.#stop();
    const snapshots = takeSnapshots(this.#operations, this.#files.moments, this.#kernels, state);
    return {
      operations: snapshots.operations,
      storages: state.storages,
      outputs,
      arrays: this.#imageArrays(),
      writes: this.#files.writes(snapshots.storages),
      notes: state.notes,
      lengths: state.lengths,
      threads: this.#threads,
      parameters: parametersOf(snapshots.operations),
      settings: new Map(
        this.#program.settings.flatMap(({ name }) => {
          const value = state.values.get(name);
          return value === undefined ? [] : [[name, value] as const];
        }),
      ),
    };
  }

  #imageArrays(): ReadonlyMap<string, string> {
    const images = this.#program.buffers.filter(({ origin }) => origin === 'image');
    return new Map(
      images.flatMap(({ name }) => {
        const array = this.#state.state(name);
        return array.kind === 'live' ? [[name, array.storage.name] as const] : [];
      }),
    );
  }

  /** Throws what went wrong so far. */
  #stop(): void {
    if (this.#state.errors.length > 0) throw new PxosError(this.#state.errors);
  }

  async #step(step: Step, index: number): Promise<void> {
    const state = this.#state;
    switch (step.kind) {
      case 'alloc':
        return this.#alloc(step);
      case 'free': {
        const storage = state.live(step.buffer, step.at);
        if (storage) state.setState(step.buffer, { kind: 'freed', storage });
        return;
      }
      case 'copy':
        return this.#copy(step, index);
      case 'select':
        state.count(step.device, 'The device', 0, step.at);
        return;
      case 'launch':
        return this.#launch(step, index);
      case 'sync':
        return;
      case 'read-file':
      case 'read-image':
        return this.#files.read(step, index);
      case 'write-file':
      case 'write-image':
        return this.#files.write(step, index, this.#operations.length);
      case 'set': {
        const value = state.evaluate(step.value, step.at);
        if (value !== undefined) state.values.set(step.name, value);
        return;
      }
      case 'replace': {
        const storage = state.live(step.from, step.at);
        if (!storage) return;
        state.alias(step.buffer, storage);
        state.inheritSize(step.buffer, step.from);
        return;
      }
      case 'matrix':
        this.#operations.push(...resolveMatrix(step, index, state));
        return;
    }
  }

  #launch(step: LaunchStep, index: number): void {
    const launch = resolveLaunch(step, index, {
      state: this.#state,
      kernel: this.#kernels.get(step.kernel)!,
      threads: step.implicit ? this.#extent : undefined,
      open: (name, threads) => this.#given.open(name, threads, step.at),
    });
    if (!launch) return;
    this.#operations.push(launch);
    const [x, y, z] = launch.extent;
    this.#threads.set(index, x * y * z);
  }

  /** Length and shape that a GPU_ALLOC, or the buffer of a PIPELINE stage, has. */
  #sizeOf({
    buffer,
    size,
    at,
  }: AllocStep): { readonly length: number; readonly shape?: readonly number[] } | undefined {
    const state = this.#state;
    switch (size.kind) {
      case 'elements': {
        const length = state.count(size.count, `The size of \`${buffer}\``, 0, at);
        return length === undefined ? undefined : { length };
      }
      case 'matrix': {
        const rows = state.count(size.rows, `The number of rows of \`${buffer}\``, 1, at);
        const columns = state.count(size.columns, `The number of columns of \`${buffer}\``, 1, at);
        return rows === undefined || columns === undefined
          ? undefined
          : { length: rows * columns, shape: [rows, columns] };
      }
      case 'like': {
        this.#given.open(size.buffer, undefined, at);
        const storage = state.live(size.buffer, at);
        if (storage) state.inheritSize(buffer, size.buffer);
        return storage && { length: storage.length };
      }
    }
  }

  #alloc(step: AllocStep): void {
    const state = this.#state;
    const { buffer: name, at } = step;
    const size = this.#sizeOf(step);
    if (!size) {
      state.setState(name, { kind: 'broken' });
      return;
    }
    const given = this.#given.waiting(name);
    if (given && given.length !== size.length) {
      const by = 'GPU_ALLOC';
      state.fail((p) => say.lengthGiven({ name, given: given.length, wanted: size.length, by }, p), at);
    }
    const { element } = state.buffers.get(name)!;
    state.place(name, { ...(given && { shape: given.shape, bytes: given.bytes }), element, ...size }, at);
  }

  #copy({ from, to, count: expr, at }: CopyStep, index: number): void {
    const state = this.#state;
    const count = state.count(expr, 'The number of copied elements', 0, at);
    const source = state.live(from, at);
    if (count !== undefined) this.#given.openByCopy(to, count, at);
    const target = state.live(to, at);
    if (count === undefined || !source || !target) return;
    const [short, length] = count > source.length ? [from, source.length] : [to, target.length];
    if (count > length) state.fail((p) => say.copyTooLong({ count, name: short, length }, p), at);
    else if (source.element !== target.element) {
      const [fromType, toType] = [source.element, target.element];
      state.fail((p) => say.copyTypes({ from, fromType, to, toType }, p), at);
    } else if (count > 0)
      this.#operations.push({ kind: 'copy', step: index, from: source.name, to: target.name, count });
  }
}

/** Resolves everything that a run needs; see `prepareRun`, which does so with the files of the disk. */
export async function prepareWith(
  program: Program,
  inputs: RunInputs,
  surroundings: Surroundings,
): Promise<PreparedRun> {
  return new Preparation(program, inputs, surroundings).prepare();
}
