// The comment at the top of an emitted module: where it comes from, what a host must do, what WGSL cannot promise.
import { type SourceInfo, safePath, VERSION } from 'pxos/core';
import type { WgslMeta } from './meta.ts';

/** What the header tells. */
export interface HeaderFacts {
  readonly meta: Pick<WgslMeta, 'kernel' | 'entryPoint' | 'blockOverrides' | 'block'>;
  readonly source: SourceInfo;
  readonly fast: boolean;
  /** The plan's line for this kernel, if it is launched. */
  readonly plan: readonly string[];
}

function entryLines({ entryPoint, block, blockOverrides }: HeaderFacts['meta']): readonly string[] {
  if (blockOverrides.length > 0)
    return [
      `Entry point: ${entryPoint}, one workgroup for each block, whose shape the override constants`,
      `${blockOverrides.join(', ')} set. All bindings are in group 0.`,
    ];
  return [
    `Entry point: ${entryPoint}, one workgroup of ${block.join(' × ')} threads for each block: accesses without a check`,
    'rely on that shape. All bindings are in group 0.',
  ];
}

/** Lines of the header, without comment signs. */
export function header({ meta, source, fast, plan }: HeaderFacts): readonly string[] {
  const path = safePath(source.path);
  return [
    `Kernel ${meta.kernel} of ${path} (sha256 ${source.hash}), emitted as WGSL by pxos ${VERSION}. Do not edit.`,
    '',
    ...entryLines(meta),
    ...plan,
    '',
    fast
      ? "Precision: fast. WGSL's own functions with their own corner cases and errors."
      : 'Precision: strict. NaN and corner cases as the language defines them. WGSL may still fuse a * b + c and flush subnormals,',
    ...(fast ? [] : ['and its /, exp, sin and their like have the error bounds of the WGSL specification.']),
  ];
}
