// The comment at the head of every emitted file of the C family: where it comes from, how to build it, what it cannot promise.
import type { EmitContext } from '../contract/index.ts';
import type { Program } from '../ir/index.ts';
import { commentText } from './cpp-text.ts';

export interface HeaderParts {
  /** `CUDA C++`, `HIP`, `Metal`. */
  readonly language: string;
  /** Command lines that build and run it. */
  readonly build: readonly string[];
  /** Sentences on what the target does not promise in the chosen precision. */
  readonly cannotPromise: readonly string[];
}

/** Seconds for people: three digits and a unit. */
function duration(seconds: number): string {
  const [unit, scale] =
    seconds >= 1 ? (['s', 1] as const) : seconds >= 1e-3 ? (['ms', 1e3] as const) : (['µs', 1e6] as const);
  return `${(seconds * scale).toPrecision(3)} ${unit}`;
}

function planLines({ plan }: EmitContext): readonly string[] {
  const steps = plan.steps
    .filter(({ device }) => device !== 'host')
    .map(({ label, device, reason }) => `  ${label}: ${device}. ${reason}`);
  const elsewhere = plan.steps.some(({ device }) => device === 'cpu');
  return [
    `Plan of ${plan.planner} for ${plan.profile}, about ${duration(plan.seconds)}:`,
    ...steps,
    ...(elsewhere
      ? ['This program runs every kernel on the GPU, also those that the plan gives to the CPU.']
      : []),
  ];
}

/** The lines of the header, each a `//` comment. */
export function printHeader(
  program: Program,
  context: EmitContext,
  version: string,
  parts: HeaderParts,
): string {
  const { source } = context;
  const kernels = program.kernels.map(({ name }) => name).join(', ');
  const lines = [
    `${parts.language} of ${source.path} (SHA-256 ${source.hash}…), made by pxOS ${version}. Changes belong into the source.`,
    `Kernels: ${kernels}. Numbers behind statements are lines of the source.`,
    '',
    'Build:',
    ...parts.build.map((line) => `  ${line}`),
    '',
    'What the target does not promise:',
    ...parts.cannotPromise.map((line) => `  ${line}`),
    '',
    ...planLines(context),
  ];
  return lines.map((line) => (line === '' ? '//' : `// ${commentText(line)}`)).join('\n');
}
