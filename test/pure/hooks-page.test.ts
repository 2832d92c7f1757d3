// docs/hooks.md is made from the contract: this test writes its table with UPDATE_SNAPSHOTS=1 and else holds it against the source.
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createPipeline, HOOK_NAMES } from '../../core/index.ts';

const page = new URL('../../docs/hooks.md', import.meta.url);
const contract = readFileSync(new URL('../../core/contract/hooks.ts', import.meta.url), 'utf8');

const KEYS: Readonly<Record<string, string>> = {
  frontend: 'file extension',
  legalize: 'target',
  emit: 'target',
  validate: 'target',
  run: 'runner',
};

interface Row {
  readonly hook: string;
  readonly type: string;
  readonly parameters: string;
  readonly result: string;
  readonly about: string;
}

/** The declaration of one hook in the contract: its sentence, class, arguments and result. */
function rowOf(hook: string): Row {
  const found = new RegExp(`/\\*\\* ([^\\n]+) \\*/\\n  readonly ${hook}: ([\\s\\S]*?);\\n`).exec(contract);
  if (!found?.[1] || !found[2]) throw new Error(`${hook} is not declared`);
  const declaration = found[2].replace(/\s+/g, ' ');
  const [, type = '', parameters = '', result = ''] =
    /(\w+Hook)<\s*\[(.*?)\](?:, (.*?))?\s*>*$/.exec(declaration) ?? [];
  return {
    hook,
    type,
    parameters,
    result: result.replace(/[ >]+$/, '').replace(/ \| undefined$/, ''),
    about: found[1],
  };
}

/** What a tap gives back. */
function givesOf({ type, parameters, result }: Row): string {
  if (result) return result === 'false' ? '`false` or nothing' : `\`${result}\` or nothing`;
  return type.includes('Waterfall') ? `\`${/^\w+: (\w+)/.exec(parameters)?.[1]}\`` : 'nothing';
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

function table(): string {
  const rows = HOOK_NAMES.map((name) => {
    const row = rowOf(name);
    const title = KEYS[name] ? `\`${name}\` for each ${KEYS[name]}` : `\`${name}\``;
    return `| ${[title, row.type, row.parameters ? `\`${row.parameters}\`` : '', givesOf(row), row.about].map(cell).join(' | ')} |`;
  });
  return ['| hook | tapable class | a tap gets | and gives | for |', '|---|---|---|---|---|', ...rows].join(
    '\n',
  );
}

const MARKS = ['<!-- hooks -->', '<!-- end of hooks -->'] as const;

test('docs/hooks.md lists the hooks of the contract', () => {
  const text = readFileSync(page, 'utf8');
  const [from, to] = MARKS.map((mark) => text.indexOf(mark)) as [number, number];
  assert.ok(from >= 0 && to > from, 'the marks are there');
  const made = `${text.slice(0, from)}${MARKS[0]}\n${table()}\n${text.slice(to)}`;
  if (process.env.UPDATE_SNAPSHOTS === '1') writeFileSync(page, made);
  else assert.is(made, text);
});

test('the hooks that exist are those of the contract, with its classes and argument names', async () => {
  const { hooks } = await createPipeline();
  for (const name of HOOK_NAMES) {
    const row = rowOf(name);
    const hook = name in KEYS ? (hooks[name] as typeof hooks.emit).for('some') : hooks[name];
    assert.is(hook.constructor.name, row.type, name);
    const names = [...row.parameters.matchAll(/(\w+): /g)].map((match) => match[1]);
    assert.equal('_args' in hook ? hook._args : undefined, names, name);
  }
});

test.run();
