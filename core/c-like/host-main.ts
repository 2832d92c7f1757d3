// Prints what an emitted program says and takes on its command line, and its `main`.
import type { Buffer, Program } from '../ir/index.ts';
import { quoted } from './cpp-text.ts';
import type { HostUse } from './host-use.ts';
import { wrapped } from './wrapped.ts';
import { Writer } from './writer.ts';

/** How `main` begins where the GPU interface needs more than C++. */
export interface MainFrame {
  /** Put before the block that everything runs in: `@autoreleasepool`. */
  readonly around?: string;
  /** Statements before anything of the GPU is used. */
  readonly start?: readonly string[];
  /** Contents of arrays stand in files beside the program. */
  readonly readsContents?: boolean;
}

const asksForThreads = ({ steps }: Program): boolean =>
  steps.some((step) => step.kind === 'launch' && step.extent.kind === 'threads');

const hasPaths = ({ steps }: Program): boolean => steps.some((step) => 'path' in step);

/** Whether the command line may fill it; the language gives `stage` and `file` arrays their contents. */
const isGiven = (buffer: Buffer): boolean =>
  buffer.origin === 'image'
    ? buffer.input === true || buffer.setting === true
    : buffer.origin === 'open' || buffer.origin === 'allocated';

/** The arrays that the user knows: all but those that report what launches cost. */
function shownArrays({ buffers, steps }: Program): readonly Buffer[] {
  const reports = new Set(steps.map((step) => (step.kind === 'launch' ? step.gas?.buffer : undefined)));
  return buffers.filter(({ name }) => !reports.has(name));
}

/** Every option of the program, those for an array or a setting with its name. */
function knownOptions(program: Program, { readsContents }: MainFrame): readonly string[] {
  const { settings } = program;
  const buffers = shownArrays(program);
  return [
    ...buffers.filter(isGiven).map(({ name }) => `--in ${name}`),
    ...buffers.filter(({ origin }) => origin === 'open').map(({ name }) => `--size ${name}`),
    ...buffers.map(({ name }) => `--out ${name}`),
    ...settings.map(({ name }) => `--set ${name}`),
    ...(asksForThreads(program) ? ['--threads'] : []),
    ...(hasPaths(program) || readsContents ? ['--root'] : []),
    '--selfcheck',
    '--quiet',
  ];
}

function roleOf(buffer: Buffer): string {
  const { origin, access } = buffer;
  if (buffer.origin === 'image' && buffer.output) return buffer.input ? 'input and output' : 'output';
  if (buffer.origin === 'image' && (buffer.input || buffer.setting)) return 'input';
  if (origin !== 'open') return 'inside';
  return access === 'write' ? 'output' : access === 'read' ? 'input' : 'input and output';
}

function usageLines(base: string, program: Program, { readsContents }: MainFrame): readonly string[] {
  const hasFiles = hasPaths(program) || readsContents === true;
  const arrays = shownArrays(program).map(
    (buffer) => `${buffer.name} (${buffer.element}, ${roleOf(buffer)})`,
  );
  const settings = program.settings.map(({ name, declared }) => `${name} (${declared})`);
  const options = [
    '[--in ARRAY=FILE] [--size ARRAY=N] [--out ARRAY=FILE]',
    ...(settings.length > 0 ? ['--set SETTING=VALUE'] : []),
    ...(asksForThreads(program) ? ['[--threads N]'] : []),
    ...(hasFiles ? ['[--root FOLDER]'] : []),
    '[--quiet] [--selfcheck]',
  ];
  const pictures = program.buffers.some(({ element }) => element === 'pixel');
  return [
    `usage: ${base} ${options.join(' ')}`,
    `Files hold raw little-endian elements${pictures ? ', or a picture where they end in .png' : ''}.`,
    ...(hasFiles ? ['Paths inside the program count from the folder of --root.'] : []),
    ...(arrays.length > 0 ? [`arrays: ${arrays.join(', ')}`] : []),
    ...(settings.length > 0 ? [`settings: ${settings.join(', ')}`] : []),
  ];
}

/** The usage text and `main`, which runs `program::selfcheck` or `program::run_program`. */
export function printMain(base: string, program: Program, use: HostUse, frame: MainFrame = {}): Writer {
  const out = new Writer();
  const lines = usageLines(base, program, frame);
  out.line('static const char* const usage =');
  out.indented(() => {
    lines.forEach((line, i) => {
      const last = i === lines.length - 1;
      out.line(last ? `${quoted(line)};` : quoted(line).replace(/"$/, '\\n"'));
    });
  });
  out.line();
  out.block('int main(int argc, char** argv)', () => {
    out.line(`const ${use.use('Options')} options = ${use.use('parse_options')}(argc, argv, usage, {`);
    out.indented(() => wrapped(knownOptions(program, frame).map(quoted), out));
    out.line('});');
    const run = (): void => {
      for (const line of frame.start ?? []) out.line(line);
      out.line('if (options.count("--selfcheck") > 0) return program::selfcheck();');
      out.line('program::run_program(options);');
    };
    if (frame.around === undefined) run();
    else out.block(frame.around, run);
    out.line('return 0;');
  });
  return out;
}
