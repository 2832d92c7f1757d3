// Messages about types: of operands, assignments, literals, calls and declarations (PX0330–PX0369).
import { message } from '../catalog.ts';

interface Assignment {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

export const assignmentType = message<Assignment & { readonly value?: string | undefined }>({
  code: 'PX0330',
  severity: 'error',
  about: 'A value is assigned, stored or passed where its type does not convert by itself.',
  message: ({ name, from, to }) =>
    `${name.includes(' ') ? name : `\`${name}\``} is ${article(to)}, and ${article(from)} does not become one by itself.`,
  hint: ({ to, value }) => {
    if (to === 'bool') return `Compare it: \`${value ?? 'value'} != 0\`.`;
    return value === undefined
      ? `Give the result a name of its own, and convert it: \`CONVERT result ${to} → …\`.`
      : `Convert it: \`convert(${value}, ${to})\`.`;
  },
});

export const integerAccumulator = message<
  Assignment & { readonly literal: string; readonly suggestion: string }
>({
  code: 'PX0331',
  severity: 'error',
  about: 'A variable is an int because its first assignment is an integer literal, and later gets a float.',
  message: ({ name, from, literal }) =>
    `\`${name}\` is an int, since its first assignment is the literal \`${literal}\`; ${article(from)} does not fit into it.`,
  hint: ({ name, suggestion }) => `Make it a float from the start: \`SET ${suggestion} → ${name}\`.`,
});

export const conditionType = message<{ readonly from: string; readonly text: string }>({
  code: 'PX0332',
  severity: 'error',
  about: 'A condition is a number where a bool is needed.',
  message: ({ from }) => `A condition is a bool, and this is ${article(from)}.`,
  hint: ({ text }) => `Compare it: \`${text} != 0\`.`,
});

export const operandType = message<{
  readonly operation: string;
  readonly wanted: string;
  readonly got: string;
  readonly hint?: string | undefined;
}>({
  code: 'PX0333',
  severity: 'error',
  about: 'An operand has a type that the operation does not take.',
  message: ({ operation, wanted, got }) => `${operation} takes ${wanted}, and this is ${article(got)}.`,
  hint: ({ hint }) => hint ?? 'Convert it with CONVERT, or use another operation.',
});

export const literalRange = message<{
  readonly text: string;
  /** Absent where no integer type has the literal. */
  readonly type?: string | undefined;
  readonly range: string;
}>({
  code: 'PX0335',
  severity: 'error',
  about: 'A literal does not fit its type.',
  message: ({ text, type }) =>
    type === undefined
      ? `\`${text}\` fits neither an int nor a uint.`
      : `\`${text}\` does not fit ${article(type)}.`,
  hint: ({ range }) => range,
});

export const operandCount = message<{
  readonly operation: string;
  readonly wanted: string;
  readonly got: number;
  /** How the statement or the call is written. */
  readonly form: string;
}>({
  code: 'PX0336',
  severity: 'error',
  about: 'A statement or call has too few or too many operands.',
  message: ({ operation, wanted, got }) => `${operation} takes ${wanted}, not ${got}.`,
  hint: ({ form }) =>
    form.includes('→')
      ? `The form is \`${form}\`; an expression as an operand stands in parentheses.`
      : `Write \`${form}\`.`,
});

export const resultCount = message<{
  readonly operation: string;
  readonly wanted: string;
  readonly got: number;
  readonly form?: string | undefined;
}>({
  code: 'PX0337',
  severity: 'error',
  about: 'A statement names too few or too many results behind its arrow.',
  message: ({ operation, wanted, got }) => `${operation} gives ${wanted}, and ${got} stand behind the arrow.`,
  hint: ({ form }) =>
    form === undefined ? 'Name each result once: `… → name`.' : `The form is \`${form}\`.`,
});

export const mixedComparison = message<{ readonly signed: string; readonly unsigned: string }>({
  code: 'PX0338',
  severity: 'warning',
  about: 'An int and a uint are compared; both count as uint, so that a negative int is a large number.',
  message: () => 'An int and a uint are compared as uint: a negative int is larger than every positive one.',
  hint: ({ signed, unsigned }) =>
    `Convert one side so that both have one type: \`convert(${unsigned}, int)\` or \`convert(${signed}, uint)\`.`,
});

export const indexType = message<{ readonly from: string; readonly what: string; readonly value: string }>({
  code: 'PX0339',
  severity: 'error',
  about: 'An index, a bound or a size is not an integer.',
  message: ({ from, what }) => `${what} is an integer, and this is ${article(from)}.`,
  hint: ({ value }) => {
    const whole = /^(\d+)\.0*$/.exec(value)?.[1];
    return whole === undefined ? `Convert it: \`convert(${value}, int)\`.` : `Write \`${whole}\`.`;
  },
});

export const bitcastType = message<{ readonly type: string }>({
  code: 'PX0341',
  severity: 'error',
  about: 'BITCAST is used with a type other than int, uint and float.',
  message: ({ type }) => `BITCAST works between int, uint and float, not with ${type}.`,
  hint: () => 'To change the value instead of the view of its bits, use CONVERT.',
});

export const atomicType = message<{
  readonly operation: string;
  readonly name: string;
  readonly type: string;
}>({
  code: 'PX0343',
  severity: 'error',
  about: 'An atomic is used on elements that it does not exist for.',
  message: ({ operation, name, type }) =>
    `${operation} does not exist for the ${type} elements of \`${name}\`.`,
  hint: () => 'Atomics work on int and uint elements; ADD, SUB, MIN, MAX and EXCHANGE also on float.',
});

export const reduceOperation = message<{ readonly name: string; readonly suggestion?: string | undefined }>({
  code: 'PX0345',
  severity: 'error',
  about: 'A reduction names an operation that it does not have.',
  message: ({ name }) => `\`${name}\` is no operation of a reduction.`,
  hint: ({ suggestion }) =>
    suggestion === undefined ? 'Use SUM, MIN, MAX, AND or OR.' : `Did you mean \`${suggestion}\`?`,
});

export const stageArray = message<{ readonly name: string; readonly wanted: string }>({
  code: 'PX0346',
  severity: 'error',
  about:
    'LOAD_COALESCED reads something other than a parameter array, or writes something other than a shared array.',
  message: ({ name, wanted }) => `LOAD_COALESCED needs ${wanted} here, and \`${name}\` is none.`,
  hint: () => 'It goes from an array parameter to a shared array: `LOAD_COALESCED a[lo:hi] → s`.',
});

export const accessViolated = message<{
  readonly name: string;
  readonly declared: string;
  readonly does: string;
  /** True for a single value, which has no access to declare. */
  readonly scalar?: boolean | undefined;
}>({
  code: 'PX0347',
  severity: 'error',
  about: 'A parameter is declared IN and written, or declared OUT and read.',
  message: ({ name, declared, does }) => `\`${name}\` is declared ${declared} and is ${does}.`,
  hint: ({ name, declared, scalar }) =>
    scalar
      ? `Leave ${declared} away; results go into arrays.`
      : `Declare \`${name}\` INOUT, or leave the word away: access is found in the body.`,
});

export const accessUnused = message<{
  readonly name: string;
  readonly declared: string;
  readonly never: string;
}>({
  code: 'PX0348',
  severity: 'warning',
  about: 'A parameter is declared OUT or INOUT and never used that way.',
  message: ({ name, declared, never }) => `\`${name}\` is declared ${declared} and never ${never}.`,
  hint: () => 'Leave the word away: access is found in the body.',
});

export const notConstant = message<{
  readonly what: string;
  /** True where names of the host have no meaning. */
  readonly inKernel?: boolean | undefined;
}>({
  code: 'PX0349',
  severity: 'error',
  about: 'A size or a step has to be known before the program runs and is not.',
  message: ({ what, inKernel }) =>
    inKernel
      ? `${what} is a constant, known before the program runs.`
      : `${what} is a constant: literals, and host names that are SET once to a constant.`,
  hint: ({ inKernel }) => (inKernel ? 'Write a number.' : 'Write a number, or SET a host name to one.'),
});

export const sizeRange = message<{ readonly what: string; readonly value: number }>({
  code: 'PX0350',
  severity: 'error',
  about: 'A constant size is below 1 or too large to count.',
  message: ({ what, value }) => `${what} is at least 1 and at most 2147483647, not ${value}.`,
  hint: () => 'Write a size in this range.',
});

export const zeroStep = message({
  code: 'PX0351',
  severity: 'error',
  about: 'The step of a FOR is 0, so that the loop would never end.',
  message: () => 'The step of a FOR cannot be 0.',
  hint: () => 'Count up with a positive step, down with a negative one.',
});

export const callResults = message<{ readonly name: string; readonly count: number }>({
  code: 'PX0352',
  severity: 'error',
  about: 'A function with several results is called in an expression.',
  message: ({ name, count }) => `\`${name}\` gives ${count} results, and an expression needs one.`,
  hint: ({ name }) => `Call it as a statement: \`${name.toUpperCase()} … → a b\`.`,
});

export const returnCount = message<{ readonly wanted: number; readonly got: number }>({
  code: 'PX0354',
  severity: 'error',
  about: 'A RETURN of a function has another number of values than the first one, or none.',
  message: ({ wanted, got }) =>
    got === 0
      ? 'RETURN of a function needs a value.'
      : `This function returns ${wanted} ${wanted === 1 ? 'value' : 'values'}, as its first RETURN says, not ${got}.`,
  hint: ({ got }) => (got === 0 ? 'Write `RETURN e`.' : 'Return the same number of values everywhere.'),
});

export const returnInKernel = message({
  code: 'PX0355',
  severity: 'error',
  about: 'RETURN in a kernel has a value.',
  message: () => 'A kernel returns nothing.',
  hint: () => 'STORE the value into an array, and write RETURN alone.',
});

export const zeroDivisor = message<{ readonly operation: string; readonly value: string }>({
  code: 'PX0356',
  severity: 'warning',
  about: 'An integer is divided by the constant 0, which is defined, but hardly what was meant.',
  message: ({ operation, value }) =>
    `An integer is divided by 0 here: ${operation} then gives ${value}, on every backend.`,
  hint: () => 'Write another divisor, or divide floats.',
});

export const storedConstant = message<{
  readonly value: string;
  readonly array: string;
  readonly type: string;
  readonly becomes: string;
  readonly range: string;
}>({
  code: 'PX0357',
  severity: 'warning',
  about: 'A constant does not fit the elements of the array that it is stored to.',
  message: ({ value, array, type, becomes }) =>
    `\`${value}\` is no ${type}: \`${array}[…]\` becomes ${becomes}.`,
  hint: ({ type, range }) =>
    `An element of ${type} ${range}. Store another value, or give the array another type.`,
});

/** `a` or `an` before a type name. */
function article(type: string): string {
  return /^[aeio]/.test(type) ? `an ${type}` : `a ${type}`;
}
