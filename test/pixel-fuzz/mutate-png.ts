// Changes to a PNG file: bytes, lengths, chunks, image data; with checksums that fit again or that do not.
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import type { Random } from '../random/random.ts';

const SIGNATURE = 8;

interface Chunk {
  readonly type: string;
  readonly body: Buffer;
}

function chunksOf(file: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at);
    chunks.push({
      type: file.toString('latin1', at + 4, at + 8),
      body: Buffer.from(file.subarray(at + 8, at + 8 + length)),
    });
    at += 12 + length;
  }
  return chunks;
}

function fileOf(signature: Buffer, chunks: readonly Chunk[]): Buffer {
  const parts: Buffer[] = [signature];
  for (const { type, body } of chunks) {
    const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(body.length);
    frame.writeUInt32BE(crc32(named), 4);
    parts.push(frame.subarray(0, 4), named, frame.subarray(4));
  }
  return Buffer.concat(parts);
}

const TYPES = [
  'IHDR',
  'IDAT',
  'IEND',
  'PLTE',
  'tRNS',
  'gAMA',
  'iCCP',
  'sRGB',
  'tEXt',
  'zTXt',
  'iTXt',
  'pxNM',
  'ZZZZ',
  'zzZz',
  'a1b2',
];
const INTERESTING = [0, 1, 2, 3, 4, 5, 6, 8, 16, 127, 128, 255];

function changeByte(bytes: Buffer, random: Random): void {
  if (bytes.length === 0) return;
  const at = random.integer(0, bytes.length - 1);
  bytes[at] = random.chance(0.5) ? random.pick(INTERESTING) : bytes[at]! ^ (1 << random.integer(0, 7));
}

/** The rows behind the compression change, and are compressed again: filters, lengths, pixels. */
function changeRows(chunks: Chunk[], random: Random): Chunk[] {
  const data = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ body }) => body));
  let rows: Buffer;
  try {
    rows = inflateSync(data);
  } catch {
    return chunks;
  }
  changeByte(rows, random);
  if (random.chance(0.3)) rows = rows.subarray(0, random.integer(0, rows.length));
  if (random.chance(0.2)) rows = Buffer.concat([rows, Buffer.alloc(random.integer(1, 100_000))]);
  const packed = { type: 'IDAT', body: deflateSync(rows) };
  const first = chunks.findIndex(({ type }) => type === 'IDAT');
  return chunks.flatMap((chunk, k) => (k === first ? [packed] : chunk.type === 'IDAT' ? [] : [chunk]));
}

function changeChunks(chunks: Chunk[], random: Random): Chunk[] {
  const at = random.integer(0, Math.max(0, chunks.length - 1));
  const chunk = chunks[at];
  if (!chunk) return chunks;
  const rest = chunks.filter((_, k) => k !== at);
  switch (random.integer(0, 5)) {
    case 0:
      return rest;
    case 1:
      return [...chunks, chunk];
    case 2:
      return [...rest.slice(0, at - 1), chunk, ...rest.slice(at - 1)];
    case 3:
      return chunks.toSpliced(at, 1, { ...chunk, type: random.pick(TYPES) });
    case 4:
      return chunks.toSpliced(at, 0, {
        type: random.pick(TYPES),
        body: Buffer.from(Array.from({ length: random.integer(0, 40) }, () => random.integer(0, 255))),
      });
    default:
      return chunks.toSpliced(at, 1, {
        ...chunk,
        body: chunk.body.subarray(0, random.integer(0, chunk.body.length)),
      });
  }
}

/** A file with one to three changes. */
export function mutatePng(file: Buffer, random: Random): Buffer {
  let result: Buffer = Buffer.from(file);
  for (let n = random.integer(1, 3); n > 0; n--) {
    const signature = result.subarray(0, SIGNATURE);
    const way = random.integer(0, 9);
    if (way === 0) changeByte(result, random);
    else if (way === 1) result = result.subarray(0, random.integer(0, result.length));
    else if (way === 2) result = Buffer.concat([result, Buffer.from([random.integer(0, 255)])]);
    else {
      const chunks = chunksOf(result);
      const body = chunks[random.integer(0, Math.max(0, chunks.length - 1))]?.body;
      if (way < 6 && body) changeByte(body, random);
      const changed = way < 6 ? chunks : way < 8 ? changeRows(chunks, random) : changeChunks(chunks, random);
      result = fileOf(signature, changed);
    }
  }
  return result;
}
