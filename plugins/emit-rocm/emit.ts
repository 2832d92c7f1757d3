// What HIP adds to the programs that it shares with CUDA: its limits, its compiler, what it does not promise.
import { type Artifact, type EmitContext, globalProgram, type Program, type TargetLimits } from 'pxos/core';
import { HIP } from './dialect.ts';

/** Limits of AMD GPUs: the local data share of a work-group, threads of a work-group. */
const LIMITS: TargetLimits = {
  sharedBytes: { name: 'sharedMemPerBlock', limit: 65536 },
  threadsPerBlock: { name: 'maxThreadsPerBlock', limit: 1024 },
};

const STRICT = [
  'Products are not contracted: a pragma in the file says so, whatever the flags.',
  'Divisions and roots are correctly rounded as long as it is built with the flags above.',
  'exp, log, pow, sin, cos, tan and tanh are those of ROCm’s device library, within its error bounds.',
  'Sums of float atomics depend on the order of the threads.',
];
const FAST = ['Fast arithmetic was asked for: results may differ in more than the last digits.'];

/** One complete program: `<name>.hip.cpp`. */
export function hipProgram(program: Program, context: EmitContext): readonly Artifact[] {
  const strict = context.config.precision === 'strict';
  return globalProgram(program, context, {
    dialect: HIP,
    limits: LIMITS,
    extension: '.hip.cpp',
    prefix: 'hip',
    header: '#include <hip/hip_runtime.h>',
    pragmas: strict ? ['', '#pragma clang fp contract(off)'] : [],
    language: 'HIP',
    compiler: `hipcc -std=c++17 -O3 ${strict ? '-ffp-contract=off -fno-fast-math' : '-ffast-math'}`,
    cannotPromise: strict ? STRICT : FAST,
  });
}
