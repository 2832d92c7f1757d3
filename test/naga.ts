// naga, a WGSL compiler that shares no code with Dawn's, as a second opinion on emitted modules.
import { NagaError, parseWgsl, validate } from 'naga-wasm';

/** What naga says against a module, or `undefined` when it accepts it. */
export function nagaComplaint(code: string): string | undefined {
  try {
    validate(parseWgsl(code));
    return undefined;
  } catch (error) {
    if (error instanceof NagaError) return error.formatted;
    throw error;
  }
}
