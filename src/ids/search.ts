// Search in ascending IDs.
import type { IdChunk } from './id-set.js'

/** The first place from `low` on whose ID is not below the limit; the length where there is none. */
export function firstNotBelow(ids: IdChunk, limit: bigint, low = 0): number {
  let high = ids.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ids[middle] ?? limit) < limit) low = middle + 1
    else high = middle
  }
  return low
}
