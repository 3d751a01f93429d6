// One fault at each call in each flow, on the built action: the run ends as if nothing had been.
import { describe, expect, it } from '@jest/globals'
import type { Fault, Flow } from '../../src/simulator/index.js'
import { ending, soundEnding, stage } from './support.js'

/** The calls that differ between the flows are disturbed in both. */
const calls = [
  { flow: 'current', operation: 'list' },
  { flow: 'current', operation: 'create' },
  { flow: 'current', operation: 'get' },
  { flow: 'current', operation: 'upload' },
  { flow: 'current', operation: 'download' },
  { flow: 'storage', operation: 'upload' },
  { flow: 'storage', operation: 'download' }
] as const

const harms = [
  { kind: 'reset' },
  { kind: 'lost' },
  { kind: 'truncate' },
  { kind: 'html' },
  { kind: 'status', status: 503 },
  { kind: 'rate-limited', ms: 1500 },
  { kind: 'rate-limited', ms: 1500, retryAfter: true }
] as const

const cases = calls.flatMap(({ flow, operation }) =>
  harms.map(harm => ({
    title: `${operation} meets ${Object.values(harm).join(' ')} in the ${flow} flow`,
    flow,
    fault: { operation, ...harm }
  }))
)

/** What became of a run that met a fault, and what should have. */
async function disturbed(flow: Flow, fault: Fault) {
  const rig = await stage(flow, { faults: [fault] })
  try {
    const run = await rig.run()
    const met = rig.simulator.requests.filter(({ fault }) => fault).length
    return {
      is: { ...(await ending(rig, run)), met },
      shouldBe: { ...(await soundEnding(rig)), met: 1 }
    }
  } finally {
    await rig.close()
  }
}

describe('one fault at each call', () => {
  it.concurrent.each(cases)('$title', async ({ flow, fault }) => {
    const { is, shouldBe } = await disturbed(flow, fault)
    expect(is).toEqual(shouldBe)
  })

  it.concurrent(
    'any call meets a silent service',
    async () => {
      // All at once: each of them does nothing but wait.
      const ends = await Promise.all(
        calls.map(({ flow, operation }) =>
          disturbed(flow, { operation, kind: 'hang' })
        )
      )
      expect(ends.map(({ is }) => is)).toEqual(
        ends.map(({ shouldBe }) => shouldBe)
      )
    },
    120_000
  )
})
