// What things cost on either side, in units of one addition; figures of the CPU are measured (bench/cpu-weights.ts).
import { type OpExpr, type OpName, operation, type RunnerDevice } from 'pxos/core';

/** Costs on both sides. */
export type Weight = { readonly [D in RunnerDevice]: number };

const same = (cost: number): Weight => ({ cpu: cost, gpu: cost });

/**
 * What the operation table has no entry for. On the CPU a barrier ends a loop over the block's threads and begins another,
 * with what lives across it in memory; group operations become several of these. Atomics are plain there, since one
 * thread runs.
 */
export const WEIGHT = {
  memory: same(2),
  simple: same(1),
  barrier: { cpu: 2, gpu: 8 },
  atomic: { cpu: 4, gpu: 16 },
  warpReduce: { cpu: 75, gpu: 20 },
  blockReduce: { cpu: 140, gpu: 60 },
  stage: { cpu: 25, gpu: 16 },
  /** One product of a matrix product and its share of loads and sums: vector instructions on the CPU, tiles on the GPU. */
  product: { cpu: 0.45, gpu: 2 },
} as const satisfies Readonly<Record<string, Weight>>;

/** Where WebAssembly has no instruction, a function of the module computes in f64: many times the cost of a GPU's unit. */
const ON_CPU: { readonly [O in OpName]?: number } = {
  exp: 110,
  log: 110,
  sin: 150,
  cos: 130,
  tan: 200,
  tanh: 150,
  pow: 350,
  rsqrt: 40,
};
const REMAINDER_ON_CPU = 35;

/** An integer division by a constant is a multiplication and shifts. */
const CONSTANT_DIVISION = 4;

const isInteger = ({ type }: OpExpr): boolean => type === 'i32' || type === 'u32';

/** The cost of an operation; `constantDivisor`: its last operand is known when the kernel is compiled. */
export function weightOf(expr: OpExpr, { constantDivisor }: { readonly constantDivisor: boolean }): Weight {
  const { cost } = operation(expr.op);
  if (expr.op === 'div' || expr.op === 'mod') {
    if (isInteger(expr)) return same(constantDivisor ? Math.min(cost, CONSTANT_DIVISION) : cost);
    return expr.op === 'mod' ? { cpu: REMAINDER_ON_CPU, gpu: cost } : same(cost);
  }
  return { cpu: ON_CPU[expr.op] ?? cost, gpu: cost };
}
