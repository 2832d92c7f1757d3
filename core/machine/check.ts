// Decides whether JSON is a machine profile, and says with path, expected and actual where it is not.
import * as v from 'valibot';
import type { MachineProfile } from '../contract/index.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';

const rate = v.pipe(v.number(), v.finite(), v.gtValue(0));
const seconds = v.pipe(v.number(), v.finite(), v.minValue(0));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const rateOrZero = v.pipe(v.number(), v.finite(), v.minValue(0));

const SCHEMA = v.strictObject({
  name: v.pipe(v.string(), v.nonEmpty()),
  source: v.optional(v.string()),
  cpu: v.strictObject({ operations: rate, bandwidth: rate, launch: seconds }),
  gpu: v.strictObject({
    present: v.boolean(),
    operations: rate,
    bandwidth: rate,
    launch: seconds,
    start: seconds,
    link: rateOrZero,
    copy: seconds,
    limits: v.strictObject({
      threadsPerBlock: count,
      sharedBytes: count,
      buffersPerKernel: count,
      bufferBytes: count,
    }),
  }),
});

/** Every path that a profile has, for suggestions. */
const PATHS = [
  'name',
  'source',
  'cpu',
  'cpu.operations',
  'cpu.bandwidth',
  'cpu.launch',
  'gpu',
  'gpu.present',
  'gpu.operations',
  'gpu.bandwidth',
  'gpu.launch',
  'gpu.start',
  'gpu.link',
  'gpu.copy',
  'gpu.limits',
  'gpu.limits.threadsPerBlock',
  'gpu.limits.sharedBytes',
  'gpu.limits.buffersPerKernel',
  'gpu.limits.bufferBytes',
] as const;

const EXPECTED: Readonly<Record<string, string>> = {
  finite: 'a finite number',
  gt_value: 'a number above 0',
  min_value: 'a number of at least 0',
  safe_integer: 'a whole number',
  non_empty: 'a name',
  number: 'a number',
  string: 'a string',
  boolean: 'true or false',
  strict_object: 'an object',
};

/** A profile, or what is wrong with it: one sentence each. */
export type ProfileCheck =
  | { readonly ok: true; readonly profile: MachineProfile }
  | { readonly ok: false; readonly problems: readonly string[] };

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function problemOf(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? '';
  if (path === '') return `a profile is an object, not ${show(issue.input)}`;
  if (!(PATHS as readonly string[]).includes(path)) {
    const near = didYouMean(path, PATHS);
    return `there is no \`${path}\`${near === undefined ? '' : `; did you mean \`${near}\`?`}`;
  }
  if (issue.input === undefined) return `\`${path}\` is missing`;
  const expected = path.startsWith('gpu.limits.')
    ? 'a whole number above 0'
    : (EXPECTED[issue.type] ?? 'another value');
  return `\`${path}\` is ${show(issue.input)}; expected ${expected}`;
}

/**
 * Checks a parsed JSON value against the shape of a machine profile.
 *
 * @example
 * checkMachineProfile({ name: 'x' }) // { ok: false, problems: ['`cpu` is missing', '`gpu` is missing'] }
 */
export function checkMachineProfile(value: unknown): ProfileCheck {
  if (Array.isArray(value)) return { ok: false, problems: [`a profile is an object, not ${show(value)}`] };
  const result = v.safeParse(SCHEMA, value);
  if (!result.success) return { ok: false, problems: result.issues.map(problemOf) };
  const { source, ...profile } = result.output;
  return { ok: true, profile: { ...profile, ...(source !== undefined && { source }) } };
}
