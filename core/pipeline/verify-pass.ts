// Verifies the program that a front end or a pass gives, so that a broken one is reported where it was made.
import type { Context } from '../contract/index.ts';
import { PxosError } from '../diagnostics/index.ts';
import { pluginMessages } from '../diagnostics/messages/index.ts';
import { type Program, verifyProgram } from '../ir/index.ts';
import type { TapInfo } from './observe.ts';

/** Throws when `result` is not valid; a program that came in is not looked at again. */
export function inspectProgram(
  result: unknown,
  { plugin, hook, key }: TapInfo,
  args: readonly unknown[],
): void {
  if (result === args[0]) return;
  const found = verifyProgram(result as Program).filter((diagnostic) => diagnostic.severity === 'error');
  const [first] = found;
  if (!first) return;
  const where = { plugin, hook, key };
  // Positions of the IR are places in the source.
  const file = (args[1] as Partial<Context> | undefined)?.source?.path;
  throw new PxosError([
    pluginMessages.passBrokeProgram({ ...where, count: found.length, first: first.message }, where),
    ...found.map((diagnostic) => ({ ...diagnostic, ...(file !== undefined && { file }), plugin, hook })),
  ]);
}
