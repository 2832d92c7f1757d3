// READ_FILE, READ_IMAGE, WRITE_FILE, WRITE_IMAGE: what comes in is decoded at once, what goes out is remembered as moments.
import { type ArrayFormat, formatOf } from '../data/index.ts';
import * as say from '../diagnostics/messages/run.ts';
import type { ElementType, ReadFileStep, ReadImageStep, WriteFileStep, WriteImageStep } from '../ir/index.ts';
import type { HostState, Storage } from './host-state.ts';
import type { RunWrite } from './prepared.ts';
import type { RunFiles } from './run-files.ts';
import type { Moment } from './snapshots.ts';

/** A write whose contents `moments[moment]` will hold. */
type Pending = Omit<RunWrite, 'storage'> & { readonly moment: number };

export class FileSteps {
  readonly moments: Moment[] = [];
  readonly #state: HostState;
  readonly #files: RunFiles;
  readonly #pending: Pending[] = [];

  constructor(state: HostState, files: RunFiles) {
    this.#state = state;
    this.#files = files;
  }

  /** The writes, once the storage of each moment is known. */
  writes(storages: readonly Storage[]): readonly RunWrite[] {
    return this.#pending.map(({ moment, ...write }) => ({ ...write, storage: storages[moment]!.name }));
  }

  async read(step: ReadFileStep | ReadImageStep, index: number): Promise<void> {
    const state = this.#state;
    const { buffer: name, at } = step;
    const file = this.#files.ofProgram(step.path);
    const { path } = file;
    const { element, origin } = state.buffers.get(name)!;
    const written = this.#pending.findLast((write) => write.path === path);
    if (written) {
      this.#readBack(step, index, written);
      return;
    }
    const format = step.kind === 'read-image' ? 'png' : fileFormat(path, element);
    const mention = { file: state.file, ...(at && { place: at }) };
    const array = await state.attempt(() => this.#files.read(file, element, format, mention), at);
    const before = state.state(name);
    if (!array) state.setState(name, { kind: 'broken' });
    else if (origin !== 'file' && before.kind === 'live' && before.storage.length !== array.length) {
      const wanted = before.storage.length;
      const by = origin === 'allocated' ? 'GPU_ALLOC' : 'what it held before';
      state.fail((p) => say.lengthGiven({ name, given: array.length, wanted, by }, p), at);
    } else state.place(name, array, at);
  }

  /** The file does not exist before the run ends; its contents are those of the array that was written. */
  #readBack(step: ReadFileStep | ReadImageStep, index: number, written: Pending): void {
    const state = this.#state;
    const { element } = state.buffers.get(step.buffer)!;
    if (element !== written.element) {
      const { shown: path, element: before } = written;
      state.fail((p) => say.readsOtherType({ path, written: before, read: element }, p), step.at);
      state.setState(step.buffer, { kind: 'broken' });
      return;
    }
    const { storage, before } = this.moments[written.moment]!;
    const into = state.place(step.buffer, { element, length: written.length, shape: written.shape }, step.at);
    if (into) this.moments.push({ storage, before, step: index, into });
  }

  write(step: WriteFileStep | WriteImageStep, index: number, operations: number): void {
    const state = this.#state;
    const { buffer: name, at } = step;
    const storage = state.live(name, at);
    if (!storage) return;
    const { element, length } = storage;
    const { path, shown } = this.#files.ofProgram(step.path);
    const kind = step.kind === 'write-image' ? 'image' : 'file';
    if (kind === 'file' && element === 'pixel' && formatOf(path) === 'png')
      state.fail((p) => say.writesRawImage({ name, path: step.path }, p), at);
    if (kind === 'image' && !state.size(name, length, at)) return;
    const format = kind === 'image' ? 'png' : fileFormat(path, element);
    const shape = state.shapeOf(name, length);
    this.#pending.push({
      format,
      name,
      element,
      length,
      path,
      shown,
      at,
      moment: this.moments.length,
      ...(shape && { shape }),
    });
    this.moments.push({ storage, before: operations, step: index });
  }
}

/**
 * READ_FILE and WRITE_FILE take bytes as they are, but for `.npy` and for `.json` of anything else than bytes (a `.json`
 * of u8 is text); pictures are READ_IMAGE's.
 */
function fileFormat(path: string, element: ElementType): ArrayFormat {
  const format = formatOf(path) ?? 'raw';
  return format === 'png' || (format === 'json' && element === 'u8') ? 'raw' : format;
}
