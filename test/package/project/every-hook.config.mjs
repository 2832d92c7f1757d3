// A plugin from outside the tree that taps every hook there is, and notes in a file when it was called.
import { appendFileSync } from 'node:fs';
import { HOOK_NAMES } from 'pxos';

/** What the hooks that exist once for each extension, target or runner are tapped for. */
const KEYS = { frontend: '.px', legalize: 'wasm', emit: 'wasm', validate: 'wasm', run: 'cpu' };

const everyHook = {
  name: 'every-hook',
  requires: { pxos: '^0.1.0', ir: 1 },
  enforce: 'pre',
  apply({ hooks }) {
    for (const name of HOOK_NAMES) {
      const hook = name in KEYS ? hooks[name].for(KEYS[name]) : hooks[name];
      hook.tap('every-hook', () => {
        appendFileSync(new URL('calls.txt', import.meta.url), `${name}\n`);
      });
    }
  },
};

export default { plugins: [everyHook] };
