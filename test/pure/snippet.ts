// Runs a pass over a few statements in text form and gives what became of them.
import { type Program, parseProgram, printProgram, verifyProgram } from '../../core/index.ts';

/**
 * The statements after the pass, in text form and without indentation of the kernel. They may use the locals i, k (int),
 * u (uint), f (float), c (bool), the int array x and the function twice.
 */
export function body(run: (program: Program) => Program, statements: string): string {
  const text = `pxir 1
function twice(a: i32) -> i32 {
  return $a * 2
}
kernel k(x: i32[] readwrite) {
  local i: i32, k: i32, u: u32, f: f32, c: bool
  ${statements}
}`;
  const program = run(parseProgram(text));
  const [fault] = verifyProgram(program);
  if (fault) throw new Error(`${fault.code} ${fault.message}`);
  const printed = printProgram(program);
  const lines = printed.slice(printed.indexOf('kernel k')).split('\n').slice(1, -2);
  return lines
    .filter((line) => !line.startsWith('  local '))
    .map((line) => line.slice(2))
    .join('\n');
}
