// Sorts IDs in place, and drops those that are there twice.
import { bytesOf, kernelWith, type IdChunk } from '../kernel/index.js'

/** Two counts of 4 bytes for each of 1,024 digits. */
const sortRoom = 2 * 4 * 1024

/**
 * Sorts ascending; 2^16 IDs at a time suit the cache best. IDs that are spread
 * like those of posts are sorted by the kernel; what is bunched in another way
 * is left to the engine's own sort, which is slower (docs/performance.md).
 */
export function sortIds(ids: IdChunk): void {
  bytesOf(ids).set(sorted(ids).bytes)
}

/** Sorts ascending and moves the distinct IDs other than `last` to the front. */
export function sortDistinct(ids: IdChunk, last: bigint): IdChunk {
  const { run, bytes } = sorted(ids)
  const distinct = ids.subarray(0, run.dropRepeated(0, ids.length, last))
  bytesOf(distinct).set(bytes.subarray(0, distinct.byteLength))
  return distinct
}

/** The IDs in order, at the start of the memory of the kernel. */
function sorted(ids: IdChunk) {
  const length = ids.byteLength
  const { run, memory } = kernelWith(ids, length + sortRoom)
  const bytes = memory.subarray(0, length)
  if (run.sort(0, ids.length, length, 2 * length) === 0)
    bytes.set(bytesOf(ids.sort()))
  return { run, bytes }
}
