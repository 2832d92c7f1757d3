// The comment at the top of the text of an emitted module: where it comes from, how to call it, what it promises.
import { type EmitContext, safePath, VERSION } from 'pxos/core';
import type { WasmMeta } from './meta.ts';

/** Lines of the header, without comment signs. */
export function header(meta: WasmMeta, { source, plan }: EmitContext): readonly string[] {
  const steps = plan.steps
    .filter(({ device }) => device !== 'host')
    .map(({ label, device, reason }) => `Plan: ${safePath(label)} on the ${device}, ${reason}`);
  return [
    `WebAssembly of ${safePath(source.path)} (sha256 ${source.hash}), emitted by pxos ${VERSION}. Do not edit.`,
    'This text stands for the binary module beside it; names of variables are those of the source.',
    '',
    'Each kernel is a function (from, to, arguments): it runs the blocks from … to - 1 of a launch, numbered x fastest,',
    `whose arguments stand in memory. The first ${meta.reservedBytes} bytes of memory belong to the module.`,
    ...steps.map((line) => line.replaceAll(/\s+/g, ' ')),
    '',
    'Precision: every f32 and f64 operation rounds as IEEE 754 says; nothing is fused or flushed. FMA rounds in f64, then',
    'to f32. EXP, LOG, SIN, COS, TAN, TANH and POW are computed in f64 and rounded once. Sums of float atomics are in the',
    'order of the threads.',
  ];
}
