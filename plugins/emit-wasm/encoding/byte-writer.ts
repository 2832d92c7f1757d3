// A growing sequence of bytes with the number formats of WebAssembly: LEB128 integers, little-endian floats, names.

export class ByteWriter {
  private bytes = new Uint8Array(256);
  private view = new DataView(this.bytes.buffer);
  private used = 0;

  get length(): number {
    return this.used;
  }

  private reserve(count: number): void {
    if (this.used + count <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.used + count));
    larger.set(this.bytes.subarray(0, this.used));
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }

  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.used++] = value;
  }

  append(bytes: ArrayLike<number>): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.used);
    this.used += bytes.length;
  }

  /** An unsigned LEB128 number below 2³². */
  unsigned(value: number): void {
    let rest = value >>> 0;
    for (; rest > 127; rest >>>= 7) this.byte((rest & 127) | 128);
    this.byte(rest);
  }

  /** A signed LEB128 number of up to 64 bits. */
  signed(value: bigint): void {
    let rest = BigInt.asIntN(64, value);
    let more = true;
    while (more) {
      const low = Number(rest & 127n);
      rest >>= 7n;
      // Done when the rest is nothing but copies of the sign bit just written.
      more = rest !== (low & 64 ? -1n : 0n);
      this.byte(more ? low | 128 : low);
    }
  }

  f32(value: number): void {
    this.reserve(4);
    this.view.setFloat32(this.used, value, true);
    this.used += 4;
  }

  f64(value: number): void {
    this.reserve(8);
    this.view.setFloat64(this.used, value, true);
    this.used += 8;
  }

  /** A UTF-8 string behind its length. */
  name(text: string): void {
    this.sized(new TextEncoder().encode(text));
  }

  /** Bytes behind their number. */
  sized(bytes: Uint8Array): void {
    this.unsigned(bytes.length);
    this.append(bytes);
  }

  finish(): Uint8Array {
    return this.bytes.slice(0, this.used);
  }
}
