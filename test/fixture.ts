// The fixture programs: where they are, and the data that their `options.json` describes.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import {
  bitsOfF16,
  bytesOf,
  type ElementType,
  type PrepareOptions,
  type Program,
  type RunInputs,
} from 'pxos/core';
import { renderRows } from '../fixtures/picture/scene.ts';

/** How one input array is made; everything follows from a seed, so nothing random is ever new. */
type InputSpec =
  | { readonly hash: number; readonly length: number; readonly range: readonly [number, number] }
  | { readonly corners: 'i32'; readonly stride: number; readonly length: number };

interface FixtureOptions {
  readonly in?: Readonly<Record<string, InputSpec>>;
  readonly set?: Readonly<Record<string, number | boolean>>;
  readonly size?: Readonly<Record<string, number>>;
  readonly threads?: number;
  /** Pictures that the program reads: crops of the scene, so many pixels wide and high. */
  readonly scenes?: Readonly<Record<string, readonly [width: number, height: number]>>;
}

export interface Fixture {
  readonly name: string;
  /** Folder with a `/` at its end. */
  readonly folder: string;
  /** Path of the program relative to the repository, as messages and headers print it. */
  readonly path: string;
  readonly text: string;
  readonly options: FixtureOptions;
}

const root = new URL('../fixtures/', import.meta.url);

/** Every folder of `fixtures/` with a program and its options, by name. */
export function fixtures(): Fixture[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry): Fixture[] => {
      const folder = new URL(`${entry.name}/`, root);
      const files = readdirSync(folder);
      const program = files.find((file) => file.endsWith('.px'));
      if (program === undefined || !files.includes('options.json')) return [];
      return [
        {
          name: entry.name,
          folder: fileURLToPath(folder),
          path: `fixtures/${entry.name}/${program}`,
          text: readFileSync(new URL(program, folder), 'utf8'),
          options: JSON.parse(readFileSync(new URL('options.json', folder), 'utf8')) as FixtureOptions,
        },
      ];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const CORNERS = [0, 1, -1, 2, -2147483648, 2147483647, 31, 32, -7, 12345678];

function hash(seed: number, k: number): number {
  let h = Math.imul(seed, 0x9e3779b1) ^ Math.imul(k + 1, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
}

/** The bytes of an input array, little endian. */
export function inputBytes(spec: InputSpec, element: ElementType): Uint8Array {
  const size = bytesOf(element);
  const bytes = new Uint8Array(spec.length * size);
  const view = new DataView(bytes.buffer);
  for (let k = 0; k < spec.length; k++) {
    const value =
      'corners' in spec ? CORNERS[Math.floor(k / spec.stride) % CORNERS.length]! : ranged(spec, k, element);
    switch (element) {
      case 'f64':
        view.setFloat64(k * 8, value, true);
        break;
      case 'f32':
        view.setFloat32(k * 4, value, true);
        break;
      case 'f16':
        view.setUint16(k * 2, bitsOfF16(value), true);
        break;
      default:
        if (size === 4) view.setUint32(k * 4, value >>> 0, true);
        else if (size === 2) view.setUint16(k * 2, value & 0xffff, true);
        else view.setUint8(k, value & 0xff);
    }
  }
  return bytes;
}

function ranged(spec: Extract<InputSpec, { hash: number }>, k: number, element: ElementType): number {
  const [low, high] = spec.range;
  const h = hash(spec.hash, k);
  const isFloat = element === 'f16' || element === 'f32' || element === 'f64';
  return isFloat ? low + (h / 4294967296) * (high - low) : low + (h % (high - low + 1));
}

/** What a run of the fixture is given. */
export function inputsOf({ options }: Fixture, program: Program): RunInputs {
  const elements = new Map(program.buffers.map((buffer) => [buffer.name, buffer.element]));
  const { set, size, threads } = options;
  return {
    in: Object.fromEntries(
      Object.entries(options.in ?? {}).map(([name, spec]) => [
        name,
        { bytes: inputBytes(spec, elements.get(name) ?? 'u8') },
      ]),
    ),
    ...(set && { set }),
    ...(size && { size }),
    ...(threads !== undefined && { threads }),
  };
}

/** Reads the pictures of the fixture: they are rendered when they are asked for. */
export function readerOf({ options }: Fixture): NonNullable<PrepareOptions['read']> {
  return async (path) => {
    const scene = options.scenes?.[path.slice(path.lastIndexOf('/') + 1)];
    if (!scene) throw new Error(`the fixture has no file ${path}`);
    const [width, height] = scene;
    const picture = new PNG({ width, height });
    picture.data = Buffer.from(renderRows({ width, height }, { from: 0, to: height }));
    return PNG.sync.write(picture);
  };
}
