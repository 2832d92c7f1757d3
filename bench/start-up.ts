// How long the installed command takes to start, above a Node that does nothing, in the same run.
// Run with `node --import tsx bench/start-up.ts`.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { tell } from './figures.ts';
import { withInstallation } from './installed.ts';
import { inTurn } from './statistics.ts';

await withInstallation(async ({ folder, binary, linkedBinary }) => {
  const start = (command: string, ...args: readonly string[]): void => {
    const { status, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  const node = process.execPath;
  const file = fileURLToPath(new URL('start-up.px', import.meta.url));
  const medians = await inTurn(
    {
      empty: () => start(node, '-e', '0'),
      version: () => start(node, binary, '--version'),
      linkedVersion: () => start(linkedBinary, '--version'),
      check: () => start(node, binary, 'check', file),
      linkedCheck: () => start(linkedBinary, 'check', file),
    },
    { runs: 25, warmUp: 3 },
  );
  const above = (value: number) => ({
    value: value - medians.empty,
    unit: 'ms',
    note: `${(value / medians.empty).toFixed(2)} × node -e 0`,
  });
  tell('The installed command, above node -e 0', [
    { name: 'node -e 0 itself', value: medians.empty, unit: 'ms' },
    { name: 'node dist/bin.js --version', ...above(medians.version), goal: { atMost: 30 } },
    { name: 'node_modules/.bin/pxos --version', ...above(medians.linkedVersion), goal: { atMost: 30 } },
    { name: 'node dist/bin.js check FILE', ...above(medians.check), goal: { atMost: 150 } },
    { name: 'node_modules/.bin/pxos check FILE', ...above(medians.linkedCheck), goal: { atMost: 150 } },
  ]);
});
