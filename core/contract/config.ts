// The configuration as a user writes it and as the pipeline reads it.
import type { MachineProfile } from './plan.ts';
import type { Plugin } from './plugin.ts';

/** Strict (default) forbids contraction and fast-math wherever the target can; fast lifts all of it. */
export type Precision = 'strict' | 'fast';

/** What `pxos.config.ts` may say; everything has a default. */
export interface UserConfig {
  /** Presets, later ones win; paths relative to this file, package names, or objects. */
  readonly extends?: string | UserConfig | readonly (string | UserConfig)[];
  /** Files to build: glob patterns relative to the configuration's folder. */
  readonly files?: string | readonly string[];
  /** Targets to emit: `['wgsl', 'cuda']`. */
  readonly targets?: string | readonly string[];
  /** Folder that artifacts go to. */
  readonly out?: string;
  /** Plugins beside the built-in ones; falsy values and nested lists are allowed. */
  readonly plugins?: PluginList;
  /** `false` leaves out the built-in plugins, a list leaves out those named. */
  readonly builtins?: boolean | readonly string[];
  readonly precision?: Precision;
  /** Machine profile: a path to a JSON file, or the profile itself. */
  readonly machine?: string | MachineProfile;
  /** Seconds after which a run is ended. */
  readonly timeout?: number;
  /** Seconds after which a plugin that has not settled is given up. */
  readonly pluginTimeout?: number;
  /** Exponent of the gas of images that are built from sources without one, 1 … 31. */
  readonly gas?: number;
  /** What `pxos run` does without flags. */
  readonly run?: {
    readonly runner?: string;
    readonly set?: Readonly<Record<string, number | boolean>>;
    readonly size?: Readonly<Record<string, number>>;
    readonly threads?: number;
  };
  /** Options by plugin name. */
  readonly options?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export type PluginList = readonly (Plugin | PluginList | false | null | undefined)[];

/** The configuration with defaults filled in, frozen. */
export interface ResolvedConfig {
  /** Folder that relative paths count from: the configuration file's, else the working directory. */
  readonly root: string;
  /** Path of the configuration file, if one was found. */
  readonly file?: string | undefined;
  readonly files: readonly string[];
  readonly targets: readonly string[];
  readonly out: string;
  readonly plugins: readonly Plugin[];
  readonly builtins: boolean | readonly string[];
  readonly precision: Precision;
  readonly machine: MachineProfile;
  readonly timeout: number;
  readonly pluginTimeout: number;
  readonly gas: number;
  readonly run: {
    readonly runner: string;
    readonly set: Readonly<Record<string, number | boolean>>;
    readonly size: Readonly<Record<string, number>>;
    readonly threads?: number | undefined;
  };
  readonly options: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
