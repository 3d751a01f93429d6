// What a run knows about itself so far. Phases fill it in; outputs, summary and report are read off it, on every path.
import type { Failure } from './failure.js'
import type { Inputs } from './inputs.js'

/** What the IDs are of. */
export type JobType = 'tweets' | 'users'

export type Status =
  'complete' | 'submitted' | 'checked' | 'timeout' | 'cancelled' | 'failed'

/** The event outputs: the service's own words, then the two that gather the rest. They sum to `events`. */
export const eventOutputs = [
  'deleted',
  'deactivated',
  'scrub_geo',
  'protected',
  'suspended',
  'tweet_edited',
  'other'
] as const

export type EventOutput = (typeof eventOutputs)[number]

/** What the owner of the data must do with an affected ID, most pressing first. */
export const requiredActions = [
  'delete',
  'review',
  'refetch',
  'scrub-geo'
] as const

export type RequiredAction = (typeof requiredActions)[number]

/** Where and as what the action runs; from the runner's environment. */
export interface RunContext {
  /** `owner/name` */
  repository: string
  workflow: string
  sha: string
  runId: string
  runAttempt: number
  /** `https://github.com` or a server of that kind. */
  serverUrl: string
  /** Version of the action, from package.json. */
  actionVersion: string
}

/** One ID file (or entry of an artifact), as it was read. */
export interface IdFileRecord {
  /** Relative to the workspace where it lies inside, as given otherwise. */
  name: string
  /** Bytes on disk, before any decompression. */
  bytes: number
  /** Of the bytes on disk, hex. */
  sha256: string
  format: 'text' | 'csv' | 'jsonl' | 'json'
  compression: 'none' | 'gzip' | 'zstd'
  /** Header name, key path or 1-based number of the column that was read, where there is one. */
  column: string | undefined
  read: number
  invalid: number
}

/** The ID set as it was judged. `read` = `submitted` + `duplicate` + `invalid`. */
export interface IdsRecord {
  read: number
  submitted: number
  duplicate: number
  invalid: number
  invalidByReason: Readonly<Record<string, number>>
  files: readonly IdFileRecord[]
  /** Sentences about the health of the files (damage, wrong type), ready to be shown. */
  findings: readonly string[]
}

/** One part: the job that was used for it and how far it got. Times are ms since the epoch. */
export interface PartRecord {
  /** 1-based; for `job-ids` the position in the list. */
  part: number
  /** Distinct IDs in it; undefined with `job-ids` when no ID file was given. */
  ids: number | undefined
  /** SHA-256 of its upload bytes, hex; undefined as above. */
  digest: string | undefined
  jobId?: string
  jobName?: string
  /** How the job was come by. */
  origin?: 'created' | 'adopted' | 'given'
  createdAt?: number
  uploadedAt?: number
  /** When its completion was first seen. */
  completedAt?: number
  downloadedAt?: number
  /** The rows, on disk, once downloaded. */
  rows?: { path: string; bytes: number }
  /** What was compared with the service's own word after the transfer, such as `length`, `md5`, `crc32c`. */
  uploadChecks?: readonly string[]
  downloadChecks?: readonly string[]
}

/** The counts of the result rows. */
export interface TallyRecord {
  /** All rows: `events` + `refused`. */
  rows: number
  events: number
  /** `invalid_id` rows. */
  refused: number
  /** Distinct IDs with an event that were never submitted (by required action), and events without a readable ID. */
  unsubmitted: number
  byEvent: Readonly<Record<EventOutput, number>>
  /** By raw word, at most 100 words of at most 64 characters (others under `…`), escaped as the `counts` output. */
  reasons: Readonly<Record<string, number>>
  actions: Readonly<Record<string, number>>
  /** The reasons of the rows under `other`, as above. */
  otherReasons: Readonly<Record<string, number>>
  /** By raw word, exact (bounded in number only). For report.json. */
  rawReasons: Readonly<Record<string, number>>
  rawActions: Readonly<Record<string, number>>
  /** Distinct submitted IDs by required action; undefined when the submitted set is not known or parts are missing. */
  required: Readonly<Record<RequiredAction, number>> | undefined
  /** Events by year of creation of the post or account (UTC), ascending; rows without a readable date under `unknown`. */
  byYear: Readonly<Record<string, number>>
}

/** The artifact as it was published. */
export interface ArtifactRecord {
  name: string
  id: number
  url: string
  /** SHA-256 of the zip, bare hex. */
  digest: string
  bytes: number
}

export interface RunRecord {
  startedAt: number
  context: RunContext
  status: Status
  error?: Failure
  inputs?: Inputs
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
