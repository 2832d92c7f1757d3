// What a matrix statement does: for each element of its result so many products, or one sum.
import { bytesOf, type ElementType, type MachineProfile, type MatrixStep, type Program } from 'pxos/core';
import type { KernelWork } from './kernel-work.ts';
import type { Load } from './launch-cost.ts';
import type { Legality } from './legality.ts';
import type { Sizes } from './sizes.ts';
import { WEIGHT } from './weights.ts';

const work = (cpu: number, gpu: number): KernelWork => ({
  operations: cpu,
  lockstepOperations: gpu,
  accesses: new Map(),
  assumed: false,
  divergent: false,
});

const elementOf = (name: string, { buffers }: Program): ElementType | undefined =>
  buffers.find((buffer) => buffer.name === name)?.element;

/** The load of a statement. The length of the sums of MATMUL follows from the lengths: m·k, k·n and m·n. */
export function matrixLoad({ op, operands, result }: MatrixStep, sizes: Sizes): Load {
  const lengths = operands.map((name) => sizes.elements(name));
  const [a = { count: 1, known: false }, b = a] = lengths;
  const c = sizes.elements(result);
  const isKnown = lengths.every(({ known }) => known) && (op === 'dot' || c.known);
  const bytes = [...operands, result].reduce((sum, name) => sum + sizes.bytes(name).count, 0);
  const { product, memory, simple } = WEIGHT;
  if (op === 'add' || op === 'relu') {
    const each = operands.length * memory.cpu + memory.cpu + simple.cpu;
    return { threads: a.count, threadsKnown: isKnown, work: work(each, each), bytes };
  }
  const inner = op === 'dot' ? 1 : Math.max(1, Math.sqrt((a.count * b.count) / Math.max(1, c.count)));
  const threads = op === 'dot' ? a.count : c.count;
  return { threads, threadsKnown: isKnown, work: work(inner * product.cpu, inner * product.gpu), bytes };
}

/** Which side may do a matrix statement. */
export function matrixLegality(
  { operands, result }: MatrixStep,
  program: Program,
  { gpu }: MachineProfile,
  sizes: Sizes,
): Legality {
  if (!gpu.present) return { gpu: 'there is no hardware GPU' };
  const names = [...operands, result];
  if (names.some((name) => elementOf(name, program) === 'f64'))
    return { gpu: 'it computes with doubles, which WebGPU does not have' };
  const large = names.find((name) => {
    const { count, known } = sizes.elements(name);
    return known && count * bytesOf(elementOf(name, program) ?? 'f32') > gpu.limits.bufferBytes;
  });
  return large === undefined ? {} : { gpu: `\`${large}\` is larger than the limit bufferBytes` };
}
