// Imports a configuration or preset written in TypeScript or JavaScript, natively where Node can, else through jiti.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What Node says when it cannot read TypeScript by itself; then jiti can. */
const NOT_NATIVE = new Set([
  'ERR_UNKNOWN_FILE_EXTENSION',
  'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX',
  'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING',
  // Node reads TypeScript and does not complete `./other` to `./other.ts`; jiti does.
  'ERR_MODULE_NOT_FOUND',
]);

/** The default export of a module, what a CommonJS module exports, or `undefined` when there is neither. */
export async function importModule(path: string): Promise<unknown> {
  const url = pathToFileURL(path).href;
  if (!isOutsideModules(path)) {
    try {
      // Under a loader for TypeScript this is also the way to one single instance of the core.
      const module: { default?: unknown } = await import(url);
      return module.default;
    } catch (error) {
      if (!jitiCan(path, error)) throw error;
    }
  }
  const { createJiti } = await import('jiti');
  return defaultOf(await createJiti(url, { moduleCache: false }).import(path), path);
}

/** The default export among what jiti gives, which is the exports themselves for CommonJS. */
function defaultOf(exported: unknown, path: string): unknown {
  if (typeof exported !== 'object' || exported === null) return exported;
  if ('default' in exported) return exported.default;
  // A file that exports nothing is a module too, unless its name says that it is CommonJS.
  const isModule =
    Object.hasOwn(exported, '__esModule') ||
    Object.prototype.toString.call(exported) === '[object Module]' ||
    (Object.keys(exported).length === 0 && !/\.c[jt]s$/.test(path));
  return isModule ? undefined : exported;
}

/** Whether jiti may succeed where Node did not. Nothing of the file has run then. */
function jitiCan(path: string, error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  if (/\.[cm]?ts$/.test(path) && typeof code === 'string' && NOT_NATIVE.has(code)) return true;
  // In a package that is not of type `module`, Node takes `import` and `export` for mistakes.
  return error instanceof SyntaxError && /\.[jt]s$/.test(path);
}

/** A `.ts` file that Node would read, but as no module: it fails on `export`, or warns that it had to guess. */
function isOutsideModules(path: string): boolean {
  if (!path.endsWith('.ts') || !('typescript' in process.features && process.features.typescript))
    return false;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) return !/"type"\s*:\s*"module"/.test(readFileSync(manifest, 'utf8'));
    if (dirname(folder) === folder) return true;
  }
}
