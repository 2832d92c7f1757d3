// `pxos view [FILE.pxi]`: a page that shows a pixel program, written to a file and opened.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { type Diagnostic, PxosError } from '../diagnostics/index.ts';
import { commandLineMessages, fileMessages } from '../diagnostics/messages/index.ts';
import { systemReason } from '../files/index.ts';
import { readImageFile, writeFileAt } from './image-files.ts';
import type { Io } from './io.ts';
import { hasScreen, openPage } from './open-page.ts';
import { pixelOptionsOf } from './run-inputs.ts';
import { type CommandInput, inSession, type ViewedFile } from './session.ts';
import { type ToolOutput, toolOutput } from './tool-output.ts';

const PAGE: ToolOutput = { extensions: ['.html', '.htm'], example: 'program.html' };

/** Writes the page, prints its path, and opens it where there is a screen. */
export async function view(input: CommandInput): Promise<number> {
  return inSession(input, async (session) => {
    const { args, flags, io, json, composition } = session;
    const asked = await toolOutput(session, PAGE);
    const [path] = args;
    const { compat, dialect } = pixelOptionsOf(flags);
    let file: ViewedFile | undefined;
    let diagnostics: readonly Diagnostic[] = [];
    if (path !== undefined) {
      const { bytes, warnings } = await readImageFile(path, io);
      file = { name: basename(path), bytes, compat, dialect };
      diagnostics = warnings;
    }
    const page = await composition.viewPage(file);
    const out = asked ?? (await temporaryPage(file?.name ?? 'pxos-view'));
    await writeFileAt(out, page, io);
    if (!json) io.stdout.write(`${out}\n`);
    const isWanted = flags.is('open') ?? (!json && hasScreen(io));
    return {
      json: { written: [out] },
      diagnostics: [...diagnostics, ...(isWanted ? await opened(out, io) : [])],
    };
  });
}

/** A file of this name in a folder of its own, which stays: the browser may read it later. */
async function temporaryPage(name: string): Promise<string> {
  try {
    return join(await mkdtemp(join(tmpdir(), 'pxos-view-')), `${name}.html`);
  } catch (error) {
    throw new PxosError(fileMessages.outputUnwritable({ path: tmpdir(), reason: systemReason(error) }));
  }
}

async function opened(out: string, io: Io): Promise<readonly Diagnostic[]> {
  const reason = await openPage(resolve(io.cwd, out), io);
  return reason === undefined ? [] : [commandLineMessages.pageNotOpened({ path: out, reason })];
}
