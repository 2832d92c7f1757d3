// Reads the machine profile that a configuration names or holds.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { MachineProfile, UserConfig } from '../contract/index.ts';
import { isPxosError, PxosError } from '../diagnostics/index.ts';
import { configMessages } from '../diagnostics/messages/index.ts';
import { shownPath, systemReason } from '../files/index.ts';
import { parseJson } from './parse-json.ts';

/**
 * The profile of the setting `machine`, whose path counts from `root`; the desktop when there is none. Messages show the path from `cwd`.
 *
 * @throws PxosError PX0611 when it cannot be read or is no profile, PX0616 when it does not parse
 */
export async function readMachine(
  machine: UserConfig['machine'],
  root: string,
  cwd = root,
): Promise<MachineProfile> {
  if (machine === undefined) return (await import('../machine/default.ts')).defaultMachineProfile;
  const path = typeof machine === 'string' ? shownPath(resolve(root, machine), cwd) : 'machine';
  const fail = (reason: string, cause?: unknown): PxosError =>
    new PxosError(configMessages.machineUnreadable({ path, reason }), { cause });
  let value: unknown = machine;
  if (typeof machine === 'string') {
    try {
      value = parseJson(await readFile(resolve(root, machine), 'utf8'), path);
    } catch (error) {
      if (isPxosError(error)) throw error;
      const { code } = error as { code?: unknown };
      throw fail(code === 'ENOENT' ? 'there is no such file' : systemReason(error), error);
    }
  }
  const { checkMachineProfile } = await import('../machine/index.ts');
  const check = checkMachineProfile(value);
  if (!check.ok) throw fail(check.problems.join('; '));
  return check.profile;
}
