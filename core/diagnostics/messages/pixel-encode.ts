// Messages of what cannot become pixels (PX1300–PX1319).
import { message } from '../catalog.ts';

export const typeNotInPixels = message<{ readonly where: string }>({
  code: 'PX1300',
  severity: 'error',
  about: 'A program that shall become pixels uses `double`, which version 1.1 lacks.',
  message: ({ where }) => `Pixel programs have no \`double\`, which ${where} uses.`,
  hint: () => 'Use `float`, or build for a target that has `double`: `cuda`, `rocm`, `wasm`.',
});

export const notInPixels = message<{ readonly what: string; readonly way: string }>({
  code: 'PX1301',
  severity: 'error',
  about: 'A program that shall become pixels has something that version 1.1 cannot say.',
  message: ({ what }) => `${what} cannot become pixels.`,
  hint: ({ way }) => way,
});

export const gasOutOfRange = message<{ readonly gas: number }>({
  code: 'PX1303',
  severity: 'error',
  about: 'The gas of an image that is built is no exponent that the protocol has.',
  message: ({ gas }) => `The exponent of the gas is ${gas}.`,
  hint: () => 'Give a whole number E from 1 to 31: a thread may take 2^E loop turns and calls.',
});

export const beyondPixels = message<{
  readonly what: string;
  readonly count: number;
  readonly limit: number;
  readonly way: string;
}>({
  code: 'PX1302',
  severity: 'error',
  about: 'A program that shall become pixels is larger in some respect than version 1.1 allows.',
  message: ({ what, count, limit }) => `${what} is ${count}; pixel programs allow ${limit}.`,
  hint: ({ way }) => way,
});
