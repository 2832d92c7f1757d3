// Messages about the files of a build: source files that cannot be read, output that cannot be written (PX0001–PX0009, PX0650–PX0659).
import { message } from '../catalog.ts';

export const fileNotFound = message<{ path: string; suggestion?: string | undefined }>({
  code: 'PX0001',
  severity: 'error',
  about: 'A file that is to be read does not exist.',
  message: ({ path }) => `There is no file \`${path}\`.`,
  hint: ({ suggestion }) =>
    suggestion ? `Did you mean \`${suggestion}\`?` : 'Check the path; it counts from the folder you are in.',
});

export const fileIsFolder = message<{ path: string; example?: string | undefined }>({
  code: 'PX0002',
  severity: 'error',
  about: 'A folder stands where a file is expected.',
  message: ({ path }) => `\`${path}\` is a folder, not a file.`,
  hint: ({ example }) =>
    example ? `Name the files in it, such as \`${example}\`.` : 'Name a file; there is no `.px` file in it.',
});

export const fileUnreadable = message<{ path: string; reason: string }>({
  code: 'PX0003',
  severity: 'error',
  about: 'A file exists and cannot be read.',
  message: ({ path, reason }) => `\`${path}\` cannot be read: ${reason}.`,
  hint: () => 'Check that it is a file, and the permissions of it and of its folder.',
});

export const fileTooLarge = message<{ path: string; bytes: number; limit: number }>({
  code: 'PX0004',
  severity: 'error',
  about: 'A source file is larger than any program is.',
  message: ({ path, bytes, limit }) => `\`${path}\` has ${bytes} bytes; a source file may have ${limit}.`,
  hint: () => 'Check that the path names a program; data goes in by `READ_FILE` or `--in`.',
});

export const artifactPathTaken = message<{ path: string; first: string; second: string }>({
  code: 'PX0650',
  severity: 'error',
  about: 'Two artifacts of one build would be written to one path.',
  message: ({ path, first, second }) =>
    `Two artifacts (${first}, ${second}) would be written to \`${path}\`.`,
  hint: () => 'Rename one of the source files, or build them into different folders with `--out`.',
});

export const artifactIsSource = message<{ path: string; target: string }>({
  code: 'PX0656',
  severity: 'error',
  about: 'An artifact would be written over a source of its build.',
  message: ({ path, target }) =>
    `\`${path}\` is a source of this build, and ${target} would be written over it.`,
  hint: () => 'Name another folder with `--out`.',
});

export const artifactOutside = message<{ path: string; plugin: string }>({
  code: 'PX0651',
  severity: 'error',
  about: 'An artifact would be written outside the output folder.',
  message: ({ path, plugin }) => `The ${plugin} artifact \`${path}\` would lie outside the output folder.`,
  hint: () => 'Give artifacts a path relative to the output folder, with `/` between folders and no `..`.',
});

export const outputUnwritable = message<{ path: string; reason: string }>({
  code: 'PX0652',
  severity: 'error',
  about: 'An output file or its folder cannot be written; then nothing of the build is.',
  message: ({ path, reason }) => `\`${path}\` cannot be written: ${reason}.`,
  hint: () => 'Nothing was written. Name another folder with `--out`, or make room and check permissions.',
});

export const outputIsFolder = message<{ path: string }>({
  code: 'PX0653',
  severity: 'error',
  about: 'A folder stands where an output file should go.',
  message: ({ path }) => `\`${path}\` should be written and is a folder.`,
  hint: () => 'Nothing was written. Move the folder away, or name another place with `--out`.',
});

export const outputIsNoFolder = message<{ path: string }>({
  code: 'PX0654',
  severity: 'error',
  about: 'A file stands where the output folder should be.',
  message: ({ path }) => `\`${path}\` is a file, so it cannot be the output folder.`,
  hint: () => 'Nothing was written. Name a folder with `--out`; it is made if it does not exist.',
});

export const nothingEmitted = message<{ path: string; target: string; kernels: number }>({
  code: 'PX0655',
  severity: 'warning',
  about: 'A target got nothing from a file.',
  message: ({ path, target, kernels }) =>
    kernels === 0
      ? `\`${path}\` has no kernel, so nothing was written for \`${target}\`.`
      : `Nothing was written for \`${target}\` from \`${path}\`.`,
  hint: ({ kernels }) =>
    kernels === 0
      ? 'A target that consists of kernels has no words for the statements of the host; `--target cuda` writes them too.'
      : 'The emitter of the target gave an empty list of artifacts.',
});
