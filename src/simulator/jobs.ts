// The jobs that the service holds: their life in time, and how one is shown.
import { randomBytes } from 'node:crypto'
import type { JobFault } from './faults.js'
import type { Results } from './results.js'
import { snowflakes } from './snowflake.js'
import type { StoredFile } from './stored-file.js'
import { limits, type Flow, type JobStatus, type JobType } from './types.js'

/** An upload that was stored whole. */
export interface Upload extends StoredFile {
  readonly at: number
  /** Lines that hold something. */
  readonly lines: number
}

export interface Job {
  readonly id: string
  readonly type: JobType
  readonly name: string | undefined
  readonly resumable: boolean
  /** Milliseconds, cut to the second. */
  readonly createdAt: number
  /** Secret parts of the two URLs. */
  readonly uploadSecret: string
  readonly downloadSecret: string
  readonly fault: JobFault | undefined
  readonly uploads: Upload[]
  /** Set by the upload that was accepted. */
  work: { readonly finishesAt: number; readonly results: Results } | undefined
  cancelled: boolean
}

export const uploadExpiry = (job: Job) => job.createdAt + limits.uploadWindow
export const downloadExpiry = (job: Job) =>
  job.createdAt + limits.downloadWindow

/** Where the job stands at this time. */
export function statusAt(job: Job, now: number): JobStatus {
  if (job.cancelled) return 'failed'
  if (!job.work) return now < uploadExpiry(job) ? 'created' : 'expired'
  if (job.fault?.kind === 'stuck' || now < job.work.finishesAt)
    return 'in_progress'
  if (job.fault?.kind === 'fail') return 'failed'
  if (job.fault?.kind === 'expire') return 'expired'
  return 'complete'
}

export const isActive = (job: Job, now: number) =>
  ['created', 'in_progress'].includes(statusAt(job, now))

export interface NewJob {
  readonly type: JobType
  readonly name: string | undefined
  readonly resumable: boolean
  readonly fault: JobFault | undefined
}

export class JobStore {
  readonly #jobs: Job[] = []
  readonly #nextId = snowflakes()

  /** In order of creation. */
  get all(): readonly Job[] {
    return this.#jobs
  }

  add(job: NewJob, now: number): Job {
    const added: Job = {
      ...job,
      id: this.#nextId(now),
      createdAt: now - (now % 1000),
      uploadSecret: secret(),
      downloadSecret: secret(),
      uploads: [],
      work: undefined,
      cancelled: false
    }
    this.#jobs.push(added)
    return added
  }

  find(id: string): Job | undefined {
    return this.#jobs.find(job => job.id === id)
  }

  active(type: JobType, now: number): Job | undefined {
    return this.#jobs.find(job => job.type === type && isActive(job, now))
  }

  /** Newest first; a job leaves the list with the end of its download. */
  recent(type: JobType, now: number): Job[] {
    return this.#jobs
      .filter(job => job.type === type && now < downloadExpiry(job))
      .reverse()
  }
}

/** A job as it stands now. */
export interface SimulatorJob {
  readonly id: string
  readonly type: JobType
  readonly name: string | undefined
  readonly status: JobStatus
  readonly createdAt: number
  /** Every upload that was stored whole. */
  readonly uploads: readonly Upload[]
  /** Rows of its result file, once there was an upload. */
  readonly rows: number | undefined
}

export const jobSummaries = (jobs: JobStore, now: number): SimulatorJob[] =>
  jobs.all.map(job => ({
    id: job.id,
    type: job.type,
    name: job.name,
    status: statusAt(job, now),
    createdAt: job.createdAt,
    uploads: job.uploads,
    rows: job.work?.results.rows
  }))

const secret = () => randomBytes(48).toString('base64url')

/** The fields of a job object. */
export const jobFields = [
  'created_at',
  'download_expires_at',
  'download_url',
  'id',
  'name',
  'resumable',
  'status',
  'type',
  'upload_expires_at',
  'upload_url'
] as const

export interface JobUrls {
  readonly upload_url: string
  readonly download_url: string
}

/** Fields that are shown whatever is chosen: the storage flow's contract (2.145) requires all but two. */
const alwaysShown: Record<Flow, readonly string[]> = {
  current: ['id', 'error'],
  storage: [
    ...jobFields.filter(field => field !== 'name' && field !== 'resumable'),
    'error'
  ]
}

/** The job as the service shows it: chosen fields only, and in another order of keys each time. */
export function jobView(
  job: Job,
  now: number,
  urls: JobUrls,
  fields: readonly string[],
  flow: Flow
): Record<string, unknown> {
  const status = statusAt(job, now)
  const view = {
    id: job.id,
    type: job.type,
    ...(job.name !== undefined && { name: job.name }),
    resumable: job.resumable,
    status:
      status === 'in_progress' && job.fault?.kind === 'word'
        ? job.fault.status
        : status,
    created_at: new Date(job.createdAt).toISOString(),
    upload_url: urls.upload_url,
    upload_expires_at: new Date(uploadExpiry(job)).toISOString(),
    download_url: urls.download_url,
    download_expires_at: new Date(downloadExpiry(job)).toISOString(),
    ...(status === 'failed' &&
      job.fault?.kind === 'fail' &&
      job.fault.error !== undefined && { error: job.fault.error })
  }
  return Object.fromEntries(
    Object.entries(view)
      .filter(
        ([key]) => alwaysShown[flow].includes(key) || fields.includes(key)
      )
      .map(entry => ({ entry, place: Math.random() }))
      .sort((a, b) => a.place - b.place)
      .map(({ entry }) => entry)
  )
}
