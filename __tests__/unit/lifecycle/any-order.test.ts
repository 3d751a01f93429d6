// Whatever goes wrong in whatever order: one job, one upload, the same rows.
import { setTimeout } from 'node:timers/promises'
import { afterAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type {
  RequestFault,
  SimulatorRequest
} from '../../../src/simulator/index.js'
import { temporaryFolders } from '../../support/folders.js'
import { hour, ids, minute, openBench } from './support.js'

const folder = temporaryFolders()
const closing: (() => Promise<void>)[] = []
afterAll(() => Promise.all(closing.map(close => close())))

const flows = ['current', 'storage'] as const
const processing = { base: minute, perId: 0 }

const harm = fc.oneof(
  fc.constantFrom('reset', 'lost', 'truncate', 'html').map(kind => ({ kind })),
  fc
    .constantFrom(500, 502, 503, 504)
    .map(status => ({ kind: 'status', status })),
  fc
    .record({
      ms: fc.integer({ min: 1000, max: 2 * minute }),
      retryAfter: fc.boolean()
    })
    .map(limit => ({ kind: 'rate-limited', ...limit }))
)

const fault = fc
  .tuple(
    fc.constantFrom('list', 'create', 'upload', 'get', 'download'),
    fc.integer({ min: 1, max: 4 }),
    harm
  )
  .map(
    ([operation, occurrence, harm]) =>
      ({ operation, occurrence, ...harm }) as RequestFault
  )

describe('any faults that pass', () => {
  it('leave one job with one upload and all of its rows', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...flows),
        fc.array(fault, { minLength: 1, maxLength: 8 }),
        async (flow, faults) => {
          const bench = await openBench(await folder(), closing, {
            flow,
            processing,
            faults
          })
          const outcome = await bench.run(
            { parts: await bench.parts(ids(20)) },
            { timeout: 5 * hour }
          )
          expect(outcome.failure).toBeUndefined()
          const [job, ...others] = bench.simulator.jobs
          expect(others).toEqual([])
          expect(job?.uploads).toHaveLength(1)
          expect(outcome.rows).toHaveLength(job?.rows ?? -1)
        }
      ),
      { numRuns: 60 }
    )
  })
})

/** The service works on for a moment, in real time, on what it was asked last. */
async function untilQuiet(requests: readonly SimulatorRequest[]) {
  for (let n = 0; n < 20 && requests.at(-1)?.status === undefined; n++)
    await setTimeout(10)
}

describe('a run that ends at any request', () => {
  const ends = flows.flatMap(flow =>
    Array.from({ length: 12 }, (_, index) => ({ flow, request: index + 1 }))
  )

  it.each(ends)(
    'number $request, in the $flow flow, is gone on with',
    async ({ flow, request }) => {
      const bench = await openBench(await folder(), closing, {
        flow,
        processing
      })
      const parts = await bench.parts(ids(20), ids(20, 5000n))
      const controller = new AbortController()
      const requests = bench.simulator.requests as SimulatorRequest[]
      const push = requests.push.bind(requests)
      requests.push = (...entries) => {
        if (requests.length + 1 === request)
          controller.abort(new Error('the end'))
        return push(...entries)
      }
      await expect(
        bench.run({ parts }, { signal: controller.signal })
      ).rejects.toThrow('the end')
      await untilQuiet(requests)
      const again = await bench.run({ parts })
      expect(again.status).toBe('complete')
      const withUploads = bench.simulator.jobs.filter(
        ({ uploads }) => uploads.length > 0
      )
      expect(withUploads.map(({ uploads }) => uploads.length)).toEqual([1, 1])
      expect(again.rows).toHaveLength(
        withUploads.reduce((sum, { rows }) => sum + (rows ?? 0), 0)
      )
    }
  )
})
