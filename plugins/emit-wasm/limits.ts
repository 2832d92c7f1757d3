// The limits of WebAssembly engines (the WebAssembly JavaScript Interface, "Limits"), checked with their names.
import type { Diagnostic, Program } from 'pxos/core';
import { encodedSizes, localsOf, type WasmModule } from './encoding/index.ts';
import { messages } from './messages.ts';

const MOST_LOCALS = 50_000;
const MOST_BODY_BYTES = 7_654_321;
const MOST_PARAMETERS = 1000;
const MOST_RESULTS = 1000;

/** An error for each function that exceeds a limit. `file` is the source's path. */
export function checkLimits(module: WasmModule, program: Program, file: string): readonly Diagnostic[] {
  const places = new Map([...program.functions, ...program.kernels].map(({ name, at }) => [name, at]));
  return encodedSizes(module).flatMap(({ definition, bytes }) => {
    const locals = definition.parameters.length + localsOf(definition).length;
    const counts = [
      { limit: 'local variables', wanted: locals, most: MOST_LOCALS },
      { limit: 'bytes of code', wanted: bytes, most: MOST_BODY_BYTES },
      { limit: 'parameters', wanted: definition.parameters.length, most: MOST_PARAMETERS },
      { limit: 'results', wanted: definition.results.length, most: MOST_RESULTS },
    ];
    return counts
      .filter(({ wanted, most }) => wanted > most)
      .map((count) => {
        const name = definition.name.replace(/^function_/, '');
        return messages.aboveLimit({ kernel: name, ...count }, { file, place: places.get(name) });
      });
  });
}
