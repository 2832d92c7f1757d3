// Everything that run-cpu has to say to a person: PX0750 … PX0769.
import { message, withFullStop } from 'pxos/core';

/** The catalogue of this plugin. */
export const messages = {
  timedOut: message<{ seconds: number }>({
    code: 'PX0750',
    severity: 'error',
    about: 'A run on the CPU took longer than its time limit and was ended.',
    message: ({ seconds }) => `The run was ended after ${Number(seconds.toPrecision(3))} s, its time limit.`,
    hint: () => 'Look for a loop that never ends, or give it more time with `--timeout SECONDS`.',
  }),
  tooMuchMemory: message<{ bytes: number; most: number }>({
    code: 'PX0751',
    severity: 'error',
    about: 'The buffers of a run take more than the 4 GiB that WebAssembly can address.',
    message: ({ bytes, most }) =>
      `The run needs ${bytes} bytes of memory, but WebAssembly has at most ${most} (4 GiB).`,
    hint: () => 'Use smaller buffers, or split the work into several runs.',
  }),
  outOfMemory: message<{ bytes: number; reason: string }>({
    code: 'PX0752',
    severity: 'error',
    about: 'The machine did not give the memory that a run needs.',
    message: ({ bytes, reason }) =>
      `The run needs ${bytes} bytes of memory, which it did not get: ${withFullStop(reason)}`,
    hint: () => 'Close other programs, or use smaller buffers.',
  }),
  blockTooLarge: message<{ kernel: string; threads: number; most: number }>({
    code: 'PX0753',
    severity: 'error',
    about: 'A block has more threads than a block can have.',
    message: ({ kernel, threads, most }) =>
      `A block of \`${kernel}\` has ${threads} threads, but a block has at most ${most}.`,
    hint: ({ most }) => `Launch blocks of ${most} threads or fewer, and more of them.`,
  }),
  tooManyBlocks: message<{ kernel: string; blocks: number; most: number }>({
    code: 'PX0754',
    severity: 'error',
    about: 'A launch has more blocks than can be counted in 32 bits.',
    message: ({ kernel, blocks, most }) =>
      `The launch of \`${kernel}\` has ${blocks} blocks, but a launch has at most ${most}.`,
    hint: () => 'Launch larger blocks, or split the launch.',
  }),
  kernelMissing: message<{ kernel: string }>({
    code: 'PX0756',
    severity: 'error',
    about: 'There is no WebAssembly artifact with a launched kernel in it.',
    message: ({ kernel }) => `There is no WebAssembly of the kernel \`${kernel}\`.`,
    hint: () => 'Keep the plugin `emit-wasm`, which makes it.',
  }),
  moduleRefused: message<{ reason: string }>({
    code: 'PX0757',
    severity: 'error',
    about:
      'The engine refused an emitted module: a fault of the emitter, or an artifact that another plugin changed.',
    message: ({ reason }) => `The WebAssembly engine refused the module: ${withFullStop(reason)}`,
    hint: () => 'Please report the program; `--runner reference` runs it meanwhile.',
  }),
  trapped: message<{ kernel: string; reason: string }>({
    code: 'PX0758',
    severity: 'error',
    about: 'The engine ended a kernel, which the language rules out: a fault of the emitter or of a pass.',
    message: ({ kernel, reason }) =>
      `The WebAssembly engine ended the kernel \`${kernel}\`: ${withFullStop(reason)}`,
    hint: () => 'Please report the program; `--runner reference` runs it meanwhile.',
  }),
  workerEnded: message<{ reason: string }>({
    code: 'PX0759',
    severity: 'error',
    about: 'The worker that runs WebAssembly ended by itself.',
    message: ({ reason }) => `The worker ended during the run: ${withFullStop(reason)}`,
    hint: () => 'Run it again; if the machine is short of memory, use smaller buffers.',
  }),
  aborted: message({
    code: 'PX0760',
    severity: 'error',
    about: 'A run was given up by the program that asked for it.',
    message: () => 'The run was given up.',
  }),
  bufferMissing: message<{ buffer: string }>({
    code: 'PX0761',
    severity: 'error',
    about: 'A run names a buffer that it does not bring along: a fault of the program that asked for it.',
    message: ({ buffer }) => `The run has no buffer \`${buffer}\`.`,
    hint: () => 'List it in the `buffers` of the request.',
  }),
};
