// What interpreting a kernel needs of the device: words of a lane, shared arrays, and that it has no barrier.
import { type CodeRecord, headOf, PIXEL_CODE, type PixelProgram, packedPixels } from 'pxos/core';

/** Words of a lane before its registers: its own, arguments; and for each open call a frame. As in pxvm.wgsl. */
const LANE_WORDS = 8 + 16;
const FRAME_WORDS = 19;

/** Needs of one kernel. */
export interface KernelNeeds {
  /** Words of state that a lane keeps. */
  readonly laneWords: number;
  /** Calls that can be open at once. */
  readonly depth: number;
  /** The shared arrays in slot order, and all their words. */
  readonly shared: readonly { readonly type: number; readonly count: number; readonly first: number }[];
  readonly sharedWords: number;
}

const registersOf = ({ registers: { int, uint, float, bool } }: CodeRecord): number =>
  int + uint + float + bool;

/** The code of a record that is a kernel or function; the validator has seen that it is one. */
export function codeOf(program: PixelProgram, record: number): CodeRecord {
  const found = program.records[record];
  if (!found || found.kind === 'array') throw new Error(`record ${record} is no code`);
  return found;
}

/** Registers and open calls of the longest chain that begins at a record. */
function chainOf(
  program: PixelProgram,
  record: number,
  known: Map<number, { registers: number; depth: number }>,
): { readonly registers: number; readonly depth: number } {
  const made = known.get(record);
  if (made) return made;
  const code = codeOf(program, record);
  const called = new Set(
    code.code.filter(({ op }) => op === PIXEL_CODE.call).map(({ operands }) => operands[0] ?? 0),
  );
  const chain = { registers: 0, depth: 0 };
  for (const callee of called) {
    const below = chainOf(program, callee, known);
    chain.registers = Math.max(chain.registers, below.registers);
    chain.depth = Math.max(chain.depth, below.depth + 1);
  }
  chain.registers += registersOf(code);
  known.set(record, chain);
  return chain;
}

const BARRIERS: ReadonlySet<number> = new Set([
  PIXEL_CODE.sync,
  PIXEL_CODE.warpReduce,
  PIXEL_CODE.blockReduce,
  PIXEL_CODE.stage,
]);

/** The operation code of a kernel's first instruction that all threads of a block must reach together. */
export const barrierOf = ({ code }: CodeRecord) => code.find(({ op }) => BARRIERS.has(op));

/** Works out what a kernel needs. */
export function needsOf(program: PixelProgram, kernel: number): KernelNeeds {
  const { registers, depth } = chainOf(program, kernel, new Map());
  const shared: { type: number; count: number; first: number }[] = [];
  let sharedWords = 0;
  for (const { kind, type, count } of headOf(codeOf(program, kernel)).slots) {
    if (kind !== 'shared') continue;
    shared.push({ type, count, first: sharedWords });
    sharedWords += packedPixels(type, count);
  }
  return { laneWords: LANE_WORDS + FRAME_WORDS * depth + registers, depth, shared, sharedWords };
}
