// The public API of pxos/core: everything a plugin may use.
export {
  type Api,
  type BuildOptions,
  type CompileOptions,
  type CompileResult,
  createApi,
  type RunOptions,
  type RunOutcome,
  type SettingsOptions,
} from './api.ts';
export * from './c-like/index.ts';
export {
  type CalledFunction,
  type CallOption,
  checkOptions,
  DIALECT,
  isObject,
  type Misfit,
  refuseArgument,
  SWITCH,
} from './call-check.ts';
export * from './config/index.ts';
export * from './contract/index.ts';
export type { ArrayData } from './data/index.ts';
export * from './diagnostics/index.ts';
export * from './evaluate/index.ts';
export { textOf } from './files/index.ts';
export * from './ir/index.ts';
// The language is loaded when a file is read; here are only its types and the way to it.
export type * from './language/index.ts';
export { loadLanguage } from './language/load.ts';
export * from './machine/index.ts';
export * from './ops/index.ts';
export * from './pipeline/index.ts';
export * from './pixel-form/index.ts';
export * from './pxi/index.ts';
export * from './run/index.ts';
export { VERSION } from './version.ts';
