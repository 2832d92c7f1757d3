// Every error that only a page has, as the exact text that people see.
import { type OpenedImage, openImage, runImage, saveImage } from 'pxos/browser';
import { encodePng } from 'pxos/core';
import { test } from 'uvu';
import { legacyImage } from '../legacy-images.ts';
import { matchPicture, pictureOf, refuseStrayPictures, thrownBy } from '../pictures.ts';

const opened: OpenedImage = await openImage(encodePng(legacyImage(4, 2, [['HALT']], [])));

/** Runs the image in a browser with this `navigator`. */
async function inBrowserWith(navigator: unknown): Promise<void> {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
  try {
    await runImage(opened, { runner: 'webgpu', interpret: true });
  } finally {
    if (before) Object.defineProperty(globalThis, 'navigator', before);
    else Reflect.deleteProperty(globalThis, 'navigator');
  }
}

const withAdapter = (requestAdapter: () => Promise<unknown>): Promise<void> =>
  inBrowserWith({ gpu: { requestAdapter } });

/** What only JavaScript can give. */
const given = JSON.parse;

const CASES: Readonly<Record<string, () => Promise<unknown>>> = {
  'PX1480-no-webgpu': () => inBrowserWith({ userAgent: 'Old/1.0' }),
  'PX1481-no-adapter': () => withAdapter(async () => null),
  'PX1481-adapter-refused': () => withAdapter(() => Promise.reject(new Error('the GPU process is gone'))),
  'PX1482-unknown-runner': () => runImage(opened, given('{"runner": "gpu"}')),
  'PX1483-given-up': () => runImage(opened, { runner: 'cpu', interpret: true, signal: AbortSignal.abort() }),
  'PX0686-path-for-a-file': () => openImage(given('"hist.pxi"')),
  'PX0686-nothing-to-open': () => openImage(given('null')),
  'PX0686-no-image': () => runImage(given('{ "width": 4 }'), { runner: 'cpu' }),
  'PX0686-no-options': () => Reflect.apply(runImage, undefined, [opened]),
  'PX0687-no-runner': () => runImage(opened, given('{}')),
  'PX0687-steps': () => runImage(opened, { runner: 'cpu', steps: given('[3]') }),
  'PX0688-interprt': () => runImage(opened, given('{ "runner": "cpu", "interprt": true }')),
  'PX0688-open': () => openImage(new Uint8Array(4), given('{ "name": "a.pxi" }')),
  'PX0686-save': () => saveImage(given('{ "width": 4, "height": 4 }')),
};

for (const [name, work] of Object.entries(CASES))
  test(`${name} looks like its picture`, async () => {
    matchPicture('browser-errors', name, pictureOf(await thrownBy(work)));
  });

test('every picture belongs to a case', () => {
  refuseStrayPictures('browser-errors', Object.keys(CASES));
});

test.run();
