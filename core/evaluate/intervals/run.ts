// The entry points of the interval evaluator: every value that a target may give, and whether given bytes are such values.
import { matrixLaunch } from '../../contract/index.ts';
import { type ElementType, lowerMatrices } from '../../ir/index.ts';
import { makeArray, makeMemory } from '../memory.ts';
import type { EvaluateOptions, EvaluateRequest } from '../run.ts';
import { missing, wrongLength } from '../unfit.ts';
import { holds, type Interval } from './interval.ts';
import { runIntervalLaunch } from './launch.ts';
import { IntervalArray } from './memory.ts';

/** What each element of a buffer may hold. */
export interface IntervalBuffer {
  readonly element: ElementType;
  readonly length: number;
  /** The possible values of one element. */
  at(index: number): Interval;
}

export interface IntervalResult {
  readonly buffers: ReadonlyMap<string, IntervalBuffer>;
}

const TIMEOUT = 60_000;
const MEMORY = 2 ** 28;

/**
 * Runs operations on intervals: for each element of each buffer all values that a target may give under the rules of
 * Meaning 3 (error bounds of the operation table, flushed subnormals, fused products, the free sign of a zero, sums of
 * atomics in any order). Where a comparison may go either way, both ways are followed and joined; where nothing can be
 * said, an element may hold anything. Integers that do not depend on floats stay exact.
 *
 * About a hundred times slower than `evaluateRun`; the same errors.
 */
export function evaluateWithIntervals(
  { program, buffers, operations }: EvaluateRequest,
  options: Pick<EvaluateOptions, 'timeout' | 'signal' | 'memoryLimit'> = {},
): IntervalResult {
  const timeout = options.timeout ?? TIMEOUT;
  const limits = { timeout, deadline: performance.now() + timeout, signal: options.signal };
  const lowered = lowerMatrices(program);
  const memory = new Map<string, IntervalArray>();
  for (const [name, array] of makeMemory(buffers, options.memoryLimit ?? MEMORY))
    memory.set(name, IntervalArray.of(array));
  for (const operation of operations) {
    switch (operation.kind) {
      case 'launch':
        runIntervalLaunch(program, operation, memory, limits);
        break;
      case 'copy': {
        const source = memory.get(operation.from) ?? missing('buffer', operation.from);
        const target = memory.get(operation.to) ?? missing('buffer', operation.to);
        target.copyFrom(source, operation.count);
        break;
      }
      case 'matrix': {
        // The kernel that targets run has the operations whose errors the intervals follow.
        const launch = matrixLaunch(operation, lowered) ?? missing('kernel of', operation.op);
        runIntervalLaunch(lowered, launch, memory, limits);
        break;
      }
    }
  }
  return { buffers: memory };
}

/** An element that holds what no target may give. */
export interface Violation {
  readonly index: number;
  readonly value: number;
  readonly allowed: Interval;
}

export interface Judgement {
  /** How many elements are wrong. */
  readonly count: number;
  /** The first ones. */
  readonly first: readonly Violation[];
  /** How many elements were allowed to hold anything: what the judgement does not cover. */
  readonly unjudged: number;
}

const SHOWN = 10;

/**
 * Holds the bytes that a runner gave for a buffer against what they may be.
 *
 * @param bytes little endian, `length` elements
 * @example
 * judge(result.buffers['y'], evaluateWithIntervals(request).buffers.get('y')).count // 0
 */
export function judge(bytes: Uint8Array, buffer: IntervalBuffer): Judgement {
  const { element, length } = buffer;
  const array = makeArray(element, length);
  if (bytes.length !== array.bytes.length) wrongLength('result', array.bytes.length, bytes.length);
  array.bytes.set(bytes);
  const first: Violation[] = [];
  let count = 0;
  let unjudged = 0;
  for (let index = 0; index < length; index++) {
    const allowed = buffer.at(index);
    if (allowed.lo === Number.NEGATIVE_INFINITY && allowed.hi === Number.POSITIVE_INFINITY) unjudged++;
    const value = array.load(index);
    if (holds(allowed, value)) continue;
    count++;
    if (first.length < SHOWN) first.push({ index, value, allowed });
  }
  return { count, first, unjudged };
}
