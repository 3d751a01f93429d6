// The step outputs for what a run knows by its end.
import { eventCounts } from '../../support/events.js'
import { say } from '../../../src/lib/message.js'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { Failure } from '../../../src/lib/failure.js'
import { outputsOf } from '../../../src/report/outputs.js'
import type { RunRecord } from '../../../src/report/record.js'
import type { TallyRecord } from '../../../src/results/tally-record.js'
import { openRecord } from '../../../src/check/step.js'
import { version } from '../../../src/lib/version.js'

const clock = { now: () => 0, sleep: () => Promise.resolve() }

function record(known: Partial<RunRecord>): RunRecord {
  return { ...openRecord({}, clock), ...known }
}

const ids = {
  read: 10,
  submitted: 7,
  duplicate: 2,
  invalid: 1,
  invalidByReason: {},
  files: [],
  findings: []
}

const tally: TallyRecord = {
  rows: 5,
  events: 4,
  refused: 1,
  unsubmitted: 0,
  refusedWithoutId: 0,
  unidentified: 0,
  unchecked: 0,
  lists: undefined,
  ofYear: undefined,
  byEvent: eventCounts({ deleted: 1, scrub_geo: 1, suspended: 1, other: 1 }),
  reasons: { deleted: 1 },
  actions: { delete: 1 },
  otherReasons: {},
  rawReasons: { deleted: 1 },
  rawActions: { delete: 1 },
  required: { delete: 2, review: 1, refetch: 0, 'scrub-geo': 1 },
  byYear: {}
}

const part = { part: 1, ids: 7, digest: 'ab' }
const done = {
  ...part,
  jobId: '1372966999991541762',
  createdAt: Date.UTC(2026, 10, 21, 10),
  rows: { bytes: 10 }
}

describe('outputsOf', () => {
  it('gives every output of action.yml for a complete run, and no other', () => {
    const action = parse(readFileSync('action.yml', 'utf8')) as {
      outputs: Record<string, unknown>
    }
    const outputs = outputsOf(
      record({
        status: 'complete',
        ids,
        tally,
        parts: [done],
        requests: 6,
        resultsPath: '/r.ndjson',
        reportPath: '/report',
        artifact: { name: 'a', id: 5, url: 'u', digest: 'd', bytes: 1 },
        inputs: { simulate: false } as RunRecord['inputs'] & object
      })
    )
    expect(Object.keys(outputs).sort()).toEqual(
      Object.keys(action.outputs).sort()
    )
    expect(outputs).toMatchObject({
      status: 'complete',
      'error-code': '',
      'job-ids': '["1372966999991541762"]',
      'checked-at': '2026-11-21T10:00:00.000Z',
      parts: '1',
      'parts-complete': '1',
      'ids-affected': '4',
      'ids-unaffected': '3',
      'ids-to-scrub-geo': '1',
      scrub_geo: '1',
      counts: '{"reasons":{"deleted":1},"actions":{"delete":1}}',
      simulated: 'false'
    })
  })

  it('gives what is known when the inputs could not be read', () => {
    const error = new Failure('invalid-input', { what: say`x`, fix: say`y` })
    expect(outputsOf(record({ error }))).toEqual({
      status: 'failed',
      'error-code': 'invalid-input',
      requests: '0'
    })
  })

  it('leaves affected IDs out while parts are missing or no IDs were given', () => {
    const outputs = outputsOf(
      record({
        status: 'timeout',
        ids,
        tally: { ...tally, required: undefined },
        parts: [done, { ...part, part: 2 }]
      })
    )
    expect(outputs).toMatchObject({
      parts: '2',
      'parts-complete': '1',
      events: '4'
    })
    expect(outputs).not.toHaveProperty('ids-affected')
    expect(outputs).not.toHaveProperty('ids-unaffected')
  })

  it('counts no part for an empty set, and none known for a bad one', () => {
    const none = { ...ids, submitted: 0 }
    expect(outputsOf(record({ ids: none }))).toMatchObject({
      parts: '0',
      'job-ids': '[]'
    })
    expect(outputsOf(record({ ids }))).not.toHaveProperty('parts')
  })
})

describe('the version', () => {
  it('is that of package.json', () => {
    const { version: published } = JSON.parse(
      readFileSync('package.json', 'utf8')
    ) as { version: string }
    expect(version).toBe(published)
  })
})
