// Checks a version against a semver range: the small part of semver that `requires.pxos` needs.

type Version = readonly [major: number, minor: number, patch: number];
type Bound = { readonly at: Version; readonly inclusive: boolean };
interface Interval {
  readonly from: Bound;
  readonly to?: Bound | undefined;
}

const COMPARATOR =
  /^(\^|~|>=|<=|>|<|=)?\s*v?(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:[-+][\w.+-]*)?$/;

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

const number = (part: string | undefined): number | undefined =>
  part === undefined || /^[xX*]$/.test(part) ? undefined : Number(part);

/** The versions that one comparator stands for, `undefined` when it is none. */
function interval(text: string): Interval | undefined {
  const match = COMPARATOR.exec(text);
  if (!match) return undefined;
  const [major, minor, patch] = [number(match[2]), number(match[3]), number(match[4])];
  const zero: Bound = { at: [0, 0, 0], inclusive: true };
  if (major === undefined) return { from: zero };
  const at: Version = [major, minor ?? 0, patch ?? 0];
  const nextMajor: Bound = { at: [major + 1, 0, 0], inclusive: false };
  const nextMinor: Bound = { at: [major, (minor ?? 0) + 1, 0], inclusive: false };
  const nextPatch: Bound = { at: [at[0], at[1], at[2] + 1], inclusive: false };
  // What the written part leaves open: `1` is all of 1.x, `1.2` all of 1.2.x.
  const end = minor === undefined ? nextMajor : patch === undefined ? nextMinor : nextPatch;
  switch (match[1]) {
    case '^':
      if (major > 0 || minor === undefined) return { from: { at, inclusive: true }, to: nextMajor };
      return { from: { at, inclusive: true }, to: minor > 0 || patch === undefined ? nextMinor : nextPatch };
    case '~':
      return { from: { at, inclusive: true }, to: minor === undefined ? nextMajor : nextMinor };
    case '>=':
      return { from: { at, inclusive: true } };
    case '>':
      return { from: { at: end.at, inclusive: true } };
    case '<':
      return { from: zero, to: { at, inclusive: false } };
    case '<=':
      return { from: zero, to: end };
    default:
      return { from: { at, inclusive: true }, to: end };
  }
}

function inside(version: Version, { from, to }: Interval): boolean {
  const low = compare(version, from.at);
  if (from.inclusive ? low < 0 : low <= 0) return false;
  if (!to) return true;
  const high = compare(version, to.at);
  return to.inclusive ? high <= 0 : high < 0;
}

/**
 * Whether `version` lies in `range`: comparators `^ ~ >= > <= < =`, `x` places, blanks for "and", `||` for "or", `a - b`.
 * A pre-release tag is ignored. `undefined` when the range cannot be read.
 *
 * @example
 * satisfies('0.1.4', '^0.1.0') // true
 */
export function satisfies(version: string, range: string): boolean | undefined {
  const parts = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version);
  if (!parts) return undefined;
  const wanted: Version = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  let any = false;
  for (const alternative of range.split('||')) {
    const text = alternative
      .trim()
      .replace(/^(\S+)\s+-\s+(\S+)$/, '>=$1 <=$2')
      .replace(/([\^~<>=])\s+/g, '$1');
    const intervals = text === '' ? [interval('*')] : text.split(/\s+/).map(interval);
    if (intervals.some((one) => one === undefined)) return undefined;
    any ||= intervals.every((one) => one !== undefined && inside(wanted, one));
  }
  return any;
}
