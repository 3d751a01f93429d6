// What a run of `apply` knows about itself so far; outputs, summary and reports are read off it, on every path.
import type { RunContext } from '../lib/run-context.js'
import type { RequiredAction, JobType } from '../domain.js'
import type { Failure } from '../lib/failure.js'
import { gaps, type Gap, type Rule } from './edits/edit.js'
import type { Inputs } from './inputs.js'

export type ApplyStatus =
  'planned' | 'applied' | 'unchanged' | 'failed' | 'cancelled'

/** The results of one check. */
export interface ResultsRecord {
  type: JobType
  /** ms */
  checkedAt: number
  simulated: boolean
  /** Page of the run of the check. */
  run: string
  /** Of its `report.json`, hex. */
  sha256: string
  lists: Record<RequiredAction, { ids: number; sha256: string }>
  /** IDs that X refused, so that they were not checked. */
  unchecked: number
  /** SHA-256 of the ID files that the check read. */
  idFiles: ReadonlySet<string>
}

/** One data file. */
export interface FileRecord {
  name: string
  format: 'text' | 'csv' | 'jsonl' | 'json' | undefined
  compression: 'none' | 'gzip' | 'zstd'
  /** Whether the check read it as it is. */
  verified: boolean
  bytesBefore: number
  bytesAfter: number | undefined
  sha256Before: string | undefined
  sha256After: string | undefined
  read: number
  removed: number
  changed: number
  byRule: Record<Rule, number>
  bad: number
  unreachable: Record<Gap, number>
  /** Edits that it needs. */
  edits: number
  /** Whether all its records go. */
  emptied: boolean
}

export interface ApplyRecord {
  startedAt: number
  context: RunContext
  status: ApplyStatus
  error?: Failure
  inputs?: Inputs
  results: ResultsRecord[]
  files: FileRecord[]
  filesChanged: number
  /** Distinct IDs met in the data. */
  refetch: number
  review: number
  /** Sentences of warning, ready to be shown. */
  warnings: string[]
  appliedAt?: number
  reportPath?: string
}

export interface Totals {
  files: number
  filesChanged: number
  read: number
  removed: number
  kept: number
  changed: number
  bad: number
  unverified: number
  unreachable: number
  refetch: number
  review: number
}

/** How much of a file nothing tells the verdict of. */
export function unreachableOf({ unreachable }: FileRecord): number {
  return gaps.reduce((sum, gap) => sum + unreachable[gap], 0)
}

/** Sums over the files. */
export function totalsOf(record: ApplyRecord): Totals {
  const { files } = record
  const sum = (of: (file: FileRecord) => number) =>
    files.reduce((total, file) => total + of(file), 0)
  const read = sum(file => file.read)
  const removed = sum(file => file.removed)
  return {
    files: files.length,
    filesChanged: record.filesChanged,
    read,
    removed,
    kept: read - removed,
    changed: sum(file => file.changed),
    bad: sum(file => file.bad),
    unverified: sum(file => (file.verified ? 0 : file.read)),
    unreachable: sum(unreachableOf),
    refetch: record.refetch,
    review: record.review
  }
}

/** The moment as of which the oldest results used hold (ms). */
export function checkedAt({ results }: ApplyRecord): number | undefined {
  return results.length > 0
    ? Math.min(...results.map(each => each.checkedAt))
    : undefined
}

export function isSimulated({ results }: ApplyRecord): boolean {
  return results.some(each => each.simulated)
}
