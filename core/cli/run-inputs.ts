// Reads what the flags and the configuration give a run: data, scalars, sizes, threads.
import type { ResolvedConfig } from '../contract/index.ts';
import { PxosError } from '../diagnostics/index.ts';
import { commandLineMessages } from '../diagnostics/messages/index.ts';
import type { Program } from '../ir/index.ts';
import type { PixelOptions, RunInputs } from '../run/index.ts';
import type { Flags } from './flags.ts';

/** What flags and configuration give a run. */
export function inputsOf(flags: Flags, program: Program, config: ResolvedConfig): RunInputs {
  const out = [...flags.pairs('out', 'file').keys()];
  return { ...givenInputs(flags, program, config), ...(out.length > 0 && { out }) };
}

/**
 * Data, scalars, sizes and threads. The configuration serves many programs: names that this one lacks are left out.
 */
export function givenInputs(flags: Flags, program: Program, config: ResolvedConfig): RunInputs {
  const settings = new Set(program.settings.map(({ name }) => name));
  const open = new Set(program.buffers.flatMap(({ name, origin }) => (origin === 'open' ? [name] : [])));
  const implied = program.steps.some((step) => step.kind === 'launch' && step.implicit);
  const given = flags.pairs('in', 'file');
  const known = <T>(values: Readonly<Record<string, T>>, names: ReadonlySet<string>): [string, T][] =>
    Object.entries(values).filter(([name]) => names.has(name));
  const sizes = new Map(known(config.run.size, open).filter(([name]) => !given.has(name)));
  for (const [name, size] of sizesOf(flags)) sizes.set(name, size);
  const threads = threadsOf(flags) ?? (implied ? config.run.threads : undefined);
  const kernel = flags.text('kernel');
  const gas = flags.number('gas', {
    expected: 'a whole number from 1 to 31',
    least: 1,
    most: 31,
    whole: true,
  });
  return {
    in: Object.fromEntries([...given].map(([name, path]) => [name, { path }])),
    set: Object.fromEntries([
      ...known<number | boolean | string>(config.run.set, settings),
      ...flags.pairs('set', 'value'),
    ]),
    size: Object.fromEntries(sizes),
    ...(threads !== undefined && { threads }),
    ...(kernel !== undefined && { kernel }),
    ...(gas !== undefined && { gas }),
  };
}

/** How the program of an image runs, as the flags say it. */
export function pixelOptionsOf(flags: Flags): PixelOptions {
  const dialect = flags.text('dialect');
  if (dialect !== undefined && dialect !== '1.0' && dialect !== '0.0.2')
    throw new PxosError(
      commandLineMessages.flagValue({
        flag: '--dialect',
        expected: '1.0 or 0.0.2',
        actual: JSON.stringify(dialect),
      }),
    );
  return { compat: flags.is('compat'), interpret: flags.is('interpret'), dialect };
}

/** A count as people write it: `1024`, `1_000_000`, `1e9`. */
const countOf = (text: string): number =>
  /^\d[\d_]*(?:e\d+)?$/i.test(text) ? Number(text.replaceAll('_', '')) : Number.NaN;

/** Elements by array, as `--size` gives them. Throws PX0683. */
export function sizesOf(flags: Flags): ReadonlyMap<string, number> {
  return new Map([...flags.pairs('size', 'N')].map(([name, text]) => [name, sizeOf(name, text)]));
}

function sizeOf(name: string, text: string): number {
  const size = countOf(text);
  if (size >= 1 && Number.isSafeInteger(size)) return size;
  throw new PxosError(
    commandLineMessages.flagValue({
      flag: `--size ${name}`,
      expected: 'a number of elements above 0',
      actual: JSON.stringify(text),
    }),
  );
}

/** What `--threads` gives: `1000`, or threads along each axis, `640x480`. Throws PX0683. */
export function threadsOf(flags: Flags): readonly number[] | undefined {
  const text = flags.text('threads');
  if (text === undefined) return undefined;
  const axes = text.split('x').map(countOf);
  if (axes.length <= 3 && axes.every((n) => n >= 1 && Number.isSafeInteger(n))) return axes;
  throw new PxosError(
    commandLineMessages.flagValue({
      flag: '--threads',
      expected: 'a number of threads above 0, such as 1024 or 640x480',
      actual: JSON.stringify(text),
    }),
  );
}
