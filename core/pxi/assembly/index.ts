// The door of assembly: pixel programs as text that people read and write, both ways without loss.
export { assemble } from './assemble.ts';
export { checkAssembled } from './check.ts';
export { disassemble } from './disassemble.ts';
export { printInstruction } from './print-code.ts';
export { printLegacyInstruction } from './print-legacy.ts';
export { printStep } from './print-program.ts';
