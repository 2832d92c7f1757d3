// The composition root, published as `pxos`: core's interface bound to the built-in plugins, and all of pxos/core.
import { createApi } from 'pxos/core';
import { builtins } from './builtins.ts';

export * from 'pxos/core';
export { builtins };

export const { build, compile, openPipeline, run } = createApi(builtins);
