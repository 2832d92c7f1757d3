// Makes the page: script, style and markup in one file that needs nothing else, and that its policy keeps from the network.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Packages and modules of Node, which no page has: they may be named by what is left out, and by nothing else. */
const NOT_IN_PAGES: Plugin = {
  name: 'not-in-pages',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith('pxos/')
        ? undefined
        : { path, external: true, sideEffects: false },
    );
  },
};

async function bundled(entry: string, options: BuildOptions): Promise<string> {
  const { outputFiles, metafile } = await build({
    ...options,
    entryPoints: [here(entry)],
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    tsconfig: here('../../tsconfig.json'),
    logLevel: 'silent',
  });
  const needed = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  if (needed.length > 0) throw new Error(`the page cannot have ${needed.join(', ')}`);
  return (outputFiles[0]?.text ?? '').trim();
}

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** What the page may do: run its own script, workers of it and WebAssembly, and show its own style. Nothing may be loaded. */
const policyOf = (script: string, style: string): string =>
  [
    "default-src 'none'",
    `script-src ${hashOf(script)} 'wasm-unsafe-eval'`,
    `style-src ${hashOf(style)}`,
    'worker-src blob:',
    'img-src data:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/** The page's text, with a place where a file may be put. */
export async function buildPage(): Promise<string> {
  const [markup, script, style] = await Promise.all([
    readFile(here('page.html'), 'utf8'),
    bundled('page/main.ts', {
      format: 'iife',
      platform: 'browser',
      target: 'es2022',
      plugins: [NOT_IN_PAGES],
    }),
    bundled('style.css', { target: ['chrome111', 'firefox113', 'safari16.2'] }),
  ]);
  if (/<\/script|<!--/i.test(script)) throw new Error('the script cannot stand inside of a page');
  const parts = { policy: policyOf(script, style), style, script };
  return Object.entries(parts).reduce(
    (page, [name, text]) => {
      const [before, after, ...more] = page.split(`{{${name}}}`);
      if (before === undefined || after === undefined || more.length > 0)
        throw new Error(`page.html has no one place for its ${name}`);
      return before + text + after;
    },
    markup.replaceAll('\r\n', '\n'),
  );
}
