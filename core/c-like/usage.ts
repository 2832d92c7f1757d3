// The text that an emitted program prints for --help: its options, arrays and settings.
import type { Program } from '../ir/index.ts';
import { quoted } from './cpp-text.ts';

/** The lines as C++ string literals, to be joined by the compiler. */
export function usageText(base: string, program: Program): readonly string[] {
  const arrays = program.buffers.map(
    ({ name, element, access, origin }) =>
      `${name} (${element}, ${origin === 'open' ? (access === 'write' ? 'output' : access === 'read' ? 'input' : 'input and output') : 'inside'})`,
  );
  const settings = program.settings.map(({ name, declared }) => `${name} (${declared})`);
  const lines = [
    `usage: ${base} [--in NAME=FILE] [--out NAME=FILE] [--set NAME=VALUE] [--size NAME=N] [--threads N]`,
    '       [--root FOLDER] [--quiet] [--selfcheck] [--help]',
    'Files are raw little-endian elements, or pictures where they end in .png. Paths inside the program count from FOLDER.',
    `arrays: ${arrays.join(', ') || 'none'}`,
    `settings: ${settings.join(', ') || 'none'}`,
  ];
  return lines.map((line, i) => quoted(line).replace(/"$/, i === lines.length - 1 ? '"' : '\\n"'));
}
