// Every fixture program on WebAssembly and on WebGPU: the memory that it leaves equals the reference evaluator's.
import { isPxosError } from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Backend, type Experiment, firstDifference, judgeFloats, Laboratory } from '../differential.ts';
import { type Fixture, fixtures, inputsOf, readerOf } from '../fixture.ts';
import { gpuTest } from './device.ts';

const laboratory = await Laboratory.open();

function experiment(fixture: Fixture): Promise<Experiment> {
  const { text, path } = fixture;
  return laboratory.prepare(text, (program) => inputsOf(fixture, program), { path, read: readerOf(fixture) });
}

async function compare(fixture: Fixture, backend: Backend): Promise<void> {
  const prepared = await experiment(fixture);
  const { buffers } = laboratory.reference(prepared);
  const result = await laboratory.run(prepared, backend);
  assert.is(result.info.runner, backend);
  assert.is(firstDifference(prepared.prepared, buffers, result.buffers), undefined);
  if (
    [...prepared.prepared.storages.values()].some(({ element }) => element === 'f32' || element === 'f64')
  ) {
    const verdict = judgeFloats(prepared.prepared, laboratory.intervals(prepared), result.buffers);
    assert.is(verdict.fault, undefined);
    assert.ok(verdict.judged > verdict.unjudged, `${verdict.unjudged} elements could hold anything`);
  }
}

for (const fixture of fixtures()) {
  test(`${fixture.name} gives the reference's bytes, and floats within their intervals, on WebAssembly`, () =>
    compare(fixture, 'cpu'));
  if (fixture.name === 'double-precision') {
    gpuTest(test, `${fixture.name} is refused for WebGPU`, async () => {
      const prepared = await experiment(fixture);
      const error = await laboratory.run(prepared, 'webgpu').catch((reason: unknown) => reason);
      assert.ok(isPxosError(error));
      assert.is(error.diagnostics[0]?.code, 'PX0820');
    });
  } else {
    gpuTest(
      test,
      `${fixture.name} gives the reference's bytes, and floats within their intervals, on WebGPU`,
      () => compare(fixture, 'webgpu'),
    );
  }
}

test.run();
