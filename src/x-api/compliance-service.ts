// The compliance service as the lifecycle sees it: six calls, each with every outcome that its caller must tell apart.
import { plain } from '../lib/message.js'
import { Failure } from '../lib/failure.js'
import type { JobType } from '../domain.js'
import { download, type DownloadOutcome } from './download.js'
import { TransientError, usualTries } from '../lib/http/transient-error.js'
import { type Job, readJob } from './job.js'
import { failureOf, said } from './problem.js'
import { type PartFile, upload, type UploadOutcome } from './upload.js'
import { gaveUp, ApiClient, type ApiClientOptions } from './api-client.js'

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
  /** The address of a job, for people. */
  jobUrl(id: string): string
  /** The recent jobs of a type. */
  list(type: JobType): Promise<Job[]>
  /** Never repeated when a job may have come of it. */
  create(type: JobType, name: string): Promise<CreateOutcome>
  /** Undefined when there is no such job. `tries` bounds how long an outage is borne. */
  get(id: string, tries?: number): Promise<Job | undefined>
  /** False when the service can't, or this job can't be, cancelled. */
  cancel(id: string): Promise<boolean>
  /** Makes one try: whether it is to be repeated, only the job's status tells. */
  upload(job: Job, file: PartFile): Promise<UploadOutcome>
  /** Leaves the rows at `toPath`, which comes into being only when they are whole. */
  download(job: Job, toPath: string): Promise<DownloadOutcome>
}

const jobsPath = '/2/compliance/jobs'

/** How often a cancellation is tried; a job that stays expires by itself. */
const triesToCancel = 3

export function connect(options: ApiClientOptions): ComplianceService {
  const client = new ApiClient(options)

  /** Reads a job and masks its URLs before anything else can show them. */
  const job = (value: unknown): Job | undefined => {
    const found = readJob(value)
    if (found?.uploadUrl !== undefined) client.mask(found.uploadUrl)
    if (found?.downloadUrl !== undefined) client.mask(found.downloadUrl)
    return (
      found && {
        ...found,
        name: found.name && client.clean(found.name),
        status: client.clean(found.status),
        error: found.error && client.clean(found.error)
      }
    )
  }

  return {
    get requests() {
      return client.requests
    },

    now: () => client.now(),

    jobUrl: id => client.apiUrl(`${jobsPath}/${id}`).href,

    async list(type) {
      const doing = `listing the ${type} jobs`
      const call = {
        operation: 'list',
        doing,
        method: 'GET',
        url: client.apiUrl(`${jobsPath}?type=${type}`)
      } as const
      const reply = await client.json(call, usualTries, reply => {
        const { status, text, json = {} } = reply
        if (status === 200 && 'errors' in json && !('data' in json))
          throw new TransientError(plain(said(client.refusal(status, text))))
      })
      if (reply.status !== 200)
        throw failureOf(client.refusal(reply.status, reply.text), doing)
      // An empty list comes without `data`.
      const data = reply.json?.['data']
      const entries: unknown[] = Array.isArray(data) ? data : []
      return entries
        .flatMap(entry => job(entry) ?? [])
        .filter(found => (found.type ?? type) === type)
    },

    async create(type, name) {
      const doing = `creating the job ${name}`
      const reply = await client.persist(doing, usualTries, () =>
        client
          .tryJson({
            operation: 'create',
            doing,
            method: 'POST',
            url: client.apiUrl(jobsPath),
            headers: { 'content-type': 'application/json' },
            body: () => JSON.stringify({ type, name })
          })
          .catch((error: unknown) => {
            if (error instanceof TransientError && !error.notProcessed)
              return gaveUp(error, doing, 1)
            throw error
          })
      )
      if (reply instanceof Failure) return { kind: 'lost', failure: reply }
      if (reply.status === 409) return { kind: 'conflict' }
      const refusal = client.refusal(reply.status, reply.text)
      if (reply.status >= 300) throw failureOf(refusal, doing)
      const created = job(reply.json?.['data'])
      return created && (created.name ?? name) === name
        ? { kind: 'created', job: created }
        : {
            kind: 'lost',
            failure: failureOf({ ...refusal, status: 500 }, doing)
          }
    },

    async get(id, tries = usualTries) {
      const doing = `asking for the status of job ${id}`
      const call = {
        operation: 'get',
        doing,
        method: 'GET',
        url: client.apiUrl(`${jobsPath}/${id}`)
      } as const
      const reply = await client.json(call, tries, ({ status, json = {} }) => {
        // What a 404 says, some endpoints of X say with 200 and no data.
        if (
          status === 200 &&
          'data' in json &&
          readJob(json['data'])?.id !== id
        )
          throw new TransientError('the answer describes no job of this ID')
      })
      if (reply.status === 200) return job(reply.json?.['data'])
      if (reply.status === 404 || reply.status === 400) return undefined
      throw failureOf(client.refusal(reply.status, reply.text), doing)
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

    upload: (job, file) => upload(client, job, file),
    download: (job, toPath) => download(client, job, toPath)
  }
}
