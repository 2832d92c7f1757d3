// What becomes of a program before it is lowered: group operations as shared memory and barriers, short loops turn by turn.
import { lowerGroups, lowerMatrices, type Program, removeRedundantBarriers } from 'pxos/core';
import { unrollLoops } from './unroll.ts';

/** The program as this target prints it. A barrier less is a region less to keep variables across. */
export const legalize = (program: Program): Program =>
  unrollLoops(removeRedundantBarriers(lowerGroups(lowerMatrices(program))));
