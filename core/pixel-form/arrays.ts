// The arrays of an image: which storages of a run it needs, what they are called, how they are shaped and used.
import {
  type Access,
  type Buffer,
  bytesOf,
  type ElementType,
  type ImageBuffer,
  TakenNames,
} from '../ir/index.ts';
import { PIXEL_LIMITS as LIMITS } from '../pxi/index.ts';
import type { PreparedRun } from '../run/index.ts';

type Storage = PreparedRun['storages'] extends ReadonlyMap<string, infer S> ? S : never;
type Shape = readonly [number, number];

/** A name that the chunk of names can carry. */
const plain = (name: string): string => {
  const cleaned = name.replace(/[^A-Za-z0-9_]/g, '_').slice(0, 200);
  return /^[A-Za-z_]/.test(cleaned) ? cleaned : `_${cleaned}`;
};

const isTwo = (shape: readonly number[] | undefined): shape is Shape => shape?.length === 2;

/** What the caller or a file fills; of an image what it says. */
const isInput = (buffer: Buffer): boolean =>
  buffer.origin === 'image'
    ? buffer.input === true
    : (buffer.origin === 'open' || buffer.origin === 'file') && buffer.access !== 'write';

/** One array while the steps are made. */
interface Entry {
  readonly storage: Storage;
  name: string;
  shape: Shape | undefined;
  read: boolean;
  written: boolean;
  /** The array in the image that the program comes from. */
  image?: ImageBuffer;
}

export class ImageArrays {
  private readonly entries = new Map<string, Entry>();
  private readonly names = new TakenNames();
  private readonly outputs = new Set<string>();
  /** Storages that the program writes to files. */
  private readonly wanted: ReadonlySet<string>;
  private readonly inputs: ReadonlySet<string>;
  private readonly storages: ReadonlyMap<string, Storage>;
  /** Storages of the arrays of an image, by their names. */
  private readonly storageOf: ReadonlyMap<string, string>;

  constructor(buffers: readonly Buffer[], { storages, outputs, writes, arrays = new Map() }: PreparedRun) {
    this.storages = storages;
    this.inputs = new Set(buffers.filter(isInput).map(({ name }) => name));
    // The caller knows results by the names that they have in the program.
    this.wanted = new Set(writes.map(({ storage }) => storage));
    for (const { name, storage, shape } of [...outputs, ...writes]) {
      this.outputs.add(storage);
      const entry = this.entry(storage, name);
      // One of more rows than a record can say is a row of all elements, unless a statement needs its shape.
      if (isTwo(shape) && shape[0] <= LIMITS.rows) entry.shape ??= shape;
    }
    this.storageOf = arrays;
    // What an image has stays there, also what no step uses.
    for (const buffer of buffers) {
      const storage = buffer.origin === 'image' ? arrays.get(buffer.name) : undefined;
      if (buffer.origin !== 'image' || storage === undefined) continue;
      const entry = this.entry(storage, buffer.name);
      entry.image = buffer;
      entry.shape ??= buffer.shape;
    }
  }

  private entry(storage: string, wanted = storage): Entry {
    const known = this.entries.get(storage);
    if (known) return known;
    const found = this.storages.get(storage);
    if (!found) throw new Error(`the run has no storage ${storage}`);
    const entry = { storage: found, name: this.claim(wanted), shape: undefined, read: false, written: false };
    this.entries.set(storage, entry);
    return entry;
  }

  /** A name that no array has yet. */
  claim(wanted: string): string {
    return this.names.claim(plain(wanted));
  }

  /** The name of a storage's array, which is used like this. */
  use(storage: string, access: Access): string {
    const entry = this.entry(storage);
    if (access !== 'write') entry.read = true;
    if (access !== 'read') entry.written = true;
    return entry.name;
  }

  /** True when the array has this shape, or takes it since it had none. */
  shape(storage: string, rows: number, columns: number): boolean {
    const entry = this.entry(storage);
    entry.shape ??= [rows, columns];
    return entry.shape[0] === rows && entry.shape[1] === columns;
  }

  length(storage: string): number {
    return this.entry(storage).storage.length;
  }

  element(storage: string): ElementType {
    return this.entry(storage).storage.element;
  }

  buffers(): readonly ImageBuffer[] {
    return [...this.entries.values()].map((entry) => this.buffer(entry));
  }

  private buffer({ name, storage, shape, read, written, image }: Entry): ImageBuffer {
    const { element, length, data } = storage;
    const belonging = image?.auxiliary === undefined ? undefined : this.storageOf.get(image.auxiliary);
    // What only a file filled comes back from a run in text, but an image has it already.
    const isOutput =
      this.outputs.has(storage.name) && (written || image !== undefined || this.wanted.has(storage.name));
    const isMatrix = shape !== undefined && shape[0] > 1 && shape[0] * shape[1] === length;
    return {
      name,
      element,
      origin: 'image',
      access: image?.access ?? (written ? (read ? 'readwrite' : 'write') : 'read'),
      length,
      ...(isMatrix && { shape }),
      ...(this.inputs.has(storage.name) && { input: true }),
      ...(isOutput && { output: true }),
      ...(image?.setting && { setting: true }),
      ...(belonging !== undefined && { auxiliary: this.entry(belonging).name }),
      ...(data?.some((byte) => byte !== 0) && { data: data.slice(0, length * bytesOf(element)) }),
    };
  }
}
