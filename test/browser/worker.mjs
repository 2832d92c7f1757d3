// The worker of the parity page: runs images with `pxos/browser` and says what came of them, as the tests in Node say it.
import { hashOf, isPxosError, openImage, runImage } from 'pxos/browser';

/** Bytes as text, for what the test asks back. */
const base64 = (bytes) => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
};

const said = (error) => {
  if (!isPxosError(error)) throw error;
  return error.diagnostics.map(({ code, message, pixel }) => `${code} ${JSON.stringify(pixel)} ${message}`);
};

const fetched = async (path) => {
  const response = await fetch(path);
  if (!response.ok) throw new Error(await response.text());
  return new Uint8Array(await response.arrayBuffer());
};

/** What reading a file gives: size and hash, or why it is none. */
async function read(path) {
  try {
    const { image } = await openImage(await fetched(path));
    return { width: image.width, height: image.height, hash: await hashOf(image), said: [] };
  } catch (error) {
    return { said: said(error) };
  }
}

/** What each way of running a file leaves: a hash (and the pixels, when they are asked for), or what is said. */
async function run({ path, ways, compat, dialect, file, pixels }) {
  const outcomes = [];
  for (const { runner, interpret } of ways)
    try {
      const opened = await openImage(await fetched(path), { compat, dialect, file });
      const before = await hashOf(opened.image);
      const { image, device } = await runImage(opened, { runner, interpret, compat, dialect });
      if ((await hashOf(opened.image)) !== before)
        throw new Error(`${file}: the image that was given has changed`);
      outcomes.push({
        hash: await hashOf(image),
        device,
        said: [],
        ...(pixels && { pixels: base64(image.pixels) }),
      });
    } catch (error) {
      outcomes.push({ said: said(error) });
    }
  return outcomes;
}

const DO = { read, run };

addEventListener('message', async ({ data: { kind, tasks } }) => {
  try {
    const results = [];
    for (const task of tasks) results.push(await DO[kind](task));
    postMessage({ results });
  } catch (error) {
    postMessage({ fault: error.stack ?? String(error) });
  }
});
