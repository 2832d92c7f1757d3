// Every error of the IR as an exact picture: a program in text form (`.pxir`) or as data (`.json`), and what is said to it.
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Diagnostic, isPxosError, type Program, parseProgram, verifyProgram } from '../../core/index.ts';
import { codeOfName, matchPicture, pictureFolder, pictureOf, refuseStrayPictures } from '../pictures.ts';

const folder = pictureFolder('ir-errors');
const sources = readdirSync(folder).filter((file) => !file.endsWith('.txt'));
const nameOf = (file: string): string => file.replace(/\.\w+$/, '');

/** What is wrong with a program: with its text, or else with the rules of the IR. */
function faultsOf(file: string, text: string): readonly Diagnostic[] {
  try {
    // Plugins make programs as data, which no parser has looked at.
    const program: Program = file.endsWith('.json') ? JSON.parse(text) : parseProgram(text);
    return verifyProgram(program);
  } catch (error) {
    if (isPxosError(error)) return error.diagnostics;
    throw error;
  }
}

for (const file of sources)
  test(`${file} looks like its picture`, () => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    const faults = faultsOf(file, text).map((fault) => ({ ...fault, file }));
    assert.ok(faults.some(({ code }) => code === codeOfName(file)));
    matchPicture('ir-errors', nameOf(file), pictureOf(faults, new Map([[file, text]])));
  });

test('every picture belongs to a case', () => refuseStrayPictures('ir-errors', sources.map(nameOf)));

test.run();
