// Merges a configuration over its presets: objects merge, everything else is replaced, plugins add up.
import type { Plugin, PluginList, UserConfig } from '../contract/index.ts';

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

function mergeObjects(
  below: Readonly<Record<string, unknown>>,
  above: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const merged: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above)) {
    if (value === undefined) continue;
    const old = merged[key];
    merged[key] = isPlain(old) && isPlain(value) ? mergeObjects(old, value) : value;
  }
  return merged;
}

/** The plugins of both; one above takes the place of one below with its name. */
function mergePlugins(below: PluginList, above: PluginList): PluginList {
  const flat = (list: PluginList): readonly Plugin[] =>
    list.flatMap((entry): readonly Plugin[] => {
      if (Array.isArray(entry)) return flat(entry);
      return entry ? [entry as Plugin] : [];
    });
  const upper = flat(above);
  const replaced = new Map(upper.map((plugin) => [plugin.name, plugin]));
  const lower = flat(below);
  const names = new Set(lower.map((plugin) => plugin.name));
  return [
    ...lower.map((plugin) => replaced.get(plugin.name) ?? plugin),
    // Twice in one list stays twice: the registry reports it.
    ...upper.filter((plugin, index) => !names.has(plugin.name) || upper.indexOf(plugin) !== index),
  ];
}

/** `above` laid over `below`. `machine` is one value and never mixed of two. */
export function mergeConfig(below: UserConfig, above: UserConfig): UserConfig {
  const { plugins: lower, machine: lowerMachine, ...lowerRest } = below;
  const { plugins: upper, machine: upperMachine, ...upperRest } = above;
  const machine = upperMachine ?? lowerMachine;
  const merged: UserConfig = mergeObjects({ ...lowerRest }, { ...upperRest });
  return {
    ...merged,
    ...(machine !== undefined && { machine }),
    ...((lower ?? upper) !== undefined && { plugins: mergePlugins(lower ?? [], upper ?? []) }),
  };
}
