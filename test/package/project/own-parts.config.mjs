// A pass, a target and a runner of that target, made with nothing but the public interface.
import {
  build,
  defineEmitter,
  definePass,
  defineRunner,
  evaluateRun,
  mapProgramBodies,
  mapStmts,
  parseProgram,
  printProgram,
} from 'pxos/core';

/** Makes every 1.0 of a program a 2.0. */
const double = (expr) =>
  expr.kind === 'const' && expr.type === 'f32' && expr.value === 1 ? build.constant('f32', 2) : expr;

const onesAreTwos = definePass({
  name: 'ones-are-twos',
  about: 'changes what the program computes, so that it shows',
  stage: 'fuse',
  run: (program) => mapProgramBodies(program, (body) => mapStmts(body, { expr: double })),
});

const listing = defineEmitter({
  name: 'emit-listing',
  target: 'listing',
  emit: (program, { source }) => [
    {
      target: 'listing',
      path: `${source.path.replace(/\.px$/, '')}.listing`,
      contents: printProgram(program),
    },
  ],
});

const interpreter = defineRunner({
  name: 'run-listing',
  runner: 'interpreter',
  target: 'listing',
  device: 'cpu',
  run: async ({ artifacts, buffers, operations, outputs }) => {
    const result = evaluateRun({ program: parseProgram(artifacts[0].contents), buffers, operations });
    return {
      info: { runner: 'interpreter', device: 'a listing, read line by line' },
      buffers: Object.fromEntries(outputs.map((name) => [name, result.buffers.get(name)])),
      timings: [],
    };
  },
});

export default { plugins: [onesAreTwos, listing, interpreter] };
