// What programs give to build, compile and run is checked before anything is done: a wrong name or type would show as something else.
import { describe, didYouMean, PxosError } from './diagnostics/index.ts';
import { apiMessages } from './diagnostics/messages/index.ts';

/** What an option may be, in words and as a test; `inside` looks at what it holds. */
interface Option {
  readonly expected: string;
  readonly is: (value: unknown) => boolean;
  readonly inside?: (value: unknown) => readonly Misfit[];
}

/** A part of an option that is something else; `at` is its place, such as `.x` or `[0]`. */
interface Misfit {
  readonly at: string;
  readonly value: unknown;
  readonly expected: string;
  readonly wayOut?: string | undefined;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const TEXT: Option = { expected: 'some text', is: isText };
const SWITCH: Option = { expected: '`true` or `false`', is: (value) => typeof value === 'boolean' };

const listOf = (expected: string, element: Option): Option => ({
  expected,
  is: Array.isArray,
  inside: (list) =>
    Array.isArray(list)
      ? list.flatMap((value, index) =>
          element.is(value) ? [] : [{ at: `[${index}]`, value, expected: element.expected }],
        )
      : [],
});

const place = (name: string): string =>
  /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;

const recordOf = (expected: string, element: Option & { readonly wayOut?: typeof filePath }): Option => ({
  expected,
  is: isObject,
  inside: (record) =>
    isObject(record)
      ? Object.entries(record).flatMap(([name, value]) =>
          element.is(value)
            ? []
            : [
                {
                  at: place(name),
                  value,
                  expected: element.expected,
                  wayOut: element.wayOut?.(name, value),
                },
              ],
        )
      : [],
});

/** A text for an array is meant as the path of a file. */
const filePath = (name: string, value: unknown): string | undefined =>
  typeof value === 'string'
    ? `For a file write \`{ ${name}: { path: ${JSON.stringify(value)} } }\`.`
    : undefined;

const NUMBER: Option = { expected: 'a number', is: (value) => typeof value === 'number' };
const SCALAR: Option = {
  expected: 'a number, a bool or their text',
  is: (value) => ['number', 'boolean', 'string'].includes(typeof value),
};

const isGivenArray = (value: unknown): boolean => {
  if (Array.isArray(value)) return true;
  if (ArrayBuffer.isView(value)) return !(value instanceof DataView);
  if (!isObject(value)) return false;
  if ('path' in value) return isText(value.path);
  if (!('bytes' in value) || !(value.bytes instanceof Uint8Array)) return false;
  const shape = 'shape' in value ? value.shape : undefined;
  return (
    shape === undefined || (Array.isArray(shape) && shape.every((extent) => Number.isSafeInteger(extent)))
  );
};

const SETTINGS: Readonly<Record<string, Option>> = {
  cwd: TEXT,
  config: {
    expected: 'a path, `false` or an object of settings',
    is: (value) => value === false || isText(value) || isObject(value),
  },
  plugins: { expected: 'a list of plugins', is: Array.isArray },
  observers: listOf('a list of observers', { expected: 'an observer', is: isObject }),
};

/** The options of each function, by their names. */
const OPTIONS = {
  openPipeline: { ...SETTINGS, command: TEXT },
  compile: { ...SETTINGS, path: TEXT },
  build: {
    ...SETTINGS,
    files: listOf('a list of paths', TEXT),
    targets: listOf('a list of targets', TEXT),
    out: { expected: 'a folder or `false`', is: (value) => value === false || isText(value) },
    inputs: { expected: 'a function', is: (value) => typeof value === 'function' },
  },
  run: {
    ...SETTINGS,
    text: { expected: 'the text of a program', is: (value) => typeof value === 'string' },
    runner: TEXT,
    timeout: {
      expected: 'a number of seconds above 0',
      is: (value) => typeof value === 'number' && value > 0,
    },
    sanitize: SWITCH,
    in: recordOf('an object of arrays', {
      expected: 'a typed array, a list of numbers, `{ bytes }` or `{ path }`',
      is: isGivenArray,
      wayOut: filePath,
    }),
    set: recordOf('an object of scalars', SCALAR),
    size: recordOf('an object of numbers of elements', NUMBER),
    threads: {
      ...listOf('a number of threads, or a list of them', NUMBER),
      is: (value) => typeof value === 'number' || Array.isArray(value),
    },
    kernel: TEXT,
    out: listOf('a list of names of arrays', TEXT),
    compat: SWITCH,
    interpret: SWITCH,
    dialect: { expected: "`'1.0'` or `'0.0.2'`", is: (value) => value === '1.0' || value === '0.0.2' },
  },
} satisfies Readonly<Record<string, Readonly<Record<string, Option>>>>;

export type ApiFunction = keyof typeof OPTIONS;

const EXAMPLES: Readonly<Record<ApiFunction, string>> = {
  openPipeline: "openPipeline({ config: 'pxos.config.mjs' })",
  compile: 'compile(text)',
  build: "build({ files: ['saxpy.px'], targets: ['wgsl'] })",
  run: "run('saxpy.px', { in: { x: [1, 2, 3] }, set: { a: 2 } })",
};

/**
 * Throws `PxosError` PX0686, PX0687, PX0688 with everything that is wrong with the options of a function.
 */
export function checkCall(name: ApiFunction, options: unknown): void {
  if (!isObject(options)) {
    const [expected, actual, example] = ['an object of options', describe(options), EXAMPLES[name]];
    throw new PxosError(apiMessages.callArgument({ name, expected, actual, example }));
  }
  const fields: Readonly<Record<string, Option>> = OPTIONS[name];
  const known = Object.keys(fields);
  const wrong = Object.entries(options).flatMap(([option, value]) => {
    if (value === undefined) return [];
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
  if (wrong.length > 0) throw new PxosError(wrong);
}

/** Throws `PxosError` PX0686 unless the first argument of `run` or `compile` is text. */
export function checkText(name: 'compile' | 'run', text: unknown): void {
  if (name === 'run' ? isText(text) : typeof text === 'string') return;
  const expected = name === 'run' ? 'the path of a file' : 'the text of a program';
  const [actual, example] = [describe(text), EXAMPLES[name]];
  throw new PxosError(apiMessages.callArgument({ name, expected, actual, example }));
}
