// Quantities as pxOS prints them for people, everywhere in the same style: `2.5 ms`, `34 kB`, `2 073 600`.

/** Two digits below 100, whole numbers with groups of three from there on: `0.31`, `2.5`, `17`, `13 883 264`. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return Math.abs(value) < 99.5 ? String(Number(value.toPrecision(2))) : formatCount(Math.round(value));
}

/** A whole number with groups of three digits: `2 073 600`; a fraction keeps one digit where it is small. */
export function formatCount(count: number): string {
  const text = Number.isInteger(count) || count >= 100 ? Math.round(count).toString() : count.toFixed(1);
  return text.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ' ');
}

/** The value in the first unit that keeps it below 1000, or in the last one. */
function inUnit(value: number, units: readonly string[]): string {
  let scaled = value;
  let index = 0;
  // What would be rounded to 1000 is 1 of the next unit.
  while (scaled >= 999.5 && index < units.length - 1) {
    scaled /= 1000;
    index++;
  }
  return `${formatNumber(scaled)} ${units[index]}`;
}

/** Seconds: `7 ns`, `5.6 µs`, `34 ms`, `1.2 s`. */
export function formatDuration(seconds: number): string {
  return inUnit(seconds * 1e9, ['ns', 'µs', 'ms', 's']);
}

/** A number of bytes: `812 B`, `3.4 kB`, `12 MB`. */
export function formatBytes(count: number): string {
  return inUnit(count, ['B', 'kB', 'MB', 'GB']);
}
