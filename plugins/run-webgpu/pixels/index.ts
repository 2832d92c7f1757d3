// The door of the pixel machine: a pixel program that lies in a buffer of the device is run where it lies.
import {
  createImage,
  type Diagnostic,
  knownVersion,
  type LegacyDialect,
  loadProgram,
  readNames,
  type StepRange,
} from 'pxos/core';
import { MAP_READ, USAGE } from '../usage.ts';
import { runLegacy } from './legacy.ts';
import { runProgram } from './steps.ts';

/** A pixel program in a buffer. */
export interface PixelRun {
  readonly width: number;
  readonly height: number;
  /** Version 1.0 as old executors ran it. */
  readonly compat: boolean;
  /** Of version 1.0; `undefined` is '1.0'. */
  readonly dialect?: LegacyDialect | undefined;
  /** Threads of all launches together, at most. */
  readonly maxThreads: number;
  /** What the chunk `pxNM` of the image says, for messages. */
  readonly names?: Uint8Array | undefined;
  /** Runs these steps only, on an image that those before them have left. */
  readonly steps?: StepRange | undefined;
}

async function bytesOf(device: GPUDevice, buffer: GPUBuffer): Promise<Uint8Array> {
  const { size } = buffer;
  const staging = device.createBuffer({ size, usage: USAGE.mapRead | USAGE.copyTarget });
  try {
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(buffer, 0, staging, 0, size);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(MAP_READ);
    return new Uint8Array(staging.getMappedRange()).slice();
  } finally {
    staging.destroy();
  }
}

/**
 * Runs the program whose image is in `buffer`, of either version; the image becomes the result when all of it has run, and
 * stays as it is when this throws. Gives warnings about the program.
 *
 * Throws what reading and judging the program throws, PX0783 for kernels with barriers, PX1350–PX1352 for what ends a run.
 */
export async function runPixels(
  device: GPUDevice,
  buffer: GPUBuffer,
  { width, height, compat, dialect = '1.0', maxThreads, names, steps }: PixelRun,
): Promise<readonly Diagnostic[]> {
  const image = createImage(width, height);
  image.pixels.set(await bytesOf(device, buffer));
  if (knownVersion(image, { compat }) === '1.0')
    return runLegacy(device, buffer, { image, compat, dialect, steps });
  const program = loadProgram(image, names && readNames(new TextDecoder().decode(names)).names);
  await runProgram(device, buffer, { program, maxThreads, steps });
  return [];
}
