// Writes the steps of a program in pixel form: launches with fixed grids, copies and matrix statements, then HALT.
import type { Binding, Expr, Extent, Kernel, LaunchStep, Step } from '../../ir/index.ts';
import type { LooseStep } from '../words/write.ts';
import type { Constants } from './records.ts';

/** Record numbers by name. */
export interface RecordNumbers {
  readonly buffers: ReadonlyMap<string, number>;
  readonly settings: ReadonlyMap<string, number>;
  readonly kernels: ReadonlyMap<string, number>;
}

type Shape = readonly [number, number, number];

function found(numbers: ReadonlyMap<string, number>, name: string): number {
  const number = numbers.get(name);
  if (number === undefined) throw new Error(`there is no record for ${name}`);
  return number;
}

function count(expr: Expr | undefined): number {
  if (!expr) return 1;
  if (expr.kind !== 'const') throw new Error(`a ${expr.kind} is no fixed size`);
  return Number(expr.value);
}

const shapeOf = ([x, y, z]: readonly Expr[]): Shape => [count(x), count(y), count(z)];

class StepWriter {
  private readonly numbers: RecordNumbers;
  private readonly kernels: ReadonlyMap<string, Kernel>;
  private readonly constants: Constants;

  constructor(numbers: RecordNumbers, kernels: readonly Kernel[], constants: Constants) {
    this.numbers = numbers;
    this.kernels = new Map(kernels.map((kernel) => [kernel.name, kernel]));
    this.constants = constants;
  }

  private buffer(name: string): number {
    return found(this.numbers.buffers, name);
  }

  step(step: Step): LooseStep {
    switch (step.kind) {
      case 'launch':
        return this.launch(step);
      case 'copy':
        return {
          kind: 'copy',
          from: this.buffer(step.from),
          to: this.buffer(step.to),
          count: count(step.count),
        };
      case 'matrix': {
        const operands = step.operands.map((name) => this.buffer(name));
        return { kind: 'matrix', op: step.op, operands, result: this.buffer(step.result) };
      }
      default:
        throw new Error(`a ${step.kind} is no step of an image`);
    }
  }

  private launch({ kernel: name, extent, bindings }: LaunchStep): LooseStep {
    const kernel = this.kernels.get(name);
    if (!kernel) throw new Error(`there is no kernel ${name}`);
    const bound = new Map(bindings.map((binding) => [binding.param, binding]));
    const parameters = kernel.params.map((param) => {
      const binding = bound.get(param.name);
      if (!binding) throw new Error(`nothing is bound to ${param.name} of ${name}`);
      const constant = param.kind === 'value' ? this.constants.of(binding, param.declared) : undefined;
      return constant ?? this.bound(binding);
    });
    return { kind: 'dispatch', kernel: found(this.numbers.kernels, name), ...this.grid(extent), parameters };
  }

  private bound(binding: Binding): number {
    if (binding.kind !== 'value') return this.buffer(binding.buffer);
    if (binding.value.kind !== 'host')
      throw new Error(`${binding.param} is bound to a ${binding.value.kind}`);
    return found(this.numbers.settings, binding.value.name);
  }

  private grid(extent: Extent): { readonly grid: Shape; readonly indirect: boolean; readonly block: Shape } {
    switch (extent.kind) {
      case 'grid':
        return { grid: shapeOf(extent.blocks), indirect: false, block: shapeOf(extent.threads) };
      case 'indirect':
        return { grid: [this.buffer(extent.buffer), 0, 0], indirect: true, block: extent.block };
      default:
        throw new Error(`a launch over ${extent.kind} has no fixed grid`);
    }
  }
}

/** The steps, HALT last. Records of constants are made as launches need them. */
export function encodeSteps(
  steps: readonly Step[],
  numbers: RecordNumbers,
  kernels: readonly Kernel[],
  constants: Constants,
): LooseStep[] {
  const writer = new StepWriter(numbers, kernels, constants);
  return [...steps.map((step) => writer.step(step)), { kind: 'halt' }];
}
