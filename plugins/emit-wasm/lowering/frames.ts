// What a thread keeps across barriers: which variables have to be in memory, and where in the thread's frame they stand.
import type { Kernel, Local } from 'pxos/core';
import { someStmt } from 'pxos/core';
import { type Code, get, i32, load, store, type Variable } from '../encoding/index.ts';
import { assignmentFacts } from './assignment.ts';
import { type BlockStep, namesOf, readByBlock, regionsOf } from './regions.ts';
import { registerOf } from './registers.ts';

/** The frame of one thread. */
export interface Frame {
  readonly bytes: number;
  /** Variables that live across barriers, with their place in the frame. */
  readonly slots: ReadonlyMap<string, Slot>;
  /** Offset of the flag of threads that have returned; `undefined` when none can before the last region. */
  readonly done: number | undefined;
  /** True when a frame must be zero before its thread starts. */
  readonly startsAsZeros: boolean;
}

interface Slot {
  readonly offset: number;
  readonly local: Local;
}

/** Lays out the frame of a kernel that was split at its barriers. */
export function frameOf(kernel: Kernel, steps: readonly BlockStep[]): Frame {
  const regions = regionsOf(steps);
  const byBlock = readByBlock(steps);
  const names = regions.map(namesOf);
  const livesAcross = ({ name }: Local): boolean => {
    const users = regions.filter((_, position) => names[position]!.has(name));
    if (byBlock.has(name) || users.length > 1) return true;
    const [only] = users;
    return only?.repeated === true && assignmentFacts(only.stmts).exposed.has(name);
  };
  const kept = kernel.locals.filter(livesAcross);
  const wide = kept.filter(({ type }) => type === 'f64');
  const narrow = kept.filter(({ type }) => type !== 'f64');

  const slots = new Map<string, Slot>();
  let bytes = 0;
  for (const local of [...wide, ...narrow]) {
    slots.set(local.name, { offset: bytes, local });
    bytes += local.type === 'f64' ? 8 : 4;
  }
  const returns =
    regions.length > 1 && regions.some(({ stmts }) => someStmt(stmts, ({ kind }) => kind === 'return'));
  const done = returns ? bytes : undefined;
  if (returns) bytes += 4;
  const { exposed } = assignmentFacts(kernel.body);
  return {
    bytes: (bytes + 7) & -8,
    slots,
    done,
    startsAsZeros: returns || kept.some(({ name }) => exposed.has(name)),
  };
}

/** Reads a variable out of the frame at `pointer`. */
export function readSlot({ local, offset }: Slot, pointer: Variable): Code {
  return load(`${registerOf(local.type)}.load`, get(pointer), offset);
}

/** Writes a variable into the frame at `pointer`. */
export function writeSlot({ local, offset }: Slot, pointer: Variable, value: Code): Code {
  return store(`${registerOf(local.type)}.store`, get(pointer), value, offset);
}

export const readDone = (frame: Variable, offset: number): Code => load('i32.load', get(frame), offset);
export const writeDone = (frame: Variable, offset: number): Code =>
  store('i32.store', get(frame), i32(1), offset);
