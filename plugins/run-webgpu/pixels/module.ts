// The WGSL of the pixel machine: its parts in their order, behind the helpers of emitted WGSL that they name.
import { preludeOf } from 'pxos/plugins/emit-wgsl';
import { SHADERS } from '../shaders.ts';

const PARTS = [
  'pxvm-image.wgsl',
  'pxvm-lane.wgsl',
  'pxvm-operations.wgsl',
  'pxvm.wgsl',
  'pxvm-matrix.wgsl',
  'pxvm-legacy.wgsl',
] as const;

/** The text of the one module that interprets pixel programs of both versions. */
export function pixelModule(): string {
  const parts = PARTS.map((name) => SHADERS[name]);
  const named = parts.flatMap((text) => [...text.matchAll(/\bpx_\w+/g)].map(([name]) => name));
  return [...preludeOf(named), ...parts].join('\n\n');
}
