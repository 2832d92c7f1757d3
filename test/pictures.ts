// Pictures of messages: what people see of a mistake, to the letter, in `fixtures/<folder>/<code>-<slug>.txt`.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Diagnostic, isPxosError, renderDiagnostics } from '../core/diagnostics/index.ts';
import { type Files, pxos, withFiles } from './pure/command-line.ts';

const fixtures = new URL('../fixtures/', import.meta.url);
const update = process.env['UPDATE_SNAPSHOTS'] === '1';

/** The folders of `fixtures/` that hold pictures. Where a code has several, the first folder shows the plainest. */
export const PICTURE_FOLDERS = [
  'errors',
  'command-line',
  'api-errors',
  'run-errors',
  'runner-errors',
  'webgpu-errors',
  'browser-errors',
  'target-errors',
  'ir-errors',
  'pixel-file-errors',
  'pixel-legacy-errors',
  'pixel-program-errors',
  'pixel-tool-errors',
] as const;

export type PictureFolder = (typeof PICTURE_FOLDERS)[number];

/** The code that the name of a picture or of its source begins with. */
export const codeOfName = (name: string): string | undefined => /^PX\d{4}/.exec(name)?.[0];

/** Where a folder of pictures is. */
export const pictureFolder = (folder: PictureFolder): URL => new URL(`${folder}/`, fixtures);

/** Fails unless the text shows the code that the picture is named after, and is the picture. */
export function matchPicture(folder: PictureFolder, name: string, text: string): void {
  const code = codeOfName(name);
  if (code !== undefined) assert.match(text, new RegExp(`^(error|warning|info) ${code}: `, 'm'));
  const picture = new URL(`${name}.txt`, pictureFolder(folder));
  if (update) writeFileSync(picture, text);
  assert.ok(existsSync(picture), `${name} has a picture; UPDATE_SNAPSHOTS=1 makes it`);
  assert.is(text, readFileSync(picture, 'utf8'));
}

/** Fails unless the folder holds pictures, and their sources, of these names only. */
export function refuseStrayPictures(folder: PictureFolder, names: Iterable<string>): void {
  const known = new Set(names);
  const strays = readdirSync(pictureFolder(folder)).filter((file) => !known.has(file.replace(/\.\w+$/, '')));
  assert.equal(strays, []);
}

/** The text that people see of diagnostics. */
export const pictureOf = (
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string> = new Map(),
) => `${renderDiagnostics(diagnostics, sources)}\n`;

/** The diagnostics that the work throws. */
export async function thrownBy(work: () => unknown): Promise<readonly Diagnostic[]> {
  try {
    await work();
  } catch (error) {
    if (isPxosError(error)) return error.diagnostics;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** A command in a folder of its own, and how it ends. */
export interface CommandCase {
  /** Arguments, with blanks between them. */
  readonly argv: string;
  readonly files?: Files;
  /** Text of pxos.config.mjs. */
  readonly config?: string;
  /** Makes the trouble that no file makes. */
  readonly prepare?: (folder: string) => void;
  readonly code: number;
}

/** Registers a test for each command: what it prints on the error output is the picture. */
export function commandPictures(folder: PictureFolder, cases: Readonly<Record<string, CommandCase>>): void {
  for (const [name, { argv, files, config, prepare, code }] of Object.entries(cases))
    test(`pxos ${argv} (${name}) prints its picture`, async () => {
      const given = { ...files, ...(config !== undefined && { 'pxos.config.mjs': config }) };
      const printed = await withFiles(given, (cwd) => {
        prepare?.(cwd);
        return pxos(cwd, argv.split(' '));
      });
      assert.is(printed.code, code, printed.stderr);
      matchPicture(folder, name, printed.stderr);
    });
}
