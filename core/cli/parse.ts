// Turns arguments into a command with its flags, through cac, with coded errors for what does not fit.
import { type CAC, cac } from 'cac';
import { type Diagnostic, didYouMean, PxosError } from '../diagnostics/index.ts';
import { commandLineMessages } from '../diagnostics/messages/index.ts';
import { COMMANDS, type CommandSpec, type FlagSpec, GLOBAL_FLAGS } from './commands.ts';
import { Flags } from './flags.ts';

export type ParsedCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | {
      readonly kind: 'command';
      readonly spec: CommandSpec;
      readonly args: readonly string[];
      readonly flags: Flags;
    };

const flagText = ({ name, value, negatable }: FlagSpec): string =>
  value ? `--${name} <${value}>` : `--${negatable ? 'no-' : ''}${name}`;

function define(): CAC {
  const program = cac('pxos');
  for (const flag of GLOBAL_FLAGS) {
    // cac knows one spelling of a switch, and colour can be turned on as well.
    const both = flag.negatable && !flag.value;
    if (both) program.option(`--${flag.name}`, flag.about);
    program.option(flagText(flag), both ? `the opposite of --${flag.name}` : flag.about);
  }
  for (const spec of COMMANDS) {
    const command = program.command(`${spec.name} ${spec.usage}`, spec.about);
    for (const flag of spec.flags) command.option(flagText(flag), flag.about);
    for (const example of spec.examples) command.example(`  $ ${example}`);
  }
  program.option('--version', 'print the version');
  program.help();
  return program;
}

const allFlags = (): readonly FlagSpec[] => [
  ...GLOBAL_FLAGS,
  ...COMMANDS.flatMap((command) => command.flags),
];

/** The flag's name without dashes, whether it is `--no-…`, and its value where it was written with `=`. */
function split(argument: string): { name: string; negated: boolean; value: string | undefined } | undefined {
  const match = /^--?(no-)?([^=]+)(?:=(.*))?$/s.exec(argument);
  return match ? { name: match[2] ?? '', negated: match[1] !== undefined, value: match[3] } : undefined;
}

interface WrittenFlag {
  readonly name: string;
  readonly text: string;
  readonly negated: boolean;
  readonly valueMissing: boolean;
}

interface Separated {
  readonly values: Map<string, boolean | string[]>;
  /** Flags as they were written, in order. */
  readonly written: WrittenFlag[];
  readonly positional: string[];
}

/**
 * Separates flags from arguments. Values stay the text that they are: cac would read `007` as a number and lose the
 * `-` of `--out -`.
 */
function separate(argv: readonly string[]): Separated {
  const result: Separated = { values: new Map(), written: [], positional: [] };
  const takesValue = new Set(allFlags().flatMap(({ name, value }) => (value ? [name] : [])));
  for (let index = 0; index < argv.length; index++) {
    const argument = argv[index] ?? '';
    if (argument === '--') {
      result.positional.push(...argv.slice(index + 1));
      break;
    }
    const flag = argument.length > 1 ? split(argument) : undefined;
    if (!flag || !argument.startsWith('-')) {
      result.positional.push(argument);
      continue;
    }
    let { value } = flag;
    let valueMissing = false;
    if (takesValue.has(flag.name) && !flag.negated) {
      value ??= argv[++index];
      valueMissing = value === undefined || value === '';
    }
    const text = argument.split('=', 1)[0] ?? argument;
    result.written.push({ name: flag.name, text, negated: flag.negated, valueMissing });
    const old = result.values.get(flag.name);
    if (value === undefined) result.values.set(flag.name, !flag.negated);
    else result.values.set(flag.name, [...(Array.isArray(old) ? old : []), value]);
  }
  return result;
}

/** `help`, `help COMMAND` and `version` are what many programs call `--help` and `--version`. */
function asFlags(argv: readonly string[]): readonly string[] {
  const [first, ...rest] = argv;
  return first === 'help' || first === 'version' ? [...rest, `--${first}`] : argv;
}

/** Parses the arguments behind the program's name. Throws PX0680 to PX0685. */
export function parseArguments(argv: readonly string[]): ParsedCommand {
  const { values, written, positional } = separate(asFlags(argv));
  const [name, ...args] = positional;
  const spec = COMMANDS.find((command) => command.name === name);
  if (values.has('version') || values.has('v')) return { kind: 'version' };
  if (values.has('help') || values.has('h') || (name === undefined && written.length === 0)) {
    // cac prints the help of the command, or of the program.
    define().parse(['node', 'pxos', ...(spec ? [spec.name] : []), '--help'], { run: false });
    return { kind: 'help' };
  }
  if (name === undefined) throw new PxosError(withoutCommand(written));
  if (!spec) {
    const suggestion = didYouMean(
      name,
      COMMANDS.map((command) => command.name),
    );
    throw new PxosError(commandLineMessages.unknownCommand({ command: name, suggestion }));
  }
  checkFlags(spec, { values, written, positional });
  checkArguments(spec, args);
  return { kind: 'command', spec, args, flags: new Flags(values) };
}

/** What is wrong with flags and nothing else: one that no command has, or else that the command is missing. */
function withoutCommand(written: readonly WrittenFlag[]): Diagnostic {
  const unknown = written.find(({ name }) => !allFlags().some((flag) => flag.name === name));
  if (!unknown) return commandLineMessages.missingCommand({ known: COMMANDS.map(({ name }) => name) });
  const names = [...spellings(GLOBAL_FLAGS), '--help', '--version'];
  const suggestion = didYouMean(unknown.text, names);
  return commandLineMessages.unknownFlag({ command: 'pxos', flag: unknown.text, suggestion });
}

/** How flags may be written. */
const spellings = (flags: readonly FlagSpec[]): readonly string[] =>
  flags.flatMap(({ name, negatable }) => [`--${name}`, ...(negatable ? [`--no-${name}`] : [])]);

function checkFlags(spec: CommandSpec, { values, written }: Separated): void {
  const known = [...spec.flags, ...GLOBAL_FLAGS];
  const command = `pxos ${spec.name}`;
  const refuse = (flag: string, actual: string, expected: string): never => {
    throw new PxosError(commandLineMessages.flagValue({ flag, actual, expected }));
  };
  for (const [index, { name, text, negated, valueMissing }] of written.entries()) {
    const flag = known.find((candidate) => candidate.name === name);
    if (!flag || (negated && !flag.negatable) || !text.startsWith('--')) {
      const suggestion = didYouMean(text, spellings(known));
      throw new PxosError(commandLineMessages.unknownFlag({ command, flag: text, suggestion }));
    }
    if (valueMissing) refuse(text, 'without a value', `a value: ${flagText(flag)}`);
    if ((!flag.value || negated) && Array.isArray(values.get(name)))
      refuse(text, 'given a value', 'no value: it is a switch');
    // The first of two values would be dropped without a word.
    if (flag.value && !flag.many && written.findIndex((other) => other.name === name) < index)
      refuse(`--${name}`, 'given twice', 'one value');
  }
}

function checkArguments(spec: CommandSpec, args: readonly string[]): void {
  // An empty path would be the folder itself; most likely a variable of the shell was not set.
  if (args.length < spec.arguments.least || args.includes(''))
    throw new PxosError(
      commandLineMessages.missingArgument({
        command: spec.name,
        what: args.includes('') ? 'the name of a file, and is given an empty one' : 'a file',
        example: spec.examples[0] ?? `pxos ${spec.name} kernel.px`,
      }),
    );
  const extra = args[spec.arguments.most];
  if (extra !== undefined)
    throw new PxosError(commandLineMessages.unexpectedArgument({ command: spec.name, argument: extra }));
}
