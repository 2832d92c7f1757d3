// Every error of the language as an exact picture: `fixtures/errors/<code>-<slug>.px` and the text that people see, `.txt`.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Diagnostic, renderDiagnostics } from '../../core/diagnostics/index.ts';
import * as catalogues from '../../core/diagnostics/messages/index.ts';
import { compile, decodeSource } from '../../core/language/index.ts';

const folder = new URL('../../fixtures/errors/', import.meta.url);
const update = process.env.UPDATE_SNAPSHOTS === '1';
const files = readdirSync(folder).sort();
const sources = files.filter((file) => file.endsWith('.px'));

/** Codes of the language: text, syntax, names and types, flow, host statements; from 0550 on they belong to runs. */
const isLanguageCode = (code: string): boolean => code >= 'PX0100' && code < 'PX0550';

const codes: string[] = Object.values(catalogues).flatMap((catalogue) =>
  Object.values(catalogue as Record<string, unknown>).flatMap((entry) =>
    typeof entry === 'function' && 'code' in entry && typeof entry.code === 'string' ? [entry.code] : [],
  ),
);

/** What is wrong with a file, and its picture. */
function picture(file: string): { diagnostics: readonly Diagnostic[]; text: string } {
  const { text, diagnostics: undecodable } = decodeSource(readFileSync(new URL(file, folder)));
  const diagnostics =
    undecodable.length > 0
      ? undecodable.map((diagnostic) => ({ ...diagnostic, file }))
      : compile(text, file).diagnostics;
  return { diagnostics, text: `${renderDiagnostics(diagnostics, new Map([[file, text]]))}\n` };
}

for (const source of sources) {
  test(`${source} looks like its picture`, () => {
    const { diagnostics, text } = picture(source);
    const code = /^PX\d{4}/.exec(source)?.[0];
    if (code !== undefined)
      assert.ok(
        diagnostics.some((diagnostic) => diagnostic.code === code),
        `${source} gives ${code}`,
      );
    const expected = new URL(source.replace(/\.px$/, '.txt'), folder);
    if (update) writeFileSync(expected, text);
    assert.ok(existsSync(expected), `${source} has a picture`);
    assert.is(text, readFileSync(expected, 'utf8'));
  });
}

test('every code of the language has a fixture', () => {
  const named = new Set(sources.map((source) => source.slice(0, 6)));
  const missing = codes.filter((code) => isLanguageCode(code) && !named.has(code));
  assert.equal(missing, []);
});

test('every code is given to one message only', () => {
  const twice = codes.filter((code, index) => codes.indexOf(code) !== index);
  assert.equal(twice, []);
});

test('every picture belongs to a fixture', () => {
  const known = new Set(sources.map((source) => source.replace(/\.px$/, '')));
  const orphans = files.filter((file) => !known.has(file.replace(/\.(px|txt)$/, '')));
  assert.equal(orphans, []);
});

test.run();
