// Short ways to compile a text in tests of the checks: the printed statements of its kernel, and its messages.
import { printProgram } from '../../core/ir/index.ts';
import { compile } from '../../core/language/index.ts';

/** The messages of a text, as `line:column code`. */
export function messagesOf(text: string): readonly string[] {
  return compile(text, 'test.px').diagnostics.map(
    ({ code, place }) => `${place?.start.line}:${place?.start.column} ${code}`,
  );
}

/** The IR of a text as lines without indentation; throws what is wrong with it. */
export function irOf(text: string): readonly string[] {
  const { program, diagnostics } = compile(text, 'test.px');
  if (!program)
    throw new Error(diagnostics.map((d) => `${d.place?.start.line}: ${d.code} ${d.message}`).join('\n'));
  return printProgram(program)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

const indented = (lines: string): string =>
  lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `    ${line}`)
    .join('\n');

/**
 * A kernel with this body and a parameter of each kind: arrays `ints uints floats doubles bools bytes halves pixels`,
 * scalars `n` (int), `u` (uint), `f` (float), `d` (double), `flag` (bool), a shared array `tile`. `i` is the thread's
 * index. The body starts in line 18.
 */
export const kernel = (body: string): string => `GPU_KERNEL k
GPU_PARAM ints int[]
GPU_PARAM uints uint[]
GPU_PARAM floats float[]
GPU_PARAM doubles double[]
GPU_PARAM bools bool[]
GPU_PARAM bytes u8[]
GPU_PARAM halves half[]
GPU_PARAM pixels pixel[]
GPU_PARAM n int
GPU_PARAM u uint
GPU_PARAM f float
GPU_PARAM d double
GPU_PARAM flag bool
GPU_SHARED tile int 64
GPU_BLOCK 64
GPU_THREAD_CODE:
${indented(body)}
GPU_END
`;

/** The statements that a kernel body becomes, as printed, without the declarations of its variables. */
export function bodyOf(body: string): readonly string[] {
  const lines = irOf(kernel(body));
  const start = lines.findIndex((line) => line.startsWith('kernel '));
  const end = lines.findIndex((line, i) => i > start && line.startsWith('launch '));
  return lines.slice(start + 1, end - 1).filter((line) => !/^(?:shape|shared|local) /.test(line));
}

/** The variables of a kernel body with their types, in the order of their first assignments. */
export function localsOf(body: string): string {
  const lines = irOf(kernel(body)).filter((line) => line.startsWith('local '));
  return lines.map((line) => line.slice('local '.length)).join(', ');
}

/** The messages of a kernel body, with lines counted from its first one. */
export function bodyMessages(body: string): readonly string[] {
  return messagesOf(kernel(body)).map((line) => {
    const [, row, rest] = /^(\d+):\d+ (.*)$/.exec(line) ?? [];
    return `${Number(row) - 17} ${rest}`;
  });
}
