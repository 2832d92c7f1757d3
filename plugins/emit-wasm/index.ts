// The door of emit-wasm: one WebAssembly module for each program.

export { emitModule } from './emit.ts';
export { assemble, print } from './encoding/index.ts';
export { legalize } from './legalize/index.ts';
export { lowerProgram } from './lowering/index.ts';
export { refusals } from './messages.ts';
export type { ArgumentHeader, KernelMeta, ParameterMeta, WasmMeta } from './meta.ts';
export { wasmMetaOf } from './meta.ts';
export { emitWasm, emitWasm as default } from './plugin.ts';
