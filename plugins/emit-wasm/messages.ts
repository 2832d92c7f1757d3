// Everything that emit-wasm has to say to a person: PX0840 … PX0859.
import { message, withFullStop } from 'pxos/core';

/** The catalogue of this plugin. */
export const messages = {
  aboveLimit: message<{ kernel: string; limit: string; wanted: number; most: number }>({
    code: 'PX0840',
    severity: 'error',
    about: 'A kernel or function is larger than WebAssembly engines take; the message names the limit.',
    message: ({ kernel, limit, wanted, most }) =>
      `\`${kernel}\` needs ${wanted} ${limit}, but WebAssembly engines take at most ${most}.`,
    hint: () => 'Split it into smaller kernels or functions, or choose another backend such as `cuda`.',
  }),
  refused: message<{ path: string; reason: string }>({
    code: 'PX0841',
    severity: 'error',
    about:
      'The WebAssembly engine refuses an emitted module: a fault of the emitter or of a plugin behind it.',
    message: ({ path, reason }) => `The WebAssembly engine refuses ${path}: ${withFullStop(reason)}`,
    hint: () => 'Please report the program.',
  }),
};

/** Codes of the errors that say what WebAssembly lacks: a runner of it does not run such a program. */
export const refusals: readonly string[] = [messages.aboveLimit].map(({ code }) => code);
