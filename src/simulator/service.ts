// What the parts of the simulated service share: its settings, jobs, clock, limits and storage.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { IncomingMessage } from 'node:http'
import type { SimulatorClock } from './clock.js'
import type { FaultPlan, RequestFault } from './faults.js'
import type { Job, JobStore, JobUrls, Upload } from './jobs.js'
import type { Problems } from './problems.js'
import type { RateBuckets } from './rate-limits.js'
import type { LogEntry } from './request-log.js'
import { receiveUpload } from './uploads.js'
import type { Flow } from './types.js'
import type { RowsFor } from './verdicts.js'

export interface ServiceSettings {
  readonly flow: Flow
  readonly token: string
  /** What `/oauth2/token` gives that token for. */
  readonly apiKey: string
  readonly apiKeySecret: string
  /** Folder with the page of the API explorer; undefined for a service without it. */
  readonly explorer: string | undefined
  readonly processing: { readonly base: number; readonly perId: number }
  readonly maxUploadBytes: number
  /** Whether `DELETE` exists. */
  readonly cancel: boolean
  /** How a job that does not exist is told: 404, or 200 with `errors` and no `data`. */
  readonly missingJob: 200 | 404
}

export interface Service extends ServiceSettings {
  readonly clock: SimulatorClock
  readonly jobs: JobStore
  readonly faults: FaultPlan
  readonly problems: Problems
  readonly rates: RateBuckets
  readonly directory: string
  readonly log: LogEntry[]
  readonly rowsFor: (job: Job) => RowsFor
  readonly urlsOf: (job: Job) => JobUrls
  /** Base URLs of the API and of the storage, without a slash at the end. */
  readonly origins: { readonly api: string; readonly storage: string }
  /** Resumable uploads under way, by upload ID. */
  readonly sessions: Map<string, Session>
}

/** A resumable upload under way. */
export interface Session {
  readonly job: Job
  readonly path: string
  readonly expiresAt: number
  stored: number
  done: Upload | undefined
}

/** One request on its way through the service. */
export interface Call {
  readonly request: IncomingMessage
  readonly url: URL
  readonly entry: LogEntry
  /** What the request sends, counted in its log entry. */
  readonly body: AsyncIterable<Buffer>
  readonly now: number
  readonly fault: RequestFault | undefined
  /** Headers for the answer, whatever it will be. */
  headers: Readonly<Record<string, string>>
}

/**
 * Takes the call's body as an upload of the job, and starts the processing when `mayStart` says so once all is there.
 * Throws `UploadTooLarge`, what `mayStart` throws, and what breaks the request off.
 */
export async function acceptUpload(
  service: Service,
  call: Pick<Call, 'body' | 'fault'>,
  job: Job,
  mayStart: () => boolean
): Promise<Upload> {
  const received = await receiveUpload(call.body, {
    path: join(service.directory, `${job.id}-${randomUUID()}`),
    rowsFor: service.rowsFor(job),
    blankLines: service.flow === 'storage',
    limit: service.maxUploadBytes,
    damage: service.flow === 'storage' && call.fault?.kind === 'corrupt'
  })
  const now = service.clock.now()
  const starts = mayStart()
  const upload = { ...received.upload, at: now }
  job.uploads.push(upload)
  if (starts) {
    const { base, perId } = service.processing
    const slow = job.fault?.kind === 'slow' ? job.fault.ms : 0
    job.work = {
      finishesAt: now + base + Math.ceil(perId * upload.lines) + slow,
      results: received.results
    }
  }
  return upload
}
