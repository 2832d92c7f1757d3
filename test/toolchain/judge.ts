// Judges the results of an emitted program: every element must be a value that the language allows, integers to the byte.
import { evaluateWithIntervals, type IntervalBuffer, judge } from '../../core/index.ts';
import type { Subject } from './c-family.ts';

/** What every output may hold, by the host's name. */
export function allowedOf({ experiment, outputs }: Subject): ReadonlyMap<string, IntervalBuffer> {
  const { compiled, prepared } = experiment;
  const { buffers } = evaluateWithIntervals({
    program: compiled.program,
    buffers: [...prepared.storages.values()],
    operations: prepared.operations,
  });
  return new Map(
    outputs.flatMap(({ name, storage }) => {
      const buffer = buffers.get(storage);
      return buffer ? [[name, buffer]] : [];
    }),
  );
}

/** The first element that is wrong, in words. */
export function firstFault(
  allowed: ReadonlyMap<string, IntervalBuffer>,
  results: ReadonlyMap<string, Uint8Array>,
): string | undefined {
  for (const [name, buffer] of allowed) {
    const bytes = results.get(name) ?? new Uint8Array();
    const [wrong] = judge(bytes, buffer).first;
    if (wrong) {
      const { lo, hi, nan } = wrong.allowed;
      return `${name}[${wrong.index}] is ${wrong.value}, not in ${lo} … ${hi}${nan ? ' or NaN' : ''}`;
    }
  }
  return undefined;
}
