// The door of the configuration room: `defineConfig`, and the way from a file to the frozen configuration.
export { type ConfigEnv, defineConfig, type UserConfigExport, type UserConfigFunction } from './define.ts';
export { CONFIG_FILES, type LoadedConfig, type LoadOptions, loadConfig } from './load.ts';
export { mergeConfig } from './merge.ts';
export { type ResolveOptions, resolveConfig } from './resolve.ts';
