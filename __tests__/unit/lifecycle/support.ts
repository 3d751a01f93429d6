// A service on loopback whose time is driven, and runs of the lifecycle against it.
import { randomUUID } from 'node:crypto'
import { openRows } from '../../support/rows.js'
import { say } from '../../../src/lib/message.js'
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../../../src/lib/clock.js'
import { Failure } from '../../../src/lib/failure.js'
import type { Part } from '../../../src/lifecycle/part-run.js'
import {
  downloadJobs,
  runJobs,
  type RunJobs
} from '../../../src/lifecycle/run-jobs.js'
import type { PartRecord } from '../../../src/lifecycle/part-record.js'
import {
  type ComplianceService,
  connect
} from '../../../src/x-api/compliance-service.js'
import type { Job } from '../../../src/x-api/job.js'
import {
  drivenClock,
  type Simulator,
  type SimulatorOptions,
  startSimulator
} from '../../../src/simulator/index.js'
import {
  type RememberedLog,
  rememberingLog
} from '../../support/dependencies.js'

export const minute = 60_000
export const hour = 60 * minute
export const start = Date.UTC(2026, 10, 21, 12)

/** What came of a run. */
export interface Outcome {
  status?: 'complete' | 'submitted'
  failure?: Failure
  parts: readonly PartRecord[]
  rows: string[]
  log: RememberedLog
  /** Requests that the client says it made. */
  requests: number
  /** Driven time that went by, in ms. */
  took: number
}

export interface Bench {
  simulator: Simulator
  clock: Clock
  /** Lays out sets of IDs as parts. */
  parts(...sets: (readonly bigint[])[]): Promise<Part[]>
  /** A client of the service apart from any run: another workflow, another App user. */
  other: ComplianceService
  /** Creates a job by the hand of another client, with the upload of a part if given. */
  jobOfOther(name: string, part?: Part): Promise<Job>
  run(request: Partial<RunJobs>, options?: BenchOptions): Promise<Outcome>
  download(
    jobIds: readonly string[],
    request?: Partial<RunJobs>,
    options?: BenchOptions
  ): Promise<Outcome>
}

export interface BenchOptions {
  signal?: AbortSignal
  /** The budget, in ms of driven time. */
  timeout?: number
  /** Real time. */
  silence?: number
  /** By how much the runner's clock is ahead of the service's, in ms. */
  ahead?: number
  /** What spreads the pauses of the run; by default nothing does. */
  jitter?: () => number
  /** What a service does that the simulator never does, on top of what it does. */
  oddly?: (service: ComplianceService) => Partial<ComplianceService>
  report?: (parts: readonly PartRecord[]) => void
}

/** Opens a bench in `folder`; `closing` collects what must be closed. */
export async function openBench(
  folder: string,
  closing: (() => Promise<void>)[],
  options: SimulatorOptions = {}
): Promise<Bench> {
  const driven = drivenClock(start)
  const simulator = await startSimulator({
    clock: driven,
    processing: { base: 20 * minute, perId: 0 },
    ...options
  })
  closing.push(() => simulator.close())

  /** Time goes by when somebody sleeps; the budget ends it. */
  const budgeted = (until: number, controller: AbortController): Clock => ({
    now: () => driven.now(),
    sleep: (ms, signal) => {
      signal.throwIfAborted()
      // Clocks tell whole milliseconds.
      driven.advance(Math.ceil(Math.min(ms, Math.max(until - driven.now(), 0))))
      if (driven.now() < until) return Promise.resolve()
      controller.abort(
        new Failure('timeout', {
          what: say`The budget is spent.`,
          fix: say`Wait.`
        })
      )
      return new Promise((_, reject) => reject(signal.reason as Error))
    }
  })

  async function attempt(
    work: (
      edges: Parameters<typeof runJobs>[1]
    ) => Promise<'complete' | 'submitted'>,
    options: BenchOptions
  ): Promise<Outcome> {
    const { signal, timeout, silence, ahead = 0, report, oddly } = options
    const controller = new AbortController()
    signal?.addEventListener('abort', () => controller.abort(signal.reason))
    const began = driven.now()
    const ofService = budgeted(began + (timeout ?? 1e12), controller)
    const clock = { ...ofService, now: () => ofService.now() + ahead }
    const log = rememberingLog()
    const simulated = connect({
      apiUrl: simulator.url,
      credentials: { bearerToken: simulator.token },
      userAgent: 'batch-compliance-action/test',
      clock,
      log,
      signal: controller.signal,
      silence: silence ?? 10_000,
      jitter: () => 0
    })
    const service: ComplianceService = {
      ...simulated,
      get requests() {
        return simulated.requests
      },
      ...oddly?.(simulated)
    }
    let parts: readonly PartRecord[] = []
    const opened = new Map<number, string>()
    const ended = await work({
      service,
      clock,
      log,
      signal: controller.signal,
      openRows: part => {
        const path = `${folder}/rows-${randomUUID()}`
        const rows = openRows(folder, {
          part,
          path,
          signal: controller.signal
        })
        opened.set(part, rows.path)
        return rows
      },
      report: news => {
        parts = news
        report?.(news)
      },
      jitter: options.jitter ?? (() => 0)
    }).then(
      status => ({ status }),
      (failure: unknown) => {
        if (failure instanceof Failure) return { failure }
        throw failure
      }
    )
    return {
      ...ended,
      parts,
      log,
      requests: service.requests,
      took: driven.now() - began,
      rows: (
        await Promise.all(
          parts.flatMap(({ part, rows }) =>
            rows ? [readFile(opened.get(part) ?? '', 'utf8')] : []
          )
        )
      )
        .join('')
        .split('\n')
        .filter(line => line.trim() !== '')
        .sort()
    }
  }

  const settings = {
    type: 'tweets',
    wait: true,
    pollInterval: 30_000,
    deadline: Infinity,
    timeout: 5.5 * hour
  } as const

  const other = connect({
    apiUrl: simulator.url,
    credentials: { bearerToken: simulator.token },
    userAgent: 'another',
    clock: budgeted(Infinity, new AbortController()),
    log: rememberingLog(),
    signal: new AbortController().signal
  })

  return {
    other,
    jobOfOther: async (name, part) => {
      const made = await other.create('tweets', name)
      if (made.kind !== 'created') throw new Error(made.kind)
      if (part) await other.upload(made.job, part)
      return made.job
    },
    simulator,
    clock: budgeted(Infinity, new AbortController()),
    parts: (...sets) =>
      Promise.all(
        sets.map(async (ids, index) => {
          const bytes = Buffer.from(ids.map(id => `${id}\n`).join(''))
          const path = join(folder, `upload-${index + 1}.txt`)
          await writeFile(path, bytes)
          return {
            part: index + 1,
            of: sets.length,
            ids: ids.length,
            bytes: bytes.length,
            path,
            sha256: createHash('sha256').update(bytes).digest('hex')
          }
        })
      ),
    run: (request, options = {}) =>
      attempt(
        edges =>
          runJobs(
            {
              ...settings,
              parts: [],
              cycle: 'run',
              runId: '1001',
              runAttempt: 1,
              onActiveJob: 'wait',
              ...request
            },
            edges
          ),
        options
      ),
    download: (jobIds, request = {}, options = {}) =>
      attempt(
        edges => downloadJobs({ ...settings, ...request, jobIds }, edges),
        options
      )
  }
}

/** `n` IDs from `first` on. */
export function ids(n: number, first = 1_265_324_480_517_361_664n): bigint[] {
  return Array.from({ length: n }, (_, index) => first + BigInt(index))
}

/** The name that a run gives to the job of a part. */
export function nameFor(part: Part, cycle = 'r1001'): string {
  return `compliance-${part.sha256.slice(0, 16)}-${cycle}-${part.part}of${part.of}`
}

/** The requests that a service saw, as `operation status` words. */
export function seen(simulator: Simulator): string[] {
  return simulator.requests.map(
    ({ operation, status }) => `${operation ?? '?'} ${status ?? 'none'}`
  )
}
