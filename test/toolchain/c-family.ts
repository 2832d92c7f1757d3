// Fixtures for the C family: compiled once, emitted for a target as the pipeline does, with their inputs and the oracle's results.
import { type Artifact, emitFor, type Plan, type RunInputs, type RunOutput } from '../../core/index.ts';
import { type Experiment, Laboratory } from '../differential.ts';
import { type Fixture, inputBytes } from '../fixture.ts';
import type { ShimInputs } from './shim.ts';

export const C_FAMILY = ['cuda', 'rocm', 'metal'] as const;
export type CTarget = (typeof C_FAMILY)[number];

const PLAN: Plan = { planner: 'none', profile: 'none', steps: [], copies: [], seconds: 0 };

/** A program with its inputs and what its outputs are. */
export interface Subject {
  readonly experiment: Experiment;
  readonly inputs: ShimInputs;
  readonly outputs: readonly RunOutput[];
}

let laboratory: Promise<Laboratory> | undefined;
const lab = (): Promise<Laboratory> => (laboratory ??= Laboratory.open());

/** Compiles a text and resolves its host part. */
export async function subjectOf(text: string, path: string, inputs: ShimInputs): Promise<Subject> {
  const given: RunInputs = {
    in: Object.fromEntries(Object.entries(inputs.in ?? {}).map(([name, bytes]) => [name, { bytes }])),
    set: inputs.set ?? {},
    size: inputs.size ?? {},
    ...(inputs.threads !== undefined && { threads: inputs.threads }),
  };
  const open = await lab();
  const experiment = await open.prepare(text, given, { path });
  return { experiment, inputs, outputs: experiment.prepared.outputs };
}

/** A fixture with the data that its `options.json` describes. */
export async function subjectOfFixture(fixture: Fixture): Promise<Subject> {
  const { compile } = await import('../../core/language/index.ts');
  const buffers = compile(fixture.text, fixture.path).program?.buffers ?? [];
  const data = Object.fromEntries(
    Object.entries(fixture.options.in ?? {}).flatMap(([name, spec]) => {
      const buffer = buffers.find((candidate) => candidate.name === name);
      return buffer ? [[name, inputBytes(spec, buffer.element)]] : [];
    }),
  );
  const { set, size, threads } = fixture.options;
  const inputs: ShimInputs = { in: data, ...(set && { set }), ...(size && { size }), threads };
  return subjectOf(fixture.text, fixture.path, inputs);
}

/** The artifacts of a target, optimised and legalised. Throws `PxosError` for what the target refuses. */
export async function emitted({ experiment }: Subject, target: CTarget): Promise<readonly Artifact[]> {
  const { pipeline } = await lab();
  const { compiled, optimized } = experiment;
  const made = await emitFor(
    pipeline,
    compiled,
    { target, plan: PLAN, program: optimized },
    { validate: false },
  );
  return made.artifacts;
}

/** Closes the pipeline that the subjects came from. */
export async function closeLaboratory(): Promise<void> {
  if (laboratory) await (await laboratory).close();
}
