// The runner as the pipeline calls it: in a process of its own and in this one, what it says of its adapter, and its time limit.
import { execFileSync } from 'node:child_process';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { gpuTest } from './device.ts';

const test = suite('run-webgpu in the pipeline');

/** Runs `x[1] = 1` or a kernel that never ends in a Node process of its own, which must end by itself. */
function runIn(options: { readonly endless?: boolean; readonly inProcess: boolean }): string {
  const statement = options.endless ? 'WHILE x[0] == 0:\n    STORE 1 → x[1]' : 'STORE 1 → x[1]';
  const source = `GPU_KERNEL touch\nGPU_PARAM x int[]\nGPU_THREAD_CODE:\n  ${statement}\nGPU_END\n`;
  const script = `
    const core = await import('./core/index.ts');
    const { builtins } = await import('./plugins/builtins.ts');
    const pipeline = await core.createPipeline({ builtins });
    const compiled = await core.compileText(pipeline, 'case.px', ${JSON.stringify(source)});
    const given = { in: { x: { bytes: new Uint8Array(8) } } };
    const prepared = await core.prepareRun(compiled.program, given, { source: 'case.px' });
    const plan = { planner: 'none', profile: 'none', steps: [], copies: [], seconds: 0 };
    const input = { target: 'wgsl', plan, program: compiled.program };
    const emitted = await core.emitFor(pipeline, compiled, input);
    await pipeline.need({ hook: 'run', key: 'webgpu' });
    try {
      const { info, buffers, diagnostics } = await pipeline.hooks.run.for('webgpu').promise({
        ...core.contextFor(pipeline, compiled.source),
        ...emitted,
        buffers: [...prepared.storages.values()],
        operations: prepared.operations,
        outputs: ['x'],
        timeout: ${options.endless ? 1000 : 60_000},
        options: { inProcess: ${options.inProcess} },
      });
      console.log(info.runner, [...buffers.x].join(), diagnostics?.[0]?.code ?? String(info.hardware));
    } catch (error) {
      console.log(error.message);
    }
    ${options.endless ? 'process.exit(0);' : 'await pipeline.close();'}
  `;
  return execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    encoding: 'utf8',
    timeout: 60_000,
  }).trimEnd();
}

for (const inProcess of [false, true]) {
  const where = inProcess ? 'in this process' : 'in a process of its own';

  gpuTest(test, `a run ${where} gives its bytes, says what ran it, and lets Node end`, async () => {
    assert.match(runIn({ inProcess }), /^webgpu 0,0,0,0,1,0,0,0 (true|PX0780)$/);
  });

  gpuTest(test, `a kernel that never ends ${where} is PX0776 at the limit`, async () => {
    const lost = inProcess ? 'its device goes on computing until this process ends' : 'its results are lost';
    assert.is(
      runIn({ inProcess, endless: true }),
      `PX0776: The run on WebGPU did not end within 1 s and was given up; ${lost}.`,
    );
  });
}

test.run();
