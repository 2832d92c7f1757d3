// What only a page has to say to a person: PX1480 … PX1489.
import { message, withFullStop } from 'pxos/core';

/** The catalogue of this plugin. */
export const messages = {
  noWebgpu: message({
    code: 'PX1480',
    severity: 'error',
    about: 'The browser has no WebGPU, or not for a page like this one.',
    message: () => 'There is no WebGPU here.',
    hint: () =>
      "Use a recent Chrome, Edge, Firefox or Safari, and open the page from https, localhost or a file; the runner 'cpu' needs neither.",
  }),
  noAdapter: message<{ reason: string }>({
    code: 'PX1481',
    severity: 'error',
    about: 'The browser has WebGPU, but no adapter for it.',
    message: ({ reason }) => `WebGPU found no adapter: ${withFullStop(reason)}`,
    hint: () => "Turn on hardware acceleration in the browser's settings, or use the runner 'cpu'.",
  }),
  unknownRunner: message<{ runner: string; known: readonly string[] }>({
    code: 'PX1482',
    severity: 'error',
    about: 'A page asked for a runner that the browser part of pxOS does not have.',
    message: ({ runner }) => `There is no runner \`${runner}\` in a page.`,
    hint: ({ known }) => `Use one of ${known.map((name) => `'${name}'`).join(', ')}.`,
  }),
  givenUp: message({
    code: 'PX1483',
    severity: 'error',
    about: 'A page gave a run up before a runner had begun with it.',
    message: () => 'The run was given up before it began.',
  }),
};
