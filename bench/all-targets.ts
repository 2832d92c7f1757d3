// How long one kernel of 50 lines takes to all targets, warm, and which stage takes it.
// Run with `node --import tsx bench/all-targets.ts`.
import { fileURLToPath } from 'node:url';
import { tell } from './figures.ts';
import { withInstallation } from './installed.ts';

interface Measured {
  readonly build: number;
  readonly open: number;
  readonly stages: readonly (readonly [string, number])[];
}

await withInstallation(async ({ folder, linkPeers, runScript }) => {
  const file = fileURLToPath(new URL('all-targets.px', import.meta.url));
  // The compilers of the vendors take seconds; what is measured is pxOS, on a machine without them.
  const env = { ...process.env, PATH: folder };
  const measure = async (): Promise<Measured> =>
    JSON.parse(await runScript('all-targets-measure.ts', [file], env)) as Measured;
  const { build, open, stages } = await measure();
  linkPeers();
  const checked = await measure();
  const goal = { atMost: 10 };
  tell('One kernel of 50 lines to all targets, warm', [
    { name: 'in an open pipeline', value: open, unit: 'ms', goal },
    { name: 'a whole build(), pipeline opened and closed', value: build, unit: 'ms', goal },
    ...stages
      .filter(([, value]) => value >= 0.05)
      .map(([name, value]) => ({ name: `  of it ${name}`, value, unit: 'ms' })),
    { name: 'in an open pipeline, with Dawn to check the WGSL', value: checked.open, unit: 'ms' },
  ]);
});
