// Validates a program of version 1.1 once, when it is loaded: every rule of the specification that can be checked then.
import { type Diagnostic, isPxosError, PxosError } from '../../../diagnostics/index.ts';
import * as rules from '../../../diagnostics/messages/pixel-rules.ts';
import type { PixelImage } from '../../image.ts';
import { flagsOf } from '../flags.ts';
import { Problems } from '../problems.ts';
import type { PixelNames, PixelProgram } from '../program.ts';
import { readProgram } from '../read.ts';
import { registersOf } from '../registers.ts';
import { checkArrays } from './arrays.ts';
import { checkBlocks } from './blocks.ts';
import { Calls } from './calls.ts';
import { CodeCheck, Signatures } from './code-check.ts';
import { checkHead } from './head.ts';
import { checkOperands } from './operands.ts';
import { checkSteps } from './steps.ts';
import { checkUniformity } from './uniformity.ts';

function checkCode(check: CodeCheck, calls: Calls): void {
  const before = check.problems.count;
  checkOperands(check, checkHead(check));
  calls.check(check);
  checkBlocks(check);
  // Whether threads meet can be told only where blocks nest and operands are what they should be.
  if (check.code.kind === 'kernel' && check.problems.count === before)
    checkUniformity(check, registersOf(check.code.registers));
}

/**
 * Every rule that the program breaks, at most a hundred, each with the coordinates of its pixel. A program without any
 * runs inside its image on every executor, whatever its data are; what depends on data is guarded while it runs.
 */
export function validateProgram(program: PixelProgram): readonly Diagnostic[] {
  const problems = new Problems(program.width);
  checkArrays(program, problems);
  const calls = new Calls();
  const shared = { problems, functions: new Signatures(program.records) };
  // Functions first: how deep a chain of calls is, is known from its end.
  for (const kind of ['function', 'kernel'] as const)
    program.records.forEach((record, k) => {
      if (record?.kind === kind && !problems.full) checkCode(new CodeCheck(k, record, shared), calls);
    });
  checkSteps(program, problems);
  const wanted = flagsOf({ records: program.records, steps: program.steps.list });
  if (wanted !== program.flags) problems.add(rules.wrongFlags, 2, { found: program.flags, wanted });
  return problems.list;
}

/**
 * Reads and validates the program of an image.
 *
 * @throws PxosError with everything that is wrong with it: PX1200–PX1255
 */
export function loadProgram(image: PixelImage, names?: PixelNames): PixelProgram {
  const program = readProgram(image, names);
  const problems = validateProgram(program);
  if (problems.length > 0) throw new PxosError(problems);
  return program;
}

/** Everything that is wrong with the program of an image; nothing when it can run. */
export function validateImage(image: PixelImage): readonly Diagnostic[] {
  try {
    return validateProgram(readProgram(image));
  } catch (error) {
    if (isPxosError(error)) return error.diagnostics;
    throw error;
  }
}
