// Prints a plan for people: each step with its device, the reason, both sides' terms, the margin, where it turns round, and the copies.
import type { Plan, PlannedCopy, PlannedStep } from '../contract/index.ts';
import { formatBytes, formatCount, formatDuration, formatNumber } from '../diagnostics/index.ts';
import { table } from './table.ts';

/** The plan as lines. */
export function planLines(plan: Plan): readonly string[] {
  const lines = [`plan by ${plan.planner} for ${plan.profile}: ${formatDuration(plan.seconds)} in all`, ''];
  for (const step of plan.steps) {
    lines.push(...copyLines(plan.copies.filter((copy) => copy.before === step.step)));
    lines.push(...stepLines(step));
  }
  const steps = new Set(plan.steps.map((step) => step.step));
  lines.push(...copyLines(plan.copies.filter((copy) => !steps.has(copy.before))));
  return lines;
}

function copyLines(copies: readonly PlannedCopy[]): readonly string[] {
  return copies.map(({ buffer, direction, bytes: size }) => {
    const amount = size === undefined ? 'size not known' : formatBytes(size);
    return `      copy ${buffer} to the ${direction === 'to-gpu' ? 'GPU' : 'CPU'}, ${amount}`;
  });
}

function stepLines(step: PlannedStep): readonly string[] {
  const lines = [
    `${String(step.step).padStart(4)}  ${step.label}  →  ${step.device}`,
    `      ${step.reason}`,
    ...sideLines('cpu', step.cpu, step.illegal?.cpu),
    ...sideLines('gpu', step.gpu, step.illegal?.gpu),
  ];
  const facts = [
    step.margin === undefined ? undefined : `margin ${formatNumber(step.margin)}×`,
    step.flipsAt === undefined ? undefined : `turns round at ${formatCount(step.flipsAt)} threads`,
    step.block ? `block ${step.block.join(' × ')}` : undefined,
  ].filter((fact) => fact !== undefined);
  if (facts.length > 0) lines.push(`      ${facts.join(', ')}`);
  return lines;
}

function sideLines(device: string, side: PlannedStep['cpu'], illegal: string | undefined): readonly string[] {
  if (illegal !== undefined) return [`      ${device}: cannot: ${illegal}`];
  if (!side) return [];
  const rows = side.terms.map(({ name, seconds, why }) => [name, formatDuration(seconds), why]);
  return [
    `      ${device}: ${formatDuration(side.seconds)}`,
    ...table(['', '#', ''], rows)
      .slice(1)
      .map((line) => `        ${line}`),
  ];
}
