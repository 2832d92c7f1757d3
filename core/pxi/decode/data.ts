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
import { elementsOf, loadElement, readElements } from '../words/arrays.ts';
import { FLAG } from '../words/directory.ts';
import { elementOfCode } from '../words/element-codes.ts';
import type { HeadParameter } from '../words/head.ts';
import { headOf } from '../words/head.ts';
import type { ArrayRecord, PixelProgram } from '../words/program.ts';

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

function constantOf(type: ScalarType, value: number): Expr {
  return type === 'f32' ? b.f32Value(value) : b.constant(type, value);
}

function bufferOf(record: ArrayRecord, name: string, element: ElementType, bytes: Uint8Array): ImageBuffer {
  const { rows, columns, flags } = record;
  return {
    name,
    element,
    origin: 'image',
    access: ACCESS[flags & (FLAG.readable | FLAG.writable)]!,
    length: elementsOf(record),
    ...(rows > 1 && { shape: [rows, columns] as const }),
    ...((flags & (FLAG.input | FLAG.setting)) !== 0 && { input: true }),
    ...((flags & FLAG.output) !== 0 && { output: true }),
    ...(bytes.some((byte) => byte !== 0) && { data: bytes }),
  };
}

/**
 * The data of a program by record number. A setting is a record with that flag that only ever serves as a value and is not
 * written; a constant one that is neither written nor given from outside.
 */
export function decodeData(
  program: PixelProgram,
  words: Uint32Array,
  nameOf: (record: number) => string,
): ReadonlyMap<number, DecodedData> {
  const uses = usesOf(program);
  const data = new Map<number, DecodedData>();
  program.records.forEach((record, number) => {
    if (record?.kind !== 'array') return;
    const element = elementOfCode(record.type);
    if (element === undefined) throw new Error(`there is no element type ${record.type}`);
    const type = valueTypeOf(element);
    const use = uses.get(number);
    const { flags } = record;
    const only = (allowed: number): boolean => (flags & ~allowed) === 0;
    const single = elementsOf(record) === 1 && use?.array !== true;
    const first = (): number => loadElement(words, record, program.width, 0);
    if (single && (flags & FLAG.setting) !== 0 && only(FLAG.readable | FLAG.setting | FLAG.input)) {
      const setting = { name: nameOf(number), type, declared: element, value: settingValue(type, first()) };
      data.set(number, { kind: 'setting', setting });
    } else if (single && use?.value && only(FLAG.readable))
      data.set(number, { kind: 'constant', value: constantOf(type, first()) });
    else {
      const bytes = readElements(words, record, program.width);
      data.set(number, { kind: 'buffer', buffer: bufferOf(record, nameOf(number), element, bytes) });
    }
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
