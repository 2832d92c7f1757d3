// Every error of the language as an exact picture: `fixtures/errors/<code>-<slug>.px` and the text that people see, `.txt`.
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Diagnostic } from '../../core/diagnostics/index.ts';
import { decodeSource } from '../../core/files/index.ts';
import { compile } from '../../core/language/index.ts';
import { codeOfName, matchPicture, pictureFolder, pictureOf, refuseStrayPictures } from '../pictures.ts';

const folder = pictureFolder('errors');
const sources = readdirSync(folder).filter((file) => file.endsWith('.px'));
const names = sources.map((source) => source.replace(/\.px$/, ''));

/** What is wrong with a file, and its picture. */
function picture(file: string): { diagnostics: readonly Diagnostic[]; text: string } {
  const { text, diagnostics: undecodable } = decodeSource(readFileSync(new URL(file, folder)));
  const diagnostics =
    undecodable.length > 0
      ? undecodable.map((diagnostic) => ({ ...diagnostic, file }))
      : compile(text, file).diagnostics;
  return { diagnostics, text: pictureOf(diagnostics, new Map([[file, text]])) };
}

for (const name of names) {
  test(`${name}.px looks like its picture`, () => {
    const { diagnostics, text } = picture(`${name}.px`);
    const code = codeOfName(name);
    assert.ok(
      code === undefined || diagnostics.some((diagnostic) => diagnostic.code === code),
      `${name} gives ${code}`,
    );
    matchPicture('errors', name, text);
  });
}

test('every picture belongs to a fixture', () => refuseStrayPictures('errors', names));

test.run();
