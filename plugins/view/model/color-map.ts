// Colours for numbers: a sequential scale for values of one sign, a diverging one about 0 for those of both, as 256 words each.

export type ScaleKind = 'sequential' | 'diverging';

type Color = readonly [red: number, green: number, blue: number];

/** From dark to bright, lightness rising evenly, so that it also reads as grey. */
const SEQUENTIAL: readonly Color[] = [
  [16, 18, 46],
  [44, 36, 104],
  [84, 50, 140],
  [138, 58, 142],
  [192, 70, 122],
  [232, 100, 92],
  [250, 150, 84],
  [252, 204, 112],
  [252, 246, 190],
];

/** Blue below 0, near white at 0, red above; both ends equally dark. */
const DIVERGING: readonly Color[] = [
  [20, 52, 120],
  [38, 104, 176],
  [94, 160, 210],
  [172, 208, 232],
  [246, 246, 244],
  [246, 198, 170],
  [226, 128, 100],
  [188, 54, 56],
  [116, 16, 40],
];

/** Not a number: a colour of neither scale. */
export const NAN_WORD = 0xffff50c8;

const LEVELS = 256;

/** Squares of the channels are what adds up in light. */
function between(a: number, b: number, share: number): number {
  return Math.round(Math.sqrt(a * a * (1 - share) + b * b * share));
}

function table(colors: readonly Color[]): Uint32Array {
  return Uint32Array.from({ length: LEVELS }, (_, level) => {
    const at = (level / (LEVELS - 1)) * (colors.length - 1);
    const k = Math.min(colors.length - 2, Math.floor(at));
    const [low, high] = [colors[k]!, colors[k + 1]!];
    const channel = (c: 0 | 1 | 2): number => between(low[c], high[c], at - k);
    return (channel(0) | (channel(1) << 8) | (channel(2) << 16) | 0xff000000) >>> 0;
  });
}

const TABLES: Readonly<Record<ScaleKind, Uint32Array>> = {
  sequential: table(SEQUENTIAL),
  diverging: table(DIVERGING),
};

/** Numbers from `low` to `high` as colours; a diverging scale has 0 in its middle. */
export interface ColorScale {
  readonly kind: ScaleKind;
  readonly low: number;
  readonly high: number;
}

/** The scale for numbers between these; infinite ones have the colour of the largest float. */
export function scaleFor(min: number, max: number): ColorScale {
  const finite = (value: number): number => Math.max(-3.4e38, Math.min(3.4e38, value));
  const [low, high] = [finite(min), finite(max)];
  if (low >= 0 || high <= 0) return { kind: 'sequential', low, high };
  const far = Math.max(-low, high);
  return { kind: 'diverging', low: -far, high: far };
}

/** The word of a number's colour. */
export function colorOf({ kind, low, high }: ColorScale, value: number): number {
  if (Number.isNaN(value)) return NAN_WORD;
  const share = high > low ? (value - low) / (high - low) : kind === 'diverging' ? 0.5 : 0;
  const level = Math.round(Math.max(0, Math.min(1, share)) * (LEVELS - 1));
  return TABLES[kind][level]!;
}

/** A colour of the scale as CSS has it, from 0 for its low end to 1. */
export function cssColor(kind: ScaleKind, share: number): string {
  const word = TABLES[kind][Math.round(share * (LEVELS - 1))]!;
  return `rgb(${word & 255} ${(word >>> 8) & 255} ${(word >>> 16) & 255})`;
}
