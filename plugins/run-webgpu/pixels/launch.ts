// A DISPATCH on the device: its arrays and numbers as the shader wants them, then slices until every lane has finished.
import { type ArrayRecord, elementsOf, gasLimit, headOf, type PixelProgram } from 'pxos/core';
import { GROUP, NOBODY, type PixelMachine } from './machine.ts';
import { codeOf, type KernelNeeds } from './needs.ts';

type Triple = readonly [number, number, number];

/** A DISPATCH with its grid known. */
export interface KernelLaunch {
  readonly kernel: number;
  readonly grid: Triple;
  readonly block: Triple;
  /** Records in head order. */
  readonly parameters: readonly number[];
}

/** Lanes at most: enough to fill a device. */
const MOST_LANES = 65_536;
/** Words of state at most. */
const MOST_STATE = 2 ** 24;
/** Words of scratch for shared arrays of all lanes. */
export const SCRATCH_WORDS = 2 ** 20;

/** Instructions of a lane in the first slice: little, since one may be a call of a slow device. */
const FIRST_BUDGET = 16;
const MOST_BUDGET = 2 ** 22;
/** Seconds of a slice between which the budget stays: far from any watchdog, long against the way to the device. */
const SHORT_SLICE = 0.05;
const LONG_SLICE = 0.4;

/** An array record of a program; the validator has seen that it is one. */
export function arrayOf(program: PixelProgram, record: number): ArrayRecord {
  const found = program.records[record];
  if (found?.kind !== 'array') throw new Error(`record ${record} is no array`);
  return found;
}

/** The words (first, count, element, is shared) of the slots and then of the values. */
function tableOf(
  program: PixelProgram,
  { kernel, parameters }: KernelLaunch,
  { needs, sharedFirst }: { readonly needs: KernelNeeds; readonly sharedFirst: number },
): { readonly entries: Uint32Array; readonly firstValue: number } {
  const entryOf = (record: number): readonly number[] => {
    const array = arrayOf(program, record);
    return [array.first, elementsOf(array), array.type, 0];
  };
  const head = headOf(codeOf(program, kernel)).parameters;
  const entriesOf = (kind: 'array' | 'value') =>
    parameters.filter((_record, k) => head[k]?.kind === kind).map(entryOf);
  const slots = [
    ...entriesOf('array'),
    ...needs.shared.map(({ first, count, type }) => [sharedFirst + first, count, type, 1]),
  ];
  return {
    entries: Uint32Array.from([...slots, ...entriesOf('value')].flat()),
    firstValue: slots.length,
  };
}

/** Lanes of a launch: one for each unit, as far as state and scratch allow. */
function lanesOf(units: number, { laneWords, sharedWords }: KernelNeeds, scratch: number): number {
  const limits = [units, MOST_LANES, Math.floor(MOST_STATE / laneWords)];
  if (sharedWords > 0) limits.push(Math.floor(scratch / sharedWords));
  return Math.min(...limits);
}

/** Instructions that the next slice may take. */
function adapted(budget: number, seconds: number): number {
  if (seconds < SHORT_SLICE) return Math.min(MOST_BUDGET, 4 * budget);
  return seconds > LONG_SLICE ? Math.max(1, budget >>> 1) : budget;
}

/**
 * Runs all threads of a launch. Gives the number of the lowest thread that spent its gas, if one did.
 */
export async function runLaunch(
  machine: PixelMachine,
  program: PixelProgram,
  { launch, needs }: { readonly launch: KernelLaunch; readonly needs: KernelNeeds },
): Promise<number | undefined> {
  const threadsOfBlock = launch.block[0] * launch.block[1] * launch.block[2];
  const blocks = launch.grid[0] * launch.grid[1] * launch.grid[2];
  if (blocks === 0) return undefined;
  const hasShared = needs.sharedWords > 0;
  const units = hasShared ? blocks : blocks * threadsOfBlock;
  const lanes = lanesOf(units, needs, machine.scratch);
  const sharedFirst = machine.pixels;
  const { entries, firstValue } = tableOf(program, launch, { needs, sharedFirst });
  machine.reserve(Math.ceil(lanes / GROUP) * GROUP * needs.laneWords);
  if (entries.length > 0) machine.setArrays(entries);
  machine.setStatus(0, 0, NOBODY);
  let budget = FIRST_BUDGET;
  for (let fresh = 1; ; fresh = 0) {
    const uniform = Uint32Array.of(
      ...launch.grid,
      lanes,
      ...launch.block,
      budget,
      launch.kernel,
      program.table.first,
      program.width,
      gasLimit(program.gas),
      units,
      hasShared ? threadsOfBlock : 1,
      needs.depth,
      fresh,
      sharedFirst,
      needs.sharedWords,
      firstValue,
      0,
    );
    const start = performance.now();
    machine.setStatus(0, 0);
    await machine.submit({ entry: 'run_kernel', uniform, invocations: lanes });
    const [unfinished, spent = NOBODY] = await machine.readStatus();
    if (unfinished === 0) return spent === NOBODY ? undefined : spent;
    budget = adapted(budget, (performance.now() - start) / 1000);
  }
}
