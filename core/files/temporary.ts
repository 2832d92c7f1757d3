// Temporary files that are not left behind: not when the process ends in the middle, nor when a signal ends it.
import { rmSync } from 'node:fs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const pending = new Set<string>();

function removeAll(): void {
  for (const path of pending) rmSync(path, { force: true });
  pending.clear();
}

function onSignal(signal: NodeJS.Signals): void {
  removeAll();
  stopListening();
  // Whoever else listens decides how the process ends; without anybody it ends as it would have.
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}

function stopListening(): void {
  process.off('exit', removeAll);
  for (const signal of SIGNALS) process.off(signal, onSignal);
}

/** Says that a file is to be removed should the process end before `keepTemporary`. */
export function trackTemporary(path: string): void {
  if (pending.size === 0) {
    process.on('exit', removeAll);
    for (const signal of SIGNALS) process.on(signal, onSignal);
  }
  pending.add(path);
}

/** Says that a file is renamed, or removed already. */
export function forgetTemporary(path: string): void {
  if (pending.delete(path) && pending.size === 0) stopListening();
}
