// Opens a file with the program that the system has for it, where somebody can see it.
import { spawn } from 'node:child_process';
import { systemReason } from '../files/index.ts';
import type { Io } from './io.ts';

/** The program that opens files, with its arguments before the file. */
const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};
const ELSEWHERE = ['xdg-open'] as const;

/** Whether there is a screen, and somebody before it: not in CI, and on Linux only with a display. */
export function hasScreen({ env }: Io, platform: NodeJS.Platform = process.platform): boolean {
  const is = (name: string): boolean => (env[name] ?? '') !== '';
  if (is('CI')) return false;
  return platform === 'darwin' || platform === 'win32' || is('DISPLAY') || is('WAYLAND_DISPLAY');
}

/** Opens a file and does not wait for it. Gives the reason when that is not possible. */
export function openPage(path: string, { env }: Io): Promise<string | undefined> {
  const [program, ...before] = OPENERS[process.platform] ?? ELSEWHERE;
  return new Promise((resolve) => {
    const child = spawn(program, [...before, path], { detached: true, stdio: 'ignore', env });
    child.once('error', (error) => {
      const isMissing = 'code' in error && error.code === 'ENOENT';
      resolve(isMissing ? `there is no \`${program}\`` : `\`${program}\`: ${systemReason(error)}`);
    });
    child.once('spawn', () => {
      child.unref();
      resolve(undefined);
    });
  });
}
