// Messages of the tools for pixel programs: assembly that cannot be read, files that cannot be compared (PX1400–PX1499).
import { message } from '../catalog.ts';

export const assemblyExpected = message<{ what: string; found: string }>({
  code: 'PX1400',
  severity: 'error',
  about: 'Assembly that is not as its grammar has it.',
  message: ({ what, found }) => `Expected ${what}, but found ${/ /.test(found) ? found : `\`${found}\``}.`,
  hint: () => '`pxos dis` of any `.pxi` shows how each part is written; docs/pxi-assembly.md has all of it.',
});

export const assemblyOpen = message<{ what: string }>({
  code: 'PX1401',
  severity: 'error',
  about: 'A block of assembly has no end.',
  message: ({ what }) => `The block of \`${what}\` is not closed.`,
  hint: () => 'Write `}` on a line of its own behind it.',
});

export const assemblyDoesNotFit = message<{ reason: string }>({
  code: 'PX1402',
  severity: 'error',
  about: 'Assembly whose parts do not fit its image, or each other.',
  message: ({ reason }) => `${reason}.`,
  hint: () =>
    'Without `size` and `at` everywhere the parts are laid out one after the other; with them nothing is moved.',
});

export const differentSizes = message<{ first: string; second: string }>({
  code: 'PX1410',
  severity: 'error',
  about: 'Two images that are compared have different sizes.',
  message: ({ first, second }) =>
    `The images have different sizes, ${first} and ${second}; what both have was compared.`,
});

export const imagesDiffer = message<{
  count: string;
  x: number;
  y: number;
  first: string;
  second: string;
  what: string | undefined;
}>({
  code: 'PX1411',
  severity: 'error',
  about: 'Two images that are compared differ.',
  message: ({ count, x, y, first, second, what }) =>
    `${count} ${count === '1' ? 'pixel differs' : 'pixels differ'}; the first is (${x}, ${y})${what ? `, ${what}` : ''}: ${first} in the first image, ${second} in the second.`,
  hint: () => '`--out FILE.png` draws all of them, `pxos inspect` shows what lies where.',
});
