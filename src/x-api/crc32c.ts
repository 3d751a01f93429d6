// CRC32C (Castagnoli), the checksum that Google Cloud Storage states for every object.

/** The polynomial, bits reversed (RFC 3720, appendix B.4). */
const polynomial = 0x82f63b78

/** Bytes that are taken at once. */
const slices = 8

/** One table after the other: that of `n` tells what a byte does when `n` bytes follow it ("slicing by eight", Kounavis and Berry 2005). */
const tables = new Int32Array(slices * 256)
for (let byte = 0; byte < 256; byte++) {
  let value = byte
  for (let bit = 0; bit < 8; bit++)
    value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1
  tables[byte] = value
}
for (let at = 256; at < tables.length; at++) {
  const before = tables[at - 256] ?? 0
  tables[at] = (tables[before & 0xff] ?? 0) ^ (before >>> 8)
}

/**
 * A running CRC32C. The library of the same name walks its input through an
 * iterator, at a small part of the speed.
 */
export class Crc32c {
  private state = ~0

  update(bytes: Uint8Array): this {
    const t = tables
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    const whole = bytes.length - (bytes.length % slices)
    let state = this.state
    for (let at = 0; at < whole; at += slices) {
      const low = state ^ view.getInt32(at, true)
      const high = view.getInt32(at + 4, true)
      state =
        (t[1792 + (low & 0xff)] ?? 0) ^
        (t[1536 + ((low >>> 8) & 0xff)] ?? 0) ^
        (t[1280 + ((low >>> 16) & 0xff)] ?? 0) ^
        (t[1024 + (low >>> 24)] ?? 0) ^
        (t[768 + (high & 0xff)] ?? 0) ^
        (t[512 + ((high >>> 8) & 0xff)] ?? 0) ^
        (t[256 + ((high >>> 16) & 0xff)] ?? 0) ^
        (t[high >>> 24] ?? 0)
    }
    for (let at = whole; at < bytes.length; at++)
      state = (t[(state ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^ (state >>> 8)
    this.state = state
    return this
  }

  /** As `x-goog-hash` writes it: base64 of the four bytes, big-endian. */
  digest(): string {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(~this.state >>> 0)
    return bytes.toString('base64')
  }
}
