// Reads the regular files of a tar archive: names and contents, nothing of the rest.

const BLOCK = 512;

/** Files of an uncompressed ustar archive, by their name. */
export function* untar(archive: Uint8Array): Generator<readonly [name: string, contents: Uint8Array]> {
  const text = new TextDecoder('latin1');
  const field = (at: number, length: number): string =>
    text.decode(archive.subarray(at, at + length)).replace(/\0[\s\S]*$/, '');
  for (let at = 0; at + BLOCK <= archive.length; ) {
    const name = field(at, 100);
    if (name === '') return;
    const size = Number.parseInt(field(at + 124, 12), 8);
    const type = field(at + 156, 1);
    const start = at + BLOCK;
    if (type === '0' || type === '') yield [name, archive.subarray(start, start + size)];
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
}
