// What every target of the C family does to a program before it is printed: what its kernels lack is lowered, gas is counted.
import {
  type Binding,
  boundGas,
  flatten,
  lowerElementBindings,
  lowerGroups,
  lowerMatrices,
  type Program,
} from '../ir/index.ts';

const constantsOf = (bindings: readonly Binding[]): Readonly<Record<string, number | boolean>> =>
  Object.fromEntries(
    bindings.flatMap((binding) =>
      binding.kind === 'value' && binding.value.kind === 'const'
        ? [[binding.param, binding.value.value] as const]
        : [],
    ),
  );

/** The program with kernels that count, where it has gas and does not prove that it suffices. */
function withGas(program: Program): Program {
  if (program.gas === undefined) return program;
  const values = new Map(
    program.steps.flatMap((step, index) =>
      step.kind === 'launch' ? [[index, constantsOf(step.bindings)] as const] : [],
    ),
  );
  return boundGas(flatten(program), values)?.program ?? program;
}

/** The program with every kernel that an emitted program launches: those that count gas, those of matrix statements. */
export const withHostKernels = (program: Program): Program =>
  lowerMatrices(withGas(lowerElementBindings(program)), { tiled: true });

/** The program as the C family prints it. */
export const legalizeForC = (program: Program): Program => lowerGroups(withHostKernels(program));
