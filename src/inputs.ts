// The inputs of the action (contract table in action.yml), read and judged together.
import type { EventOutput } from './record.js'

export type JobType = 'tweets' | 'users'

/** All inputs, judged and in usable units. Durations are milliseconds, sizes are bytes. */
export interface Inputs {
  /** Paths and globs as written, one each; `!` excludes. */
  ids: readonly string[]
  type: JobType
  /** Empty under `simulate` and `dry-run`. */
  bearerToken: string
  idsFormat: 'auto' | 'text' | 'csv' | 'jsonl'
  idsColumn: string | undefined
  idsArtifact: string | undefined
  /** A run ID, `latest`, or undefined for this run. */
  idsArtifactRunId: string | undefined
  /** `owner/name` */
  idsArtifactRepository: string
  githubToken: string
  ifNoIdsFound: 'error' | 'warn'
  onInvalidIds: 'fail' | 'skip'
  onDamagedIds: 'fail' | 'warn'
  /** `run`, `day`, `week`, `month` or a word of the user's own. */
  cycle: string
  jobIds: readonly string[]
  onActiveJob: 'wait' | 'fail'
  wait: boolean
  pollInterval: number
  timeout: number
  onTimeout: 'fail' | 'continue'
  maxUploadSize: number
  simulate: boolean
  dryRun: boolean
  publish: 'full' | 'counts' | 'none'
  /** Resolved: the default filled in, `simulated-` in front where it applies. */
  artifactName: string
  overwrite: boolean
  /** Days; undefined for the repository's setting. */
  retentionDays: number | undefined
  compressionLevel: number
  resultsPath: string | undefined
  failOn: readonly EventOutput[]
  summary: boolean
  /** Origin of the API, without a trailing slash. */
  apiUrl: string
}
