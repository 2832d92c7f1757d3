// The moments of a run as the page of pxos view keeps them: what each step changed, forward and back.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { hashOf, interpretImage, traceImage, wordsOf } from '../../core/index.ts';
import { encodePng } from '../../core/pxi/index.ts';
import { answer, type Report, traceJob } from '../../plugins/view/jobs/index.ts';
import { applyDelta, bytesOfDelta, deltaOf } from '../../plugins/view/model/delta.ts';
import { History } from '../../plugins/view/model/history.ts';
import { Random } from '../random/random.ts';
import { kernelProgram, legacyProgram } from './view-program.ts';

test('a delta leads from one image to the other and back, and names the pixels that differ', () => {
  const random = new Random(3);
  for (let round = 0; round < 200; round++) {
    const before = Uint32Array.from({ length: 50 }, () => random.integer(0, 3));
    const after = before.map((word) => (random.chance(0.3) ? random.bits() : word));
    const delta = deltaOf(before, after, [0, 50]);
    const named = new Set<number>();
    for (let k = 0; k < delta.runs.length; k += 2)
      for (let p = delta.runs[k]!; p < delta.runs[k + 1]!; p++) named.add(p);
    assert.equal(
      [...named],
      [...before.keys()].filter((p) => before[p] !== after[p]),
    );
    const words = before.slice();
    applyDelta(words, delta);
    assert.equal(words, after);
    applyDelta(words, delta);
    assert.equal(words, before);
  }
});

test('a history goes to any moment, and stays between its ends', () => {
  const random = new Random(5);
  const images = [Uint32Array.from({ length: 20 }, () => random.bits())];
  const history = new History(images[0]!.slice());
  for (let k = 1; k < 8; k++) {
    const next = images[k - 1]!.map((word) => (random.chance(0.4) ? random.bits() : word));
    history.add(deltaOf(images[k - 1]!, next, [0, 20]));
    images.push(next);
  }
  for (const moment of [7, 0, 3, 4, 2, 7, 1]) {
    history.goTo(moment);
    assert.is(history.moment, moment);
    assert.equal(history.words, images[moment]);
  }
  assert.equal(history.copyAt(6), images[6]);
  history.goTo(0);
  const [first, end] = history.goTo(2);
  const changed = [...images[0]!.keys()].filter(
    (p) => images[0]![p] !== images[1]![p] || images[1]![p] !== images[2]![p],
  );
  assert.equal([first, end - 1], [changed[0], changed.at(-1)]);
  history.goTo(1);
  assert.is(history.moment, 1);
  history.goTo(Number.POSITIVE_INFINITY);
  assert.is(history.moment, 7);
  history.goTo(-5);
  assert.is(history.moment, 0);
  assert.is(history.change.runs.length, 0);
  const sum = images
    .slice(1)
    .reduce((total, image, k) => total + bytesOfDelta(deltaOf(images[k]!, image, [0, 20])), 0);
  assert.is(history.bytes, sum);
});

test('a traced file gives the history that tracing it gives', async () => {
  for (const { image } of [kernelProgram(), legacyProgram()]) {
    const reports: Report[] = [];
    const file = {
      name: 'a.pxi',
      bytes: encodePng(image),
      reading: { compat: false, dialect: '1.0' } as const,
    };
    await answer({ kind: 'trace', file }, (report) => void reports.push(report));
    const history = new History(wordsOf(image).slice());
    let index = 0;
    for (const step of traceImage(image)) {
      const report = reports[index++];
      assert.ok(report?.kind === 'step');
      assert.is(report.text, step.text);
      assert.is(report.changed, step.changed.count);
      history.add(report.delta);
      history.goTo(index);
      assert.equal(history.words, wordsOf(step.image));
    }
    assert.equal(reports.at(-1), { kind: 'traced', diagnostics: [], limit: undefined });
    assert.is(reports.length, index + 1);
  }
});

test('a trace ends where its steps, or what they changed, would be too much', async () => {
  const { image } = kernelProgram();
  const file = {
    name: 'a.pxi',
    bytes: encodePng(image),
    reading: { compat: false, dialect: '1.0' } as const,
  };
  // The first step changes four pixels that lie together: a run and their words.
  const changed = 8 + 16;
  for (const [limits, kinds] of [
    [{ bytes: changed, steps: 2 }, ['step', 'step', undefined]],
    [{ bytes: changed, steps: 1 }, ['step', 'steps']],
    [{ bytes: changed - 1, steps: 2 }, ['memory']],
  ] as const) {
    const reports: Report[] = [];
    await traceJob(file, (report) => void reports.push(report), limits);
    assert.equal(
      reports.map((report) => (report.kind === 'traced' ? report.limit : report.kind)),
      [...kinds],
    );
  }
});

test('a run gives the image that interpreting it gives, and says why where there is no WebGPU', async () => {
  const { image } = kernelProgram();
  const file = {
    name: 'a.pxi',
    bytes: encodePng(image),
    reading: { compat: false, dialect: '1.0' } as const,
  };
  const run = async (device: 'cpu' | 'webgpu'): Promise<Report | undefined> => {
    const reports: Report[] = [];
    const runner = { device, interpret: false };
    await answer({ kind: 'run', file, runner, timeout: 10_000 }, (report) => void reports.push(report));
    assert.is(reports.length, 1);
    return reports[0];
  };
  const ran = await run('cpu');
  assert.ok(ran?.kind === 'ran');
  const expected = interpretImage(image).image;
  assert.equal(ran.pixels, expected.pixels);
  assert.is(ran.hash, await hashOf(expected));
  const without = await run('webgpu');
  assert.ok(without?.kind === 'failed');
  assert.is(without.diagnostics[0]?.code, 'PX1480');
});

test('a job that fails says why, and reports nothing else', async () => {
  const reports: Report[] = [];
  const file = {
    name: 'a.pxi',
    bytes: new Uint8Array(30),
    reading: { compat: false, dialect: '1.0' } as const,
  };
  await answer({ kind: 'open', file }, (report) => void reports.push(report));
  assert.is(reports.length, 1);
  const [report] = reports;
  assert.ok(report?.kind === 'failed' && report.diagnostics[0]);
  assert.match(report.diagnostics[0].code, /^PX10/);
});

test.run();
