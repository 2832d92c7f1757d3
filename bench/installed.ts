// The package as a user gets it: packed from `dist`, installed into a folder of its own. What is measured runs there.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** An installed package. */
export interface Installation {
  /** Folder with `node_modules` and nothing of this repository. */
  readonly folder: string;
  /** The package's own binary. */
  readonly binary: string;
  /** The same as npm links it. */
  readonly linkedBinary: string;
  /** Adds what runs WebGPU and what checks WGSL: large downloads, so this repository's serve. */
  linkPeers(): void;
  /** Bundles a script of this folder, leaves `pxos` to the installed package, runs it and gives what it prints. */
  runScript(name: string, args?: readonly string[], env?: NodeJS.ProcessEnv): Promise<string>;
}

/** Installs the package, hands it over and removes it in the end. */
export async function withInstallation<T>(work: (installed: Installation) => Promise<T>): Promise<T> {
  if (!existsSync(join(root, 'dist/bin.js'))) throw new Error('there is no dist/: run `npm run build` first');
  const folder = mkdtempSync(join(tmpdir(), 'pxos-bench-'));
  try {
    const npm = (cwd: string, ...args: readonly string[]): unknown =>
      execFileSync('npm', args, {
        cwd,
        stdio: ['ignore', 'ignore', 'inherit'],
        shell: process.platform === 'win32',
      });
    npm(root, 'pack', '--silent', '--pack-destination', folder);
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
    npm(folder, 'install', '--silent', '--no-audit', '--no-fund', '--prefer-offline', `./${tarball}`);
    return await work({
      folder,
      binary: join(folder, 'node_modules/pxos/dist/bin.js'),
      linkedBinary: join(folder, 'node_modules/.bin/pxos'),
      linkPeers: () => linkPeers(folder),
      runScript: (name, args = [], env = process.env) => runScript(folder, name, args, env),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function linkPeers(folder: string): void {
  mkdirSync(join(folder, 'node_modules/@sparticuz'), { recursive: true });
  for (const name of ['webgpu', '@sparticuz/chromium'])
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name), 'junction');
}

async function runScript(
  folder: string,
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const script = join(folder, `${basename(name, '.ts')}.mjs`);
  await build({
    entryPoints: [fileURLToPath(new URL(name, import.meta.url))],
    outfile: script,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
    packages: 'external',
    // Without the paths of this repository's configuration `pxos` is the installed package.
    tsconfigRaw: '{}',
  });
  return execFileSync(process.execPath, [script, ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
