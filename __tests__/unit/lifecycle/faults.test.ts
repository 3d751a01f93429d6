// Every single fault at every call in both flows, and faults that do not go away.
import { afterAll, describe, expect, it } from '@jest/globals'
import type { ErrorCode } from '../../../src/domain.js'
import type {
  Operation,
  RequestFault,
  SimulatorOptions
} from '../../../src/simulator/index.js'
import { temporaryFolders } from '../../support/folders.js'
import {
  type Bench,
  hour,
  ids,
  minute,
  nameFor,
  openBench,
  type Outcome,
  seen
} from './support.js'

const folder = temporaryFolders()
const closing: (() => Promise<void>)[] = []
afterAll(() => Promise.all(closing.map(close => close())))

async function runWith(
  options: SimulatorOptions,
  before: (bench: Bench) => Promise<unknown> = () => Promise.resolve()
): Promise<{ bench: Bench; outcome: Outcome }> {
  const bench = await openBench(await folder(), closing, {
    processing: { base: 2 * minute, perId: 0 },
    ...options
  })
  await before(bench)
  const parts = await bench.parts(ids(20))
  const hangs = options.faults?.some(({ kind }) => kind === 'hang')
  const outcome = await bench.run(
    { parts },
    { timeout: 5 * hour, ...(hangs && { silence: 300 }) }
  )
  return { bench, outcome }
}

/** Uploads that started a job, by job. */
const accepted = (bench: Bench) =>
  bench.simulator.jobs.map(({ uploads }) => uploads.length)

type Harm = RequestFault extends infer Each
  ? Each extends RequestFault
    ? Omit<Each, keyof { operation: 0; occurrence: 0; times: 0 }>
    : never
  : never

const harms: Harm[] = [
  { kind: 'reset' },
  { kind: 'hang' },
  { kind: 'lost' },
  { kind: 'truncate' },
  { kind: 'corrupt' },
  { kind: 'html' },
  { kind: 'html', status: 503 },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 502, empty: true },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 504, empty: true },
  { kind: 'rate-limited', ms: 2 * minute },
  { kind: 'rate-limited', ms: minute, retryAfter: true }
]

const operations: Operation[] = ['list', 'create', 'upload', 'get', 'download']

const cases = (['current', 'storage'] as const).flatMap(flow =>
  operations.flatMap(operation =>
    harms
      .filter(
        // A damaged copy in the storage is another matter, see below.
        ({ kind }) =>
          !(kind === 'corrupt' && operation === 'upload' && flow === 'storage')
      )
      .map(harm => ({
        flow,
        fault: { operation, ...harm },
        title: `${operation} meets ${Object.values(harm).join(' ')} in the ${flow} flow`
      }))
  )
)

describe('a single fault fails no run', () => {
  it.each(cases)('$title', async ({ flow, fault }) => {
    const { bench, outcome } = await runWith({ flow, faults: [fault] })
    expect(outcome.failure).toBeUndefined()
    expect(outcome.status).toBe('complete')
    expect(accepted(bench)).toEqual([1])
    expect(outcome.rows).toHaveLength(bench.simulator.jobs[0]?.rows ?? -1)
    expect(bench.simulator.requests.some(({ fault }) => fault)).toBe(true)
    const toStorage = bench.simulator.requests.filter(
      ({ origin }) => origin === 'storage'
    )
    expect(toStorage.some(({ authorization }) => authorization)).toBe(false)
  })

  it.each(harms)('cancel meets $kind', async harm => {
    const { bench, outcome } = await runWith(
      { faults: [{ operation: 'cancel', ...harm }] },
      async bench => {
        const [part] = await bench.parts(ids(20))
        if (part) await bench.jobOfOther(nameFor(part))
        bench.simulator.addFault({
          operation: 'upload',
          kind: 'status',
          status: 404,
          empty: true,
          times: 3
        })
      }
    )
    expect(outcome.status).toBe('complete')
    expect(accepted(bench)).toEqual([0, 1])
  })

  it('several faults in a row at every call are survived as well', async () => {
    const { bench, outcome } = await runWith({
      faults: operations.map(operation => ({
        operation,
        kind: 'status',
        status: 503,
        times: 3
      }))
    })
    expect(outcome.status).toBe('complete')
    expect(accepted(bench)).toEqual([1])
  })
})

describe('an answer to a create that was lost', () => {
  it.each(['run', 'day'])(
    'is found again under cycle %s, and makes no second job',
    async cycle => {
      const bench = await openBench(await folder(), closing, {
        faults: [{ operation: 'create', kind: 'lost' }]
      })
      const outcome = await bench.run({
        parts: await bench.parts(ids(20)),
        cycle
      })
      expect(outcome.status).toBe('complete')
      expect(outcome.took).toBeLessThan(25 * minute)
      expect(outcome.parts[0]?.origin).toBe('created')
      expect(accepted(bench)).toEqual([1])
    }
  )
})

describe('faults that do not go away', () => {
  const always = { times: Infinity }
  const endings: {
    fault: Harm
    operations: Operation[]
    code: ErrorCode
    says: string
  }[] = [
    {
      fault: { kind: 'status', status: 401 },
      operations: ['list', 'create', 'get'],
      code: 'unauthorized',
      says: 'bearer token'
    },
    {
      fault: { kind: 'status', status: 402 },
      operations: ['list', 'create', 'get', 'upload', 'download'],
      code: 'payment-required',
      says: 'credits'
    },
    {
      fault: { kind: 'not-enrolled' },
      operations: ['list', 'create', 'get', 'upload'],
      code: 'forbidden',
      says: 'Project'
    },
    {
      fault: { kind: 'user-context' },
      operations: ['list', 'create', 'get', 'upload'],
      code: 'forbidden',
      says: 'App-Only'
    },
    {
      fault: { kind: 'usage-capped' },
      operations: ['list', 'create', 'get', 'upload', 'download'],
      code: 'usage-capped',
      says: 'cap'
    },
    {
      fault: { kind: 'rate-limited', ms: minute },
      operations: ['list', 'create', 'get', 'upload', 'download'],
      code: 'rate-limited',
      says: 'limit'
    },
    {
      fault: { kind: 'status', status: 503 },
      operations: ['list', 'create', 'get', 'upload', 'download'],
      code: 'service-unavailable',
      says: '503'
    },
    {
      fault: { kind: 'reset' },
      operations: ['list', 'create', 'get', 'upload', 'download'],
      code: 'service-unavailable',
      says: 'Run the workflow again later'
    },
    {
      fault: { kind: 'html' },
      operations: ['list', 'create', 'get'],
      code: 'service-unavailable',
      says: 'HTML page'
    },
    {
      fault: { kind: 'status', status: 404 },
      operations: ['get'],
      code: 'job-not-found',
      says: 'no job'
    },
    {
      fault: { kind: 'status', status: 404, empty: true },
      operations: ['list', 'create'],
      code: 'service-unavailable',
      says: 'Check `api-url`'
    },
    {
      fault: { kind: 'status', status: 404, empty: true },
      operations: ['upload'],
      code: 'upload-refused',
      says: 'a new job failed in the same way'
    },
    {
      fault: { kind: 'status', status: 413 },
      operations: ['upload'],
      code: 'upload-refused',
      says: '`max-upload-size`'
    },
    {
      fault: { kind: 'status', status: 404 },
      operations: ['download'],
      code: 'results-expired',
      says: '7 days'
    },
    {
      fault: { kind: 'truncate' },
      operations: ['download'],
      code: 'results-corrupt',
      says: 'incomplete or corrupt'
    },
    {
      fault: { kind: 'html' },
      operations: ['download'],
      code: 'results-corrupt',
      says: 'an error page'
    }
  ]
  const rows = endings.flatMap(({ operations, ...ending }) =>
    operations.map(operation => ({
      ...ending,
      operation,
      title: `${operation}: ${Object.values(ending.fault).join(' ')} is ${ending.code}`
    }))
  )

  it.each(rows)('$title', async ({ operation, fault, code, says }) => {
    const { outcome } = await runWith({
      faults: [{ operation, ...fault, ...always }]
    })
    expect(outcome.failure?.code).toBe(code)
    expect(outcome.failure?.message).toContain(says)
  })

  it.each(['402', 'not-enrolled', 'usage-capped'])(
    '%s ends at once, without another request',
    async kind => {
      const harm = (
        kind === '402' ? { kind: 'status', status: 402 } : { kind }
      ) as Harm
      const { bench } = await runWith({
        faults: [{ operation: 'list', ...harm, ...always }]
      })
      expect(seen(bench.simulator)).toHaveLength(1)
    }
  )

  it('leaves no job behind that blocks the slot when uploads are refused', async () => {
    const { bench, outcome } = await runWith({
      faults: [{ operation: 'upload', kind: 'status', status: 404, ...always }]
    })
    expect(outcome.failure?.code).toBe('upload-refused')
    expect(bench.simulator.jobs.map(({ status }) => status)).toEqual([
      'failed',
      'failed'
    ])
  })

  it('makes no other job when the results of a new one can not be had', async () => {
    const { bench, outcome } = await runWith({
      faults: [
        { operation: 'download', kind: 'status', status: 403, ...always }
      ]
    })
    expect(outcome.failure?.code).toBe('results-expired')
    expect(bench.simulator.jobs).toHaveLength(1)
  })

  it('makes one when those of an earlier job can not be had any more', async () => {
    const bench = await openBench(await folder(), closing)
    const parts = await bench.parts(ids(20))
    await bench.run({ parts })
    bench.simulator.addFault({
      operation: 'download',
      kind: 'status',
      status: 404,
      times: 3
    })
    const again = await bench.run({ parts })
    expect(again.status).toBe('complete')
    expect(again.log.warnings).toEqual([
      expect.stringContaining('A new job is needed')
    ])
    expect(accepted(bench)).toEqual([1, 1])
  })

  it.each<{ found: string; faults: RequestFault[] }>([
    { found: 'awaits an upload', faults: [] },
    {
      found: 'is not found',
      faults: [{ operation: 'get', kind: 'status', status: 404, occurrence: 7 }]
    }
  ])(
    'fails at once where a refused job can not be cancelled, and $found then',
    async ({ faults }) => {
      const { bench, outcome } = await runWith({
        flow: 'storage',
        faults: [
          { operation: 'upload', kind: 'status', status: 403, ...always },
          ...faults
        ]
      })
      expect(outcome.failure?.code).toBe('upload-refused')
      expect(bench.simulator.jobs).toHaveLength(1)
      expect(outcome.took).toBeLessThan(minute)
    }
  )
})

describe('an upload window that closes too early', () => {
  const tooLate = {
    operation: 'upload',
    kind: 'rate-limited',
    ms: 20 * minute
  } as const

  it('costs a job, and a new one takes its place', async () => {
    const { bench, outcome } = await runWith({ faults: [tooLate] })
    expect(outcome.status).toBe('complete')
    expect(accepted(bench)).toEqual([0, 1])
  })

  it('is what the failure says when it happens again', async () => {
    const { bench, outcome } = await runWith({
      faults: [{ ...tooLate, times: Infinity }]
    })
    expect(outcome.failure?.code).toBe('rate-limited')
    expect(accepted(bench)).toEqual([0, 0])
  })
})

describe('integrity', () => {
  it('notices that storage holds something else than was uploaded', async () => {
    const { bench, outcome } = await runWith({
      flow: 'storage',
      faults: [{ operation: 'upload', kind: 'corrupt' }]
    })
    expect(outcome.failure?.code).toBe('upload-corrupt')
    expect(outcome.failure?.message).toContain('md5 differs')
    expect(accepted(bench)).toEqual([1])
  })

  it('cancels a job whose upload was damaged, where that can be done, and makes another', async () => {
    const { bench, outcome } = await runWith({
      flow: 'storage',
      cancel: true,
      faults: [{ operation: 'upload', kind: 'corrupt' }]
    })
    expect(outcome.status).toBe('complete')
    expect(bench.simulator.jobs.map(({ status }) => status)).toEqual([
      'failed',
      'complete'
    ])
  })
})

describe('rate limits', () => {
  it.each([1, 5])('are obeyed at %i requests in 15 minutes', async limit => {
    const { bench, outcome } = await runWith({
      rateLimits: { create: limit, list: limit, get: limit },
      processing: { base: hour, perId: 0 }
    })
    expect(outcome.status).toBe('complete')
    expect(accepted(bench)).toEqual([1])
    expect(
      bench.simulator.requests.filter(({ status }) => status === 429)
    ).toEqual([])
  })

  it('are obeyed wherever they come from, storage too', async () => {
    const { bench, outcome } = await runWith({
      flow: 'storage',
      faults: [
        {
          operation: 'download',
          kind: 'rate-limited',
          ms: 40 * minute,
          retryAfter: true
        }
      ]
    })
    const [first, second] = bench.simulator.requests.filter(
      ({ operation }) => operation === 'download'
    )
    expect((second?.time ?? 0) - (first?.time ?? 0)).toBeGreaterThanOrEqual(
      40 * minute
    )
    expect(outcome.status).toBe('complete')
  })
})
