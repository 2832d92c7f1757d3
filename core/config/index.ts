// The door of the configuration room.
export type { PluginList, Precision, ResolvedConfig, UserConfig } from './types.ts';
