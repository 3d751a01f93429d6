// Whether jobs are about the IDs that were read, as their names tell.
import type { PartRecord } from '../record.js'
import { parseJobName } from './names.js'

/**
 * `same`: the jobs are of the very parts with these digests (SHA-256, hex).
 * Those of `job-ids` need not be, and then a missing row means nothing.
 */
export function tieOf(
  parts: readonly PartRecord[],
  digests: readonly string[]
): 'same' | 'other' | 'unknown' {
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
