// Puts a program into pixel form: everything of the host is resolved, every size is fixed, every statement is one operation.
import type { Program, Setting } from '../ir/index.ts';
import { DEFAULT_GAS } from '../pxi/index.ts';
import type { PreparedRun } from '../run/index.ts';
import { ImageArrays } from './arrays.ts';
import { HostValues } from './host-values.ts';
import { kernelsInImage } from './kernels.ts';
import { hasTooManyRegisters, refuseBeyond, refuseGas, refuseTypes } from './refuse.ts';
import { shareLocals } from './share-locals.ts';
import { ImageSteps } from './steps.ts';

export interface PixelFormOptions {
  /** Exponent of the gas limit, 1 … 31; the program's, or else 24. */
  readonly gas?: number | undefined;
}

/** Settings with the values that hold in this run; those without one are used by nothing. */
function settingsWithValues({ settings }: Program, values: PreparedRun['settings']): readonly Setting[] {
  return settings.map((setting) => {
    const value = values.get(setting.name);
    return value === undefined ? setting : { ...setting, value };
  });
}

const withSharedLocals = (form: Program): Program => ({
  ...form,
  kernels: form.kernels.map(shareLocals),
  functions: form.functions.map(shareLocals),
});

/**
 * The program as an image says it: arrays with lengths and contents, launches with fixed grids, flat kernels. Settings that
 * only scalar parameters depend on stay settings, with the given value; arithmetic on them becomes kernels of one thread.
 * Sizes, and what they depend on, are those of the prepared run.
 *
 * @param program the program that was prepared
 * @param prepared what `prepareRun` made of it: its arrays, operations and results
 * @throws PxosError PX1300 doubles, PX1301 what pixels cannot say, PX1302 limits, PX1303 the exponent of the gas
 */
export function toPixelForm(
  program: Program,
  prepared: PreparedRun,
  options: PixelFormOptions = {},
): Program {
  const gas = options.gas ?? program.gas ?? DEFAULT_GAS;
  refuseGas(gas);
  refuseTypes(program, prepared);
  const settings = settingsWithValues(program, prepared.settings);
  const launched = new Set(prepared.operations.map(({ step }) => step));
  const arrays = new ImageArrays(program.buffers, prepared);
  const values = new HostValues(program, settings, launched);
  const made = new ImageSteps(program, { settings, arrays, values });
  made.make(prepared.operations);
  const { kernels, functions } = kernelsInImage(program, made.uses, made.hostKernels);
  const form: Program = {
    version: program.version,
    kernels,
    functions,
    buffers: [...arrays.buffers(), ...made.added],
    settings: settings.filter(({ name }) => made.settings.has(name)),
    steps: made.steps,
    gas,
    ...(program.at && { at: program.at }),
  };
  const fitting = hasTooManyRegisters(form) ? withSharedLocals(form) : form;
  refuseBeyond(fitting);
  return fitting;
}
