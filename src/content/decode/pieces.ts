// The content of a file in pieces that each take little time to read: nothing may hold up the event loop.
import { setImmediate as yieldToEventLoop } from 'node:timers/promises'

/** Pieces are never so small that the start of a long record is carried on too often. */
const smallest = 1 << 18
const largest = 1 << 20

/** Reading a piece should take between these, in ms. */
const short = 10
const long = 40

/**
 * The same bytes, in pieces that grow while they are read fast: a chunk full
 * of bad lines takes a hundred times as long as one of good ones. Others run
 * between two pieces.
 */
export async function* evenPieces(
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal
): AsyncGenerator<Uint8Array, void, undefined> {
  let size = smallest
  for await (const bytes of chunks)
    for (let at = 0; at < bytes.length;) {
      signal.throwIfAborted()
      const piece = bytes.subarray(at, at + size)
      at += piece.length
      const started = performance.now()
      yield piece
      const took = performance.now() - started
      if (took > long) size = Math.max(size >> 1, smallest)
      else if (took < short) size = Math.min(size << 1, largest)
      await yieldToEventLoop()
    }
}
