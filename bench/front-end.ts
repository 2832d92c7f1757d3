// How fast `.px` files are read: lines per second lexed, parsed and checked down to IR, bundled as the package is.
// Run with `node --import tsx bench/front-end.ts [lines …]`.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const sizes = process.argv.length > 2 ? process.argv.slice(2) : ['10000', '100000'];
const folder = mkdtempSync(join(tmpdir(), 'pxos-bench-'));
try {
  const bundle = join(folder, 'measure.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('front-end-measure.ts', import.meta.url))],
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
    // Bundled CommonJS packages ask for Node's own modules.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  for (const size of sizes) {
    const output = execFileSync(process.execPath, [bundle, size], { encoding: 'utf8' });
    const { lines, tokens, lexed, parsed, checked, megabytes } = JSON.parse(output) as Record<string, number>;
    console.log(
      `${lines} lines, ${tokens} tokens: lexed ${lexed}, parsed ${parsed}, to IR ${checked} lines/s; ${megabytes} MB`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
