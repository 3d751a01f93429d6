// Whether jobs are about the IDs that were read, as their names tell.
import type { PartRecord } from './part-record.js'
import { parseJobName } from './names.js'

/**
 * `same`: the jobs are of the very parts that were read. Those of `job-ids`
 * need not be, and then a missing row means nothing.
 */
export type Tie = 'same' | 'other' | 'unknown'

/** @param digests of the parts that were read: SHA-256, hex */
export function tieOf(
  parts: readonly PartRecord[],
  digests: readonly string[]
): Tie {
  const read = digests.map(digest => digest.slice(0, 16))
  const used = parts.map(
    ({ digest, jobName }) =>
      digest?.slice(0, 16) ?? parseJobName(jobName)?.digest
  )
  const strange = used.some(digest => digest && !read.includes(digest))
  if (strange) return 'other'
  if (used.includes(undefined)) return 'unknown'
  return read.every(digest => used.includes(digest)) ? 'same' : 'other'
}

/** How many parts of their sets are not among the jobs, as their names tell. */
export function partsLeftOut(parts: readonly PartRecord[]): number {
  const seen = new Map<number, Set<number>>()
  for (const { jobName } of parts) {
    const { part, of } = parseJobName(jobName) ?? { part: 1, of: 1 }
    seen.set(of, (seen.get(of) ?? new Set()).add(part))
  }
  return [...seen].reduce(
    (sum, [of, { size }]) => sum + Math.max(0, of - size),
    0
  )
}
