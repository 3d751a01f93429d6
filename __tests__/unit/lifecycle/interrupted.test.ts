// What a run that was ended from outside says about where it stood.
import { say } from '../../../src/lib/message.js'
import { expect, it } from '@jest/globals'
import { Failure } from '../../../src/lib/failure.js'
import { withStanding } from '../../../src/lifecycle/interrupted.js'
import type { PartRecord } from '../../../src/lifecycle/part-record.js'

const at = Date.UTC(2026, 10, 21, 12)
const untouched: PartRecord = { part: 1, ids: 5, digest: 'ab' }
const created: PartRecord = {
  ...untouched,
  jobId: '1967',
  jobName: 'compliance-ab-r1-1of1',
  createdAt: at
}
const uploaded: PartRecord = { ...created, uploadedAt: at + 2000 }
const complete: PartRecord = { ...uploaded, completedAt: at + 60_000 }
const done: PartRecord = { ...complete, rows: { bytes: 0 } }
const given: PartRecord = {
  part: 1,
  ids: undefined,
  digest: undefined,
  jobId: '5',
  origin: 'given'
}

it.each<[string, PartRecord[], string]>([
  ['before it knew any part', [], 'No job was created yet.'],
  ['before a job', [untouched], 'Part 1 of 1 had no job yet.'],
  [
    'before the upload was accepted',
    [created],
    'Part 1 of 1 was still running: job 1967 (compliance-ab-r1-1of1), created at 2026-11-21T12:00:00Z.'
  ],
  [
    'while the job was processed',
    [done, { ...uploaded, part: 2 }, { ...untouched, part: 3 }],
    'Part 2 of 3 was still running: job 1967 (compliance-ab-r1-1of1), created at 2026-11-21T12:00:00Z, uploaded at 2026-11-21T12:00:02Z.'
  ],
  [
    'while the results came',
    [complete],
    'The results of part 1 of 1 were not downloaded yet: job 1967 (compliance-ab-r1-1of1), created at 2026-11-21T12:00:00Z, uploaded at 2026-11-21T12:00:02Z, complete at 2026-11-21T12:01:00Z.'
  ],
  ['at a job that was given', [given], 'Part 1 of 1 was still running: job 5.'],
  ['behind all jobs', [done], 'All jobs were done.']
])('%s', (_, parts, says) => {
  const failure = new Failure('timeout', {
    what: say`The budget is spent.`,
    why: say`It was small.`,
    fix: say`Raise it.`
  })
  const told = withStanding(failure, parts)
  expect(told.code).toBe('timeout')
  expect(told.message).toBe(
    `The budget is spent. ${says} It was small. Raise it.`
  )
  expect(told.cause).toBe(failure)
})

it('a name made elsewhere can not make a line of its own', () => {
  const hostile = { ...created, jobName: 'a\n::error::b' }
  expect(
    withStanding(new Failure('timeout', { what: [], fix: [] }), [hostile])
      .message
  ).not.toMatch(/\n|::error/)
})
