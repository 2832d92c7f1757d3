// How the package is built. What a command loads on its way is bundled: unbundled, Chevrotain alone costs half a second.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { defineConfig, type Rolldown, type UserConfig } from 'tsdown';
import { buildPage } from './plugins/view/build-page.ts';

const plugins = readdirSync('plugins', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'browser')
  .map(({ name }) => [`plugins/${name}/index`, `plugins/${name}/index.ts`] as const);

const entry = {
  index: 'plugins/index.ts',
  core: 'core/index.ts',
  bin: 'plugins/bin.ts',
  ...Object.fromEntries(plugins),
  // The process that runs WebGPU is started by its path.
  'plugins/run-webgpu/child': 'plugins/run-webgpu/child.ts',
};

const shared: UserConfig = {
  entry,
  outDir: 'dist',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  fixedExtension: false,
  hash: false,
  report: false,
};

/** Their types are part of ours, so they stay dependencies; their code is bundled all the same. */
const TYPED = ['tapable', 'unified', 'vfile', 'vfile-message'];
/** What those need. */
const BENEATH = ['bail', 'devlop', 'extend', 'is-plain-obj', 'trough', 'unist-util-stringify-position'];

/** One chunk for each room of the core and each bundled package, so that a command loads what it uses. */
function chunkOf(id: string): string | null {
  const path = id.replaceAll('\\', '/');
  const name = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
  if (name === undefined)
    return (
      /\/core\/(c-like|config|contract|data|diagnostics|files|ir|machine|ops|pipeline|run)\//.exec(
        path,
      )?.[1] ?? null
    );
  if (BENEATH.includes(name) || /^vfile/.test(name)) return 'unified';
  return ['tapable', 'unified', 'pngjs', 'valibot'].includes(name) ? name : null;
}

/** Writes the licences of the packages whose code is bundled. */
function licences(): Rolldown.Plugin {
  return {
    name: 'licences',
    generateBundle(_options, bundle) {
      const packages = new Map<string, string>();
      for (const output of Object.values(bundle)) {
        if (output.type !== 'chunk') continue;
        for (const id of output.moduleIds) {
          const folder = /^\0?(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(id.replaceAll('\\', '/'));
          if (folder?.[1] && folder[2]) packages.set(folder[2], folder[1]);
        }
      }
      const texts = [...packages]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, folder]) => `${name}\n\n${licenceOf(folder)}`);
      const source = `Code of these packages is part of the files of this folder.\n\n${texts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
      this.emitFile({ type: 'asset', fileName: 'third-party-licences.txt', source });
    },
  };
}

/** Writes the page of `pxos view`. */
function viewPage(): Rolldown.Plugin {
  return {
    name: 'view-page',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'view.html', source: await buildPage() });
    },
  };
}

function licenceOf(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  if (file) return readFileSync(join(folder, file), 'utf8').trim();
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) throw new Error(`${dirname(manifest)} has no licence`);
  const { license, author } = JSON.parse(readFileSync(manifest, 'utf8'));
  return `${license}, by ${typeof author === 'string' ? author : (author?.name ?? 'its authors')}`;
}

/**
 * `pxos/browser`: one file without imports, small enough to be loaded as it is. Everything of Node is in modules that it does
 * not reach; a test reads the file and finds none.
 */
export const browserBundle: UserConfig = {
  ...shared,
  entry: { browser: 'plugins/browser/index.ts' },
  platform: 'browser',
  target: 'es2022',
  clean: false,
  dts: false,
  minify: true,
  deps: { neverBundle: [/^node:/, ...builtinModules] },
};

export default defineConfig([
  {
    ...shared,
    dts: false,
    deps: { alwaysBundle: [...TYPED, ...BENEATH], onlyBundle: false },
    plugins: [licences(), viewPage()],
    outputOptions: {
      chunkFileNames: 'chunks/[name].js',
      codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: chunkOf }] },
    },
  },
  browserBundle,
  {
    ...shared,
    entry: { ...entry, browser: 'plugins/browser/index.ts' },
    clean: false,
    // Chevrotain's package puts its types last, where only TypeScript's own resolver looks for them.
    dts: { emitDtsOnly: true, resolver: 'tsc' },
    deps: { alwaysBundle: [/chevrotain/], onlyBundle: false },
    outputOptions: { chunkFileNames: 'chunks/[name].js' },
  },
]);
