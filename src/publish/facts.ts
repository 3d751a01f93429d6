// Facts that are read off the record of a run in more than one place.
import type { RunRecord } from '../record.js'

/** When the oldest job used was created: the moment as of which the answer holds (ms). */
export function checkedAt(record: RunRecord): number | undefined {
  const created = record.parts.flatMap(part => part.createdAt ?? [])
  return created.length > 0
    ? created.reduce((a, b) => Math.min(a, b))
    : undefined
}

export function isSimulated(record: RunRecord): boolean {
  return record.inputs?.simulate === true
}
