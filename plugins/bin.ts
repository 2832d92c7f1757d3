#!/usr/bin/env node
// The binary: the command line over the built-in plugins.
import { main } from '../core/cli/main.ts';

// Whoever reads the output may stop early, as `head` does; that is no error. A full disk is one.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  process.stderr.write(`error: The output cannot be written: ${error.message}.\n`);
  process.exit(1);
});
// Nobody is left to be told; the exit code says it.
process.stderr.on('error', () => undefined);

// What a plugin leaves behind unhandled is a fault of somebody, and no stack is for the user.
const giveUp = (error: unknown): void => {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`error PX0699: A fault in pxOS itself, or in a plugin in the background: ${reason}\n`);
  process.exit(4);
};
process.on('uncaughtException', giveUp);
process.on('unhandledRejection', giveUp);

process.exitCode = await main(process.argv.slice(2), {
  builtins: async () => (await import('./builtins.ts')).builtins,
  viewPage: async (file) => (await import('./view/index.ts')).viewPage(file),
});

// A plugin may leave a timer or a socket open; the command is done all the same, once its output is out.
process.stdout.write('', (error) => {
  // Its event comes after this call, and says what has happened.
  if (!error) process.stderr.write('', () => process.exit());
});
