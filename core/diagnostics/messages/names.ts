// Messages about names: what is declared where, and what a name may be used for (PX0301–PX0329).
import { message } from '../catalog.ts';

const meant = (suggestion: string | undefined, otherwise: string): string =>
  suggestion === undefined ? otherwise : `Did you mean \`${suggestion}\`?`;

interface Unknown {
  readonly name: string;
  readonly suggestion?: string | undefined;
}

export const unknownName = message<
  Unknown & { readonly where?: 'host' | 'loop' | 'member' | 'index' | 'array' | undefined }
>({
  code: 'PX0301',
  severity: 'error',
  about: 'A name is used that nothing in its kernel or function assigns or declares.',
  message: ({ name }) => `Nothing is called \`${name}\` here.`,
  hint: ({ name, suggestion, where }) => {
    switch (where) {
      case 'array':
        return meant(
          suggestion,
          `Declare the array, with the type of its elements: \`GPU_PARAM ${name} float[]\`.`,
        );
      case 'host':
        return `\`${name}\` is a name of the host: hand it over with \`GPU_PARAM ${name} int\`.`;
      case 'loop':
        return `The loop variable \`${name}\` lives only in its loop: SET another name inside it.`;
      case 'index':
        return `It is a statement: write \`${name} X → v\` before, and use \`v\`.`;
      case 'member':
        return 'Host statements have `width` and `height` of arrays; a kernel gets them as parameters.';
      case undefined:
        return meant(suggestion, 'Assign the name before, or declare it with GPU_PARAM.');
    }
  },
});

export const duplicateName = message<{ readonly name: string; readonly what: string }>({
  code: 'PX0302',
  severity: 'error',
  about: 'Two declarations of one scope have the same name.',
  message: ({ name, what }) => `\`${name}\` is already the name of ${what}.`,
  hint: () => 'Choose another name for one of the two.',
});

export const unknownFunction = message<Unknown & { readonly hint?: string | undefined }>({
  code: 'PX0304',
  severity: 'error',
  about: 'Something is called that is neither an operation nor a function of the file.',
  message: ({ name }) => `There is no function \`${name}\`.`,
  hint: ({ name, suggestion, hint }) =>
    hint ??
    meant(suggestion, `Write it into the file: \`GPU_FUNCTION ${name}\` … \`RETURN e\`, \`GPU_END\`.`),
});

export const unknownType = message<
  Unknown & {
    readonly known: readonly string[];
    /** The type that stands before the name, in the order of C. */
    readonly swapped?: string | undefined;
  }
>({
  code: 'PX0305',
  severity: 'error',
  about: 'A word stands where a type is expected and names none.',
  message: ({ name }) => `\`${name}\` is no type.`,
  hint: ({ name, suggestion, known, swapped }) =>
    swapped === undefined
      ? meant(suggestion, `The types are ${known.join(', ')}.`)
      : `The name comes first: \`${name} ${swapped}\`.`,
});

export const capitalCollision = message<{
  readonly name: string;
  readonly other: string;
  readonly capital: string;
}>({
  code: 'PX0306',
  severity: 'error',
  about:
    'Two functions have the same name when written in capitals, so that a call statement could mean either.',
  message: ({ name, other, capital }) =>
    `The functions \`${other}\` and \`${name}\` are both called \`${capital}\` in capitals.`,
  hint: () => 'Rename one of them.',
});

export const functionShadowsOperation = message<{ readonly name: string; readonly operation: string }>({
  code: 'PX0307',
  severity: 'warning',
  about: 'A function takes the name of an operation; in this file the name means the function.',
  message: ({ name, operation }) =>
    `The function \`${name}\` takes the place of the operation ${operation} in this file.`,
  hint: () => 'Rename the function if you want to keep the operation.',
});

export const functionHiddenByStatement = message<{ readonly name: string; readonly keyword: string }>({
  code: 'PX0308',
  severity: 'warning',
  about: 'A function has the name of a statement with a form of its own; in capitals the statement is meant.',
  message: ({ name, keyword }) =>
    `In capitals \`${keyword}\` remains the statement, not the function \`${name}\`.`,
  hint: ({ name }) => `Call the function as \`${name}(…)\`, or rename it.`,
});

export const loopVariableShadows = message<{ readonly name: string }>({
  code: 'PX0309',
  severity: 'warning',
  about: 'A loop variable has the name of something outside the loop, which cannot be reached inside it.',
  message: ({ name }) => `Inside this loop \`${name}\` is the loop variable and hides the outer \`${name}\`.`,
  hint: () => 'Choose another name for the loop variable.',
});

export const notAssignable = message<{ readonly name: string; readonly what: string }>({
  code: 'PX0310',
  severity: 'error',
  about: 'A parameter, a shared array or a loop variable is assigned.',
  message: ({ name, what }) => `\`${name}\` is ${what} and cannot be assigned.`,
  hint: ({ what }) =>
    what.endsWith('array') ? 'Write an element of it with `STORE e → array[index]`.' : 'Assign another name.',
});

export const arrayAsValue = message<{ readonly name: string }>({
  code: 'PX0311',
  severity: 'error',
  about: 'An array stands where a single value is needed.',
  message: ({ name }) => `\`${name}\` is an array, and a single value is needed here.`,
  hint: ({ name }) => `Take one element of it: \`${name}[i]\`.`,
});

export const valueAsArray = message<{ readonly name: string }>({
  code: 'PX0312',
  severity: 'error',
  about: 'An index is applied to something that is not an array.',
  message: ({ name }) => `\`${name}\` is not an array.`,
  hint: () => 'Only `GPU_PARAM name type[]` and GPU_SHARED declare arrays.',
});

export const unknownKernel = message<Unknown>({
  code: 'PX0313',
  severity: 'error',
  about: 'A launch or a PIPELINE names a kernel that the file does not have.',
  message: ({ name }) => `There is no kernel \`${name}\` in this file.`,
  hint: ({ suggestion }) => meant(suggestion, 'Declare it with GPU_KERNEL.'),
});

export const declaredTwice = message<{ readonly keyword: string }>({
  code: 'PX0314',
  severity: 'error',
  about: 'GPU_BLOCK, GPU_TARGET or GPU_DISTRIBUTE stands twice in one kernel.',
  message: ({ keyword }) => `This kernel has ${keyword} already.`,
  hint: () => 'Keep one of the two.',
});

export const declarationInFunction = message<{ readonly keyword: string }>({
  code: 'PX0315',
  severity: 'error',
  about: 'A function declares something other than scalar parameters.',
  message: ({ keyword }) => `A function has only scalar parameters; ${keyword} belongs to kernels.`,
  hint: () => 'Pass the values that the function needs one by one.',
});

export const unknownStrategy = message<Unknown>({
  code: 'PX0316',
  severity: 'error',
  about: 'GPU_DISTRIBUTE names a strategy that does not exist.',
  message: ({ name }) => `\`${name}\` is no strategy of GPU_DISTRIBUTE.`,
  hint: ({ suggestion }) => meant(suggestion, 'The strategies are auto, block and none.'),
});
