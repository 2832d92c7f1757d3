// The host files that every emitted program contains, in the order in which they need each other.
import { HOST_FILES } from './host/embedded.ts';

/** What all targets share; the file of the GPU interface comes behind it. */
export const HOST_RUNTIME: readonly string[] = [
  HOST_FILES['options.h'],
  HOST_FILES['files.h'],
  HOST_FILES['png.h'],
  HOST_FILES['array.h'],
  HOST_FILES['grid.h'],
  HOST_FILES['session.h'],
  HOST_FILES['self-check.h'],
];
