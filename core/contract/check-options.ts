// What the makers of plugins were given is checked at once: a wrong name of a field would show much later, as something else.
import { describe, didYouMean, PxosError } from '../diagnostics/index.ts';
import { pluginMessages } from '../diagnostics/messages/index.ts';

/** What a field may be, in words and as a test. */
export interface Field {
  readonly expected: string;
  readonly is: (value: unknown) => boolean;
  readonly optional?: boolean;
}

const text = (expected: string): Field => ({
  expected,
  is: (value) => typeof value === 'string' && value !== '',
});

export const NAME = text('a name');
export const FUNCTION: Field = { expected: 'a function', is: (value) => typeof value === 'function' };
export const TEXT = text('some text');
export const optional = (field: Field): Field => ({ ...field, optional: true });
export const oneOf = (...values: readonly unknown[]): Field => ({
  expected: values.map((value) => `\`${String(value)}\``).join(' or '),
  is: (value) => values.includes(value),
});

/** Fields of every maker. */
const COMMON: Readonly<Record<string, Field>> = {
  name: NAME,
  requires: optional({
    expected: 'an object of versions',
    is: (value) => typeof value === 'object' && value !== null,
  }),
  enforce: optional(oneOf('pre', 'post')),
};

/**
 * Throws `PxosError` PX0647, PX0648 with everything that is wrong with the options of a maker such as `defineEmitter`: fields that are
 * missing, that are something else, or that no maker knows.
 */
export function checkOptions(maker: string, options: unknown, own: Readonly<Record<string, Field>>): void {
  const fields = { ...COMMON, ...own };
  if (typeof options !== 'object' || options === null)
    throw new PxosError(
      pluginMessages.makerOptions({
        maker,
        field: undefined,
        expected: 'an object',
        actual: describe(options),
      }),
    );
  const given = options as Readonly<Record<string, unknown>>;
  const label = typeof given.name === 'string' ? given.name : undefined;
  const wrong = Object.entries(fields).flatMap(([field, { expected, is, optional: may }]) => {
    const value = given[field];
    if (value === undefined ? may : is(value)) return [];
    const actual = value === undefined ? 'nothing' : describe(value);
    return [pluginMessages.makerOptions({ maker, label, field, expected, actual })];
  });
  const unknown = Object.keys(given).flatMap((field) => {
    if (Object.hasOwn(fields, field)) return [];
    const suggestion = didYouMean(field, Object.keys(fields));
    return [pluginMessages.makerField({ maker, label, field, suggestion, known: Object.keys(fields) })];
  });
  if (wrong.length + unknown.length > 0) throw new PxosError([...unknown, ...wrong]);
}
