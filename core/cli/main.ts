// The command line: parses the arguments and hands over to the command, which is loaded only then.
import { VERSION } from '../version.ts';
import { type Io, processIo } from './io.ts';
import type { CommandInput, Composition } from './session.ts';

/**
 * Runs `pxos` with these arguments (without node and script) and gives the exit code; docs/cli.md lists them. User
 * mistakes are printed, never thrown.
 *
 * @example
 * process.exitCode = await main(process.argv.slice(2), { builtins: async () => builtins, viewPage });
 */
export async function main(
  argv: readonly string[],
  composition: Composition,
  io: Io = processIo(),
): Promise<number> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-v')) return printVersion(io);
  const { parseArguments } = await import('./parse.ts');
  try {
    const parsed = parseArguments(argv);
    switch (parsed.kind) {
      case 'help':
        return 0;
      case 'version':
        return printVersion(io);
      case 'command': {
        const { spec, args, flags } = parsed;
        return await runCommand(spec.name, { args, flags, io, composition });
      }
    }
  } catch (error) {
    return fail(error, argv, io);
  }
}

function printVersion(io: Io): number {
  io.stdout.write(`${VERSION}\n`);
  return 0;
}

async function runCommand(name: string, input: Omit<CommandInput, 'command'>): Promise<number> {
  switch (name) {
    case 'build':
      return (await import('./build.ts')).build({ ...input, command: name });
    case 'check':
      return (await import('./check.ts')).check({ ...input, command: name });
    case 'explain':
      return (await import('./explain.ts')).explain({ ...input, command: name });
    case 'run':
      return (await import('./run.ts')).run({ ...input, command: name });
    case 'inspect':
      return (await import('./inspect.ts')).inspect({ ...input, command: name });
    case 'asm':
      return (await import('./asm.ts')).asm({ ...input, command: name });
    case 'dis':
      return (await import('./dis.ts')).dis({ ...input, command: name });
    case 'diff':
      return (await import('./diff.ts')).diff({ ...input, command: name });
    case 'view':
      return (await import('./view.ts')).view({ ...input, command: name });
    default:
      throw new Error(`the command \`${name}\` has no implementation`);
  }
}

/** Reports what went wrong before a command had its session. */
async function fail(error: unknown, argv: readonly string[], io: Io): Promise<number> {
  const { diagnosticsOf } = await import('./session.ts');
  const { renderDiagnostics, toRecord } = await import('../diagnostics/index.ts');
  const { exitCodeOf } = await import('./exit-codes.ts');
  const { usesColor } = await import('./io.ts');
  const say = (line: string): void => io.stderr.write(`${line}\n`);
  const diagnostics = diagnosticsOf(error, undefined, say);
  const exitCode = exitCodeOf(diagnostics);
  if (argv.includes('--json'))
    io.stdout.write(
      `${JSON.stringify({ version: 1, command: null, ok: false, diagnostics: diagnostics.map(toRecord) }, undefined, 2)}\n`,
    );
  else {
    const asked = argv.includes('--no-color') ? false : argv.includes('--color') || undefined;
    const color = usesColor(io, io.stderr, asked);
    say(renderDiagnostics(diagnostics, new Map(), { color }));
  }
  return exitCode;
}
