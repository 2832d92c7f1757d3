// The version of the package; a test holds it against package.json.

/** Version of pxos, as `pxos --version` prints it and `requires.pxos` of plugins is checked against. */
export const VERSION = '0.1.0';
