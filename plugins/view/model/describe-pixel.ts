// What lies at a pixel, in words: an instruction, an element of an array with its value, a field of the directory.
import {
  type InspectedArray,
  type InspectedCode,
  type InspectedStep,
  type Inspection,
  loadElement,
  type RegionKind,
} from 'pxos/browser';
import { elementsAt, placeOf } from './array-place.ts';
import { bytesText, elementText } from './numbers.ts';

/** What a pixel is. */
export interface PixelAbout {
  /** Nothing where no part of the program lies. */
  readonly kind: RegionKind | undefined;
  /** `element [2, 5] of hidden`. */
  readonly title: string;
  /** Its value or its meaning; may be empty. */
  readonly detail: string;
  /** What can stand inside of a square: an operation, a value. */
  readonly label: string;
  /** The array that it belongs to. */
  readonly array?: InspectedArray;
}

const DIRECTORY = [
  ['guard', 'says that this is version 1.1'],
  ['HALT', 'for executors of version 1.0'],
  ['version, flags, gas', ''],
  ['table', 'its first pixel'],
  ['table', 'records'],
  ['steps', 'first pixel'],
  ['steps', 'pixels'],
  ['reserved', ''],
] as const;
const RECORD_FIELDS = [
  'first pixel',
  'size and kind',
  'columns or registers',
  'type and flags, or registers',
];

/** Tells what lies at a pixel of a program whose image has these words. */
export function describePixel(inspection: Inspection, words: Uint32Array, pixel: number): PixelAbout {
  const inside = ([first, end]: readonly [number, number]): boolean => pixel >= first && pixel < end;
  if (inspection.version === '1.1') {
    const about = describeHead(words, pixel);
    if (about) return about;
  }
  const step = inspection.steps.find((entry) => inside([entry.pixel, entry.end]));
  if (step) return aboutStep(step, pixel);
  const code = inspection.code.find(({ pixels }) => inside(pixels));
  if (code) return aboutCode(code, pixel);
  const array = inspection.arrays.find(({ pixels }) => inside(pixels));
  if (array) return aboutArray(array, inspection, words, pixel);
  return { kind: undefined, title: 'no part of the program', detail: '', label: '' };
}

function describeHead(words: Uint32Array, pixel: number): PixelAbout | undefined {
  const field = DIRECTORY[pixel];
  if (field) {
    const [title, detail] = field;
    return { kind: 'directory', title: `directory: ${title}`, detail, label: title };
  }
  const [first, count] = [words[3] ?? 0, words[4] ?? 0];
  if (pixel < first || pixel >= first + 4 * count) return undefined;
  const [record, part] = [(pixel - first) >> 2, (pixel - first) & 3];
  return {
    kind: 'header',
    title: `record ${record} of the table`,
    detail: RECORD_FIELDS[part] ?? '',
    label: `#${record}`,
  };
}

const operationOf = (text: string): string => text.split(' ', 1)[0] ?? '';

function aboutStep({ pixel: start, text, shapes }: InspectedStep, pixel: number): PixelAbout {
  const part = pixel - start;
  return {
    kind: 'steps',
    title: text,
    detail: part === 0 ? shapes.join(' · ').replaceAll('x', '×') : `pixel ${part + 1} of this step`,
    label: part === 0 ? operationOf(text) : '·',
  };
}

function aboutCode({ kind, name, number, instructions }: InspectedCode, pixel: number): PixelAbout {
  const instruction = instructions.findLast((entry) => entry.pixel <= pixel);
  const part = pixel - (instruction?.pixel ?? pixel);
  const where = `in ${kind} ${name ?? `#${number}`}`;
  return {
    kind,
    title: instruction?.text ?? 'code',
    detail: part === 0 ? where : `pixel ${part + 1} of it, ${where}`,
    label: part === 0 ? operationOf(instruction?.text ?? '') : '·',
  };
}

/** What an array is called. */
export const nameOf = ({ name, number }: Pick<InspectedArray, 'name' | 'number'>): string =>
  name ?? `#${number}`;

export const kindOf = ({ flags }: Pick<InspectedArray, 'flags'>): RegionKind =>
  flags.includes('output') ? 'output' : flags.includes('input') ? 'input' : 'array';

function aboutArray(
  array: InspectedArray,
  inspection: Inspection,
  words: Uint32Array,
  pixel: number,
): PixelAbout {
  const { width } = inspection;
  const kind = kindOf(array);
  const name = nameOf(array);
  const place = placeOf(array, inspection);
  if (!place) return { kind, title: name, detail: `of the type ${array.type}`, label: '', array };
  const found = elementsAt(place, width, pixel);
  if (!found) {
    const isHeader = pixel === place.first;
    const title = isHeader ? `header of ${name}` : `between rows of ${name}`;
    const detail = isHeader ? `${array.rows} × ${array.columns}` : 'left aside';
    const what = isHeader ? 'header' : kind;
    return { kind: what, title, detail, label: isHeader ? `${array.rows}×${array.columns}` : '', array };
  }
  const { first, count } = found;
  const values = Array.from({ length: count }, (_, k) =>
    elementText(array.type, loadElement(words, place, width, first + k)),
  );
  const [row, column] = [Math.floor(first / array.columns), first % array.columns];
  const more = count > 1 ? ` and ${count - 1} more` : '';
  return {
    kind,
    title: `${name}[${row}, ${column}]${more}`,
    detail: `= ${values.join(', ')}`,
    label: array.type === 'pixel' ? bytesText(words[pixel] ?? 0) : values.join(' '),
    array,
  };
}
