// The errors of a run that does not fit its program: PX0799.
import { PxosError } from '../diagnostics/index.ts';
import { unfitRequest } from '../diagnostics/messages/reference.ts';

/** A kernel, buffer, array or value that is not there. */
export function missing(what: string, name: string): never {
  throw new PxosError(unfitRequest({ why: `it has no ${what} \`${name}\`` }));
}

/** Data of another length than its buffer. */
export function wrongLength(name: string, expected: number, found: number): never {
  throw new PxosError(unfitRequest({ why: `\`${name}\` takes ${expected} bytes, its data has ${found}` }));
}
