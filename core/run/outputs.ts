// Says which arrays come back: those that the caller names, else those that the program writes for it.
import * as say from '../diagnostics/messages/run.ts';
import type { Program } from '../ir/index.ts';
import type { HostState } from './host-state.ts';
import type { RunOutput } from './prepared.ts';
import { type ArrayUse, usesOf } from './uses.ts';

/** Names of the arrays that the program has given back in the end. */
function freedArrays({ steps }: Program): ReadonlySet<string> {
  const freed = new Set<string>();
  for (const step of steps)
    if (step.kind === 'free') freed.add(step.buffer);
    else if (step.kind === 'alloc') freed.delete(step.buffer);
  return freed;
}

/**
 * The outputs of an image; else open arrays that are written; without any, the others that are, but for those that the
 * program gives back, unless it does so with all of them.
 */
function writtenArrays(program: Program, uses: ReadonlyMap<string, ArrayUse>): readonly string[] {
  const ofImage = program.buffers.filter((buffer) => buffer.origin === 'image' && buffer.output);
  if (ofImage.length > 0) return ofImage.map((buffer) => buffer.name);
  const written = program.buffers.filter(
    (buffer) => buffer.origin !== 'stage' && uses.get(buffer.name)?.written,
  );
  const open = written.filter((buffer) => buffer.origin === 'open');
  const freed = freedArrays(program);
  const kept = written.filter(({ name }) => !freed.has(name));
  return [open, kept, written].find((some) => some.length > 0)?.map(({ name }) => name) ?? [];
}

/** Names of the arrays that come back from a run whose caller names none. */
export function returnedArrays(program: Program): readonly string[] {
  const kernels = new Map(program.kernels.map((kernel) => [kernel.name, kernel]));
  const steps = program.steps.map((step, index) => ({ step, index }));
  return writtenArrays(program, usesOf(steps, kernels));
}

function outputOf(state: HostState, name: string): RunOutput | undefined {
  const array = state.state(name);
  if (array.kind !== 'live' && array.kind !== 'freed') return undefined;
  const { storage } = array;
  const shape = state.shapeOf(name, storage.length);
  return {
    name,
    storage: storage.name,
    element: storage.element,
    length: storage.length,
    ...(shape && { shape }),
  };
}

/** A picture without a size takes that of the pictures that came in, if those of its length agree. */
function withBorrowedShape(output: RunOutput, all: readonly RunOutput[]): RunOutput {
  if (output.shape || output.element !== 'pixel') return output;
  const shapes = all.filter((o) => o.element === 'pixel' && o.length === output.length && o.shape);
  const [first, ...rest] = shapes.map((o) => o.shape!);
  const agree = first !== undefined && rest.every((shape) => shape.join() === first.join());
  return agree ? { ...output, shape: first } : output;
}

/** The arrays that come back, in the order of `names` or of the program. Freed ones that are named give what they held last. */
export function gatherOutputs(
  state: HostState,
  program: Program,
  uses: ReadonlyMap<string, ArrayUse>,
  names: readonly string[] | undefined,
): readonly RunOutput[] {
  const all = program.buffers.flatMap((buffer) => outputOf(state, buffer.name) ?? []);
  return (names ?? writtenArrays(program, uses)).flatMap((name) => {
    const output = all.find((o) => o.name === name);
    if (output) return [withBorrowedShape(output, all)];
    if (names) state.errors.push(say.neverUsed({ name }));
    return [];
  });
}
