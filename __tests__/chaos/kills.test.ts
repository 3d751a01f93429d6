// kill -9 at each step of a run, then a re-run of it: nothing is lost, nothing is done twice.
import { describe, expect, it } from '@jest/globals'
import type { Fault, Operation } from '../../src/simulator/index.js'
import {
  endAt,
  ending,
  answered,
  type Moment,
  soundEnding,
  stage,
  underWay
} from './support.js'

/** Keeps the nth request of an operation under way for a moment, long enough to die in. */
const slow = (operation: Operation, occurrence = 1): Fault => ({
  operation,
  occurrence,
  kind: 'delay',
  ms: 400
})

interface Step {
  at: string
  moment: Moment
  faults?: Fault[]
  parts?: number
}

const steps: Step[] = [
  {
    at: 'the list under way',
    moment: underWay('list'),
    faults: [slow('list')]
  },
  { at: 'the list answered', moment: answered('list') },
  {
    at: 'the create under way',
    moment: underWay('create'),
    faults: [slow('create')]
  },
  { at: 'the create answered', moment: answered('create') },
  {
    at: 'the answer to the create lost',
    moment: { seen: rig => rig.simulator.jobs.length === 1 },
    faults: [{ operation: 'create', kind: 'lost' }]
  },
  { at: 'the job being told of', moment: { line: /Created job/ } },
  {
    at: 'the upload under way',
    moment: underWay('upload'),
    faults: [{ operation: 'upload', kind: 'hang' }]
  },
  { at: 'the upload answered', moment: answered('upload') },
  {
    at: 'the answer to the upload lost',
    moment: { seen: rig => rig.simulator.jobs[0]?.uploads.length === 1 },
    faults: [{ operation: 'upload', kind: 'lost' }]
  },
  { at: 'the upload being told of', moment: { line: /Uploaded in/ } },
  { at: 'a look under way', moment: underWay('get'), faults: [slow('get')] },
  { at: 'a look answered', moment: answered('get') },
  {
    at: 'another look answered',
    moment: answered('get', 2),
    faults: [{ operation: 'job', kind: 'slow', ms: 1500 }]
  },
  {
    at: 'the job complete, before that is seen',
    moment: { seen: rig => rig.simulator.jobs[0]?.status === 'complete' }
  },
  {
    at: 'the download under way',
    moment: underWay('download'),
    faults: [slow('download')]
  },
  {
    at: 'the download broken off',
    moment: { line: /Temporary error while downloading/ },
    faults: [{ operation: 'download', kind: 'truncate' }]
  },
  { at: 'the download answered', moment: answered('download') },
  { at: 'the counting of the results', moment: { line: /Count the results/ } },
  { at: 'the publication', moment: { line: /Publish the artifact/ } },
  {
    at: 'the second create answered',
    moment: answered('create', 2),
    parts: 2
  },
  {
    at: 'the second upload answered',
    moment: answered('upload', 2),
    parts: 2
  },
  {
    at: 'the second download answered',
    moment: answered('download', 2),
    parts: 2
  }
]

const cases = (['current', 'storage'] as const).flatMap(flow =>
  steps.map(step => ({ ...step, flow }))
)

let runs = 8_000_000_001

describe('killed without warning', () => {
  it.concurrent.each(cases)(
    'at $at, in the $flow flow, a run is gone on with by the next',
    async ({ moment, parts = 1, flow, faults = [] }) => {
      const rig = await stage(flow, { faults, parts })
      try {
        const runId = String(runs++)
        const killed = await endAt(rig, runId, moment, 'kill')
        expect(killed.signal).toBe('SIGKILL')
        const again = await rig.run({}, { runId, attempt: 2 })
        expect(await ending(rig, again)).toEqual(await soundEnding(rig, parts))
      } finally {
        await rig.close()
      }
    }
  )
})
