// The check of what a program gives to a function: a wrong name or type would show as something else, and later.
import { describe, didYouMean, PxosError } from './diagnostics/index.ts';
import { apiMessages } from './diagnostics/messages/index.ts';

/** What an option may be, in words and as a test; `inside` looks at what it holds. */
export interface CallOption {
  readonly expected: string;
  readonly is: (value: unknown) => boolean;
  /** Whether it must be given. */
  readonly isRequired?: boolean;
  readonly inside?: (value: unknown) => readonly Misfit[];
}

/** A part of an option that is something else; `at` is its place, such as `.x` or `[0]`. */
export interface Misfit {
  readonly at: string;
  readonly value: unknown;
  readonly expected: string;
  readonly wayOut?: string | undefined;
}

/** A function as messages speak of it: its name, and a call that is right. */
export interface CalledFunction {
  readonly name: string;
  readonly example: string;
}

export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

/** An option that is on or off. */
export const SWITCH: CallOption = {
  expected: '`true` or `false`',
  is: (value) => typeof value === 'boolean',
};

/** The dialect of a program for version 1.0. */
export const DIALECT: CallOption = {
  expected: "`'1.0'` or `'0.0.2'`",
  is: (value) => value === '1.0' || value === '0.0.2',
};

/** Throws `PxosError` PX0686: an argument is something else than what is expected. */
export function refuseArgument({ name, example }: CalledFunction, expected: string, value: unknown): never {
  throw new PxosError(apiMessages.callArgument({ name, expected, actual: describe(value), example }));
}

/** Throws `PxosError` PX0686, PX0687, PX0688 with everything that is wrong with the options of a function. */
export function checkOptions(
  called: CalledFunction,
  fields: Readonly<Record<string, CallOption>>,
  options: unknown,
): void {
  if (!isObject(options)) refuseArgument(called, 'an object of options', options);
  const { name } = called;
  const known = Object.keys(fields);
  const given = new Map(Object.entries(options).filter(([, value]) => value !== undefined));
  const missing = Object.entries(fields)
    .filter(([option, { isRequired }]) => isRequired && !given.has(option))
    .map(([option, { expected }]) =>
      apiMessages.callOption({ name, option, expected, actual: describe(undefined) }),
    );
  const wrong = [...given].flatMap(([option, value]) => {
    const field = Object.hasOwn(fields, option) ? fields[option] : undefined;
    if (!field) {
      const suggestion = didYouMean(option, known);
      return [apiMessages.callUnknownOption({ name, option, suggestion, known })];
    }
    const misfits: readonly Misfit[] = field.is(value)
      ? (field.inside?.(value) ?? [])
      : [{ at: '', value, expected: field.expected }];
    return misfits.map((misfit) =>
      apiMessages.callOption({
        name,
        option: `${option}${misfit.at}`,
        expected: misfit.expected,
        actual: describe(misfit.value),
        wayOut: misfit.wayOut,
      }),
    );
  });
  if (missing.length + wrong.length > 0) throw new PxosError([...missing, ...wrong]);
}
