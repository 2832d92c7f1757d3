// Messages about the flow of control: assignment before use, ends of functions, what all threads must reach (PX0401–PX0419).
import { message } from '../catalog.ts';

export const readBeforeAssigned = message<{ readonly name: string }>({
  code: 'PX0401',
  severity: 'error',
  about: 'A name is read although some path to this place has not assigned it; a loop may run not even once.',
  message: ({ name }) => `\`${name}\` may be read before it has a value.`,
  hint: ({ name }) => `Give it a value on every path before: \`SET … → ${name}\`.`,
});

export const missingReturn = message<{ readonly name: string }>({
  code: 'PX0402',
  severity: 'error',
  about: 'A path through a function ends without RETURN.',
  message: ({ name }) => `Not every path through \`${name}\` ends in RETURN.`,
  hint: () => 'Put a RETURN at the end of the function.',
});

export const recursion = message<{ readonly name: string; readonly path: readonly string[] }>({
  code: 'PX0403',
  severity: 'error',
  about: 'A function calls itself, directly or through others.',
  message: ({ name, path }) =>
    path.length <= 2 ? `\`${name}\` calls itself.` : `\`${name}\` calls itself: ${path.join(' → ')}.`,
  hint: () => 'Write it as a loop.',
});

export const impureFunction = message<{ readonly what: string }>({
  code: 'PX0404',
  severity: 'error',
  about: 'A function uses ids, memory, atomics or barriers, which only kernels have.',
  message: ({ what }) => `A function is pure, and ${what} belongs to kernels.`,
  hint: () => 'Do this in the kernel and pass the value as a parameter.',
});

export const outsideLoop = message<{ readonly keyword: string }>({
  code: 'PX0405',
  severity: 'error',
  about: 'BREAK or CONTINUE stands outside every loop.',
  message: ({ keyword }) => `${keyword} stands in no loop.`,
  hint: () => 'Use RETURN to end the thread.',
});

export const nestsTooDeep = message<{ readonly deepest: number }>({
  code: 'PX0406',
  severity: 'error',
  about:
    'Statements nest deeper than a compiler can be expected to follow; each ELSE IF counts as one level.',
  message: ({ deepest }) => `Statements nest deeper than ${deepest} levels here, where each ELSE IF is one.`,
  hint: () => 'Look the value up in an array, or split the chain into several.',
});

export const unreachable = message<{ readonly behind: string }>({
  code: 'PX0407',
  severity: 'warning',
  about: 'A statement stands where no thread comes: behind RETURN, BREAK or CONTINUE.',
  message: ({ behind }) => `No thread comes here: ${behind} stands before it.`,
  hint: () => 'Take the statement out, or put the one before it under a condition.',
});

export const notUniform = message<{ readonly statement: string; readonly condition: string }>({
  code: 'PX0410',
  severity: 'error',
  about:
    'A statement that all threads of a block have to reach stands under a condition that depends on the thread.',
  message: ({ statement, condition }) =>
    `All threads of a block must reach ${statement} together, but \`${condition}\` depends on the thread.`,
  hint: ({ statement }) =>
    `Move ${statement} out of the condition, and leave only the thread's own work inside it.`,
});

export const leftEarly = message<{ readonly statement: string; readonly condition: string }>({
  code: 'PX0411',
  severity: 'error',
  about:
    'RETURN, BREAK or CONTINUE under a condition that depends on the thread keeps some threads from a statement that all have to reach.',
  message: ({ statement, condition }) =>
    `All threads of a block must reach ${statement} together, but some leave before, where \`${condition}\` depends on the thread.`,
  hint: () =>
    'Instead of leaving with RETURN, BREAK or CONTINUE, put only the work behind it under the condition.',
});
