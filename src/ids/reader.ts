// What the readers of all formats have in common.

/** Reads one file, given in chunks, and brings every cell to a judge. */
export interface Reader {
  /** Records passed over because they hold no content by their nature. */
  readonly notices?: number
  /** @throws Failure when the rest of the file could not be read right */
  feed(chunk: Uint8Array): void
  /** @throws Failure as `feed` */
  end(): void
}
