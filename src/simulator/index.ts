// The service simulator: starts the origins of one flow on loopback, and closes them without a trace.
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runningClock, type SimulatorClock } from './clock.js'
import { exchange } from './exchange.js'
import { FaultPlan, type Fault } from './faults.js'
import {
  JobStore,
  jobSummaries,
  type Job,
  type JobUrls,
  type SimulatorJob
} from './jobs.js'
import { problemsOf } from './problems.js'
import { RateBuckets, usualRateLimits, type RateLimits } from './rate-limits.js'
import type { LogEntry, SimulatorRequest } from './request-log.js'
import type { Service } from './service.js'
import { signedUrls } from './signed-urls.js'
import type { Flow, Origin } from './types.js'
import { rowsByRule, type RowsFor } from './verdicts.js'

export { drivenClock, runningClock, type SimulatorClock } from './clock.js'
export type { Fault, JobFault, RequestFault } from './faults.js'
export type { SimulatorRequest } from './request-log.js'
export type { SimulatorJob, Upload } from './jobs.js'
export type { Flow, JobStatus, JobType, Operation, Origin } from './types.js'
export type { RateLimits } from './rate-limits.js'

export interface SimulatorOptions {
  /** 0, the default, takes any free one; the host is 127.0.0.1. */
  readonly port?: number
  /** Default `current`. */
  readonly flow?: Flow
  /** Default: the machine's time. */
  readonly clock?: SimulatorClock
  /** Milliseconds that a job takes after its upload, for itself and for each line. Default 1,900 and 0.1. */
  readonly processing?: { readonly base: number; readonly perId: number }
  /** The bearer token that is accepted. Made up when absent. */
  readonly token?: string
  /** The App's key and secret, for which `/oauth2/token` gives that token. Made up when absent. */
  readonly apiKey?: string
  readonly apiKeySecret?: string
  /** Folder with the page of the API explorer, served at `/`; without it there is none. */
  readonly explorer?: string
  readonly faults?: readonly Fault[]
  /** Requests per 15 minutes; default 150 each for create, list and get. */
  readonly rateLimits?: RateLimits
  /** Where uploads and results lie; by default a temporary folder that `close` removes. */
  readonly directory?: string
  /** Default: 128,000,000 in the current flow, 1,000,000,000 in the storage flow. */
  readonly maxUploadBytes?: number
  /** Whether jobs can be cancelled. Default: in the current flow only. */
  readonly cancel?: boolean
  /** How an unknown job is told: 404 (default), or 200 with `errors` alone. */
  readonly missingJob?: 200 | 404
  /** The rows for a line of an upload, in place of the rule. */
  readonly rowsFor?: RowsFor
  /** Called when a request was answered, or will never be. */
  readonly onAnswer?: (request: SimulatorRequest) => void
}

export interface Simulator {
  /** Base URL of the API, without a slash at the end. */
  readonly url: string
  /** Origin of the signed URLs; that of the API in the current flow. */
  readonly storageUrl: string
  readonly token: string
  readonly apiKey: string
  readonly apiKeySecret: string
  readonly clock: SimulatorClock
  /** The latest 10,000 requests, in order of arrival. */
  readonly requests: readonly SimulatorRequest[]
  /** In order of creation. */
  readonly jobs: readonly SimulatorJob[]
  addFault(fault: Fault): void
  /** Ends all connections and frees the ports. */
  close(): Promise<void>
}

/** Starts the service on 127.0.0.1. Rejects when the port is taken. */
export async function startSimulator(
  options: SimulatorOptions = {}
): Promise<Simulator> {
  const { flow = 'current', clock = runningClock() } = options
  const token = options.token ?? madeUpToken()
  const apiKey = options.apiKey ?? madeUp(13)
  const apiKeySecret = options.apiKeySecret ?? madeUp(25)
  const directory =
    options.directory ?? (await mkdtemp(join(tmpdir(), 'x-simulator-')))
  await mkdir(directory, { recursive: true })
  const faults = new FaultPlan()
  for (const fault of options.faults ?? []) faults.add(fault)
  const jobs = new JobStore()
  const log: LogEntry[] = []
  const origins = { api: '', storage: '' }
  const service: Service = {
    flow,
    token,
    apiKey,
    apiKeySecret,
    explorer: options.explorer,
    processing: options.processing ?? { base: 1900, perId: 0.1 },
    maxUploadBytes:
      options.maxUploadBytes ??
      (flow === 'current' ? 128_000_000 : 1_000_000_000),
    cancel: options.cancel ?? flow === 'current',
    missingJob: options.missingJob ?? 404,
    clock,
    jobs,
    faults,
    problems: problemsOf(flow),
    rates: new RateBuckets(options.rateLimits ?? usualRateLimits),
    directory,
    log,
    rowsFor: job =>
      options.rowsFor ?? rowsByRule(flow, job.type, job.createdAt),
    urlsOf: job =>
      flow === 'current'
        ? bytePathUrls(origins.api, job)
        : signedUrls(origins.storage, job),
    origins,
    sessions: new Map()
  }
  const serve = (origin: Origin) =>
    createServer((request, response) => {
      exchange(service, origin, request, response).then(
        entry => entry && options.onAnswer?.(entry),
        () => response.destroy()
      )
    })
  const api = serve('api')
  const storage = flow === 'storage' ? serve('storage') : undefined
  const servers = storage ? [api, storage] : [api]
  const remove = async () => {
    if (options.directory === undefined)
      await rm(directory, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    origins.api = await listen(api, options.port ?? 0)
    origins.storage = storage ? await listen(storage, 0) : origins.api
  } catch (error) {
    await remove()
    throw error
  }

  return {
    url: origins.api,
    storageUrl: origins.storage,
    token,
    apiKey,
    apiKeySecret,
    clock,
    requests: log,
    get jobs() {
      return jobSummaries(jobs, clock.now())
    },
    addFault: fault => faults.add(fault),
    close: async () => {
      await Promise.all(servers.map(close))
      await remove()
    }
  }
}

function bytePathUrls(origin: string, job: Job): JobUrls {
  const base = `${origin}/2/compliance/jobs/${job.id}`
  return {
    upload_url: `${base}/upload?token=${job.uploadSecret}`,
    download_url: `${base}/download?token=${job.downloadSecret}`
  }
}

const madeUp = (bytes: number) => randomBytes(bytes).toString('hex')

/** In the form of a real one, so that it meets every check of form. */
const madeUpToken = () => `AAAAAAAAAAAAAAAAAAAAA${madeUp(30)}`

function listen(server: Server, port: number): Promise<string> {
  server.requestTimeout = 0
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const { port: given } = server.address() as AddressInfo
      resolve(`http://127.0.0.1:${given}`)
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
