// What lies where in an image, as runs of pixels with a colour for each kind: for pictures and pages alike.
import type { Inspection } from './inspect.ts';

/** Kinds of parts, in the order of a legend. */
export const REGION_KINDS = [
  'directory',
  'header',
  'steps',
  'kernel',
  'function',
  'input',
  'output',
  'array',
] as const;

export type RegionKind = (typeof REGION_KINDS)[number];

/** What legends call each kind. */
export const REGION_NAMES: Readonly<Record<RegionKind, string>> = {
  directory: 'directory',
  header: 'headers',
  steps: 'steps',
  kernel: 'kernels',
  function: 'functions',
  input: 'inputs',
  output: 'outputs',
  array: 'arrays',
};

/** Red, green and blue of each kind. */
export const REGION_COLORS: Readonly<Record<RegionKind, readonly [number, number, number]>> = {
  directory: [120, 120, 120],
  header: [225, 105, 180],
  steps: [220, 60, 60],
  kernel: [230, 140, 30],
  function: [200, 190, 40],
  input: [50, 140, 220],
  output: [60, 170, 90],
  array: [130, 110, 200],
};

/** Pixels that belong together; those from `first` up to but not with `end`. */
export interface Region {
  readonly kind: RegionKind;
  readonly first: number;
  readonly end: number;
}

/** The regions of a program. Where two share pixels, the later one is what a picture shows. */
export function regionsOf({ version, arrays, code, headers, steps }: Inspection): readonly Region[] {
  const region = (kind: RegionKind, [first, end]: readonly [number, number]): Region => ({
    kind,
    first,
    end,
  });
  return [
    ...(version === '1.1' ? [region('directory', [0, 8])] : []),
    ...arrays.map(({ flags, pixels }) =>
      region(flags.includes('output') ? 'output' : flags.includes('input') ? 'input' : 'array', pixels),
    ),
    ...code.map(({ kind, pixels }) => region(kind, pixels)),
    ...headers.map(({ pixels }) => region('header', pixels)),
    ...steps.map(({ pixel, end }) => region('steps', [pixel, end])),
  ];
}
