// Machine profiles: the reviewed ones fit the schema, and what is wrong with others is said in sentences.
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { checkMachineProfile, defaultMachineProfile } from '../../core/index.ts';

const folder = new URL('../../core/machine/profiles/', import.meta.url);

test('every reviewed profile is one, is called like its file and says where its figures come from', () => {
  for (const file of readdirSync(folder)) {
    const checked = checkMachineProfile(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
    assert.ok(checked.ok, file);
    assert.is(`${checked.profile.name}.json`, file);
    assert.ok((checked.profile.source ?? '').length > 100, file);
  }
});

test('wrong and missing figures, and misspelt names, are told all at once', () => {
  const { cpu } = defaultMachineProfile;
  const problems = (value: unknown): readonly string[] => {
    const checked = checkMachineProfile(value);
    return checked.ok ? [] : checked.problems;
  };
  assert.equal(problems({ ...defaultMachineProfile, cpu: { bandwith: 1, operations: 'fast', launch: -1 } }), [
    '`cpu.operations` is "fast"; expected a number',
    '`cpu.bandwidth` is missing',
    '`cpu.launch` is -1; expected a number of at least 0',
    'there is no `cpu.bandwith`; did you mean `cpu.bandwidth`?',
  ]);
  assert.equal(problems({ ...defaultMachineProfile, cpu: { ...cpu, operations: 0 } }), [
    '`cpu.operations` is 0; expected a number above 0',
  ]);
  assert.equal(problems([]), ['a profile is an object, not []']);
});

test.run();
