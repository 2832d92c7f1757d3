// The page of `pxos view` in a browser: files opened, stepped through, looked at and run, and compared with what Node says.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  createImage,
  decodePng,
  encodePng,
  hashOf,
  inspectImage,
  interpretImage,
  type PixelImage,
  readNames,
  traceImage,
  wordsOf,
  writeLegacyInstruction,
  writeMatrix,
} from '../../core/index.ts';
import { assemble } from '../../core/pxi/assembly/index.ts';
import { type EmbeddedFile, viewPage } from '../../plugins/view/index.ts';
import { placeOf } from '../../plugins/view/model/array-place.ts';
import { heatMapOf } from '../../plugins/view/model/heat-map.ts';
import { pixelsText } from '../../plugins/view/model/numbers.ts';
import { fitted } from '../../plugins/view/model/view-box.ts';
import { ADD_FIVE } from '../pixel-programs.ts';
import { inBrowser, serve } from './browser.ts';

const test = suite('the page of pxos view');
const browserTest = inBrowser(test);

const fixture = (name: string): Uint8Array =>
  readFileSync(fileURLToPath(new URL(`../../fixtures/pixel-llm/${name}`, import.meta.url)));
const SIGNED = fixture('signed.pxi');
const BYTES = fixture('bytes.pxi');

/** A kernel that adds 5 to each of four numbers, and copies them. */
const { image: kernelImage, names: kernelNames } = assemble(`${ADD_FIVE}array @3 y i32 1x4 read write output
steps {
  DISPATCH @2 grid 4 1 1 block 1 1 1 with @1
  COPY @1 @3 4
  DISPATCH @2 grid 4 1 1 block 1 1 1 with @1
  HALT
}
`);
const KERNEL = encodePng(kernelImage, { names: new TextEncoder().encode(kernelNames) });

/** A thread of a hundred million turns, a million times. */
const LONG = encodePng(
  assemble(`pxi 1.1
gas 31
kernel @2 wait int 4 {
  ARRAY readwrite i32
  LIT i1 100000000
  LIT i2 1
  MOV i0 i3
  FOR i0 i1 i2
  NEXT
  STORE i1 s0 i3
  RETURN
}
array @1 x i32 1x4 read write output
steps {
  DISPATCH @2 grid 1000000 1 1 block 1 1 1 with @1
  HALT
}
`).image,
);

/** Runs with the page on localhost, with a file in it or without. */
async function onPage(page: Page, file?: EmbeddedFile): Promise<void> {
  await serve(page, { '/view.html': await viewPage(file) });
  await page.goto('http://localhost/view.html');
  if (file) await page.locator('#facts b').getByText(file.name).waitFor();
}

/** Drops a file onto the page, as a person does from a folder. */
const drop = (page: Page, name: string, bytes: Uint8Array): Promise<unknown> =>
  page.evaluate(`(() => {
    const bytes = Uint8Array.from(atob('${Buffer.from(bytes).toString('base64')}'), (c) => c.charCodeAt(0));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([bytes], ${JSON.stringify(name)}));
    for (const kind of ['dragover', 'drop'])
      document.body.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
  })()`);

const presentHash = async (page: Page): Promise<string> =>
  (await page.locator('#effect .hash').getAttribute('data-hash')) ?? '';

const canvasSize = (page: Page, id: string): Promise<{ width: number; height: number }> =>
  page.evaluate(`(({ width, height }) => ({ width, height }))(document.getElementById('${id}'))`);

/** Red, green, blue and alpha of a place on a canvas. */
const drawnAt = (page: Page, id: string, { x, y }: { x: number; y: number }): Promise<string> =>
  page.evaluate(
    `document.getElementById('${id}').getContext('2d').getImageData(${Math.floor(x)}, ${Math.floor(y)}, 1, 1).data.join(' ')`,
  );

/** Waits until all steps are there. */
const traced = (page: Page, steps: number): Promise<void> =>
  page
    .locator('#moment-text')
    .getByText(new RegExp(`of ${steps}$`))
    .waitFor();

/** The image, the hash and the number of changed pixels after each step, as Node says. */
async function stepsOf(image: PixelImage, compat = false) {
  const steps: { readonly text: string; readonly changed: number; readonly hash: string }[] = [];
  for (const { text, changed, image: now } of traceImage(image, { compat }))
    steps.push({ text, changed: changed.count, hash: await hashOf(now) });
  return steps;
}

browserTest(
  'opens from a file on the program that it was written with, and asks the network for nothing',
  async (page) => {
    const asked: string[] = [];
    page.on('request', (request) => void asked.push(request.url()));
    const folder = mkdtempSync(join(tmpdir(), 'pxos-view-'));
    try {
      const file = join(folder, 'view.html');
      writeFileSync(file, await viewPage({ name: 'signed.pxi', bytes: SIGNED }));
      await page.goto(pathToFileURL(file).href);
      await traced(page, 6);
      assert.is(await page.locator('#facts').innerText(), 'signed.pxi\n1\u202f024 × 39\nPXI 1.1\n110.8 kB');
      assert.is(await presentHash(page), await hashOf(decodePng(SIGNED).image));
      assert.equal(
        asked.filter((url) => !url.startsWith('blob:') && !url.startsWith('data:')),
        [pathToFileURL(file).href],
      );
      const refused = await page.evaluate(
        "fetch('https://example.org').then(() => 'answered', () => 'refused')",
      );
      assert.is(refused, 'refused');
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

browserTest(
  'steps forward and back through the images that Node traces, and saves any of them',
  async (page) => {
    await onPage(page);
    await drop(page, 'kernel.pxi', KERNEL);
    const { image } = decodePng(KERNEL);
    const steps = await stepsOf(image);
    await traced(page, steps.length);
    const start = await presentHash(page);
    assert.is(start, await hashOf(image));
    const seen: string[] = [start];
    for (const { text, changed, hash } of steps) {
      await page.locator('#forward').click();
      assert.is(await page.locator('#effect b').innerText(), text);
      const said = await page.locator('#effect span').first().innerText();
      assert.is(said, changed === 0 ? 'changed nothing' : `${pixelsText(changed)} changed`);
      assert.is(await presentHash(page), hash);
      seen.push(hash);
    }
    assert.ok(await page.locator('#forward').isDisabled());
    for (const hash of seen.reverse().slice(1)) {
      await page.keyboard.press(',');
      assert.is(await presentHash(page), hash);
    }
    await page.locator('#ribbon button').nth(1).click();
    assert.is(
      await page
        .locator('#ribbon [aria-current=step]')
        .innerText()
        .then((text) => text.split('\n')[0]),
      'COPY',
    );
    const [saved] = await Promise.all([page.waitForEvent('download'), page.locator('#save').click()]);
    assert.is(saved.suggestedFilename(), 'kernel-step-2.pxi');
    const written = decodePng(readFileSync(await saved.path())).image;
    assert.is(await hashOf(written), steps[1]?.hash);
  },
);

browserTest('an old program says why strict mode refuses it, and runs in compat mode', async (page) => {
  await onPage(page, { name: 'bytes.pxi', bytes: BYTES });
  const errors = page.locator('#health [data-severity=error][data-code=PX1108]');
  assert.is(await errors.count(), 2);
  await errors.first().getByRole('button', { name: 'pixel (4, 0)' }).click();
  assert.match(await page.locator('#readout').innerText(), /4, 0[\s\S]*ADD 158 155 158/);
  assert.ok(await page.locator('#run-all').isDisabled());
  await page.getByRole('button', { name: 'Run it in compat mode' }).click();
  await traced(page, 6);
  assert.ok(await page.locator('#compat').isChecked());
  await page.locator('#to-end').click();
  assert.is(await presentHash(page), (await stepsOf(decodePng(BYTES).image, true)).at(-1)?.hash);
});

browserTest('a damaged program can be run in compat mode, as its message says', async (page) => {
  const { image } = decodePng(KERNEL);
  for (let byte = 3; byte < image.pixels.length; byte += 4) image.pixels[byte] = 255;
  await onPage(page, { name: 'opaque.pxi', bytes: encodePng(image) });
  const error = page.locator('#health [data-code=PX1050]');
  assert.match(await error.locator('.hint').innerText(), /runs with compat only/);
  await page.getByRole('button', { name: 'Run it in compat mode' }).click();
  const steps = await stepsOf(image, true);
  await traced(page, steps.length);
  assert.ok(await page.locator('#compat').isChecked());
  assert.is(await page.locator('#ribbon button').count(), steps.length);
  await page.locator('#to-end').click();
  assert.is(await presentHash(page), steps.at(-1)?.hash);
  await page.locator('#compat').uncheck();
  await error.waitFor();
});

browserTest('what depends on data is found by stepping, behind the steps that went well', async (page) => {
  const image = createImage(4, 5);
  for (const row of [1, 2])
    writeMatrix(image, row, { rows: 1, columns: 2, elements: Uint8Array.of(255, 255) });
  writeLegacyInstruction(image, 0, 'ADD', [1, 2, 3]);
  writeLegacyInstruction(image, 1, 'DOT_RGB', [1, 2, 4]);
  writeLegacyInstruction(image, 2, 'HALT');
  await onPage(page, { name: 'sum.pxi', bytes: encodePng(image) });
  await page.locator('#effect').getByText('The program has errors').waitFor();
  assert.is(await page.locator('#moment-text').innerText(), 'start of 1');
  // The pixel is circled before anybody asks where it is: left of it, in the colour of errors.
  const box = fitted(image, await canvasSize(page, 'image'));
  const [x, y] = [(1.5 - 0.8 - box.x) * box.scale, (0.5 - box.y) * box.scale];
  assert.is(await drawnAt(page, 'image', { x, y }), '179 38 30 255');
  await page.locator('#effect').getByRole('button', { name: 'Show them' }).click();
  assert.match(
    await page.locator('#health li[data-severity=error]').innerText(),
    /PX1109[\s\S]*pixel \(1, 0\)/,
  );
});

browserTest('CPU and WebGPU, compiled and interpreted, leave the bytes that Node leaves', async (page) => {
  await onPage(page, { name: 'signed.pxi', bytes: SIGNED });
  await traced(page, 6);
  await page.locator('#tab-runs').click();
  await page.locator('#run-all').click();
  await page.locator('.card[data-verdict]').nth(3).waitFor({ timeout: 120_000 });
  const expected = await hashOf(interpretImage(decodePng(SIGNED).image).image);
  for (const way of ['CPU compiled', 'CPU interpreted', 'WebGPU compiled', 'WebGPU interpreted']) {
    const card = page.locator(`.card[data-way="${way}"]`);
    assert.is(await card.getAttribute('data-verdict'), 'equal', way);
    assert.is(await card.locator('.hash').getAttribute('data-hash'), expected, way);
  }
  assert.is(await page.locator('#runs .summary').innerText(), '4 runs leave the same bytes as stepping.');
});

/** Changes a byte of what runs give back, as an executor with a fault would. */
const FAULTY_WORKERS = `window.Worker = class extends Worker {
  addEventListener(kind, listen) {
    super.addEventListener(kind, (event) => {
      if (event.data?.kind === 'ran') {
        event.data.pixels[4 * 1030] ^= 1;
        event.data.hash = 'another';
      }
      listen(event);
    });
  }
}`;

browserTest('a run that leaves other bytes is told with the first pixel that differs', async (page) => {
  await page.addInitScript(FAULTY_WORKERS);
  await onPage(page, { name: 'signed.pxi', bytes: SIGNED });
  await traced(page, 6);
  await page.locator('#tab-runs').click();
  const card = page.locator('.card[data-way="CPU compiled"]');
  await card.getByRole('button', { name: /^Run/ }).click();
  await card.getByText('differs from stepping in 1 pixel').waitFor();
  assert.is(await card.getAttribute('data-verdict'), 'different');
  assert.is(await page.locator('#runs .summary').innerText(), '1 of 1 runs differ.');
  await card.getByRole('button', { name: '(6, 1)' }).click();
  assert.match(await page.locator('#readout').innerText(), /^6, 1/);
});

browserTest('a program plays to its end, and one that goes on for long is stopped', async (page) => {
  await onPage(page, { name: 'kernel.pxi', bytes: KERNEL });
  await traced(page, 4);
  await page.keyboard.press('Space');
  await page.locator('#moment-text').getByText('step 4 of 4').waitFor();
  await drop(page, 'long.pxi', LONG);
  await page.locator('#facts b').getByText('long.pxi').waitFor();
  await page.locator('#effect').getByRole('button', { name: 'Stop' }).click();
  await page.locator('#effect').getByText('Stepping was stopped.').waitFor();
  assert.is(await page.locator('#moment-text').innerText(), 'start of 0');
});

browserTest('a run that is stopped leaves no result', async (page) => {
  await onPage(page, { name: 'signed.pxi', bytes: SIGNED });
  await page.locator('#tab-runs').click();
  const card = page.locator('.card[data-way="WebGPU compiled"]');
  await card.getByRole('button', { name: /^Run/ }).click();
  await page.locator('#run-stop').click();
  assert.match(await card.innerText(), /stopped/);
  assert.is(await card.getAttribute('data-state'), 'idle');
});

browserTest('a heat map has the colours of the values at this moment, and tells them', async (page) => {
  await onPage(page, { name: 'signed.pxi', bytes: SIGNED });
  await traced(page, 6);
  await page.locator('#to-end').click();
  await page.getByRole('option', { name: 'outputs' }).click();
  const { image, names } = decodePng(SIGNED);
  const inspection = inspectImage(image, { names: readNames(new TextDecoder().decode(names)).names });
  const array = inspection.arrays.find(({ name }) => name === 'outputs');
  const place = array && placeOf(array, inspection);
  assert.ok(place);
  const result = interpretImage(image).image;
  const heat = heatMapOf(result, wordsOf(result), place);
  const box = fitted(heat, await canvasSize(page, 'heat'));
  for (const [x, y] of [
    [0, 0],
    [31, 0],
    [17, 9],
    [31, 31],
  ] as const) {
    const at = { x: (x + 0.5 - box.x) * box.scale, y: (y + 0.5 - box.y) * box.scale };
    await page.locator('#heat').hover({ position: at });
    const i = 32 * y + x;
    const value = new Int32Array(result.pixels.buffer, 4 * place.first, 1024)[i];
    const said = (await page.locator('#heat-readout b').innerText())
      .replaceAll('\u202f', '')
      .replace('−', '-');
    assert.is(said, `outputs[0, ${i}] = ${value}`);
    const drawn = await drawnAt(page, 'heat', at);
    const word = heat.words[i] ?? 0;
    assert.is(drawn, [word & 255, (word >>> 8) & 255, (word >>> 16) & 255, 255].join(' '));
  }
  const [saved] = await Promise.all([page.waitForEvent('download'), page.locator('#heat-json').click()]);
  assert.is(saved.suggestedFilename(), 'outputs.json');
  const values = new Int32Array(result.pixels.buffer, 4 * place.first, 1024);
  assert.equal(JSON.parse(readFileSync(await saved.path(), 'utf8')), [...values]);
});

browserTest(
  'a file that is no pixel program is told with code and way out, and the page goes on',
  async (page) => {
    await onPage(page);
    await drop(page, 'cut.pxi', KERNEL.subarray(0, 60));
    const failure = page.locator('#failure');
    await failure.getByText('cut.pxi cannot be opened').waitFor();
    assert.match(await failure.innerText(), /PX10\d\d/);
    assert.ok((await failure.locator('.hint').innerText()).length > 0);
    await drop(page, 'kernel.pxi', KERNEL);
    await traced(page, 4);
    assert.not.ok(await failure.isVisible());
    await drop(page, 'cut.pxi', KERNEL.subarray(0, 60));
    await page.getByRole('button', { name: 'Back to kernel.pxi' }).click();
    assert.ok(await page.locator('#image').isVisible());
  },
);

browserTest(
  'says what lies at a pixel, and an element that is chosen there shows its array',
  async (page) => {
    await onPage(page, { name: 'kernel.pxi', bytes: KERNEL });
    await traced(page, 4);
    await page.locator('#tab-code').click();
    await page.getByRole('button', { name: /ADD i2 i2 i1/ }).click();
    assert.match(await page.locator('#readout').innerText(), /ADD i2 i2 i1 in kernel add/);
    await page.locator('#tab-arrays').click();
    await page.getByRole('option', { name: 'x', exact: false }).first().click();
    await page.locator('#heat-show').click();
    assert.match(await page.locator('#readout').innerText(), /x\[0, 0\] = 1$/);
    await page.locator('#image').focus();
    await page.keyboard.press('ArrowRight');
    assert.match(await page.locator('#readout').innerText(), /x\[0, 1\] = 2$/);
    await page.locator('#to-end').click();
    assert.match(await page.locator('#readout').innerText(), /x\[0, 1\] = 12$/);
  },
);

browserTest('a flat image has a low window, and all of its steps are in sight below', async (page) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await onPage(page, { name: 'signed.pxi', bytes: SIGNED });
  await traced(page, 6);
  const canvas = page.locator('#image');
  const link = page.locator('#ribbon button').last();
  const wide = await canvas.boundingBox();
  assert.ok(wide && wide.width > 900 && wide.height < 300, JSON.stringify(wide));
  const last = await link.boundingBox();
  assert.ok(last && last.x + last.width < wide.x + wide.width && last.y + last.height < 900);
  await page.setViewportSize({ width: 420, height: 800 });
  const narrow = await canvas.boundingBox();
  assert.ok(narrow && narrow.height < 240, JSON.stringify(narrow));
  await drop(page, 'kernel.pxi', KERNEL);
  await traced(page, 4);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.waitForFunction("document.getElementById('image').clientHeight > 400");
});

browserTest('a small screen shows the whole name of a device', async (page) => {
  await page.setViewportSize({ width: 420, height: 800 });
  await onPage(page, { name: 'kernel.pxi', bytes: KERNEL });
  await traced(page, 4);
  await page.locator('#tab-runs').click();
  const card = page.locator('.card[data-way="CPU compiled"]');
  await card.getByRole('button', { name: /^Run/ }).click();
  const device = card.locator('.device');
  await device.waitFor();
  assert.match(await device.innerText(), /WebAssembly in this thread, .*Chrome/);
  assert.ok(
    await device.evaluate(({ scrollHeight, clientHeight }) => scrollHeight <= clientHeight),
    'it is cut',
  );
});

browserTest('a page that browsers do not trust says why nothing can be opened', async (page) => {
  const html = await viewPage({ name: 'kernel.pxi', bytes: KERNEL });
  await page.route('http://view.test/**', (route) => route.fulfill({ body: html, contentType: 'text/html' }));
  await page.goto('http://view.test/');
  await page
    .locator('#failure')
    .getByText('only to pages that come from a file, from https or from localhost')
    .waitFor();
});

browserTest('everything that can be pressed has a name, and tabs go by arrows', async (page) => {
  await onPage(page, { name: 'kernel.pxi', bytes: KERNEL });
  await traced(page, 4);
  const nameless = await page.evaluate(
    "[...document.querySelectorAll('button, select, input, canvas[tabindex]')].filter((e) => !(e.getAttribute('aria-label') ?? e.labels?.[0]?.textContent ?? e.textContent).trim()).map((e) => e.outerHTML)",
  );
  assert.equal(nameless, []);
  await page.locator('#tab-arrays').focus();
  await page.keyboard.press('ArrowLeft');
  assert.ok(await page.locator('#health').isVisible());
  assert.not.ok(await page.locator('#arrays').isVisible());
});

test.run();
