// The function around a configuration that gives editors its types.
import type { UserConfig } from '../contract/index.ts';

/** What a configuration function gets to know. */
export interface ConfigEnv {
  /** The command that asks: `build`, `check`, `explain`, `run`; `api` when a program does. */
  readonly command:
    | 'build'
    | 'check'
    | 'explain'
    | 'run'
    | 'inspect'
    | 'asm'
    | 'dis'
    | 'diff'
    | 'view'
    | 'api';
}

/** A configuration that depends on the command. */
export type UserConfigFunction = (env: ConfigEnv) => UserConfig | Promise<UserConfig>;

/** What a configuration file may export. */
export type UserConfigExport = UserConfig | Promise<UserConfig> | UserConfigFunction;

/**
 * Gives back what it gets; it is there for the types. Takes an object, a promise of one, or a function that makes one.
 *
 * @example
 * export default defineConfig({ files: 'kernels/*.px', targets: ['wgsl', 'cuda'], out: 'dist' });
 */
export function defineConfig(config: UserConfig): UserConfig;
export function defineConfig(config: Promise<UserConfig>): Promise<UserConfig>;
export function defineConfig(config: UserConfigFunction): UserConfigFunction;
export function defineConfig(config: UserConfigExport): UserConfigExport;
export function defineConfig(config: UserConfigExport): UserConfigExport {
  return config;
}
