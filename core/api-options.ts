// What programs give to build, compile and run is checked before anything is done: a wrong name or type would show as something else.
import {
  type CalledFunction,
  type CallOption,
  checkOptions,
  DIALECT,
  isObject,
  refuseArgument,
  SWITCH,
} from './call-check.ts';

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const TEXT: CallOption = { expected: 'some text', is: isText };

const listOf = (expected: string, element: CallOption): CallOption => ({
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

const recordOf = (
  expected: string,
  element: CallOption & { readonly wayOut?: typeof filePath },
): CallOption => ({
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

const NUMBER: CallOption = { expected: 'a number', is: (value) => typeof value === 'number' };
const SCALAR: CallOption = {
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

const SETTINGS: Readonly<Record<string, CallOption>> = {
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
    dialect: DIALECT,
  },
} satisfies Readonly<Record<string, Readonly<Record<string, CallOption>>>>;

export type ApiFunction = keyof typeof OPTIONS;

const EXAMPLES: Readonly<Record<ApiFunction, string>> = {
  openPipeline: "openPipeline({ config: 'pxos.config.mjs' })",
  compile: 'compile(text)',
  build: "build({ files: ['saxpy.px'], targets: ['wgsl'] })",
  run: "run('saxpy.px', { in: { x: [1, 2, 3] }, set: { a: 2 } })",
};

const called = (name: ApiFunction): CalledFunction => ({ name, example: EXAMPLES[name] });

/** Throws `PxosError` PX0686, PX0687, PX0688 with everything that is wrong with the options of a function. */
export const checkCall = (name: ApiFunction, options: unknown): void =>
  checkOptions(called(name), OPTIONS[name], options);

/** Throws `PxosError` PX0686 unless the first argument of `run` or `compile` is text. */
export function checkText(name: 'compile' | 'run', text: unknown): void {
  if (name === 'run' ? isText(text) : typeof text === 'string') return;
  refuseArgument(called(name), name === 'run' ? 'the path of a file' : 'the text of a program', text);
}
