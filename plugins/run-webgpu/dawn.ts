// Loads Dawn, the WebGPU of the package `webgpu`, when it is first needed, and keeps what must not be collected.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PxosError } from 'pxos/core';
import { messages } from './messages.ts';

/** The part of the package `webgpu` that is used here. */
interface Dawn {
  readonly create: (options: string[]) => GPU;
}

/** Dawn ends the process when the object of `create` is collected while a device lives: every one is kept. */
const kept: GPU[] = [];

/** Loads the package. Throws PX0770 when it is missing. */
export async function loadDawn(): Promise<Dawn> {
  try {
    return await import('webgpu');
  } catch (first) {
    try {
      const path = createRequire(join(process.cwd(), 'package.json')).resolve('webgpu');
      return (await import(pathToFileURL(path).href)) as Dawn;
    } catch {
      const reason = first instanceof Error ? (first.message.split('\n')[0] ?? '') : String(first);
      throw new PxosError(messages.packageMissing({ reason }), { cause: first });
    }
  }
}

/**
 * A WebGPU instance with Dawn's options, such as `backend=null` for the one that validates and never executes.
 * Throws PX0770 when the package is missing.
 */
export async function createGpu(...options: string[]): Promise<GPU> {
  const { create } = await loadDawn();
  const gpu = create(options);
  kept.push(gpu);
  return gpu;
}
