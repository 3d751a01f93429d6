// Writes IDs as decimal lines, without making a string or a bigint of any of them.
import { kernelWith, type IdChunk } from '../kernel/index.js'

/** Bytes of the longest line: 19 digits and a line feed. */
export const longestLine = 20

/** The kernel writes eight bytes at a time. */
const slack = 8

/**
 * Writes the IDs as lines to `out` from `at`; returns the index behind the
 * last. `out` must have `longestLine` bytes for each.
 */
export function writeLines(ids: IdChunk, out: Uint8Array, at: number): number {
  const start = ids.byteLength
  const { run, memory } = kernelWith(ids, longestLine * ids.length + slack)
  const end = run.writeLines(0, ids.length, start)
  out.set(memory.subarray(start, end), at)
  return at + end - start
}
