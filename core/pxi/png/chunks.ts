// The chunks of a PNG: walked once, every rule of the container checked, nothing of the image's size made yet.
import { type Diagnostic, PxosError } from '../../diagnostics/index.ts';
import * as say from '../../diagnostics/messages/pixel-file.ts';
import type { Checksum } from './checksums.ts';
import { dataShort } from './faults.ts';
import { HEADER_BYTES, type ImageSize, rawBytes, readHeader } from './header.ts';
import { MAX_CHUNKS, MAX_NAME_BYTES, MAX_TEXT_BYTES, type PngLimits } from './limits.ts';
import { SIGNATURE, sniff } from './sniff.ts';

/** What the chunks say: the size, the compressed data in their pieces, and what else was found. */
export interface PngChunks {
  readonly size: ImageSize;
  /** Contents of the IDAT chunks in order; they share the memory of the file. */
  readonly data: readonly Uint8Array[];
  /** Contents of the chunk `pxNM`. */
  readonly names?: Uint8Array;
  readonly warnings: readonly Diagnostic[];
}

/** What reading needs to know: the limits, how CRCs are computed, the name for messages. */
export interface ChunkOptions {
  readonly limits: PngLimits;
  readonly crc32: Checksum;
  readonly file: string | undefined;
}

interface Chunk {
  readonly type: string;
  /** Byte of the file where it begins. */
  readonly offset: number;
  readonly contents: Uint8Array;
}

/** Bytes of a chunk beside its contents: length, type, CRC. */
const FRAME = 12;
const MAX_CHUNK_BYTES = 2 ** 31 - 1;
/** Chunks that change what viewers show, or stand for more than one image: pixels are taken without them. */
const IGNORED: ReadonlyMap<string, string> = new Map([
  ['PLTE', 'a palette'],
  ['tRNS', 'a transparent colour'],
  ['gAMA', 'a brightness curve'],
  ['cHRM', 'primary colours'],
  ['sRGB', 'a colour space'],
  ['iCCP', 'a colour profile'],
  ['sBIT', 'significant bits'],
  ['cICP', 'a video colour space'],
  ['mDCV', 'a mastering display'],
  ['cLLI', 'a light level'],
  ['eXIf', 'camera data'],
  ['acTL', 'an animation'],
  ['fcTL', 'a frame of an animation'],
  ['fdAT', 'a frame of an animation'],
]);
const TEXT: ReadonlySet<string> = new Set(['tEXt', 'zTXt', 'iTXt']);
/** zlib data hold at most so many bytes for each of theirs; more cannot come out of them. */
const MAX_RATIO = 1032;

const hex = (value: number): string => value.toString(16).padStart(8, '0');

/** Walks the chunks behind the signature, up to and with IEND. */
function* walk(bytes: Uint8Array, { crc32, file }: ChunkOptions): Generator<Chunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cutOff = (where: string): PxosError => new PxosError(say.pngCutOff({ where }, { file }));
  let offset = SIGNATURE.length;
  for (let count = 0; ; count++) {
    if (count === MAX_CHUNKS)
      throw new PxosError(say.pngTooMuchBeside({ what: 'chunks', limit: `${MAX_CHUNKS}` }, { file }));
    if (offset === bytes.length) throw cutOff('without an end mark (IEND)');
    if (bytes.length - offset < FRAME) throw cutOff(`within the frame of a chunk, at byte ${offset}`);
    const length = view.getUint32(offset);
    const codes = bytes.subarray(offset + 4, offset + 8);
    if (
      !codes.every((code) => (code >= 65 && code <= 90) || (code >= 97 && code <= 122)) ||
      length > MAX_CHUNK_BYTES
    )
      throw new PxosError(say.pngOrder({ reason: 'no chunk begins where one should', offset }, { file }));
    const type = String.fromCharCode(...codes);
    if (length > bytes.length - offset - FRAME)
      throw cutOff(`within the chunk ${type} that begins at byte ${offset}`);
    const contents = bytes.subarray(offset + 8, offset + 8 + length);
    const stored = view.getUint32(offset + 8 + length);
    const computed = crc32(bytes.subarray(offset + 4, offset + 8 + length)) >>> 0;
    if (stored !== computed)
      throw new PxosError(
        say.pngChecksum({ type, offset, stored: hex(stored), computed: hex(computed) }, { file }),
      );
    yield { type, offset, contents };
    offset += FRAME + length;
    if (type !== 'IEND') continue;
    if (offset < bytes.length)
      throw new PxosError(say.pngTrailing({ bytes: bytes.length - offset, offset }, { file }));
    return;
  }
}

/** What was found so far, and how each next chunk fits it. */
class Reading {
  size: ImageSize | undefined;
  readonly data: Uint8Array[] = [];
  names: Uint8Array | undefined;
  readonly warnings: Diagnostic[] = [];
  /** Type of the chunk before. */
  previous = '';
  readonly options: ChunkOptions;
  private textBytes = 0;
  private readonly ignored = new Set<string>();

  constructor(options: ChunkOptions) {
    this.options = options;
  }

  take(chunk: Chunk): void {
    const { type, contents } = chunk;
    if (!this.size && type !== 'IHDR') throw this.misplaced(chunk, `${type} stands before the header (IHDR)`);
    if (type === 'IHDR') this.takeHeader(chunk);
    else if (type === 'IDAT') this.takeData(chunk);
    else if (type === 'IEND') this.takeEnd(chunk);
    else if (type === 'pxNM') this.takeNames(contents);
    else if (TEXT.has(type)) this.takeText(contents);
    else if (IGNORED.has(type)) this.ignore(chunk);
    // A capital first letter marks what cannot be left aside.
    else if (/^[A-Z]/.test(type))
      throw new PxosError(say.pngUnknownChunk({ type, offset: chunk.offset }, { file: this.options.file }));
    this.previous = type;
  }

  private takeHeader(chunk: Chunk): void {
    const { limits, file } = this.options;
    if (this.size) throw this.misplaced(chunk, 'a second header (IHDR) begins');
    if (chunk.contents.length !== HEADER_BYTES)
      throw this.misplaced(
        chunk,
        `a header (IHDR) of ${chunk.contents.length} bytes begins, and it has ${HEADER_BYTES}`,
      );
    this.size = readHeader(chunk.contents, limits, file);
  }

  private takeData(chunk: Chunk): void {
    if (this.data.length > 0 && this.previous !== 'IDAT')
      throw this.misplaced(chunk, `image data (IDAT) go on behind ${this.previous}`);
    this.data.push(chunk.contents);
  }

  private takeEnd(chunk: Chunk): void {
    if (chunk.contents.length > 0) throw this.misplaced(chunk, 'an end mark (IEND) with contents begins');
    if (this.data.length === 0) throw this.misplaced(chunk, 'the file ends without image data (IDAT)');
  }

  private takeNames(contents: Uint8Array): void {
    const { file } = this.options;
    if (contents.length > MAX_NAME_BYTES)
      throw new PxosError(
        say.pngTooMuchBeside({ what: 'names (chunk pxNM)', limit: `${MAX_NAME_BYTES} bytes` }, { file }),
      );
    // A copy: names outlive the file's memory.
    if (!this.names) this.names = new Uint8Array(contents);
    else if (!this.ignored.has('pxNM')) {
      this.ignored.add('pxNM');
      this.warnings.push(say.pngNamesTwice({}, { file }));
    }
  }

  private takeText(contents: Uint8Array): void {
    this.textBytes += contents.length;
    if (this.textBytes > MAX_TEXT_BYTES)
      throw new PxosError(
        say.pngTooMuchBeside({ what: 'text', limit: `${MAX_TEXT_BYTES} bytes` }, { file: this.options.file }),
      );
  }

  private ignore(chunk: Chunk): void {
    const { type, contents } = chunk;
    if (type === 'PLTE') {
      if (this.data.length > 0) throw this.misplaced(chunk, 'a palette (PLTE) begins behind the image data');
      if (this.ignored.has(type)) throw this.misplaced(chunk, 'a second palette (PLTE) begins');
      if (contents.length === 0 || contents.length % 3 !== 0 || contents.length > 768)
        throw this.misplaced(chunk, `a palette (PLTE) of ${contents.length} bytes begins`);
    }
    if (this.ignored.has(type)) return;
    this.ignored.add(type);
    this.warnings.push(
      say.pngIgnored({ type, meaning: IGNORED.get(type) ?? type }, { file: this.options.file }),
    );
  }

  private misplaced({ offset }: Chunk, reason: string): PxosError {
    return new PxosError(say.pngOrder({ reason, offset }, { file: this.options.file }));
  }
}

/**
 * Reads the chunks of a file and checks every rule of the container but those of the compressed data.
 *
 * @throws PxosError PX1000–PX1013; PX1021 when the data cannot hold so many pixels
 */
export function readChunks(bytes: Uint8Array, options: ChunkOptions): PngChunks {
  const { limits, file } = options;
  const other = sniff(bytes);
  if (other) throw new PxosError(say.notPng(other, { file }));
  if (bytes.length > limits.maxBytes)
    throw new PxosError(say.pngFileTooLarge({ bytes: bytes.length, limit: limits.maxBytes }, { file }));
  const reading = new Reading(options);
  for (const chunk of walk(bytes, options)) reading.take(chunk);
  const { size, data, names, warnings } = reading;
  if (!size) throw new PxosError(say.pngCutOff({ where: 'without a header (IHDR)' }, { file }));
  const compressed = data.reduce((sum, piece) => sum + piece.length, 0);
  if (compressed * MAX_RATIO < rawBytes(size))
    throw dataShort(size, { bytes: compressed * MAX_RATIO, isBound: true, file });
  return { size, data, warnings, ...(names && { names }) };
}
