// What holds when the configuration says nothing, but for what comes from the disk: paths, plugins, the machine.
import type { ResolvedConfig } from '../contract/index.ts';

export const DEFAULT_CONFIG = {
  builtins: true,
  precision: 'strict',
  /** Seconds that a run gets. */
  timeout: 60,
  /** Seconds that a plugin gets. */
  pluginTimeout: 60,
  /** The exponent of the gas of images. */
  gas: 24,
  run: { runner: 'auto', set: {}, size: {} },
  options: {},
} as const satisfies Partial<ResolvedConfig>;
