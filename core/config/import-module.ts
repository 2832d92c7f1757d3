// Imports a configuration or preset written in TypeScript or JavaScript, natively where Node can, else through jiti.
import { pathToFileURL } from 'node:url';

/** What Node says when it cannot read TypeScript by itself; then jiti can. */
const NOT_NATIVE = new Set([
  'ERR_UNKNOWN_FILE_EXTENSION',
  'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX',
  'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING',
  // Node reads TypeScript and does not complete `./other` to `./other.ts`; jiti does.
  'ERR_MODULE_NOT_FOUND',
]);

/** The default export of a module, or the module itself where it has none. */
export async function importModule(path: string): Promise<unknown> {
  const url = pathToFileURL(path).href;
  try {
    // Under a loader for TypeScript this is also the way to one single instance of the core.
    const module: { default?: unknown } = await import(url);
    return 'default' in module ? module.default : module;
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (!/\.[cm]?ts$/.test(path) || typeof code !== 'string' || !NOT_NATIVE.has(code)) throw error;
    const { createJiti } = await import('jiti');
    return createJiti(url, { moduleCache: false }).import(path, { default: true });
  }
}
