// Numbers as the reasons of a plan print them.

/** `2 073 600`; fractions with one digit where the number is small. */
export function grouped(count: number): string {
  const text = Number.isInteger(count) || count >= 100 ? Math.round(count).toString() : count.toFixed(1);
  return text.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ' ');
}

/** `2.0e+10` without the plus. */
export const rate = (perSecond: number): string => perSecond.toExponential(1).replace('+', '');

/** `1.3 ms`. */
export function time(seconds: number): string {
  const [scale, unit] =
    seconds >= 1 ? [1, 's'] : seconds >= 1e-3 ? [1e3, 'ms'] : seconds >= 1e-6 ? [1e6, 'µs'] : [1e9, 'ns'];
  const value = seconds * scale;
  return `${value < 100 ? Number(value.toPrecision(2)) : Math.round(value)} ${unit}`;
}
