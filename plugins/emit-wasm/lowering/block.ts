// What a block does, in WebAssembly: one loop over its threads for each region, and the uniform control flow around them.
import { assignedLocals, type Kernel } from 'pxos/core';
import {
  block,
  branch,
  branchIf,
  type Code,
  get,
  i32,
  label,
  op,
  set,
  variable,
  when,
  zero,
} from '../encoding/index.ts';
import type { KernelArguments } from './arguments.ts';
import { assignmentFacts } from './assignment.ts';
import { lowerExpression, type Scope } from './expressions.ts';
import { frameOf, readDone, readSlot, writeDone, writeSlot } from './frames.ts';
import type { FunctionLibrary } from './functions.ts';
import type { Geometry } from './geometry.ts';
import { countingLoop, type LoopExits, waitingLoop } from './loops.ts';
import { type BlockStep, namesOf, type Region, splitAtBarriers } from './regions.ts';
import { registerOf } from './registers.ts';
import { Scratch } from './scratch.ts';
import type { StatementScope } from './statement-scope.ts';
import { lowerStatements } from './statements.ts';
import { Variables } from './variables.ts';

/** The code of one block, and the bytes that each of its threads needs across barriers. */
export interface LoweredBlock {
  readonly code: Code;
  readonly frameBytes: number;
}

/** Lowers the body of a kernel; its launch and the loops around it are given. */
export function lowerBlock(
  kernel: Kernel,
  launch: KernelArguments,
  geometry: Geometry,
  library: FunctionLibrary,
): LoweredBlock {
  const steps = splitAtBarriers(kernel.body);
  const frame = frameOf(kernel, steps);
  const { slots, done } = frame;
  const variables = new Variables(kernel.locals);
  const types = new Map(kernel.locals.map(({ name, type }) => [name, registerOf(type)]));
  const framePointer = variable('i32', 'frame');
  const alive = variable('i32', 'alive');
  const endOfBlock = label('block');

  const shared = {
    scratch: new Scratch(),
    call: library.caller(),
    parameter: (name: string) => get(launch.scalars.get(name)!),
    array: (name: string) => launch.arrays.get(name)!,
  };
  /** Conditions and bounds of the block itself: the values of its thread 0. */
  const blockScope: Scope = {
    ...shared,
    local: (name) => {
      const slot = slots.get(name);
      return slot ? readSlot(slot, launch.frames) : get(variables.of(name));
    },
    index: (source, axis) => {
      switch (source) {
        case 'thread':
          return get(geometry.first[axis]);
        case 'local':
          return i32(0);
        case 'block':
          return get(geometry.block[axis]);
        case 'blockSize':
          return get(launch.block[axis]);
        case 'gridSize':
          return get(launch.grid[axis]);
      }
    },
  };

  const lowerRegion = (region: Region): Code => {
    const endOfThread = label('thread');
    const scope: StatementScope = {
      ...blockScope,
      local: (name) => get(variables.of(name)),
      variable: (name) => variables.of(name),
      limitOf: (name) => variables.limitOf(name),
      index: (source, axis) => {
        if (source === 'thread') return get(geometry.thread[axis]);
        if (source === 'local') return op('i32.sub', get(geometry.thread[axis]), get(geometry.first[axis]));
        return blockScope.index(source, axis);
      },
      return: () => [done === undefined ? [] : writeDone(framePointer, done), branch(endOfThread)],
    };
    const facts = assignmentFacts(region.stmts);
    const written = assignedLocals(region.stmts);
    const enter: Code[] = [];
    const leave: Code[] = [];
    for (const name of namesOf(region)) {
      const slot = slots.get(name);
      const type = types.get(name);
      if (slot) {
        const keepsOld = facts.exposed.has(name) || (written.has(name) && !facts.assigned.has(name));
        if (keepsOld) enter.push(set(variables.of(name), readSlot(slot, framePointer)));
        if (written.has(name)) leave.push(writeSlot(slot, framePointer, get(variables.of(name))));
      } else if (type && facts.exposed.has(name)) {
        // Variables start as 0; those that are always assigned before they are read need no start.
        enter.push(set(variables.of(name), zero(type)));
      }
    }
    const thread = block(
      endOfThread,
      done === undefined ? [] : branchIf(readDone(framePointer, done), endOfThread),
      enter,
      lowerStatements(region.stmts, scope),
      leave,
      done === undefined ? [] : set(alive, op('i32.add', get(alive), i32(1))),
    );
    return [
      frame.bytes > 0 ? set(framePointer, get(launch.frames)) : [],
      done === undefined ? [] : set(alive, i32(0)),
      geometry.threads([
        thread,
        frame.bytes > 0 ? set(framePointer, op('i32.add', get(framePointer), i32(frame.bytes))) : [],
      ]),
      done === undefined ? [] : branchIf(op('i32.eqz', get(alive)), endOfBlock),
    ];
  };

  const lowerStep = (step: BlockStep, exits: LoopExits | undefined): Code => {
    const all = (list: readonly BlockStep[], inner = exits): Code =>
      list.map((each) => lowerStep(each, inner));
    switch (step.kind) {
      case 'region':
        return lowerRegion(step);
      case 'if':
        return when(
          lowerExpression(step.condition, blockScope),
          all(step.then),
          step.else.length > 0 ? all(step.else) : undefined,
        );
      case 'for':
        return countingLoop({
          stmt: step.stmt,
          from: lowerExpression(step.stmt.from, blockScope),
          to: lowerExpression(step.stmt.to, blockScope),
          counter: variables.of(step.stmt.name),
          limit: variables.limitOf(step.stmt.name),
          body: (inner) => all(step.body, inner),
        });
      case 'while':
        return waitingLoop({
          condition: lowerExpression(step.condition, blockScope),
          body: (inner) => all(step.body, inner),
        });
      case 'break':
        return branch(exits!.onBreak);
      case 'continue':
        return branch(exits!.onContinue);
    }
  };

  return {
    frameBytes: frame.bytes,
    code: [
      launch.clearShared,
      frame.startsAsZeros
        ? op('memory.fill', get(launch.frames), i32(0), op('i32.mul', get(launch.threads), i32(frame.bytes)))
        : [],
      block(
        endOfBlock,
        steps.map((step) => lowerStep(step, undefined)),
      ),
    ],
  };
}
