// Puts a CUDA file together: header, includes, kernels, the host runtime, the steps of the program, main.
import {
  type Artifact,
  assemble,
  type EmitContext,
  globalFile,
  HOST_FILES,
  HOST_RUNTIME,
  largestBlocks,
  obstacles,
  type Program,
  PxosError,
  type TargetLimits,
} from 'pxos/core';
import { CUDA } from './dialect.ts';
import { HOST_FILES as CUDA_FILES } from './host/embedded.ts';

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
  const found = obstacles(program, CUDA, LIMITS, largestBlocks(program, context.plan));
  if (found.length > 0) throw new PxosError(found);
  const strict = context.config.precision === 'strict';
  const flags = strict ? '-fmad=false' : '-use_fast_math';
  return [
    globalFile(program, context, {
      dialect: CUDA,
      extension: '.cu',
      host: assemble([...HOST_RUNTIME, HOST_FILES['launch.h'], CUDA_FILES['device.cuh']]),
      includes: [],
      halfHeader: '#include <cuda_fp16.h>',
      pragmas: [],
      header: {
        language: 'CUDA C++',
        build: (file, base) => [
          `nvcc -std=c++17 -O3 ${flags} -o ${base} ${file}`,
          `./${base} --help   (--selfcheck compares each kernel with embedded results)`,
        ],
        cannotPromise: strict ? STRICT : FAST,
      },
    }),
  ];
}
