// What a call of an unknown function means where other languages have it: a cast, output.
import { elementTypeNamed } from '../ops/type-names.ts';

/** The way out for a call that people bring along from other languages; `undefined` for other names. */
export function foreignCall(name: string): string | undefined {
  if (elementTypeNamed(name)) return `Write \`convert(…, ${name})\`.`;
  return /^f?print(?:f|ln)?$/i.test(name)
    ? 'A kernel cannot print: STORE the value into an array and look at that.'
    : undefined;
}
