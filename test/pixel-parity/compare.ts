// Compares executors on random programs; names seed, executor, first differing pixel and instruction where they disagree.
import { differingPixels, firstWriterOf, type Pipeline, type PixelImage, traceImage } from 'pxos/core';
import type { Laboratory } from '../differential.ts';
import { type Executor, FIRST, type Outcome, outcomeOn } from './executors.ts';
import { type ParityCase, parityCase, type Source } from './programs.ts';

/** Programs that an executor agreed on: images, refusals and failures that say the same. Others it is not made for. */
export interface Agreement {
  images: number;
  changed: number;
  failures: number;
  declined: number;
}

/** By the executor's name. */
export type Agreements = Map<string, Agreement>;

function pixelsDiffer(one: ParityCase, wanted: PixelImage, got: PixelImage): string | undefined {
  const differing = differingPixels(wanted, got);
  const [pixel] = differing;
  if (pixel === undefined) return undefined;
  const { width } = wanted;
  const { compat, dialect } = one;
  const step = firstWriterOf(traceImage(one.image, { compat, dialect }), differing);
  const hex = ({ pixels }: PixelImage): string =>
    Buffer.from(pixels.subarray(4 * pixel, 4 * pixel + 4)).toString('hex');
  const where = `pixel (${pixel % width}, ${Math.floor(pixel / width)}) is ${hex(got)}, not ${hex(wanted)}`;
  return `${where}; ${differing.length} differ; ${step ? `instruction ${step.index}: ${step.text}` : 'no instruction writes it'}`;
}

/** What differs between two outcomes, in words. */
export function difference(one: ParityCase, wanted: Outcome, got: Outcome): string | undefined {
  if (wanted.image && got.image) return pixelsDiffer(one, wanted.image, got.image);
  const [expected, actual] = [wanted.said.join('\n'), got.said.join('\n')];
  if (wanted.image || got.image || expected !== actual)
    return `says\n${actual || 'nothing'}\nand not\n${expected || 'nothing'}`;
  return undefined;
}

/** What came of a program on executors, one after the other. */
async function outcomesOn(
  executors: readonly Executor[],
  one: ParityCase,
  pipeline: Pipeline,
): Promise<readonly (readonly [Executor, Outcome | undefined])[]> {
  const outcomes: (readonly [Executor, Outcome | undefined])[] = [];
  for (const executor of executors) outcomes.push([executor, await outcomeOn(executor, one, pipeline)]);
  return outcomes;
}

/** Runs a program on the executors; throws where one disagrees with the first. */
export async function compareOne(
  one: ParityCase,
  executors: readonly Executor[],
  { pipeline, agreements }: { readonly pipeline: Pipeline; readonly agreements: Agreements },
): Promise<void> {
  const isGpu = ({ runner }: Executor): boolean => runner === 'webgpu';
  const here = [FIRST, ...executors.filter((executor) => !isGpu(executor))];
  // The device compiles while this thread computes.
  const [onGpu, [first, ...onCpu]] = await Promise.all([
    outcomesOn(executors.filter(isGpu), one, pipeline),
    outcomesOn(here, one, pipeline),
  ]);
  const wanted = first?.[1];
  if (!wanted) throw new Error(`${one.title}: ${FIRST.name} does not take it`);
  for (const [{ name }, got] of [...onCpu, ...onGpu]) {
    const agreement = agreements.get(name) ?? { images: 0, changed: 0, failures: 0, declined: 0 };
    agreements.set(name, agreement);
    if (!got) {
      agreement.declined++;
      continue;
    }
    const fault = difference(one, wanted, got);
    if (fault !== undefined) throw new Error(`${one.title} on ${name}: ${fault}`);
    if (!wanted.image) agreement.failures++;
    else {
      agreement.images++;
      if (Buffer.compare(wanted.image.pixels, one.image.pixels) !== 0) agreement.changed++;
    }
  }
}

/** Compares executors on the programs of so many seeds. */
export async function compareSeeds(
  source: Source,
  { first, count }: { readonly first: number; readonly count: number },
  run: {
    readonly executors: readonly Executor[];
    readonly laboratory: Laboratory;
    readonly pipeline: Pipeline;
    readonly agreements: Agreements;
  },
): Promise<void> {
  for (let seed = first; seed < first + count; seed++) {
    const one = await parityCase(source, seed, run.laboratory);
    if (one) await compareOne(one, run.executors, run);
  }
}
