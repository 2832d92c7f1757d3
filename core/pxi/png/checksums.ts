// CRC-32 as PNG and zlib count it, and the Adler-32 of zlib, where there is no zlib at hand.

/** Counts on from `value`, the sum of what came before. */
export type Checksum = (bytes: Uint8Array, value?: number) => number;

const POLYNOMIAL = 0xedb88320;
/** Bytes that one step takes. */
const SLICES = 8;

/** Table k holds what a byte does to the sum when k bytes follow it within a step. */
const [t0, t1, t2, t3, t4, t5, t6, t7] = makeTables();

function makeTables() {
  const first = Uint32Array.from({ length: 256 }, (_, byte) => {
    let sum = byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? POLYNOMIAL ^ (sum >>> 1) : sum >>> 1;
    return sum;
  });
  const next = (table: Uint32Array): Uint32Array => table.map((sum) => first[sum & 0xff]! ^ (sum >>> 8));
  const second = next(first);
  const third = next(second);
  const fourth = next(third);
  const fifth = next(fourth);
  const sixth = next(fifth);
  const seventh = next(sixth);
  return [first, second, third, fourth, fifth, sixth, seventh, next(seventh)] as const;
}

/**
 * The CRC-32 of some bytes, eight at a step.
 *
 * @example
 * crc32(new TextEncoder().encode('123456789')) // 0xcbf43926
 */
export const crc32: Checksum = (bytes, value = 0) => {
  let sum = ~value;
  let i = 0;
  for (const end = bytes.length - SLICES; i <= end; i += SLICES) {
    const low = sum ^ (bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24));
    sum =
      t7[low & 0xff]! ^
      t6[(low >>> 8) & 0xff]! ^
      t5[(low >>> 16) & 0xff]! ^
      t4[low >>> 24]! ^
      t3[bytes[i + 4]!]! ^
      t2[bytes[i + 5]!]! ^
      t1[bytes[i + 6]!]! ^
      t0[bytes[i + 7]!]!;
  }
  for (; i < bytes.length; i++) sum = t0[(sum ^ bytes[i]!) & 0xff]! ^ (sum >>> 8);
  return ~sum >>> 0;
};

const ADLER_PRIME = 65_521;
/** Bytes whose sums stay below 2^31 without a reduction, so that engines keep them as whole numbers. */
const ADLER_RUN = 3800;

/**
 * The Adler-32 of some bytes.
 *
 * @example
 * adler32(new TextEncoder().encode('Wikipedia')) // 0x11e60398
 */
export const adler32: Checksum = (bytes, value = 1) => {
  let low = value & 0xffff;
  let high = value >>> 16;
  for (let start = 0; start < bytes.length; start += ADLER_RUN) {
    const end = Math.min(start + ADLER_RUN, bytes.length);
    let i = start;
    // Four at a step: what each adds to both sums, without waiting for the one before.
    for (; i <= end - 4; i += 4) {
      const first = bytes[i]!;
      const second = bytes[i + 1]!;
      const third = bytes[i + 2]!;
      const fourth = bytes[i + 3]!;
      high = (high + 4 * (low + first) + 3 * second + 2 * third + fourth) | 0;
      low = (low + first + second + third + fourth) | 0;
    }
    for (; i < end; i++) {
      low += bytes[i]!;
      high += low;
    }
    low %= ADLER_PRIME;
    high %= ADLER_PRIME;
  }
  return ((high << 16) | low) >>> 0;
};
