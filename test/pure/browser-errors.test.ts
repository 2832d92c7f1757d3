// Every error that only a page has, as the exact text that people see.
import { type OpenedImage, openImage, runImage } from 'pxos/browser';
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

/** A name that only JavaScript can give. */
const unknown: { runner: 'cpu' } = JSON.parse('{"runner": "gpu"}');

const CASES: Readonly<Record<string, () => Promise<unknown>>> = {
  'PX1480-no-webgpu': () => inBrowserWith({ userAgent: 'Old/1.0' }),
  'PX1481-no-adapter': () => withAdapter(async () => null),
  'PX1481-adapter-refused': () => withAdapter(() => Promise.reject(new Error('the GPU process is gone'))),
  'PX1482-unknown-runner': () => runImage(opened, unknown),
  'PX1483-given-up': () => runImage(opened, { runner: 'cpu', interpret: true, signal: AbortSignal.abort() }),
};

for (const [name, work] of Object.entries(CASES))
  test(`${name} looks like its picture`, async () => {
    matchPicture('browser-errors', name, pictureOf(await thrownBy(work)));
  });

test('every picture belongs to a case', () => {
  refuseStrayPictures('browser-errors', Object.keys(CASES));
});

test.run();
