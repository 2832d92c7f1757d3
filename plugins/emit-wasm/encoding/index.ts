// The door of the encoding room: WebAssembly as data, its constructors, its binary and its text form.
export { assemble, encodedSizes } from './assemble.ts';
export * from './construct.ts';
export type {
  Code,
  DataSegment,
  Label,
  ValueType,
  Variable,
  WasmFunction,
  WasmModule,
} from './instruction.ts';
export { forEachInstruction, localsOf } from './instruction.ts';
export type { MemoryOp, PlainOp } from './opcodes.ts';
export { print } from './print.ts';
