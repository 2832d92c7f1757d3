// Files that are no pixel program, damaged or hostile: what people see of each, and that none does more harm than that.
import { deflateSync } from 'node:zlib';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Diagnostic, isPxosError } from '../../core/diagnostics/index.ts';
import { decodePng, decodePngStream, encodePng, knownVersion } from '../../core/pxi/index.ts';
import { codeOfName, matchPicture, pictureOf, refuseStrayPictures, thrownBy } from '../pictures.ts';
import { chunk, filtered, idat, iend, ihdr, plainImage, png } from '../png-parts.ts';
import { Random } from '../random/random.ts';

const image = plainImage(3, 2);
const good = Buffer.from(encodePng(image));
const rows = filtered(image, () => 0);
const data = idat(rows);
const header = ihdr(3, 2);
const text = (bytes: number): Buffer => chunk('tEXt', Buffer.alloc(bytes, 65));
const latin = (characters: string): Buffer => Buffer.from(characters, 'latin1');
const guarded = (...bytes: readonly number[]): Uint8Array => {
  const pixels = new Uint8Array(4 * 8 * 2);
  pixels.set(bytes);
  return encodePng({ width: 8, height: 2, pixels });
};
const withByte = (file: Buffer, at: number, change: number): Buffer => {
  const changed = Buffer.from(file);
  changed[at] = (changed[at] ?? 0) ^ change;
  return changed;
};

/** Zeros behind a program: memory that is never touched. */
const endless = new Uint8Array(400_000_000);
endless.set(good);

/** Reads a file as a program is read, and finds its version. */
const load = (file: Uint8Array): readonly Diagnostic[] => {
  const { image, warnings } = decodePng(file, { file: 'a.pxi' });
  knownVersion(image, { file: 'a.pxi' });
  return warnings;
};

/** A file for each picture. */
const CASES: Readonly<Record<string, Uint8Array>> = {
  'PX1000-empty': Buffer.alloc(0),
  'PX1000-jpeg': Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]),
  'PX1000-webp': latin('RIFF\x10\0\0\0WEBPVP8L'),
  'PX1000-archive': latin('PXIF\x01\0\0\0\0\0\0\0'),
  'PX1000-byte-code': latin('SFXP\x01\0\0\0\0\0\0\0'),
  'PX1000-gzip': Buffer.from([0x1f, 0x8b, 8, 0, 0]),
  'PX1000-text': latin('MATMUL a b c\nHALT\n'),
  'PX1000-transferred-as-text': Buffer.from(latin('\x89PNG\n\x1a\n\0\0\0\rIHDR')),
  'PX1000-first-bytes': good.subarray(0, 5),
  'PX1000-text-in-utf-8': Buffer.from('# Größe: 4 × 4 → MATMUL a b c\n'.repeat(40)),
  'PX1000-begins-as-a-png': latin('\x89 no more than the first byte of one'),
  'PX1000-damaged-signature': withByte(good, 3, 2),
  'PX1000-unknown': Buffer.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
  'PX1001-within-a-chunk': good.subarray(0, 60),
  'PX1001-without-an-end': good.subarray(0, -12),
  'PX1001-within-a-frame': good.subarray(0, -3),
  'PX1002-header': withByte(good, 19, 1),
  'PX1003-header-second': png(chunk('tEXt'), header, data, iend),
  'PX1003-two-headers': png(header, header, data, iend),
  'PX1003-long-header': png(chunk('IHDR', Buffer.alloc(14)), data, iend),
  'PX1003-data-apart': png(header, chunk('IDAT'), text(3), data, iend),
  'PX1003-no-data': png(header, iend),
  'PX1003-palette-behind-data': png(header, data, chunk('PLTE', Buffer.alloc(3)), iend),
  'PX1003-palette-of-four-bytes': png(header, chunk('PLTE', Buffer.alloc(4)), data, iend),
  'PX1003-two-palettes': png(
    header,
    chunk('PLTE', Buffer.alloc(3)),
    chunk('PLTE', Buffer.alloc(3)),
    data,
    iend,
  ),
  'PX1003-end-with-contents': png(header, data, chunk('IEND', Buffer.alloc(1))),
  'PX1003-no-chunk': png(header, Buffer.alloc(20, 0x21)),
  'PX1003-huge-chunk': png(header, Buffer.from('ffffffff49444154', 'hex'), Buffer.alloc(20)),
  'PX1004-critical': png(header, chunk('JDAT'), data, iend),
  'PX1005-trailing': Buffer.concat([good, Buffer.alloc(7)]),
  'PX1006-palette': png(ihdr(3, 2, { color: 3 }), data, iend),
  'PX1006-rgb': png(ihdr(3, 2, { color: 2 }), data, iend),
  'PX1006-sixteen-bits': png(ihdr(3, 2, { depth: 16 }), data, iend),
  'PX1006-one-bit': png(ihdr(3, 2, { color: 0, depth: 1 }), data, iend),
  'PX1007-interlaced': png(ihdr(3, 2, { interlace: 1 }), data, iend),
  'PX1008-no-pixels': png(ihdr(0, 2), data, iend),
  'PX1008-color-type': png(ihdr(3, 2, { color: 5 }), data, iend),
  'PX1008-depth': png(ihdr(3, 2, { depth: 4 }), data, iend),
  'PX1008-compression': png(ihdr(3, 2, { compression: 1 }), data, iend),
  'PX1008-filter': png(ihdr(3, 2, { filter: 1 }), data, iend),
  'PX1008-interlace': png(ihdr(3, 2, { interlace: 2 }), data, iend),
  'PX1010-too-wide': png(ihdr(8193, 2), data, iend),
  'PX1010-too-high': png(ihdr(3, 65_537), data, iend),
  'PX1011-too-many-pixels': png(ihdr(8192, 65_536), data, iend),
  'PX1012-too-many-bytes': endless,
  'PX1013-text': png(header, text(2 ** 19), text(2 ** 19 + 1), data, iend),
  'PX1013-chunks': png(header, Buffer.concat(Array<Buffer>(2 ** 17).fill(text(0))), data, iend),
  'PX1013-names': png(header, chunk('pxNM', Buffer.alloc(2 ** 24 + 1)), data, iend),
  'PX1020-checksum': png(
    header,
    chunk('IDAT', withByte(deflateSync(rows), deflateSync(rows).length - 1, 1)),
    iend,
  ),
  'PX1020-no-checksum': png(header, chunk('IDAT', deflateSync(rows).subarray(0, -4)), iend),
  'PX1020-no-zlib': png(header, chunk('IDAT', Buffer.alloc(30, 65)), iend),
  'PX1020-bytes-behind': png(
    header,
    chunk('IDAT', Buffer.concat([deflateSync(rows), Buffer.alloc(3)])),
    iend,
  ),
  'PX1020-dictionary': png(header, chunk('IDAT', deflateSync(rows, { dictionary: rows })), iend),
  'PX1021-cut-off': png(header, chunk('IDAT', deflateSync(rows).subarray(0, 20)), iend),
  'PX1021-row-missing': png(header, idat(rows.subarray(0, 15)), iend),
  'PX1021-cannot-be-enough': png(ihdr(8000, 8000), data, iend),
  'PX1022-too-long': png(header, idat(Buffer.concat([rows, Buffer.alloc(1)])), iend),
  'PX1023-filter': png(header, idat(filtered(image, (y) => y).map((byte, i) => (i === 13 ? 5 : byte))), iend),
  'PX1030-gamma': png(header, chunk('gAMA', Buffer.alloc(4)), data, iend),
  'PX1031-names-twice': png(header, data, chunk('pxNM'), chunk('pxNM'), iend),
  'PX1050-guard': guarded(0xc0, 0x50, 0x58, 0xff),
  'PX1050-no-halt': guarded(0xc0, 0x50, 0x58, 1, 0, 0, 0, 1),
  'PX1051-later': guarded(0xc0, 0x50, 0x58, 2),
};

for (const [name, file] of Object.entries(CASES))
  test(`${name} is refused, or warned of, in both ways`, async () => {
    const isWarning = /^PX103/.test(name);
    matchPicture(
      'pixel-file-errors',
      name,
      pictureOf(isWarning ? load(file) : await thrownBy(() => load(file))),
    );
    if (isWarning || name.startsWith('PX105')) return;
    const [streamed] = await thrownBy(() => decodePngStream(file, { file: 'a.pxi' }));
    assert.is(streamed?.code, codeOfName(name));
  });

test('an image whose bytes do not fit its size is not written', async () => {
  const wrong = await thrownBy(() => encodePng({ width: 3, height: 2, pixels: new Uint8Array(23) }));
  matchPicture('pixel-file-errors', 'PX1040-bytes', pictureOf(wrong));
  for (const width of [0, -1, 1.5, Number.NaN])
    assert.throws(() => encodePng({ width, height: 1, pixels: new Uint8Array(4) }), /PX1040/);
});

test('every picture belongs to a case', () =>
  refuseStrayPictures('pixel-file-errors', [...Object.keys(CASES), 'PX1040-bytes']));

test('a valid file of any kind of damage is read exactly or refused with a code', () => {
  const random = new Random(6);
  const source = Buffer.from(encodePng(plainImage(12, 7), { names: latin('1 x\n') }));
  let refused = 0;
  for (let i = 0; i < 4000; i++) {
    let file = Buffer.from(source);
    for (let changes = random.integer(1, 4); changes > 0; changes--) {
      const at = random.integer(0, file.length - 1);
      const kind = random.integer(0, 4);
      if (kind === 0) file[at] = random.bits() & 255;
      else if (kind === 1) file = file.subarray(0, at);
      else if (kind === 2) file = Buffer.concat([file.subarray(0, at), file.subarray(random.integer(0, at))]);
      else if (kind === 3)
        file.writeUInt32BE(random.pick([0, 1, 0x7fffffff, 0xffffffff]), Math.min(at, file.length - 4));
      else
        file = Buffer.concat([file.subarray(0, at), Buffer.from([random.bits() & 255]), file.subarray(at)]);
      if (file.length < 4) break;
    }
    try {
      const { image: read } = decodePng(file);
      assert.is(read.pixels.length, 4 * read.width * read.height);
    } catch (error) {
      if (!isPxosError(error)) throw error;
      assert.match(error.diagnostics[0]?.code ?? '', /^PX10/);
      refused++;
    }
  }
  assert.ok(refused > 3000, `${refused} of 4000 were refused`);
});

test.run();
