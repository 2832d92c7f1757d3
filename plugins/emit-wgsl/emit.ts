// Lowers group operations, refuses what WGSL lacks, and prints one module for each kernel.
import {
  type Artifact,
  type Context,
  inlineTemporaries,
  type Kernel,
  lowerGroups,
  lowerMatrices,
  mapProgramBodies,
  type Plan,
  type Program,
  removeRedundantBarriers,
} from 'pxos/core';
import { defaultBlock, reliedBlocks } from './block.ts';
import { header } from './header.ts';
import { checkLimits, refusalOf } from './limits.ts';
import { printModule } from './module.ts';
import { shallowExpressions } from './shallow.ts';

/** Path of a kernel's module: `blur.wgsl`, or `blur.rows.wgsl` where the file has several kernels. */
function pathOf(kernel: Kernel, program: Program, source: string): string {
  const base = source.slice(source.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
  return program.kernels.length === 1 ? `${base}.wgsl` : `${base}.${kernel.name}.wgsl`;
}

/** What the plan says about the launches of a kernel, one line each. */
function planLines(kernel: Kernel, program: Program, plan: Plan): readonly string[] {
  const lines = plan.steps.flatMap(({ step, device, reason }) => {
    const launch = program.steps[step];
    return launch?.kind === 'launch' && launch.kernel === kernel.name
      ? [`Plan: on the ${device}, ${reason}`]
      : [];
  });
  return [...new Set(lines)];
}

/**
 * Single-use temporaries go into their uses, not too deep, before group operations become many statements. Barriers that
 * group operations bring along are left out where there is one already.
 */
export const legalize = (program: Program): Program =>
  removeRedundantBarriers(
    lowerGroups(shallowExpressions(mapProgramBodies(lowerMatrices(program), inlineTemporaries))),
  );

/** The modules of a legalised program; refusals and limits go to the log. */
export function emitModules(
  program: Program,
  { source, plan, config, log }: Context & { readonly plan: Plan },
): readonly Artifact[] {
  const fast = config.precision === 'fast';
  return program.kernels.flatMap((kernel): readonly Artifact[] => {
    const refusal = refusalOf(kernel, program, source.path);
    if (refusal) {
      log.report(refusal);
      return [];
    }
    const { text, meta } = printModule(kernel, {
      program,
      block: defaultBlock(kernel, program, plan),
      relied: reliedBlocks(kernel, program),
      fast,
      header: (facts) => header({ meta: facts, source, fast, plan: planLines(kernel, program, plan) }),
    });
    for (const diagnostic of checkLimits(kernel, meta, source.path)) log.report(diagnostic);
    const path = pathOf(kernel, program, source.path);
    return [{ target: 'wgsl', path, contents: text, meta: { ...meta } }];
  });
}
