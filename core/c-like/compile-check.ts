// Runs a target's compiler over an emitted file, in a folder that is removed afterwards.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Artifact, EmitContext } from '../contract/index.ts';
import { targetMessages } from '../diagnostics/messages/index.ts';

/** A compiler that can check a file, and how it is called. */
export interface Compiler {
  readonly command: string;
  /** What of the file it is given; the whole unless told otherwise. */
  readonly source?: ((text: string) => string) | undefined;
  readonly args: (file: string, folder: string) => readonly string[];
  readonly env?: Readonly<Record<string, string>> | undefined;
}

type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'refused'; readonly output: string };

function runCompiler(
  compiler: Compiler,
  file: string,
  folder: string,
  signal: AbortSignal,
): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      compiler.command,
      [...compiler.args(file, folder)],
      { cwd: folder, signal, env: { ...process.env, ...compiler.env }, maxBuffer: 1 << 24 },
      (error, stdout, stderr) => {
        if (!error) resolve({ kind: 'passed' });
        else if (error.code === 'ENOENT') resolve({ kind: 'absent' });
        else if (error.name === 'AbortError') resolve({ kind: 'ended' });
        else resolve({ kind: 'refused', output: `${stdout}${stderr}`.replaceAll(folder, '.').trim() });
      },
    );
  });
}

/** Compilers that were not found, each with the search path of that time: asking again costs milliseconds in every build. */
const absent = new Set<string>();

const searchOf = ({ command, env }: Compiler): string =>
  `${env?.['PATH'] ?? process.env['PATH']}\0${command}`;

/** The first lines of a compiler's output; the rest helps nobody in a message. */
const firstLines = (output: string): string => output.split('\n').slice(0, 8).join('\n');

/** Compiles a text artifact with the first of the compilers that is installed; PX0805 for what it refuses. */
export async function compileCheck(
  artifact: Artifact,
  context: EmitContext,
  compilers: readonly Compiler[],
): Promise<void> {
  // What is no text is data of the program.
  if (typeof artifact.contents !== 'string') return;
  const candidates = compilers.filter((compiler) => !absent.has(searchOf(compiler)));
  if (!(await refusedOrTaken(artifact, context, candidates)))
    context.log.debug(
      `${artifact.path} is not checked: none of ${compilers.map(({ command }) => command).join(', ')} is installed`,
    );
}

/** Whether one of the compilers had its say. */
async function refusedOrTaken(
  artifact: Artifact,
  context: EmitContext,
  compilers: readonly Compiler[],
): Promise<boolean> {
  if (compilers.length === 0) return false;
  const folder = await mkdtemp(join(tmpdir(), 'pxos-check-'));
  try {
    const file = join(folder, artifact.path.replaceAll('/', '-'));
    for (const compiler of compilers) {
      const { contents } = artifact;
      await writeFile(
        file,
        compiler.source && typeof contents === 'string' ? compiler.source(contents) : contents,
      );
      const outcome = await runCompiler(compiler, file, folder, context.signal);
      if (outcome.kind === 'absent') {
        absent.add(searchOf(compiler));
        continue;
      }
      if (outcome.kind === 'refused')
        context.log.report(
          targetMessages.compilerRefused({
            target: artifact.target,
            compiler: compiler.command,
            path: artifact.path,
            output: firstLines(outcome.output),
          }),
        );
      if (outcome.kind === 'passed') context.log.debug(`${compiler.command} takes ${artifact.path}`);
      return true;
    }
    return false;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
