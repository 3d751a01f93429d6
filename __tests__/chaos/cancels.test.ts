// A run that is cancelled at any step ends within 5 seconds, says how to go on, and is gone on with.
import { describe, expect, it } from '@jest/globals'
import type { Fault, Operation } from '../../src/simulator/index.js'
import {
  endAt,
  ending,
  type Moment,
  soundEnding,
  stage,
  underWay
} from './support.js'

const hang = (operation: Operation): Fault => ({ operation, kind: 'hang' })

const steps: { at: string; moment: Moment; faults: Fault[]; job: boolean }[] = [
  {
    at: 'a silent list',
    moment: underWay('list'),
    faults: [hang('list')],
    job: false
  },
  {
    at: 'a silent create',
    moment: underWay('create'),
    faults: [hang('create')],
    job: false
  },
  {
    at: 'a silent upload',
    moment: underWay('upload'),
    faults: [hang('upload')],
    job: true
  },
  {
    at: 'a pause between looks',
    moment: { line: /Next check at/ },
    faults: [],
    job: true
  },
  {
    at: 'a rate limit of 15 minutes',
    moment: { line: /allows no further request/ },
    faults: [{ operation: 'get', kind: 'rate-limited' }],
    job: true
  },
  {
    at: 'a silent download',
    moment: underWay('download'),
    faults: [hang('download')],
    job: true
  }
]

let runs = 9_000_000_001

describe('cancelled by the runner', () => {
  it.concurrent.each(steps)('in $at', async ({ moment, faults, job }) => {
    const rig = await stage('current', { faults })
    try {
      const runId = String(runs++)
      const run = await endAt(rig, runId, moment, 'cancel')
      const jobIds = job ? rig.simulator.jobs.map(({ id }) => id) : []
      expect({
        exit: run.code,
        status: run.outputs['status'],
        errorCode: run.outputs['error-code'],
        jobIds: JSON.parse(run.outputs['job-ids'] ?? '[]') as unknown
      }).toEqual({
        exit: 1,
        status: 'cancelled',
        errorCode: 'cancelled',
        jobIds
      })
      expect(run.endedWithin).toBeLessThan(5000)
      for (const id of jobIds) expect(run.log).toContain(id)
      if (rig.simulator.requests.some(({ fault }) => fault === 'rate-limited'))
        rig.simulator.clock.advance(15 * 60_000)
      const again = await rig.run({}, { runId, attempt: 2 })
      expect(await ending(rig, again)).toEqual(await soundEnding(rig))
    } finally {
      await rig.close()
    }
  })
})
