// What a run knows about itself so far. Phases fill it in; outputs, summary and report are read off it, on every path.
import type { RunContext } from '../lib/run-context.js'
import type { ArtifactRecord } from '../artifacts/artifact-record.js'
import type { IdsRecord } from '../content/file-record.js'
import type { EventOutput, JobType, Status } from '../domain.js'
import type { Failure } from '../lib/failure.js'
import type { PartRecord } from '../lifecycle/part-record.js'
import type { TallyRecord } from '../results/tally-record.js'

/** Where and as what the action runs; from the runner's environment. */

/** What of the inputs a report tells. */
export interface RunSettings {
  type: JobType
  idsFormat: string
  idsColumn: readonly string[]
  onInvalidIds: string
  onDamagedIds: string
  cycle: string
  jobIds: readonly string[]
  maxUploadSize: number
  simulate: boolean
  dryRun: boolean
  publish: 'full' | 'counts' | 'none'
  failOn: readonly EventOutput[]
  apiUrl: string
}

export interface RunRecord {
  startedAt: number
  context: RunContext
  status: Status
  error?: Failure
  inputs?: RunSettings
  ids?: IdsRecord
  /** In part order; all parts that exist, done or not. */
  parts: PartRecord[]
  /** Requests made to the API's origin. */
  requests: number
  tally?: TallyRecord
  resultsPath?: string
  reportPath?: string
  artifact?: ArtifactRecord
}

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

/** Distinct submitted IDs that the service refused, so that nothing is known about them. */
export function uncheckedIds({ tally }: RunRecord): number {
  return tally?.unchecked ?? 0
}
