// Runs pixel programs on the interpreter of the device that the tests share.
import { createImage, type PixelImage } from 'pxos/core';
import { runPixels } from '../../plugins/run-webgpu/pixels/index.ts';
import { MAP_READ, USAGE } from '../../plugins/run-webgpu/usage.ts';
import { theDevice } from './device.ts';

/** The image after `run` has had it as a buffer of the device. */
export async function onDevice(
  image: PixelImage,
  run: (device: GPUDevice, buffer: GPUBuffer) => Promise<void>,
): Promise<PixelImage> {
  const { device } = theDevice();
  const size = image.pixels.byteLength;
  const buffer = device.createBuffer({ size, usage: USAGE.storage | USAGE.copySource | USAGE.copyTarget });
  const staging = device.createBuffer({ size, usage: USAGE.mapRead | USAGE.copyTarget });
  try {
    device.queue.writeBuffer(buffer, 0, image.pixels);
    await run(device, buffer);
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(buffer, 0, staging, 0, size);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(MAP_READ);
    const result = createImage(image.width, image.height);
    result.pixels.set(new Uint8Array(staging.getMappedRange()));
    return result;
  } finally {
    buffer.destroy();
    staging.destroy();
  }
}

/** The image after the device has interpreted the version 1.1 program in it. */
export function interpreted(image: PixelImage, maxThreads = 2 ** 31): Promise<PixelImage> {
  return onDevice(image, async (device, buffer) => {
    const { width, height } = image;
    await runPixels(device, buffer, { width, height, compat: false, maxThreads });
  });
}
