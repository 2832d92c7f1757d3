// The public API of pxos/core: everything a plugin may use.
export * from './c-like/index.ts';
export * from './config/index.ts';
export * from './contract/index.ts';
export * from './diagnostics/index.ts';
export * from './ir/index.ts';
export * from './machine/index.ts';
export * from './ops/index.ts';
export * from './pipeline/index.ts';
export { VERSION } from './version.ts';
