// The Vulkan drivers that Dawn can load: the system's own, or a software driver unpacked from a development dependency.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { constants, tmpdir } from 'node:os';
import { basename, dirname, join, sep } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { untar } from './untar.ts';

/** The package that carries SwiftShader for Linux x64. */
const PACKAGE = '@sparticuz/chromium';
const LOADER = 'libvulkan.so.1';
const ICD = 'vk_swiftshader_icd.json';
const FILES = [LOADER, 'libvk_swiftshader.so', ICD];

/** Keeps a library loaded although Node sees no add-on in it (`RTLD_NODELETE`). */
const KEEP_LOADED = 0x1000;

/**
 * Loads a shared library into the process, so that a later `dlopen` by its name finds it. Node expects an add-on and
 * throws "did not self-register" for any other library; only a library that is not there is a failure here.
 */
function loadLibrary(path: string): boolean {
  try {
    process.dlopen({ exports: {} }, path, KEEP_LOADED | constants.dlopen.RTLD_NOW);
    return true;
  } catch (error) {
    return error instanceof Error && error.message.includes('did not self-register');
  }
}

/** False when Dawn would find no driver of the system: asking it would only print a warning. */
export function systemDriverExists(): boolean {
  return process.platform !== 'linux' || loadLibrary(LOADER);
}

function archivePath(): string | undefined {
  for (const from of [import.meta.url, join(process.cwd(), 'package.json')]) {
    try {
      const entry = createRequire(from).resolve(PACKAGE);
      const root = entry.slice(0, entry.lastIndexOf(join(...PACKAGE.split('/')) + sep));
      const archive = join(root, ...PACKAGE.split('/'), 'bin', 'swiftshader.tar.br');
      if (existsSync(archive)) return archive;
    } catch {
      // Not installed as seen from there: the next place may have it.
    }
  }
  return undefined;
}

/** Folders that may hold the unpacked driver, best first. The shared temporary folder counts only if it is ours. */
function cacheFolders(archive: string): readonly string[] {
  const modules = archive.slice(0, archive.lastIndexOf(`${sep}node_modules${sep}`));
  const user = process.getuid?.() ?? 0;
  return [join(modules, 'node_modules', '.cache', 'pxos'), join(tmpdir(), `pxos-${user}`)];
}

function isOurs(folder: string): boolean {
  const user = process.getuid?.();
  const state = statSync(folder);
  return user === undefined || (state.uid === user && (state.mode & 0o022) === 0);
}

/** Unpacks the archive's driver into `folder` unless it is there; it appears complete or not at all. */
function unpack(bytes: Uint8Array, folder: string): string {
  const version = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const target = join(folder, `swiftshader-${version}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!isOurs(folder)) throw new Error(`${folder} belongs to another user`);
  if (existsSync(target)) return target;
  const draft = mkdtempSync(join(folder, 'swiftshader-'));
  try {
    for (const [name, contents] of untar(brotliDecompressSync(bytes)))
      if (FILES.includes(basename(name))) writeFileSync(join(draft, basename(name)), contents);
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another process may have been faster.
    if (!existsSync(target)) throw error;
  }
  return target;
}

/** What `useSoftwareDriver` did: undefined on success, else the reason in words. */
export function useSoftwareDriver(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return `there is none for ${process.platform} ${process.arch}`;
  const archive = archivePath();
  if (archive === undefined) return `the package \`${PACKAGE}\` is not installed`;
  const bytes = readFileSync(archive);
  let reason = '';
  for (const folder of cacheFolders(archive)) {
    try {
      const driver = unpack(bytes, folder);
      if (!loadLibrary(join(driver, LOADER))) return `${join(driver, LOADER)} does not load`;
      process.env.VK_ICD_FILENAMES = join(driver, ICD);
      process.env.XDG_RUNTIME_DIR ??= dirname(driver);
      return undefined;
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
  }
  return `it cannot be unpacked: ${reason}`;
}
