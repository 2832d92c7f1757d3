// The door of the configuration room: `defineConfig`, and the way from a file to the frozen configuration.
export { DEFAULT_CONFIG } from './defaults.ts';
export { type ConfigEnv, defineConfig, type UserConfigExport, type UserConfigFunction } from './define.ts';
export { type LoadedConfig, type LoadOptions, loadConfig } from './load.ts';
export { type ResolveOptions, resolveConfig } from './resolve.ts';
