// One part of the set as a run knows it: the job that was used for it and how far it got.

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
  /** The rows, once downloaded. */
  rows?: { bytes: number }
  /** What was compared with the service's own word after the transfer, such as `length`, `md5`, `crc32c`. */
  uploadChecks?: readonly string[]
  downloadChecks?: readonly string[]
}
