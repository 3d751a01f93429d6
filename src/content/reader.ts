// What the readers of all formats have in common: chunks that end anywhere.

/** Reads one file, given in chunks, and brings every cell to a parser. */
export abstract class Reader {
  /** Records passed over because they hold no content by their nature. */
  notices = 0
  /** Where the bytes that `read` is given start in all that was given. */
  protected offset = 0
  /** What was given but is not whole yet. */
  #rest: Buffer = Buffer.alloc(0)

  /**
   * Reads what is whole in `bytes`, which start behind what was read before;
   * returns where the rest starts. With `isLast` nothing follows.
   */
  protected abstract read(bytes: Buffer, isLast: boolean): number

  /** @throws Failure when the rest of the file could not be read right */
  feed(chunk: Uint8Array): void {
    let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
    // Only the start of a chunk is copied to the rest of the one before.
    for (
      let step = 1 << 12;
      this.#rest.length > 0 && bytes.length > 0;
      step *= 4
    ) {
      const joined = Buffer.concat([this.#rest, bytes.subarray(0, step)])
      const used = this.#use(joined)
      const isBehind = used >= this.#rest.length
      bytes = bytes.subarray(isBehind ? used - this.#rest.length : step)
      this.#rest = isBehind ? Buffer.alloc(0) : joined.subarray(used)
    }
    if (bytes.length > 0)
      this.#rest = Buffer.from(bytes.subarray(this.#use(bytes)))
  }

  #use(bytes: Buffer): number {
    const used = this.read(bytes, false)
    this.offset += used
    return used
  }

  /** @throws Failure as `feed` */
  end(): void {
    this.read(this.#rest, true)
  }
}
