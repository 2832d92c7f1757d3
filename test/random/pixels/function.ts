// A random function: values in, values out, early returns, calls of functions below it.
import type { LooseCode } from '../../../core/pxi/index.ts';
import { registerTypeOfElement } from '../../../core/pxi/words/registers.ts';
import type { Random } from '../random.ts';
import { CodeWriter } from './code-writer.ts';
import { Operations } from './operations.ts';
import { type RandomFunction, Statements } from './statements.ts';

const INTEGERS = [0x00, 0x01, 0x02, 0x04, 0x05, 0x06, 0x0c, 0x0e, 0x10];
const FLOATS = [0x09, 0x0a];

/** Makes the function of a record number; it may call those that are given. */
export function randomFunction(
  random: Random,
  record: number,
  below: readonly RandomFunction[],
  hasFloats: boolean,
): { readonly code: LooseCode; readonly made: RandomFunction } {
  const writer = new CodeWriter(random);
  const operations = new Operations(random, writer, hasFloats);
  const elements = hasFloats ? [...INTEGERS, ...FLOATS] : INTEGERS;
  const parameters = Array.from({ length: random.integer(0, 4) }, () => {
    const element = random.pick(elements);
    operations.lend(writer.value(element));
    return registerTypeOfElement(element) ?? 'int';
  });
  const results = Array.from({ length: random.integer(1, 3) }, () => random.pick(operations.types));
  const statements = new Statements(operations, below);
  const place = { depth: 1, isUniform: false };
  const give = (): void => {
    results.forEach((type, k) => {
      writer.say('RET', k, operations.some(type));
    });
  };
  statements.row(place, 4);
  if (random.chance(0.5)) {
    writer.say('IF', operations.some('bool'), 0);
    if (random.chance(0.7)) give();
    writer.say('RETURN');
    writer.say('END');
    statements.row(place, 2);
  }
  give();
  return { code: writer.finish('function'), made: { record, parameters, results } };
}
