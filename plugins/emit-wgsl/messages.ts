// Everything that emit-wgsl has to say to a person: PX0820 … PX0839.
import { message, withFullStop } from 'pxos/core';

/** The catalogue of this plugin. */
export const messages = {
  doubleUnsupported: message<{ kernel: string; what: string }>({
    code: 'PX0820',
    severity: 'error',
    about: 'WGSL has no 64-bit floats.',
    message: ({ kernel, what }) => `\`${kernel}\` uses double (${what}), which WGSL does not have.`,
    hint: () =>
      'Use float, or a backend that has double: `cuda`, `rocm` or `wasm` (`GPU_TARGET` pins the kernel to one).',
  }),
  aboveLimit: message<{ kernel: string; limit: string; wanted: number; most: number; what: string }>({
    code: 'PX0821',
    severity: 'error',
    about: 'A kernel needs more than any WebGPU device offers; the message names the limit.',
    message: ({ kernel, limit, wanted, most, what }) =>
      `\`${kernel}\` needs ${wanted} ${what}, but no WebGPU device has more than ${most} (\`${limit}\`).`,
    hint: () => 'Make it smaller, or choose another backend such as `cuda` or `wasm`.',
  }),
  aboveGuarantee: message<{ kernel: string; limit: string; wanted: number; most: number; what: string }>({
    code: 'PX0822',
    severity: 'warning',
    about: 'A kernel needs more than WebGPU guarantees; devices with higher limits run it.',
    message: ({ kernel, limit, wanted, most, what }) =>
      `\`${kernel}\` needs ${wanted} ${what}, and WebGPU guarantees only ${most} (\`${limit}\`).`,
    hint: ({ limit }) => `A host must ask for a device with this \`${limit}\`; not every adapter has it.`,
  }),
  refused: message<{ path: string; reason: string }>({
    code: 'PX0823',
    severity: 'error',
    about:
      'Dawn, a WebGPU implementation, refuses emitted WGSL: a fault of the emitter or of a plugin behind it.',
    message: ({ path, reason }) => `Dawn refuses ${path}: ${withFullStop(reason)}`,
    hint: () => 'Please report the kernel at this line.',
  }),
  tooDeep: message<{ name: string; most: number }>({
    code: 'PX0824',
    severity: 'error',
    about: 'Blocks nest deeper than compilers of WGSL follow.',
    message: ({ name, most }) =>
      `The blocks of \`${name}\` nest too deep for WGSL, whose compilers follow ${most} levels: two for a block, one for an ELSE IF.`,
    hint: () => 'Move inner blocks into a function, or choose another backend such as `cuda` or `wasm`.',
  }),
};

/** Codes of the errors that say what WGSL lacks: a runner of it does not run such a program. */
export const refusals: readonly string[] = [
  messages.doubleUnsupported,
  messages.aboveLimit,
  messages.tooDeep,
].map(({ code }) => code);
