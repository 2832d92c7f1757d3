// Holds a planner's answer against the program that it is about, before anything follows it.
import type { Plan, PlannedStep } from '../contract/index.ts';
import { PxosError } from '../diagnostics/index.ts';
import { pluginMessages } from '../diagnostics/messages/index.ts';
import type { Program, Step } from '../ir/index.ts';

const DEVICES: readonly unknown[] = ['cpu', 'gpu', 'host'] satisfies PlannedStep['device'][];

/** Steps that run on a device; the others are the host's business, and a plan may leave them out. */
const runsOnDevice = ({ kind }: Step): boolean => kind === 'launch' || kind === 'matrix';

const isTime = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value) && value >= 0;

/** What is wrong with a plan: what was expected, and what it has instead. */
function fault(plan: Plan, { steps }: Program): { expected: string; actual: string } | undefined {
  if (!isTime(plan.seconds))
    return {
      expected: '`seconds` to be a number of seconds',
      actual: `a plan with \`seconds: ${plan.seconds}\``,
    };
  const planned = new Set<number>();
  for (const { step, device } of plan.steps) {
    const kind = steps[step]?.kind;
    if (kind === undefined)
      return {
        expected: `\`step\` to be the index of one of the program's steps, which are ${steps.length}`,
        actual: `a plan for step ${step}`,
      };
    if (planned.has(step)) return { expected: 'each step once', actual: `a plan with step ${step} twice` };
    planned.add(step);
    if (!DEVICES.includes(device))
      return {
        expected: '`cpu`, `gpu` or `host`',
        actual: `a plan with step ${step} on \`${String(device)}\``,
      };
    if (device === 'host' && runsOnDevice(steps[step]!))
      return { expected: '`cpu` or `gpu` for a launch', actual: `a plan with step ${step} on \`host\`` };
  }
  const left = steps.findIndex((step, index) => runsOnDevice(step) && !planned.has(index));
  if (left < 0) return undefined;
  return { expected: 'a place for every launch', actual: `a plan without step ${left}` };
}

/**
 * Throws `PxosError` PX0638 unless the plan places each launch once, speaks of steps of the program only, and has a time.
 */
export function checkPlan(plan: Plan, program: Program): void {
  const found = fault(plan, program);
  if (found)
    throw new PxosError(pluginMessages.tapReturnedWrong({ plugin: plan.planner, hook: 'plan', ...found }));
}
