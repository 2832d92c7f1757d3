// Arrays that the caller gives, and open arrays that nobody gives: where their data and lengths come from.
import type { Position } from 'unist';
import { type ArrayData, decodeRaw, givenValues, isGivenValues } from '../data/index.ts';
import * as say from '../diagnostics/messages/run.ts';
import type { ImageBuffer } from '../ir/index.ts';
import type { HostState } from './host-state.ts';
import type { InputArray, RunInputs } from './inputs.ts';
import type { RunFiles } from './run-files.ts';
import type { ArrayUse } from './uses.ts';

export class GivenArrays {
  readonly #state: HostState;
  readonly #uses: ReadonlyMap<string, ArrayUse>;
  readonly #files: RunFiles;
  readonly #waiting = new Map<string, ArrayData>();

  constructor(state: HostState, uses: ReadonlyMap<string, ArrayUse>, files: RunFiles) {
    this.#state = state;
    this.#uses = uses;
    this.#files = files;
  }

  /** Makes the arrays of --in and --size; data of allocated arrays wait for their GPU_ALLOC. */
  async load(inputs: RunInputs): Promise<void> {
    const state = this.#state;
    const sizes = new Map(Object.entries(inputs.size ?? {}));
    for (const [name, given] of Object.entries(inputs.in ?? {})) {
      const array = await state.attempt(() => this.#decode(name, given));
      const buffer = state.buffers.get(name);
      if (!array) state.setState(name, { kind: 'broken' });
      else if (buffer?.origin === 'image') this.#replace(buffer, array);
      else if (buffer?.origin === 'open') {
        const wanted = sizes.get(name) ?? array.length;
        if (wanted === array.length) state.place(name, array);
        else
          state.errors.push(say.lengthGiven({ name, given: array.length, wanted, by: `\`--size ${name}\`` }));
      } else this.#waiting.set(name, array);
    }
    for (const [name, length] of sizes)
      if (state.state(name).kind === 'absent')
        state.place(name, { element: state.buffers.get(name)!.element, length });
  }

  /** Data in place of those that the image has, whose length and shape stay. */
  #replace({ name, length, shape }: ImageBuffer, array: ArrayData): void {
    if (array.length === length) this.#state.place(name, { ...array, shape });
    else {
      const by = 'the image';
      this.#state.errors.push(say.lengthGiven({ name, given: array.length, wanted: length, by }));
    }
  }

  async #decode(name: string, given: InputArray): Promise<ArrayData> {
    const { element } = this.#state.buffers.get(name)!;
    if (isGivenValues(given)) return givenValues(name, given, element);
    if ('path' in given) return this.#files.given(given.path, element);
    const array = decodeRaw(name, given.bytes, element);
    return given.shape ? { ...array, shape: given.shape } : array;
  }

  /** Data that the caller gives to an allocated array. */
  waiting(name: string): ArrayData | undefined {
    return this.#waiting.get(name);
  }

  /** Elements of the longest array that comes in: given by the caller, or read from a file. */
  #longestInput(): number | undefined {
    const lengths = [...this.#uses].flatMap(([name, use]) => {
      const state = this.#state.state(name);
      const origin = this.#state.buffers.get(name)?.origin;
      const comes = origin === 'file' || this.#waiting.has(name) || (origin === 'open' && use.read);
      return comes && state.kind === 'live' ? [state.storage.length] : [];
    });
    return lengths.length === 0 ? undefined : Math.max(...lengths);
  }

  /**
   * Makes an open array that a launch binds and nobody gave. Only written, it is as long as the longest input, else has
   * an element for each of `threads` (left absent while these are not known); read, it is missing.
   */
  open(name: string, threads: number | undefined, at?: Position): void {
    const buffer = this.#state.buffers.get(name);
    if (buffer?.origin !== 'open' || this.#state.state(name).kind !== 'absent') return;
    if (this.#uses.get(name)?.read) {
      this.#state.live(name, buffer.at ?? at);
      return;
    }
    const length = this.#longestInput() ?? threads;
    if (length !== undefined) this.#state.place(name, { element: buffer.element, length }, at);
  }

  /** Makes an open array that a copy fills: as long as the copy, and as the longest input if launches write it too. */
  openByCopy(name: string, count: number, at?: Position): void {
    const buffer = this.#state.buffers.get(name);
    if (buffer?.origin !== 'open' || this.#state.state(name).kind !== 'absent') return;
    const use = this.#uses.get(name);
    const least = use?.launched && !use.read ? this.#longestInput() : undefined;
    this.#state.place(name, { element: buffer.element, length: Math.max(count, least ?? 0) }, at);
  }
}
