// How much a run bears before it gives up: to the last time, and not once more.
import { afterAll, describe, expect, it } from '@jest/globals'
import type {
  ComplianceService,
  JobReference
} from '../../../src/x-api/compliance-service.js'
import type { RequestFault } from '../../../src/simulator/index.js'
import type { JobType } from '../../../src/domain.js'
import type { Part } from '../../../src/lifecycle/part-run.js'
import { temporaryFolders } from '../../support/folders.js'
import {
  type Bench,
  type BenchOptions,
  hour,
  ids,
  minute,
  nameFor,
  openBench,
  type Outcome,
  seen,
  start
} from './support.js'

const folder = temporaryFolders()
const closing: (() => Promise<void>)[] = []
afterAll(() => Promise.all(closing.map(close => close())))

const open = async (faults: RequestFault[] = []) =>
  openBench(await folder(), closing, {
    processing: { base: 2 * minute, perId: 0 },
    faults
  })

const endOf = ({ status, failure }: Outcome) => failure?.code ?? status

/** The jobs at the service with their uploads, in the order of their creation. */
const jobsOf = ({ simulator }: Bench) =>
  simulator.jobs.map(({ status, uploads }) => `${status} ${uploads.length}`)

const fault = (
  operation: RequestFault['operation'],
  kind: 'reset' | number
): RequestFault =>
  kind === 'reset'
    ? { operation, kind }
    : { operation, kind: 'status', status: kind }

describe('a run bears', () => {
  it.each([
    {
      title: 'six creates without an answer',
      fault: fault('create', 'reset'),
      times: 6,
      ended: 'complete',
      jobs: ['complete 1'],
      took: 214_000
    },
    {
      title: 'a seventh create without an answer not',
      fault: fault('create', 'reset'),
      times: 7,
      ended: 'service-unavailable',
      jobs: [],
      took: 79_000
    },
    {
      title: 'six uploads without an answer',
      fault: fault('upload', 'reset'),
      times: 6,
      ended: 'complete',
      jobs: ['complete 1'],
      took: 210_003
    },
    {
      title: 'a seventh upload without an answer not',
      fault: fault('upload', 'reset'),
      times: 7,
      ended: 'service-unavailable',
      jobs: ['created 0'],
      took: 105_003
    },
    {
      title: 'two refused uploads of one job',
      fault: fault('upload', 404),
      times: 2,
      ended: 'complete',
      jobs: ['complete 1'],
      took: 138_000
    },
    {
      title: 'a third at the price of a new job',
      fault: fault('upload', 404),
      times: 3,
      ended: 'complete',
      jobs: ['failed 0', 'complete 1'],
      took: 142_000
    },
    {
      title: 'three refused uploads of each of two jobs not',
      fault: fault('upload', 404),
      times: 6,
      ended: 'upload-refused',
      jobs: ['failed 0', 'failed 0'],
      took: 14_000
    },
    {
      title:
        'an upload that is too large not even once, for a new job is no smaller',
      fault: fault('upload', 413),
      times: 1,
      ended: 'upload-refused',
      jobs: ['failed 0'],
      took: 1000
    },
    {
      title: 'five looks that do not find the job',
      fault: fault('get', 404),
      times: 5,
      ended: 'complete',
      jobs: ['complete 1'],
      took: 126_000
    },
    {
      title: 'a sixth look that does not find it not',
      fault: fault('get', 404),
      times: 6,
      ended: 'job-not-found',
      jobs: ['in_progress 1'],
      took: 42_000
    },
    {
      title: 'an outage of twenty poll intervals',
      fault: fault('get', 503),
      times: 24,
      ended: 'complete',
      jobs: ['complete 1'],
      took: 604_000
    },
    {
      title: 'a longer outage not',
      fault: fault('get', 503),
      times: 25,
      ended: 'service-unavailable',
      jobs: ['complete 1'],
      took: 604_000
    },
    {
      title: 'results that are not there twice',
      fault: fault('download', 404),
      times: 2,
      ended: 'complete',
      jobs: ['complete 1'],
      took: 138_000
    },
    {
      title: 'results that are not there a third time not',
      fault: fault('download', 404),
      times: 3,
      ended: 'results-expired',
      jobs: ['complete 1'],
      took: 138_000
    }
  ])('$title', async ({ fault, times, ended, jobs, took }) => {
    const bench = await open([{ ...fault, times }])
    const outcome = await bench.run({ parts: await bench.parts(ids(20)) })
    expect({
      ended: endOf(outcome),
      jobs: jobsOf(bench),
      took: outcome.took
    }).toEqual({ ended, jobs, took })
  })

  it('looks that do not find the job time and again, where others between them do', async () => {
    const bench = await open(
      [1, 4, 7].map(first => ({
        ...fault('get', 404),
        occurrence: first,
        times: 2
      }))
    )
    const outcome = await bench.run({ parts: await bench.parts(ids(20)) })
    expect(outcome.status).toBe('complete')
    expect(outcome.log.warnings).toEqual([])
  })

  it.each([
    { times: 2, ended: 'complete' },
    { times: 3, ended: 'job-not-found' }
  ])(
    'a job that was given, and is not found $times times: $ended',
    async ({ times, ended }) => {
      const bench = await open([{ ...fault('get', 404), occurrence: 2, times }])
      const [part] = await bench.parts(ids(20))
      const job = await bench.jobOfOther('a', part)
      expect(endOf(await bench.download([job.id]))).toBe(ended)
    }
  )

  it('that a job is not found while it is made sure that it has no upload', async () => {
    const bench = await open([fault('get', 404)])
    const [part] = await bench.parts(ids(20))
    if (!part) throw new Error('no part')
    await bench.jobOfOther(nameFor(part))
    const outcome = await bench.run({ parts: [part] })
    expect(outcome.status).toBe('complete')
    expect(jobsOf(bench)).toEqual(['complete 1'])
  })

  it('an upload that came too early, and does not look long whether it arrived', async () => {
    const bench = await open([
      { operation: 'upload', kind: 'rate-limited', ms: 1000 }
    ])
    const outcome = await bench.run({ parts: await bench.parts(ids(20)) })
    expect(outcome.parts[0]?.uploadedAt).toBe(start + 1000)
  })

  it('that the job itself is not found while its results are late', async () => {
    const bench = await open()
    const [part] = await bench.parts(ids(20))
    const job = await bench.jobOfOther('a', part)
    bench.simulator.clock.advance(hour)
    bench.simulator.addFault(fault('download', 404))
    bench.simulator.addFault({ ...fault('get', 404), occurrence: 2 })
    const outcome = await bench.download([job.id])
    expect(outcome.status).toBe('complete')
    expect(outcome.rows).not.toEqual([])
  })
})

/** A service that takes so many ms to notice that an upload window has closed. */
function lateBy(ms: number): NonNullable<BenchOptions['oddly']> {
  return service => {
    const list = async (type: JobType) =>
      (await service.list(type)).map(job =>
        job.status === 'expired' && service.now() < job.uploadExpiresAt + ms
          ? { ...job, status: 'created' }
          : job
      )
    return {
      list,
      create: async (type, name) =>
        (await list(type)).some(({ status }) => status === 'created')
          ? { kind: 'conflict' }
          : service.create(type, name)
    }
  }
}

describe('a slot that is held past the window of its job', () => {
  it.each([
    { job: 'of another set of IDs', name: () => 'nightly', age: 0 },
    {
      job: 'of the same, of another run',
      name: (part: Part) => nameFor(part, 'r1000'),
      age: 0
    },
    {
      job: 'of the same, of this run',
      name: (part: Part) => nameFor(part),
      age: 16 * minute
    }
  ])(
    'is waited for with pauses, when it is a job $job',
    async ({ name, age }) => {
      const bench = await open()
      const [part] = await bench.parts(ids(20))
      if (!part) throw new Error('no part')
      await bench.jobOfOther(name(part))
      bench.simulator.clock.advance(age)
      const outcome = await bench.run(
        { parts: [part] },
        { oddly: lateBy(10 * minute) }
      )
      expect(outcome.status).toBe('complete')
      expect(outcome.parts[0]?.createdAt).toBeGreaterThan(start + 25 * minute)
      expect(outcome.parts[0]?.createdAt).toBeLessThan(start + 28 * minute)
      expect(outcome.requests).toBeLessThan(100)
    }
  )
})

describe('a window that closes before the upload is through', () => {
  it('costs a job, and no further upload, where a look is late to tell', async () => {
    const bench = await open([
      { operation: 'upload', kind: 'rate-limited', ms: 20 * minute }
    ])
    let looks = 0
    const oddly = (service: ComplianceService) => ({
      get: async (asked: JobReference) => {
        const job = await service.get(asked)
        return job && ++looks <= 3 ? { ...job, status: 'created' } : job
      }
    })
    const outcome = await bench.run(
      { parts: await bench.parts(ids(20)) },
      { oddly }
    )
    expect(outcome.status).toBe('complete')
    expect(jobsOf(bench)).toEqual(['expired 0', 'complete 1'])
    expect(
      seen(bench.simulator).filter(line => line.startsWith('upload'))
    ).toEqual(['upload 429', 'upload 403', 'upload 200'])
    expect(outcome.log.warnings).toEqual([
      expect.stringMatching(/The upload window of job \d+ .* closed/)
    ])
  })
})

describe('pauses', () => {
  it('are shortened by what spreads them', async () => {
    const bench = await open([
      { ...fault('create', 'reset'), times: 2 },
      { ...fault('upload', 404), times: 2 }
    ])
    const outcome = await bench.run(
      { parts: await bench.parts(ids(20)) },
      { jitter: () => 0.5 }
    )
    expect(outcome.status).toBe('complete')
    expect(outcome.took).toBe(139_650)
  })
})
