// Puts a HIP file together: header, includes, kernels, the host runtime, the steps of the program, main.
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
import { HIP } from './dialect.ts';
import { HOST_FILES as HIP_FILES } from './host/embedded.ts';

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
  const found = obstacles(program, HIP, LIMITS, largestBlocks(program, context.plan));
  if (found.length > 0) throw new PxosError(found);
  const strict = context.config.precision === 'strict';
  const flags = strict ? '-ffp-contract=off -fno-fast-math' : '-ffast-math';
  return [
    globalFile(program, context, {
      dialect: HIP,
      extension: '.hip.cpp',
      host: assemble([...HOST_RUNTIME, HOST_FILES['launch.h'], HIP_FILES['device.hip.h']]),
      includes: ['#include <hip/hip_runtime.h>'],
      halfHeader: '',
      pragmas: strict ? ['', '#pragma clang fp contract(off)'] : [],
      header: {
        language: 'HIP',
        build: (file, base) => [
          `hipcc -std=c++17 -O3 ${flags} -o ${base} ${file}`,
          `./${base} --help   (--selfcheck compares each kernel with embedded results)`,
        ],
        cannotPromise: strict ? STRICT : FAST,
      },
    }),
  ];
}
