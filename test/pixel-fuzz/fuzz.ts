// The fuzzer of pixel programs: from a seed to an input and its verdict, and from a number of inputs to a count of verdicts.
import { decodePng, type Pipeline, type PixelImage, versionOf } from 'pxos/core';
import type { Executor } from '../pixel-parity/executors.ts';
import { pixelCases, readCase } from '../pxi-cases.ts';
import { placeAnywhere } from '../random/pixels/place.ts';
import { randomPixelProgram } from '../random/pixels/program.ts';
import { Random } from '../random/random.ts';
import { judgeAgreement, judgeFile, judgeLegacy, judgeProgram, type Verdict } from './judge.ts';
import { judgeExecutors } from './judge-executors.ts';
import { mutatePng } from './mutate-png.ts';
import { mutateLegacy, mutateWords } from './mutate-words.ts';

/** Images above this size make few inputs in the time of many. */
const PIXELS = 1500;

const SOUND = pixelCases.filter(({ runs }) => runs?.every(({ refused }) => refused === undefined));
const FILES = pixelCases.filter(({ read }) => read && read.refused === undefined).map(readCase);
const IMAGES: readonly PixelImage[] = SOUND.map((one) => decodePng(readCase(one)).image).filter(
  ({ pixels }) => pixels.length <= 4 * PIXELS,
);
const PROGRAMS = IMAGES.filter((image) => versionOf(image) === '1.1');
const LEGACY = IMAGES.filter((image) => versionOf(image) === '1.0');

/** Programs of records: larger, with parts anywhere. */
const RECORDS: readonly PixelImage[] = Array.from({ length: 60 }, (_, seed) => {
  const random = new Random(seed);
  return placeAnywhere(randomPixelProgram(random, { hasBarriers: random.chance(0.3) }), random).image;
});

/** What an input is made of. */
export type Kind = 'program' | 'agreement' | 'legacy' | 'file';

/** Makes the input of a seed, and judges it. */
export function fuzzOne(kind: Kind, seed: number): Verdict {
  const random = new Random(seed);
  switch (kind) {
    case 'program':
      return judgeProgram(mutateWords(random.pick(PROGRAMS), random), seed);
    case 'agreement':
      return judgeAgreement(mutateWords(random.pick(PROGRAMS), random));
    case 'legacy':
      return judgeLegacy(mutateLegacy(random.pick(LEGACY), random), random.chance(0.8) ? '1.0' : '0.0.2');
    case 'file':
      return judgeFile(mutatePng(random.pick(FILES), random));
  }
}

/** Mutations that are tried for a seed until one is valid. */
const ATTEMPTS = 12;

/** Judges mutated programs of so many seeds on executors: those of a seed that are refused, and the first that is not. */
export async function fuzzExecutors(
  { first, count }: { readonly first: number; readonly count: number },
  run: { readonly executors: readonly Executor[]; readonly pipeline: Pipeline },
): Promise<Record<Verdict, number>> {
  const verdicts: Record<Verdict, number> = { refused: 0, failed: 0, ran: 0 };
  for (let seed = first; seed < first + count; seed++) {
    const random = new Random(seed);
    try {
      for (
        let attempt = 0, verdict: Verdict = 'refused';
        verdict === 'refused' && attempt < ATTEMPTS;
        attempt++
      ) {
        const image = random.pick(random.chance(0.7) ? PROGRAMS : RECORDS);
        verdict = await judgeExecutors(mutateWords(image, random), seed, run);
        verdicts[verdict]++;
      }
    } catch (error) {
      throw new Error(`input executors ${seed}: ${error instanceof Error ? error.message : error}`, {
        cause: error,
      });
    }
  }
  return verdicts;
}

/** Judges the inputs of so many seeds from `first` on; an input that fails is named by its kind and seed. */
export function fuzz(
  kind: Kind,
  { first, count }: { readonly first: number; readonly count: number },
): Record<Verdict, number> {
  const verdicts: Record<Verdict, number> = { refused: 0, failed: 0, ran: 0 };
  for (let seed = first; seed < first + count; seed++) {
    try {
      verdicts[fuzzOne(kind, seed)]++;
    } catch (error) {
      throw new Error(`input ${kind} ${seed}: ${error instanceof Error ? error.message : error}`, {
        cause: error,
      });
    }
  }
  return verdicts;
}
