// The build of this repository, used by `npm start`, and an example of every kind of setting.
import { defineConfig, type Plugin } from 'pxos/core';

/** A plugin of a build's own: text artifacts say under which licence they come. */
const licence: Plugin = {
  name: 'licence-line',
  // Behind all others, so that nothing moves the line from the top.
  enforce: 'post',
  requires: { pxos: '^0.1.0', ir: 1 },
  apply({ hooks }) {
    hooks.artifact.tapPromise('licence-line', async (artifact) => {
      const { contents } = artifact;
      if (typeof contents !== 'string' || !contents.startsWith('//')) return artifact;
      return { ...artifact, contents: `// SPDX-License-Identifier: MIT\n${contents}` };
    });
  },
};

export default defineConfig(({ command }) => ({
  // Presets lie below: paths relative to this file, packages, or objects. Later ones win, and what stands here wins over all.
  extends: [{ precision: 'strict', timeout: 60 }],

  files: ['fixtures/picture/*.px', '!**/draft-*.px'],
  targets: ['cuda', 'rocm', 'metal', 'wgsl', 'wasm'],
  out: 'out',

  // A user's plugins come before the built-in ones. `builtins: false` leaves those out, a list leaves out single ones.
  plugins: [licence],
  builtins: true,

  // The plan is made for this machine, never for the one that happens to build.
  machine: './core/machine/profiles/desktop.json',

  // Seconds: a run is ended after the first, a plugin that does not settle is given up after the second.
  timeout: command === 'run' ? 600 : 60,
  pluginTimeout: 60,

  // A thread of an image that is built may take 2^24 loop turns and calls.
  gas: 24,

  // What `pxos run` does without flags; names that a program does not have are passed over.
  run: { runner: 'auto', set: {}, size: {} },

  // Options of plugins, by name.
  options: { 'run-webgpu': { inProcess: false } },
}));
