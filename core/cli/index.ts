// The door of the command line room.
export { COMMANDS, type CommandSpec, type FlagSpec, GLOBAL_FLAGS } from './commands.ts';
export { EXIT, exitCodeOf } from './exit-codes.ts';
export { Flags } from './flags.ts';
export type { Io, Output } from './io.ts';
export { main } from './main.ts';
export type { CommandInput, CommandResult, Composition, Session } from './session.ts';
