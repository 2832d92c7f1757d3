// What each setting may be, and messages that name its path, what it is and what was expected.
import * as v from 'valibot';
import { type Diagnostic, describe, didYouMean } from '../diagnostics/index.ts';
import { configMessages } from '../diagnostics/messages/index.ts';

// The text given to each check is the expectation that a message states: "expected …".
const text = v.pipe(v.string('some text'), v.nonEmpty('some text'));
const texts = v.union([text, v.array(text, 'some text or a list of texts')], 'some text or a list of texts');
const seconds = v.pipe(v.number('a number of seconds above 0'), v.gtValue(0, 'a number of seconds above 0'));
const GAS = 'a whole number from 1 to 31';
const gas = v.pipe(v.number(GAS), v.safeInteger(GAS), v.minValue(1, GAS), v.maxValue(31, GAS));
const count = (what: string) => v.pipe(v.number(what), v.safeInteger(what), v.minValue(0, what));

/** For valibot a list is an object too. */
const noList = (what: string) => v.custom<object>((value) => !Array.isArray(value), what);
const anyObject = (what: string) => v.pipe(noList(what), v.looseObject({}, what));

const PRESET = 'a path, the name of a package, or an object';

const run = v.looseObject(
  {
    runner: v.optional(text),
    set: v.optional(
      v.pipe(
        noList('an object of settings'),
        v.record(
          v.string(),
          v.union([v.number(), v.boolean()], 'a number, true or false'),
          'an object of settings',
        ),
      ),
    ),
    size: v.optional(
      v.pipe(
        noList('an object of sizes'),
        v.record(v.string(), count('a number of elements'), 'an object of sizes'),
      ),
    ),
    threads: v.optional(count('a number of threads')),
  },
  'an object',
);

const settings = v.looseObject(
  {
    extends: v.optional(
      v.union(
        [text, v.array(v.union([text, anyObject(PRESET)], PRESET)), anyObject(PRESET)],
        'a preset or a list of presets',
      ),
    ),
    files: v.optional(texts),
    targets: v.optional(texts),
    out: v.optional(text),
    plugins: v.optional(v.array(v.unknown(), 'a list of plugins')),
    builtins: v.optional(
      v.union(
        [v.boolean(), v.array(text, 'true, false or a list of built-in plugins to leave out')],
        'true, false or a list of built-in plugins to leave out',
      ),
    ),
    precision: v.optional(v.picklist(['strict', 'fast'], '"strict" or "fast"')),
    machine: v.optional(
      v.union([text, anyObject('a machine profile')], 'a path to a JSON file, or a machine profile'),
    ),
    timeout: v.optional(seconds),
    pluginTimeout: v.optional(seconds),
    gas: v.optional(gas),
    run: v.optional(v.pipe(noList('an object'), run)),
    options: v.optional(
      v.pipe(
        noList('an object of options by plugin'),
        v.record(v.string(), anyObject('an object of options'), 'an object of options by plugin'),
      ),
    ),
  },
  'an object',
);

const KEYS = Object.keys(settings.entries);
const RUN_KEYS = Object.keys(run.entries);

/** `run.set["a b"]`, `targets[0]`: where a setting stands, as one writes it. */
function pathOf(issue: v.BaseIssue<unknown>): string {
  let path = '';
  for (const { key } of issue.path ?? []) {
    if (typeof key === 'number') path += `[${key}]`;
    else if (/^[A-Za-z_]\w*$/.test(String(key))) path += path === '' ? String(key) : `.${String(key)}`;
    else path += `[${JSON.stringify(String(key))}]`;
  }
  return path;
}

/** The words that an expectation offers in quotes. */
const choices = (expected: string): readonly string[] =>
  [...expected.matchAll(/"(\w+)"/g)].map((m) => m[1] ?? '');

function unknownKeys(value: object, known: readonly string[], prefix: string, file: string | undefined) {
  return Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => {
      const near = didYouMean(key, known);
      const suggestion = near === undefined ? undefined : prefix + near;
      return configMessages.configUnknownKey({ path: prefix + key, known, suggestion }, { file });
    });
}

/** The innermost issue: of a union the branch that came furthest, of a list the element that is wrong. */
function deepest(issue: v.BaseIssue<unknown>): v.BaseIssue<unknown> {
  const inner = (issue.issues ?? []).map(deepest).filter((one) => (one.path?.length ?? 0) > 0);
  const [best] = inner.sort((a, b) => (b.path?.length ?? 0) - (a.path?.length ?? 0));
  if (!best) return issue;
  return { ...best, path: [...(issue.path ?? []), ...(best.path ?? [])] as v.BaseIssue<unknown>['path'] };
}

/**
 * Everything that is wrong with a configuration: errors for values, warnings for settings that do not exist.
 * `file` is the path that messages name.
 */
export function checkConfig(config: unknown, file?: string): readonly Diagnostic[] {
  if (typeof config !== 'object' || config === null || Array.isArray(config))
    return [configMessages.configWrongExport({ actual: describe(config) }, { file })];
  const result = v.safeParse(settings, config);
  const wrong = (result.issues ?? []).map((outer) => {
    const issue = deepest(outer);
    const expected = issue.message;
    const suggestion =
      typeof issue.input === 'string' ? didYouMean(issue.input, choices(expected)) : undefined;
    return configMessages.configWrongType(
      { path: pathOf(issue), expected, actual: describe(issue.input), suggestion },
      { file },
    );
  });
  const section = (config as { run?: unknown }).run;
  return [
    ...wrong,
    ...unknownKeys(config, KEYS, '', file),
    ...(typeof section === 'object' && section !== null ? unknownKeys(section, RUN_KEYS, 'run.', file) : []),
  ];
}
