// The flags of one call, as text, with ways to read them that report wrong values.
import { type Diagnostic, PxosError } from '../diagnostics/index.ts';
import { commandLineMessages } from '../diagnostics/messages/index.ts';

/** What stood on the command line: `true` for a switch, `false` for `--no-…`, else the texts of its values. */
export type FlagValues = ReadonlyMap<string, boolean | readonly string[]>;

const fail = (diagnostic: Diagnostic): never => {
  throw new PxosError(diagnostic);
};

/** Reads flags by name; wrong values throw PX0683. */
export class Flags {
  readonly #values: FlagValues;

  constructor(values: FlagValues) {
    this.#values = values;
  }

  /** `undefined` when the flag does not stand there, `false` for `--no-…`. */
  is(name: string): boolean | undefined {
    const value = this.#values.get(name);
    return typeof value === 'object' ? true : value;
  }

  /** All values of a flag that may stand several times. */
  all(name: string): readonly string[] {
    const value = this.#values.get(name);
    return typeof value === 'object' ? value : [];
  }

  /** The value of a flag that stands once. */
  text(name: string): string | undefined {
    return this.all(name).at(-1);
  }

  /** A number of at least `least`, and at most `most` where there is such a limit. */
  number(
    name: string,
    options: { expected: string; least: number; most?: number; whole?: boolean },
  ): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = text.trim() === '' ? Number.NaN : Number(text);
    const { least, most = Number.POSITIVE_INFINITY, whole } = options;
    if (!(value >= least && value <= most) || (whole && !Number.isSafeInteger(value)))
      return fail(
        commandLineMessages.flagValue({
          flag: `--${name}`,
          expected: options.expected,
          actual: JSON.stringify(text),
        }),
      );
    return value;
  }

  /** Pairs `name=value`; a name that stands twice is an error. */
  pairs(name: string, value: string): ReadonlyMap<string, string> {
    const pairs = new Map<string, string>();
    for (const text of this.all(name)) {
      const at = text.indexOf('=');
      const key = text.slice(0, at);
      if (at < 1 || at === text.length - 1 || pairs.has(key))
        fail(
          commandLineMessages.flagValue({
            flag: `--${name}`,
            expected: pairs.has(key) ? `each name once` : `name=${value}`,
            actual: JSON.stringify(text),
          }),
        );
      pairs.set(key, text.slice(at + 1));
    }
    return pairs;
  }
}
