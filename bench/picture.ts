// How long the picture pipeline takes on the CPU and on WebGPU, part by part, beside the same loops by hand in JavaScript.
// Run with `node --import tsx bench/picture.ts`.
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { renderRows } from '../fixtures/picture/scene.ts';
import { type Figure, tell } from './figures.ts';
import { withInstallation } from './installed.ts';

const RUNS = 6;
const size = { width: 1920, height: 1080 };

interface Measured {
  readonly contenders: readonly {
    readonly name: string;
    /** Name, milliseconds of the first run, median of the others. */
    readonly parts: readonly (readonly [string, number, number])[];
  }[];
  readonly about: readonly (readonly [string, string])[];
}

await withInstallation(async ({ folder, linkPeers, runScript }) => {
  linkPeers();
  const picture = new PNG(size);
  for (let from = 0; from < size.height; from += 60)
    picture.data.set(renderRows(size, { from, to: from + 60 }), from * size.width * 4);
  writeFileSync(join(folder, 'scene.png'), PNG.sync.write(picture));
  writeFileSync(join(folder, 'scene.bin'), picture.data);
  copyFileSync(
    fileURLToPath(new URL('../fixtures/picture/picture.px', import.meta.url)),
    join(folder, 'picture.px'),
  );
  const { contenders, about } = JSON.parse(
    await runScript('picture-measure.ts', ['picture.px', 'scene.bin', String(RUNS)]),
  ) as Measured;
  const timeOf = (name: string, part: string): number =>
    contenders.find((one) => one.name === name)?.parts.find(([other]) => other === part)?.[2] ?? Number.NaN;
  const figures = contenders.flatMap(({ name, parts }) =>
    parts.map(
      ([part, first, value]): Figure => ({
        name: `${name}: ${part}`,
        value,
        unit: 'ms',
        note: `first run ${first.toFixed(1)} ms`,
      }),
    ),
  );
  const byHand = timeOf('by hand', 'three loops');
  const ratio = (name: string): Figure => ({
    name: `${name}, execute : by hand`,
    value: timeOf(name, 'of it execute') / byHand,
    unit: '×',
    note: 'below 1 is faster than by hand',
  });
  tell(`The picture pipeline, ${size.width} × ${size.height}, warm`, [
    ...figures,
    ...contenders.filter(({ name }) => name !== 'by hand').map(({ name }) => ratio(name)),
  ]);
  for (const [name, what] of about) console.log(`  ${name}: ${what}`);
  const hashes = new Set(
    about.filter(([, what]) => !what.startsWith('did not')).map(([, what]) => what.split(' ')[0]),
  );
  if (hashes.size !== 1) throw new Error('the pictures differ');
});
