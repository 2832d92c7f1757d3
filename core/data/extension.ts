// What a file's extension says about its format.

export type ArrayFormat = 'npy' | 'json' | 'png' | 'raw';

/** The extension with its dot, in lower case; empty where there is none. */
export const extensionOf = (path: string): string =>
  /[^/\\](\.[^./\\]*)$/.exec(path)?.[1]?.toLowerCase() ?? '';

/** The format with a header or a syntax that an extension stands for; letter case does not matter. */
export function formatOf(path: string): Exclude<ArrayFormat, 'raw'> | undefined {
  switch (extensionOf(path)) {
    case '.npy':
      return 'npy';
    case '.json':
      return 'json';
    case '.png':
    case '.pxi':
      return 'png';
    default:
      return undefined;
  }
}
