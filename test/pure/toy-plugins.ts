// The smallest plugins that make a whole build, for tests of the pipeline: `.toy` files, a planner, a pass, two targets.
import type { Artifact, Plan, Plugin, Program } from '../../core/index.ts';
import { defineEmitter, defineFrontend, definePass, definePlanner, IR_VERSION } from '../../core/index.ts';

/** A program without anything in it. */
export const EMPTY: Program = {
  version: IR_VERSION,
  kernels: [],
  functions: [],
  buffers: [],
  settings: [],
  steps: [],
};

export const PLAN: Plan = { planner: 'toy-plan', profile: 'toy', steps: [], copies: [], seconds: 0 };

export const toyFrontend: Plugin = defineFrontend({
  name: 'toy-frontend',
  extensions: ['.toy'],
  parse: () => ({ ...EMPTY }),
});

export const toyPlan: Plugin = definePlanner({ name: 'toy-plan', plan: () => PLAN });

export const toyPass: Plugin = definePass({
  name: 'toy-pass',
  about: 'changes nothing',
  stage: 'fold',
  run: (program) => program,
});

/** An emitter that writes the source's hash. */
export function toyEmitter(target: string): Plugin {
  return defineEmitter({
    name: `toy-emit-${target}`,
    target,
    emit: (_program, { source }): readonly Artifact[] => {
      const stem = source.path.replace(/^.*\//, '').replace(/\.toy$/, '');
      return [{ target, path: `${stem}.${target}`, contents: `${target} of ${source.hash}\n` }];
    },
  });
}

/** All of them. */
export const toys: readonly Plugin[] = [
  toyFrontend,
  toyPlan,
  toyPass,
  toyEmitter('left'),
  toyEmitter('right'),
];
