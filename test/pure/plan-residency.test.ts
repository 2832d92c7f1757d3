// The choice of devices for a whole program: as cheap as any that there is, and with little work for long programs.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  chooseResidency,
  followDevices,
  type PlacedTask,
  type ResidencyInput,
  type Task,
} from '../../plugins/plan-cost/index.ts';
import { Random } from '../random/random.ts';

/** Every way to put the placed tasks on devices. */
function* everyChoice(tasks: readonly Task[]): Generator<('cpu' | 'gpu' | undefined)[]> {
  const placed = tasks.filter(({ kind }) => kind === 'placed').length;
  for (let choice = 0; choice < 2 ** placed; choice++) {
    let bit = 0;
    yield tasks.map(({ kind }) => {
      if (kind === 'host') return undefined;
      return ((choice >> bit++) & 1) === 1 ? 'gpu' : 'cpu';
    });
  }
}

function randomInput(random: Random): ResidencyInput {
  const buffers = 2 + random.integer(0, 3);
  const some = (): number[] =>
    Array.from({ length: buffers }, (_, k) => k).filter(() => random.integer(0, 1) === 1);
  const task = (): Task => {
    const [first, second] = [random.integer(0, buffers - 1), random.integer(0, buffers - 1)];
    if (random.integer(0, 3) === 0)
      return [
        { kind: 'host', needs: [first] },
        { kind: 'host', makes: [first] },
        { kind: 'host', zeroed: [first] },
        { kind: 'host', moved: { to: first, from: second } },
      ][random.integer(0, 3)] as Task;
    const bound = some();
    const written = bound.filter(() => random.integer(0, 1) === 1);
    return {
      kind: 'placed',
      bound,
      written,
      seconds: { cpu: random.integer(0, 39), gpu: random.integer(0, 19) },
    };
  };
  const moves = Array.from({ length: buffers }, () => 1 + random.integer(0, 11));
  return {
    tasks: Array.from({ length: 1 + random.integer(0, 8) }, task),
    buffers,
    given: some(),
    results: some(),
    move: (buffer) => moves[buffer]!,
    start: random.integer(0, 9),
  };
}

test('no other choice of devices is cheaper', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const input = randomInput(new Random(seed));
    const chosen = chooseResidency(input);
    const cheapest = Math.min(
      ...[...everyChoice(input.tasks)].map((devices) => followDevices(input, devices).seconds),
    );
    assert.equal(chosen.seconds, cheapest, `program ${seed}`);
  }
});

/** Counts how often the search asks what a task takes: once for each state and side. */
function counted(tasks: readonly { bound: readonly number[]; written: readonly number[] }[]) {
  const asked = { times: 0 };
  const counting = tasks.map(
    (task): PlacedTask => ({
      kind: 'placed',
      ...task,
      get seconds() {
        asked.times++;
        return { cpu: 3, gpu: 2 };
      },
    }),
  );
  return { asked, tasks: counting };
}
const upTo = (count: number): number[] => Array.from({ length: count }, (_, k) => k);

test('a thousand arrays that one launch each changes take a few states for each launch', () => {
  const { asked, tasks } = counted(upTo(1000).map((k) => ({ bound: [k], written: [k] })));
  const all = upTo(1000);
  const { seconds } = chooseResidency({
    tasks,
    buffers: 1000,
    given: all,
    results: all,
    move: () => 1,
    start: 5,
  });
  assert.is(seconds, 3000);
  assert.ok(asked.times <= 10_000, `${asked.times} questions`);
});

test('a chain over buffers that nobody wants again takes a few states for each launch', () => {
  const { asked, tasks } = counted(upTo(1000).map((k) => ({ bound: [k, k + 1], written: [k + 1] })));
  const residency = chooseResidency({
    tasks,
    buffers: 1001,
    given: [0],
    results: [1000],
    move: () => 1,
    start: 5,
  });
  assert.is(residency.seconds, 2007);
  assert.equal(residency.moves, [
    { task: 0, buffer: 0, to: 'gpu' },
    { task: 1000, buffer: 1000, to: 'cpu' },
  ]);
  assert.ok(asked.times <= 20_000, `${asked.times} questions`);
});

test('a long program whose arrays are all wanted again keeps fewer states at each launch', () => {
  const { asked, tasks } = counted(upTo(3000).map((k) => ({ bound: [k % 500], written: [k % 500] })));
  const all = upTo(500);
  chooseResidency({ tasks, buffers: 500, given: all, results: all, move: () => 1, start: 5 });
  assert.ok(asked.times <= 2_000_000, `${asked.times} questions`);
});

test.run();
