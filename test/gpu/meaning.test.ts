// Executes `docs/meaning.md`: each example on the reference evaluator, on WebAssembly and on WebGPU gives what the page says.
import { readFileSync } from 'node:fs';
import type { Program, RunInputs } from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Experiment, Laboratory } from '../differential.ts';
import { decode, encode } from '../elements.ts';
import { gpuTest } from './device.ts';

interface Example {
  readonly title: string;
  readonly text: string;
  readonly given: Readonly<Record<'In' | 'Size' | 'Set' | 'Out', ReadonlyMap<string, string>>>;
}

const laboratory = await Laboratory.open();
const page = readFileSync(new URL('../../docs/meaning.md', import.meta.url), 'utf8');

/** `In: `x` = `[1, 2]`, `y` = 3. Out: …` as lists of names and values. */
function facts(line: string, word: string): ReadonlyMap<string, string> {
  const part = new RegExp(`${word}: (.*?)\\.(?= [A-Z]|$)`).exec(line)?.[1] ?? '';
  return new Map([...part.matchAll(/`(\w+)` = (?:`([^`]*)`|([-\d.]+))/g)].map((m) => [m[1]!, m[2] ?? m[3]!]));
}

const examples: Example[] = [...page.matchAll(/### (.+)\n[\s\S]*?```px\n([\s\S]*?)```\n(.+)/g)].map((m) => {
  const [, title, text, line] = m as unknown as [string, string, string, string];
  const read = (word: string) => facts(line, word);
  return { title, text, given: { In: read('In'), Size: read('Size'), Set: read('Set'), Out: read('Out') } };
});

const numbers = (list: string): readonly number[] =>
  JSON.parse(list.replaceAll(/(\d)e(\d)/g, '$1e$2')) as number[];

function inputsFor({ given }: Example, program: Program): RunInputs {
  const elementOf = (name: string) => program.buffers.find((buffer) => buffer.name === name)!.element;
  return {
    in: Object.fromEntries(
      [...given.In].map(([name, list]) => {
        return [name, { bytes: encode(elementOf(name), numbers(list)) }];
      }),
    ),
    size: Object.fromEntries([...given.Size].map(([name, value]) => [name, Number(value)])),
    set: Object.fromEntries([...given.Set].map(([name, value]) => [name, Number(value)])),
  };
}

function check(
  example: Example,
  experiment: Experiment,
  of: (storage: string) => Uint8Array | undefined,
): void {
  for (const [name, list] of example.given.Out) {
    const output = experiment.prepared.outputs.find((candidate) => candidate.name === name)!;
    // -0 is written as 0 on the page.
    const actual = decode(output.element, of(output.storage)!).map((value) => value + 0);
    assert.equal(actual, numbers(list), name);
  }
}

test('the page has examples', () => {
  assert.ok(examples.length >= 18, `${examples.length} examples`);
  for (const { title, given } of examples) assert.ok(given.Out.size > 0, title);
});

for (const example of examples) {
  const prepare = () => laboratory.prepare(example.text, (program) => inputsFor(example, program));
  test(`reference: ${example.title}`, async () => {
    const experiment = await prepare();
    const { buffers } = laboratory.reference(experiment);
    check(example, experiment, (storage) => buffers.get(storage));
  });
  test(`WebAssembly: ${example.title}`, async () => {
    const experiment = await prepare();
    const { buffers } = await laboratory.run(experiment, 'cpu');
    check(example, experiment, (storage) => buffers[storage]);
  });
  gpuTest(test, `WebGPU: ${example.title}`, async () => {
    const experiment = await prepare();
    const { buffers } = await laboratory.run(experiment, 'webgpu');
    check(example, experiment, (storage) => buffers[storage]);
  });
}

test.run();
