// Fixtures for the C family: compiled once, emitted for a target as the pipeline does, with their inputs and the oracle's results.
import { basename } from 'node:path';
import { type Artifact, emitFor, type Plan, type RunInputs, type RunOutput } from '../../core/index.ts';
import { type Experiment, Laboratory } from '../differential.ts';
import { type Fixture, inputsOf, readerOf } from '../fixture.ts';
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
export async function subjectOf(text: string, inputs: RunInputs): Promise<Subject> {
  const experiment = await (await lab()).prepare(text, inputs);
  return { experiment, inputs: shimInputs(inputs), outputs: experiment.prepared.outputs };
}

/** The same inputs as a command line takes them. */
function shimInputs({ in: arrays = {}, set, size, threads }: RunInputs): ShimInputs {
  const data = Object.entries(arrays).flatMap(([name, array]) =>
    'bytes' in array ? [[name, array.bytes] as const] : [],
  );
  return {
    in: Object.fromEntries(data),
    set: Object.fromEntries(Object.entries(set ?? {}).map(([name, value]) => [name, String(value)])),
    size: size ?? {},
    threads: typeof threads === 'number' ? threads : undefined,
  };
}

/** A fixture with the data and the pictures that its `options.json` describes. */
export async function subjectOfFixture(fixture: Fixture): Promise<Subject> {
  let given: RunInputs = {};
  const files: Record<string, Uint8Array> = {};
  const render = readerOf(fixture);
  const experiment = await (await lab()).prepare(
    fixture.text,
    (program) => {
      given = inputsOf(fixture, program);
      return given;
    },
    {
      path: fixture.path,
      read: async (path, mention) => {
        const bytes = await render(path, mention);
        files[basename(path)] = bytes;
        return bytes;
      },
    },
  );
  return { experiment, inputs: { ...shimInputs(given), files }, outputs: experiment.prepared.outputs };
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
