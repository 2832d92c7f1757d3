// What must hold for every mutated program on every executor, compiled or interpreted, here or on the device: nothing is read
// or written outside of its arrays, and it ends as programs end.
import {
  interpret,
  isPxosError,
  knownVersion,
  loadProgram,
  type Pipeline,
  type PixelImage,
  type PixelProgram,
  type PixelStep,
  wordsOf,
  writeProgram,
} from 'pxos/core';
import { type Executor, FIRST, type Outcome, outcomeOn } from '../pixel-parity/executors.ts';
import type { ParityCase } from '../pixel-parity/programs.ts';
import { Random } from '../random/random.ts';
import { coverage, surrounded, type Verdict } from './judge.ts';

const FLOAT = 1;
const THREADS = 1024;
const TIMEOUT = 20_000;
/** What executors may say of a program that is valid: what ends a run. */
const ALLOWED = /^PX1[0-3]\d\d /;

const alone = (step: PixelStep): PixelStep =>
  step.kind === 'dispatch' && !step.indirect ? { ...step, grid: [1, 1, 1], block: [1, 1, 1] } : step;

/** The program with one thread for each launch, where nothing depends on the order of threads. */
function withOneThread(program: PixelProgram, image: PixelImage): PixelImage {
  const result = { ...image, pixels: image.pixels.slice() };
  const { steps } = program;
  writeProgram({ ...program, steps: { ...steps, list: steps.list.map(alone) } }, result);
  return result;
}

function loaded(image: PixelImage): PixelProgram | undefined {
  try {
    return knownVersion(image) === '1.1' ? loadProgram(image) : undefined;
  } catch (error) {
    if (isPxosError(error)) return undefined;
    throw error;
  }
}

/** Whether a program ends soon, whatever becomes of it: then all executors run it. */
function isSmall(program: PixelProgram, image: PixelImage): boolean {
  try {
    interpret(program, image, { timeout: TIMEOUT, threads: THREADS });
    return true;
  } catch (error) {
    if (!isPxosError(error)) throw error;
    return !error.diagnostics.some(({ code }) => code === 'PX1351');
  }
}

/** Only writable arrays change. */
function assertConfined(before: PixelImage, after: PixelImage, writable: Uint8Array): void {
  const [then, now] = [wordsOf(before), wordsOf(after)];
  if (now.length !== then.length) throw new Error('The image has another size.');
  for (let at = 0; at < now.length; at++)
    if (!writable[at] && now[at] !== then[at])
      throw new Error(`Pixel ${at} was written, and no array has it.`);
}

function assertSame(wanted: Outcome, got: Outcome): void {
  if (wanted.said.join('\n') !== got.said.join('\n'))
    throw new Error(`It says\n${got.said.join('\n')}\nand the interpreter\n${wanted.said.join('\n')}`);
  if (!wanted.image || !got.image) return;
  const now = wordsOf(got.image);
  const at = wordsOf(wanted.image).findIndex((word, pixel) => word !== now[pixel]);
  if (at >= 0) throw new Error(`Pixel ${at} is not what the interpreter leaves.`);
}

/**
 * Judges a mutated program on executors. Amid noise it changes its writable arrays only; without floats, and with one thread
 * a launch, it leaves what the interpreter leaves.
 */
export async function judgeExecutors(
  mutated: PixelImage,
  seed: number,
  { executors, pipeline }: { readonly executors: readonly Executor[]; readonly pipeline: Pipeline },
): Promise<Verdict> {
  const random = new Random(seed);
  const program = loaded(mutated);
  if (!program) return 'refused';
  const isAlone = random.chance(0.6);
  const { covered, writable } = coverage(program, mutated.pixels.length >> 2);
  const image = surrounded(isAlone ? withOneThread(program, mutated) : mutated, covered, random);
  const judged = loadProgram(image);
  if (!isSmall(judged, image)) return 'failed';
  const one: ParityCase = { title: `fuzz ${seed}`, image, compat: false, dialect: '1.0' };
  const hasIndirect = judged.steps.list.some((step) => step.kind === 'dispatch' && step.indirect);
  const isDefined = isAlone && !hasIndirect && (judged.flags & FLOAT) === 0;
  const wanted = await outcomeOn(FIRST, one, pipeline);
  for (const executor of executors) {
    const got = await outcomeOn(executor, one, pipeline);
    if (!got) continue;
    try {
      const strange = got.said.find((line) => !ALLOWED.test(line));
      if (strange !== undefined) throw new Error(`It says ${strange}`);
      if (got.image) assertConfined(image, got.image, writable);
      if (isDefined && wanted) assertSame(wanted, got);
    } catch (error) {
      throw new Error(`${executor.name}: ${error instanceof Error ? error.message : error}`, {
        cause: error,
      });
    }
  }
  return wanted?.image ? 'ran' : 'failed';
}
