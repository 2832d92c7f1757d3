// What CUDA adds to the programs that it shares with HIP: its limits, its compiler, what it does not promise.
import { type Artifact, type EmitContext, globalProgram, type Program, type TargetLimits } from 'pxos/core';
import { CUDA } from './dialect.ts';

/** Limits of every GPU that CUDA 13 supports. */
const LIMITS: TargetLimits = {
  sharedBytes: { name: 'static shared memory per block', limit: 49152 },
  threadsPerBlock: { name: 'maxThreadsPerBlock', limit: 1024 },
};

const STRICT = [
  'Subnormal floats are kept and products are not contracted as long as it is built with the flags above.',
  'exp, log, pow, sin, cos, tan and tanh are those of CUDA, within the error bounds of its programming guide.',
  'Sums of float atomics depend on the order of the threads.',
];
const FAST = ['Fast arithmetic was asked for: results may differ in more than the last digits.'];

/** One complete program: `<name>.cu`. */
export function cudaProgram(program: Program, context: EmitContext): readonly Artifact[] {
  const strict = context.config.precision === 'strict';
  return globalProgram(program, context, {
    dialect: CUDA,
    limits: LIMITS,
    extension: '.cu',
    prefix: 'cuda',
    header: '#include <cuda_runtime.h>',
    halfHeader: '#include <cuda_fp16.h>',
    language: 'CUDA C++',
    compiler: `nvcc -std=c++17 -O3 ${strict ? '-fmad=false' : '-use_fast_math'}`,
    cannotPromise: strict ? STRICT : FAST,
  });
}
