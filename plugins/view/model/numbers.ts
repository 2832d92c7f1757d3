// Numbers as a page shows them: short, aligned by digits, the same everywhere.

/** `1 048 576`, with thin spaces between the thousands. */
export const countText = (count: number): string =>
  Math.round(count)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, '\u202f');

/** A value with up to 7 digits; whole numbers as they are. */
export function valueText(value: number | undefined): string {
  if (value === undefined) return '–';
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  if (Object.is(value, -0)) return '−0';
  const plain =
    Number.isInteger(value) && Math.abs(value) < 1e10 ? countText(Math.abs(value)) : small(Math.abs(value));
  return value < 0 ? `−${plain}` : plain;
}

function small(value: number): string {
  if (value !== 0 && (value >= 1e7 || value < 1e-4)) return value.toExponential(3).replace('e+', 'e');
  const text = String(Number(value.toPrecision(5)));
  return value < 1000 ? text : countText(Number(text));
}

/** R, G, B and A of a word: `04 01 02 FF`. */
export const bytesText = (word: number): string =>
  [0, 8, 16, 24].map((shift) => hexText((word >>> shift) & 255, 2)).join(' ');

/** An element of an array; colours as R, G, B, A in hexadecimal digits. */
export function elementText(type: string, value: number): string {
  if (type !== 'pixel') return valueText(value);
  return `#${bytesText(value).replaceAll(' ', '')}`;
}

/** A value where there is little room: four digits. */
export function shortText(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value) || Math.abs(value) < 1e6) return valueText(value);
  return value.toExponential(2).replace('e+', 'e').replace('-', '−');
}

/** `12.3 ms`, `1.24 s`. */
export function timeText(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(2)} s`;
  return `${milliseconds.toFixed(milliseconds < 10 ? 2 : milliseconds < 100 ? 1 : 0)} ms`;
}

/** `82.9 kB`, `1.2 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Two digits for a byte, eight for a word. */
export const hexText = (value: number, digits: number): string =>
  value.toString(16).toUpperCase().padStart(digits, '0');

/** `one pixel`, `3 pixels`. */
export const pixelsText = (count: number): string =>
  `${countText(count)} ${count === 1 ? 'pixel' : 'pixels'}`;
