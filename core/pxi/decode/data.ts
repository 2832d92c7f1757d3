// What the records of data are in the program: settings, arrays with contents, or constants that launches pass.
import {
  type Binding,
  build as b,
  type ElementType,
  type Expr,
  type ImageBuffer,
  type ScalarType,
  type Setting,
  valueTypeOf,
} from '../../ir/index.ts';
import { type PixelImage, wordsOf } from '../image.ts';
import { elementBits, elementsOf, loadElement } from '../words/arrays.ts';
import { FLAG } from '../words/directory.ts';
import { elementOfCode } from '../words/element-codes.ts';
import type { HeadParameter } from '../words/head.ts';
import { headOf } from '../words/head.ts';
import { nanOfElement } from '../words/nan.ts';
import type { ArrayRecord, PixelProgram } from '../words/program.ts';
import { DataContents } from './contents.ts';

/** How the steps use a record. */
interface Use {
  /** A launch passes its first element as a value. */
  value: boolean;
  /** It serves as an array: bound, copied, multiplied, or as a grid. */
  array: boolean;
}

/** The uses of all records, by number. */
function usesOf({ records, steps }: PixelProgram): ReadonlyMap<number, Use> {
  const uses = new Map<number, Use>();
  const note = (record: number, use: keyof Use): void => {
    const known = uses.get(record) ?? { value: false, array: false };
    known[use] = true;
    uses.set(record, known);
  };
  const heads = new Map<number, readonly HeadParameter[]>();
  const parametersOf = (kernel: number): readonly HeadParameter[] => {
    const record = records[kernel];
    const known = heads.get(kernel) ?? (record && record.kind !== 'array' ? headOf(record).parameters : []);
    heads.set(kernel, known);
    return known;
  };
  for (const step of steps.list)
    switch (step.kind) {
      case 'dispatch': {
        const parameters = parametersOf(step.kernel);
        step.parameters.forEach((record, k) => {
          note(record, parameters[k]?.kind === 'value' ? 'value' : 'array');
        });
        if (step.indirect) note(step.grid[0], 'array');
        break;
      }
      case 'copy':
        note(step.from, 'array');
        note(step.to, 'array');
        break;
      case 'matrix':
        for (const record of [...step.operands, step.result]) note(record, 'array');
    }
  // What belongs to an array is an array, so that it can be named.
  for (const record of records) if (record?.kind === 'array' && record.aux !== 0) note(record.aux, 'array');
  return uses;
}

/** What one record of an array became. */
export type DecodedData =
  | { readonly kind: 'setting'; readonly setting: Setting }
  | { readonly kind: 'constant'; readonly value: Expr }
  | { readonly kind: 'buffer'; readonly buffer: ImageBuffer };

const ACCESS = ['read', 'read', 'write', 'readwrite'] as const;

const settingValue = (type: ScalarType, value: number): number | boolean =>
  type === 'bool' ? value !== 0 : value;

/** The bits of the NaN that every computed one is stored as. */
const PLAIN_NAN = 0x7fc00000;

export interface DataOptions {
  /** Claims a name for a record. */
  readonly nameOf: (record: number) => string;
  /** Whether arrays get their contents. */
  readonly contents: boolean;
}

class DataDecoder {
  private readonly program: PixelProgram;
  private readonly words: Uint32Array;
  private readonly nameOf: (record: number) => string;
  private readonly names = new Map<number, string>();
  private readonly uses: ReadonlyMap<number, Use>;
  /** What gives arrays their contents; without it they have none. */
  private readonly contents: DataContents | undefined;

  constructor(program: PixelProgram, image: PixelImage, { nameOf, contents }: DataOptions) {
    this.program = program;
    this.words = wordsOf(image);
    this.nameOf = nameOf;
    this.uses = usesOf(program);
    this.contents = contents ? new DataContents(image) : undefined;
  }

  /** The name of a record, asked for once. */
  private name(number: number): string {
    const name = this.names.get(number) ?? this.nameOf(number);
    this.names.set(number, name);
    return name;
  }

  decode(record: ArrayRecord, number: number): DecodedData {
    const element = elementOfCode(record.type);
    if (element === undefined) throw new Error(`there is no element type ${record.type}`);
    const isValue = elementsOf(record) === 1 && this.uses.get(number)?.array !== true && record.aux === 0;
    return (
      (isValue ? this.value(record, number, element) : undefined) ?? this.buffer(record, number, element)
    );
  }

  private value(record: ArrayRecord, number: number, declared: ElementType): DecodedData | undefined {
    const { words } = this;
    const { width } = this.program;
    const { flags } = record;
    const type = valueTypeOf(declared);
    const value = loadElement(words, record, width, 0);
    const nan = nanOfElement(record.type, elementBits(words, record, width, 0));
    if (flags === (FLAG.readable | FLAG.setting) && (nan === undefined || nan === PLAIN_NAN))
      return {
        kind: 'setting',
        setting: { name: this.name(number), type, declared, value: settingValue(type, value) },
      };
    if (flags !== FLAG.readable || !this.uses.get(number)?.value) return undefined;
    if (nan !== undefined) return { kind: 'constant', value: b.f32FromBits(nan) };
    return { kind: 'constant', value: type === 'f32' ? b.f32Value(value) : b.constant(type, value) };
  }

  private buffer(record: ArrayRecord, number: number, element: ElementType): DecodedData {
    const { rows, columns, flags, aux } = record;
    const data = this.contents?.of(record);
    const buffer: ImageBuffer = {
      name: this.name(number),
      element,
      origin: 'image',
      access: ACCESS[flags & (FLAG.readable | FLAG.writable)]!,
      length: elementsOf(record),
      ...(rows > 1 && { shape: [rows, columns] as const }),
      ...((flags & FLAG.input) !== 0 && { input: true }),
      ...((flags & FLAG.output) !== 0 && { output: true }),
      ...((flags & FLAG.setting) !== 0 && { setting: true }),
      ...(aux !== 0 && { auxiliary: this.name(aux) }),
      ...(data && { data }),
    };
    return { kind: 'buffer', buffer };
  }
}

/**
 * The data of a program by record number. A setting is a record with that flag that only ever serves as a value, is not
 * written and no input; a constant one that is neither written nor given from outside. What has an array that belongs to
 * it is an array, and so is a setting that holds a NaN of its own: the number that is the value of a setting keeps no bits.
 */
export function decodeData(
  program: PixelProgram,
  image: PixelImage,
  options: DataOptions,
): ReadonlyMap<number, DecodedData> {
  const decoder = new DataDecoder(program, image, options);
  const data = new Map<number, DecodedData>();
  program.records.forEach((record, number) => {
    if (record?.kind === 'array') data.set(number, decoder.decode(record, number));
  });
  return data;
}

/** How a launch binds a record to a parameter. */
export function bindingOf(param: string, data: DecodedData, kind: 'value' | 'array'): Binding {
  switch (data.kind) {
    case 'constant':
      return b.bindValue(param, data.value);
    case 'setting':
      return b.bindValue(param, b.host(data.setting.name, data.setting.type));
    case 'buffer':
      return { param, kind: kind === 'value' ? 'element' : 'buffer', buffer: data.buffer.name };
  }
}
