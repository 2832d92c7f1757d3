// `pxos/browser` as the package has it, made from the sources as they are: the tests load no older one.
import { build } from 'tsdown';
import { browserBundle } from '../../tsdown.config.ts';

/** The text of the one file. Throws when it has become several, or needs another. */
async function make(): Promise<string> {
  const [made] = await build({ ...browserBundle, config: false, write: false, logLevel: 'silent' });
  const [file, ...more] = made?.chunks ?? [];
  if (file?.type !== 'chunk' || more.length > 0)
    throw new Error(`pxos/browser is one file, not ${made?.chunks.length}`);
  const needed = [...file.imports, ...file.dynamicImports];
  if (needed.length > 0) throw new Error(`pxos/browser needs nothing, not ${needed.join(', ')}`);
  return file.code;
}

let made: Promise<string> | undefined;

/** The text of `pxos/browser`, made once. */
export const bundleText = (): Promise<string> => {
  made ??= make();
  return made;
};
