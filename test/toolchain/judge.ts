// Judges the results of an emitted program: every element must be a value that the language allows, integers to the byte.
import { evaluateRun, evaluateWithIntervals, type IntervalBuffer, judge } from '../../core/index.ts';
import type { Subject } from './c-family.ts';

/** What an output may hold: an interval for each element, and for integers the very bytes that the oracle leaves. */
interface Allowed {
  readonly intervals: IntervalBuffer;
  readonly bytes: Uint8Array | undefined;
}

const FLOATS: ReadonlySet<string> = new Set(['f16', 'f32', 'f64']);

/** What every output may hold, by the host's name. */
export function allowedOf({ experiment, outputs }: Subject): ReadonlyMap<string, Allowed> {
  const { compiled, prepared } = experiment;
  const request = {
    program: compiled.program,
    buffers: [...prepared.storages.values()],
    operations: prepared.operations,
  };
  const { buffers } = evaluateWithIntervals(request);
  // Intervals know nothing of what atomics leave, whose order is free; the fixtures do not depend on it.
  const exact = evaluateRun(request).buffers;
  return new Map(
    outputs.flatMap(({ name, storage, element }) => {
      const intervals = buffers.get(storage);
      const bytes = FLOATS.has(element) ? undefined : exact.get(storage);
      return intervals ? [[name, { intervals, bytes }]] : [];
    }),
  );
}

/** The first element that is wrong, in words. */
export function firstFault(
  allowed: ReadonlyMap<string, Allowed>,
  results: ReadonlyMap<string, Uint8Array>,
): string | undefined {
  for (const [name, { intervals, bytes: wanted }] of allowed) {
    const bytes = results.get(name) ?? new Uint8Array();
    const at = wanted?.findIndex((byte, k) => byte !== bytes[k]) ?? -1;
    if (at >= 0) return `byte ${at} of ${name} is ${bytes[at]}, not ${wanted?.[at]}`;
    const [wrong] = judge(bytes, intervals).first;
    if (wrong) {
      const { lo, hi, nan } = wrong.allowed;
      return `${name}[${wrong.index}] is ${wrong.value}, not in ${lo} … ${hi}${nan ? ' or NaN' : ''}`;
    }
  }
  return undefined;
}
