// Where a Chromium is: the environment's, the system's, else the one that a development dependency carries, unpacked once.
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { untar } from '../../plugins/run-webgpu/untar.ts';

/** A browser that may be started: its program, and the folder of libraries that it brings along. */
export interface FoundBrowser {
  readonly path: string;
  readonly libraries?: string;
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MODULES = fileURLToPath(new URL('../../node_modules/', import.meta.url));
const PACKED = join(MODULES, '@sparticuz', 'chromium', 'bin');
/** The browser itself; then what it loads from beside itself, and libraries that small systems lack. */
const PROGRAM = 'chromium.br';
const ARCHIVES = ['swiftshader.tar.br', 'fonts.tar.br', 'al2023.tar.br'];

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Why the last resort is none. */
export interface MissingBrowser {
  readonly missing: string;
}

/** Unpacks the browser of the development dependency, unless it is there; it appears complete or not at all. */
function unpacked(): FoundBrowser {
  const packed = [PROGRAM, ...ARCHIVES].map((name) => readFileSync(join(PACKED, name)));
  const hash = createHash('sha256');
  for (const bytes of packed) hash.update(bytes);
  const cache = join(MODULES, '.cache', 'pxos');
  const target = join(cache, `chromium-${hash.digest('hex').slice(0, 16)}`);
  const found = { path: join(target, 'chromium'), libraries: join(target, 'lib') };
  if (existsSync(target)) return found;
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, 'chromium-'));
  try {
    const [program, ...archives] = packed.map((bytes) => brotliDecompressSync(bytes));
    if (program) writeFileSync(join(draft, 'chromium'), program, { mode: 0o755 });
    for (const archive of archives)
      for (const [name, contents] of untar(archive)) {
        mkdirSync(dirname(join(draft, name)), { recursive: true });
        writeFileSync(join(draft, name), contents, { mode: 0o755 });
      }
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another process may have been faster.
    if (!existsSync(target)) throw error;
  }
  return found;
}

/**
 * Browsers in the order in which they are tried. One that `PXOS_BROWSER` names is the only one, and must be there.
 */
export function* browsers(): Generator<FoundBrowser | MissingBrowser> {
  const named = process.env['PXOS_BROWSER'];
  if (named) {
    if (!isProgram(named)) throw new Error(`PXOS_BROWSER names ${named}, which is no program.`);
    yield { path: named };
    return;
  }
  for (const name of NAMES)
    for (const folder of (process.env['PATH'] ?? '').split(delimiter))
      if (folder && isProgram(join(folder, name))) yield { path: join(folder, name) };
  if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync(PACKED)) return;
  try {
    yield unpacked();
  } catch (error) {
    yield { missing: `that of @sparticuz/chromium cannot be unpacked: ${String(error)}` };
  }
}
