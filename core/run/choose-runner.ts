// Decides which runner executes which operation: the one that was asked for, or what the plan says for this machine.
import type { MachineProfile, Plan } from '../contract/index.ts';
import { type Placement, PxosError } from '../diagnostics/index.ts';
import * as say from '../diagnostics/messages/run.ts';
import { defaultMachineProfile } from '../machine/index.ts';
import { type Compiled, type Pipeline, planProgram, type RunnerEntry } from '../pipeline/index.ts';
import { firstOn, type RunnerChoice } from './engine.ts';
import type { PreparedRun } from './prepared.ts';

const withGpu = (machine: MachineProfile, present: boolean): MachineProfile => ({
  ...machine,
  gpu: { ...machine.gpu, present },
});

const usesGpu = (plan: Plan): boolean => plan.steps.some(({ device }) => device === 'gpu');

/** Why the GPU cannot be used, or `undefined` when a hardware adapter is there. */
async function missingHardware(
  pipeline: Pipeline,
  waiting: RunnerEntry | undefined,
): Promise<string | undefined> {
  if (!waiting) return 'no plugin runs on a GPU';
  const { probe } = await pipeline.runner(waiting.runner);
  if (!probe) return undefined;
  const found = await probe();
  if (found.hardware) return undefined;
  return (found.reason ?? `the only GPU adapter is ${found.device ?? 'a software driver'}`).replace(
    /\.$/,
    '',
  );
}

/** Where a kernel is pinned, or where the step stands that needs a device. */
function placeOf({ program, source }: Compiled, index: number | undefined): Placement {
  const step = index === undefined ? undefined : program.steps[index];
  const kernel =
    step?.kind === 'launch' ? program.kernels.find(({ name }) => name === step.kernel) : undefined;
  const at = kernel?.target === undefined ? step?.at : kernel.at;
  return { file: source.path, ...(at && { place: at }) };
}

/**
 * Plans for this machine. A profile that the configuration names decides by itself; the default one holds for a machine
 * with a GPU, and an adapter is looked for only when the plan would use it.
 */
async function planForMachine(pipeline: Pipeline, compiled: Compiled, prepared: PreparedRun): Promise<Plan> {
  const { machine } = pipeline.config;
  const first = await planProgram(pipeline, compiled, { ...prepared, profile: machine });
  if (machine !== defaultMachineProfile || !usesGpu(first)) return first;
  const reason = await missingHardware(pipeline, firstOn(pipeline.runners, 'gpu'));
  if (reason === undefined) return first;
  const profile = withGpu(machine, false);
  const second = await planProgram(pipeline, compiled, { ...prepared, profile });
  // A pin holds even so: that a software adapter is good enough is for the user to say.
  if (usesGpu(second)) {
    const pinned = second.steps.find(({ device }) => device === 'gpu')?.step;
    throw new PxosError(say.noRunnerFor({ device: 'GPU', reason }, placeOf(compiled, pinned)));
  }
  pipeline.report.add(say.noHardware({ reason }));
  return second;
}

/**
 * The plan and the runner of each operation. `runner` is a name, or `auto` for what the plan says.
 *
 * @throws PxosError PX0591 when the plan needs a device that no plugin runs on, PX0614 or PX0640 for an unknown runner
 */
export async function chooseRunner(
  pipeline: Pipeline,
  compiled: Compiled,
  prepared: PreparedRun,
  runner: string,
): Promise<RunnerChoice> {
  if (runner !== 'auto') {
    await pipeline.runner(runner);
    return { plan: await planProgram(pipeline, compiled, prepared), runnerOf: () => runner };
  }
  const plan = await planForMachine(pipeline, compiled, prepared);
  const devices = new Map(plan.steps.map(({ step, device }) => [step, device]));
  return {
    plan,
    runnerOf: ({ step }) => {
      const device = devices.get(step) === 'gpu' ? 'gpu' : 'cpu';
      const entry = firstOn(pipeline.runners, device);
      if (!entry)
        throw new PxosError(
          say.noRunnerFor(
            { device: device.toUpperCase(), reason: 'no plugin runs on one' },
            placeOf(compiled, step),
          ),
        );
      return entry.runner;
    },
  };
}
