// The compliance service as the lifecycle sees it: six calls, each with every outcome that its caller must tell apart.
import { plain, quote, say } from '../lib/message.js'
import { Failure } from '../lib/failure.js'
import type { JobType } from '../domain.js'
import { download, type DownloadOutcome, type RowSink } from './download.js'
import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import { TransientError, usualTries } from '../lib/http/transient-error.js'
import { type Job, readJob } from './job.js'
import type { Limit, Operation } from './limits.js'
import {
  failureOf,
  isRecord,
  meaningOf,
  said,
  type Refusal
} from './problem.js'
import { type PartFile, upload, type UploadOutcome } from './upload.js'
import {
  gaveUp,
  ApiClient,
  type ApiClientOptions,
  type Reply
} from './api-client.js'

export type CreateOutcome =
  | { kind: 'created'; job: Job }
  /** Another job of this type is active. */
  | { kind: 'conflict' }
  /** The answer did not come: there may be a job or not. The failure is what it is if that goes on. */
  | { kind: 'lost'; failure: Failure }

/**
 * X API v2, compliance. Every call outlives single faults (resets, silence,
 * 408, 425, 429, 5xx, bodies that are broken or no JSON) where repeating it is
 * safe, obeys `x-rate-limit-*` and `retry-after`, and ends at once with the
 * reason of the signal. Throws `Failure` for what no repetition changes.
 */
export interface ComplianceService {
  /** Requests made to the API's origin so far, repetitions and transfers included. */
  readonly requests: number
  /** The time as the service has it, in ms since the epoch. */
  now(): number
  /** The limit that a request of this kind would have to wait for now. */
  limitOf(operation: Operation): Limit | undefined
  /** The address of a job, for people. */
  jobUrl(id: string): string
  /** The recent jobs of a type. */
  list(type: JobType): Promise<Job[]>
  /** Never repeated when a job may have come of it. */
  create(type: JobType, name: string): Promise<CreateOutcome>
  /** Undefined when there is no such job; one of another type or name is none. `tries` bounds how long an outage is borne. */
  get(job: JobReference, tries?: number): Promise<Job | undefined>
  /** False when the service can't, or this job can't be, cancelled. */
  cancel(id: string): Promise<boolean>
  /** Makes one try: whether it is to be repeated, only the job's status tells. */
  upload(job: Job, file: PartFile): Promise<UploadOutcome>
  /** Leaves the rows at `toPath`, which comes into being only when they are whole. */
  download(job: Job, rows: RowSink): Promise<DownloadOutcome>
}

/** A job as far as it is known; what is known must be as the service says. */
export type JobReference = Pick<Job, 'id'> & Partial<Pick<Job, 'type' | 'name'>>

/** So many jobs are read at once; between, a cancel is heard. */
const jobsAtOnce = 500

const jobsPath = '/2/compliance/jobs'

/** How often a list is asked for that is whole, and not to be read. */
const triesToRead = 4

/** How often a cancellation is tried; a job that stays expires by itself. */
const triesToCancel = 3

export function connect(options: ApiClientOptions): ComplianceService {
  const client = new ApiClient(options)

  /** Reads a job; what its texts say is clean of secrets. */
  const read = (value: unknown): Job | undefined => {
    const found = readJob(value)
    if (found === undefined) return undefined
    const { uploadUrl, downloadUrl } = found
    if (uploadUrl !== undefined) client.secrets.noteUrl(uploadUrl)
    if (downloadUrl !== undefined) client.secrets.noteUrl(downloadUrl)
    return {
      ...found,
      name: found.name && client.secrets.clean(found.name),
      status: client.secrets.clean(found.status),
      error: found.error && client.secrets.clean(found.error)
    }
  }

  /** Masks what a job's URLs would let others do, before they are used. */
  const used = (job: Job): Job => {
    if (job.uploadUrl !== undefined) client.secrets.maskUrl(job.uploadUrl)
    if (job.downloadUrl !== undefined) client.secrets.maskUrl(job.downloadUrl)
    return job
  }

  /**
   * The jobs of a list. An empty one comes without `data`, or as `{}` (X's
   * answers of 2026 and 2021); but nothing that can't be read is taken for "no
   * jobs".
   */
  async function readList({ json = {}, refusal }: Reply): Promise<Job[]> {
    const { data, meta, errors, ...rest } = json
    const { result_count: count = 0 } = isRecord(meta) ? meta : {}
    if (errors !== undefined && data === undefined)
      throw new TransientError(
        `X answered ${plain(said(refusal))}, and no list`
      )
    const isEmpty =
      data === undefined && count === 0 && Object.keys(rest).length === 0
    if (!isEmpty && !Array.isArray(data))
      throw new TransientError('the answer is no list of jobs', {
        mostTries: triesToRead
      })
    const entries: unknown[] = Array.isArray(data) ? data : []
    const jobs: Job[] = []
    client.secrets.forgetNoted()
    for (const [index, entry] of entries.entries()) {
      const job = read(entry)
      if (job) jobs.push(job)
      if (index % jobsAtOnce !== jobsAtOnce - 1) continue
      await yieldToEventLoop()
      client.signal.throwIfAborted()
    }
    if (jobs.length === 0 && entries.length > 0)
      throw new TransientError('the answer lists jobs that cannot be read', {
        mostTries: triesToRead
      })
    return jobs
  }

  return {
    get requests() {
      return client.requests
    },

    now: () => client.now(),

    limitOf: operation => client.limitOf(operation),

    jobUrl: id => client.apiUrl(`${jobsPath}/${id}`).href,

    async list(type) {
      const doing = `listing the ${type} jobs`
      const call = {
        operation: 'list',
        doing,
        method: 'GET',
        url: client.apiUrl(`${jobsPath}?type=${type}`)
      } as const
      let jobs: Job[] = []
      const reply = await client.json(call, usualTries, async reply => {
        if (reply.status !== 200 || meaningOf(reply.refusal) >= 300) return
        jobs = await readList(reply)
      })
      if (reply.status !== 200 || meaningOf(reply.refusal) >= 300)
        throw failureOf(reply.refusal, doing)
      return jobs.filter(job => (job.type ?? type) === type)
    },

    async create(type, name) {
      const doing = `creating the job ${name}`
      const call = {
        operation: 'create',
        doing,
        method: 'POST',
        url: client.apiUrl(jobsPath),
        headers: { 'content-type': 'application/json' },
        body: () => JSON.stringify({ type, name })
      } as const
      const reply = await client.persist(call, usualTries, () =>
        client.tryJson(call).catch((error: unknown) => {
          if (error instanceof TransientError && !error.notProcessed)
            return gaveUp(error, doing, 1)
          throw error
        })
      )
      if (reply instanceof Failure) return { kind: 'lost', failure: reply }
      if (reply.status === 409) return { kind: 'conflict' }
      const created = read(reply.json?.['data'])
      if (reply.status >= 300 || (!created && meaningOf(reply.refusal) >= 300))
        throw failureOf(reply.refusal, doing)
      if (!created)
        return { kind: 'lost', failure: otherAnswer(reply.refusal, doing) }
      // Asked again, it would make one more of them.
      if (!isAsked(created, { type, name })) throw otherJob(created, doing)
      return { kind: 'created', job: used(created) }
    },

    async get(asked, tries = usualTries) {
      const doing = `asking for the status of job ${asked.id}`
      const call = {
        operation: 'get',
        doing,
        method: 'GET',
        url: client.apiUrl(`${jobsPath}/${asked.id}`)
      } as const
      const reply = await client.json(call, tries, ({ status, json = {} }) => {
        // What a 404 says, some endpoints of X say with 200 and no data.
        if (status !== 200 || !('data' in json)) return
        const seen = read(json['data'])
        if (seen?.id !== asked.id || !isAsked(seen, asked))
          throw new TransientError('the answer describes another job, or none')
      })
      const job = reply.status === 200 ? read(reply.json?.['data']) : undefined
      if (job) return used(job)
      const meaning = meaningOf(reply.refusal)
      if (meaning < 300 || meaning === 400) return undefined
      if (meaning === 404 && reply.refusal.form !== 'html') return undefined
      throw failureOf(reply.refusal, doing)
    },

    async cancel(id) {
      const doing = `cancelling job ${id}`
      try {
        const reply = await client.json(
          {
            operation: 'cancel',
            doing,
            method: 'DELETE',
            url: client.apiUrl(`${jobsPath}/${id}`)
          },
          triesToCancel
        )
        return reply.status === 200
      } catch (error) {
        if (error instanceof Failure && error.code === 'service-unavailable')
          return false
        throw error
      }
    },

    upload: (job, file) => upload(client, used(job), file),
    download: (job, rows) => download(client, used(job), rows)
  }
}

/** Whether a job is the one that was meant, as far as it says what it is. */
function isAsked(
  job: Job,
  { type, name }: Pick<JobReference, 'type' | 'name'>
): boolean {
  return (
    (job.type ?? type) === (type ?? job.type) &&
    (job.name ?? name) === (name ?? job.name)
  )
}

/** A job that came of a create, and is not what was asked for. */
function otherJob({ id, type, name }: Job, doing: string): Failure {
  return new Failure('request-refused', {
    what: say`X answered with job ${id} of type ${quote(type ?? 'unknown', 40)} and name ${quote(name ?? '', 80)} while ${doing}.`,
    why: say`X, or something on the way to it, does not do what was asked. That job was not used.`,
    fix: say`Check \`api-url\` and any proxy. Run the workflow again later; if this repeats, report it with the log.`
  })
}

/** A good answer that is not about what was asked for. */
function otherAnswer(refusal: Refusal, doing: string): Failure {
  return new Failure('request-refused', {
    what: say`X answered ${said(refusal)} while ${doing}, but not with that job.`,
    why: say`X, or something on the way to it, does not answer what was asked.`,
    fix: say`Run the workflow again later; if this repeats, report it with the log.`
  })
}
