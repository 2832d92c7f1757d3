// What the host knows while its statements are interpreted: values of names, arrays and what they hold, errors so far.
import type { Position } from 'unist';
import { type ArrayData, imageSize, MAX_ARRAY_BYTES } from '../data/index.ts';
import { type Diagnostic, isPxosError } from '../diagnostics/index.ts';
import * as say from '../diagnostics/messages/run.ts';
import { type Buffer, bytesOf, type ElementType, type Expr, type Program } from '../ir/index.ts';
import type { Value } from '../ops/index.ts';
import { evaluateHost } from './host-values.ts';

/**
 * Memory of a run. A name of the host stands for one storage after another: allocating, reading a file and the end of a
 * PIPELINE give it a new one, so that the contents at an earlier point stay what they were.
 */
export interface Storage {
  /** Unique in the run: the name of the array, with a number from the second storage on. */
  readonly name: string;
  readonly element: ElementType;
  readonly length: number;
  /** Bytes at the start of the run; absent means zeros. */
  readonly data?: Uint8Array | undefined;
}

/** What a name stands for; `broken` ones had an error that has been told. */
export type ArrayState =
  | { readonly kind: 'absent' }
  | { readonly kind: 'live'; readonly storage: Storage }
  | { readonly kind: 'freed'; readonly storage: Storage }
  | { readonly kind: 'broken' };

const ABSENT: ArrayState = { kind: 'absent' };

export class HostState {
  readonly errors: Diagnostic[] = [];
  readonly notes: Diagnostic[] = [];
  readonly values = new Map<string, Value>();
  readonly storages = new Map<string, Storage>();
  /** Elements that each array has, or had last. */
  readonly lengths = new Map<string, number>();
  readonly buffers: ReadonlyMap<string, Buffer>;
  /** Path of the source file, for messages. */
  readonly file: string;
  readonly #program: Program;
  readonly #states = new Map<string, ArrayState>();
  readonly #told = new Set<string>();

  constructor(program: Program, file: string) {
    this.#program = program;
    this.file = file;
    this.buffers = new Map(program.buffers.map((buffer) => [buffer.name, buffer]));
  }

  /** Reports an error at a place of the source. */
  fail(
    make: (placement: { readonly place?: Position; readonly file: string }) => Diagnostic,
    at?: Position,
  ): undefined {
    this.errors.push(make({ file: this.file, ...(at && { place: at }) }));
    return undefined;
  }

  /** The result, or `undefined` after the coded errors that it threw are noted, at `at` where they have no place. */
  async attempt<T>(work: () => Promise<T> | T, at?: Position): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!isPxosError(error)) throw error;
      for (const diagnostic of error.diagnostics)
        this.errors.push(
          diagnostic.place || !at ? diagnostic : { ...diagnostic, place: at, file: this.file },
        );
      return undefined;
    }
  }

  // ---------------------------------------------------------------------------------------------- values

  /** The value of a host name; says once what is missing. */
  lookup(name: string, at?: Position): Value | undefined {
    const value = this.values.get(name);
    if (value !== undefined || this.#told.has(name)) return value;
    this.#told.add(name);
    const [array, member] = name.split('.') as [string, string | undefined];
    if (member === 'width' || member === 'height') {
      if (this.state(array).kind === 'broken') return undefined;
      return this.fail((p) => say.noWidth({ name: array, member }, p), at);
    }
    const type = this.#program.settings.find((setting) => setting.name === name)?.declared;
    return this.fail((p) => say.settingMissing({ name, type }, p), at);
  }

  evaluate(expr: Expr, at?: Position): Value | undefined {
    return evaluateHost(expr, (name) => this.lookup(name, expr.at ?? at));
  }

  /** The value of an expression that counts something; below `least` is an error. */
  count(expr: Expr, what: string, least: number, at?: Position): number | undefined {
    const value = this.evaluate(expr, at);
    if (value === undefined) return undefined;
    const number = Number(value);
    if (number >= least) return number;
    return this.fail((p) => say.tooSmall({ what, value: number, least }, p), expr.at ?? at);
  }

  /** Width and height of an array. A height that nobody gave follows from the width. */
  size(
    name: string,
    length: number,
    at?: Position,
  ): { readonly width: number; readonly height: number } | undefined {
    const width = this.lookup(`${name}.width`, at);
    if (width === undefined) return undefined;
    const height = Number(this.values.get(`${name}.height`) ?? Math.ceil(length / Number(width)));
    if (Number(width) * height === length && Number(width) > 0) return { width: Number(width), height };
    return this.fail((p) => say.imageShape({ name, width: Number(width), height, length }, p), at);
  }

  // ---------------------------------------------------------------------------------------------- arrays

  state(name: string): ArrayState {
    return this.#states.get(name) ?? ABSENT;
  }

  setState(name: string, state: ArrayState): void {
    this.#states.set(name, state);
  }

  /** Gives a name a new storage; a two-dimensional shape also tells its width and height. */
  place(
    name: string,
    array: Omit<ArrayData, 'bytes'> & { readonly bytes?: Uint8Array },
    at?: Position,
  ): Storage | undefined {
    const { element, length } = array;
    const bytes = length * bytesOf(element);
    if (bytes > MAX_ARRAY_BYTES) {
      this.setState(name, { kind: 'broken' });
      return this.fail((p) => say.arrayTooLarge({ name, length, bytes, limit: MAX_ARRAY_BYTES }, p), at);
    }
    const storage = this.store(name, { element, length, ...(array.bytes && { data: array.bytes }) });
    this.alias(name, storage);
    const size = imageSize(array.shape);
    if (size) {
      this.values.set(`${name}.width`, size.width);
      this.values.set(`${name}.height`, size.height);
    }
    return storage;
  }

  /** Lets a name stand for this storage. */
  alias(name: string, storage: Storage): void {
    this.setState(name, { kind: 'live', storage });
    this.lengths.set(name, storage.length);
  }

  /** Gives an array the width and height of another one, where that has them. */
  inheritSize(name: string, from: string): void {
    for (const member of ['width', 'height']) {
      const value = this.values.get(`${from}.${member}`);
      if (value !== undefined) this.values.set(`${name}.${member}`, value);
    }
  }

  /** Rows and columns of an array as they are now, if they fit its length. */
  shapeOf(name: string, length: number): readonly number[] | undefined {
    const width = Number(this.values.get(`${name}.width`));
    const height = Number(this.values.get(`${name}.height`) ?? length / width);
    return width * height === length ? [height, width] : undefined;
  }

  /** Memory that no name stands for yet. */
  store(label: string, memory: Omit<Storage, 'name'>): Storage {
    // Results come back as records keyed by these names, where `__proto__` would be no plain key.
    let name = label === '__proto__' ? '__proto__#1' : label;
    for (let version = 2; this.storages.has(name); version++) name = `${label}#${version}`;
    const storage = { name, ...memory };
    this.storages.set(name, storage);
    return storage;
  }

  /** The storage of an array that must exist; says why it does not. Open arrays without one are the caller's to make. */
  live(name: string, at?: Position): Storage | undefined {
    const state = this.state(name);
    switch (state.kind) {
      case 'live':
        return state.storage;
      case 'freed':
        return this.fail((p) => say.notThere({ name, state: 'freed' }, p), at);
      case 'broken':
        return undefined;
      case 'absent': {
        this.setState(name, { kind: 'broken' });
        switch (this.buffers.get(name)?.origin) {
          case 'file':
            return this.fail((p) => say.notThere({ name, state: 'not read yet' }, p), at);
          case 'open':
            return this.fail((p) => say.inputMissing({ name }, p), at);
          default:
            return this.fail((p) => say.notThere({ name, state: 'not allocated yet' }, p), at);
        }
      }
    }
  }
}
