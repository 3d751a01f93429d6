// What messages say of a job: what is known about it, in a bounded length. The sentences: __tests__/messages/check.md.
import { say } from '../../../src/lib/message.js'
import { describe, expect, it } from '@jest/globals'
import { Failure } from '../../../src/lib/failure.js'
import {
  endedInQueue,
  jobFailed,
  nameOf,
  withAge,
  wrongType
} from '../../../src/lifecycle/failures.js'
import type { Job } from '../../../src/x-api/job.js'

const createdAt = Date.UTC(2026, 10, 21, 12)
const job: Job = {
  id: '1967',
  type: 'tweets',
  name: 'nightly',
  status: 'in_progress',
  createdAt,
  uploadUrl: undefined,
  uploadExpiresAt: createdAt,
  downloadUrl: undefined,
  downloadExpiresAt: createdAt,
  error: undefined
}
const url = (id: string) => `https://api.x.com/2/compliance/jobs/${id}`

describe('a job', () => {
  it('is called by its ID, and its name where it has one', () => {
    expect(nameOf(job)).toBe('job 1967 (nightly)')
    expect(nameOf({ ...job, name: undefined })).toBe('job 1967')
  })

  it('is told with its status and age, which is never below nothing', () => {
    expect(withAge(job, createdAt + 720_000)).toBe(
      'job 1967 (nightly), status in_progress, created 12 min ago at 2026-11-21T12:00:00Z'
    )
    expect(withAge(job, createdAt - 720_000)).toContain('created 0 s ago')
  })

  it('can not make a line longer than it is fit to be read', () => {
    const long = { ...job, name: 'n'.repeat(999), status: 's'.repeat(999) }
    expect(withAge(long, createdAt)).toBe(
      `job 1967 (${'n'.repeat(79)}…), status ${'s'.repeat(39)}…, created 0 s ago at 2026-11-21T12:00:00Z`
    )
    expect(
      wrongType({ ...job, type: 't'.repeat(999) }, 'users').message
    ).toContain(
      `Input \`type\` is \`users\`, but job 1967 (nightly) in \`job-ids\` is of type \`${'t'.repeat(39)}…\`.`
    )
    expect(jobFailed({ ...job, error: 'e'.repeat(999) }).message).toContain(
      `X reports that job 1967 (nightly) failed: “${'e'.repeat(199)}…”.`
    )
  })
})

/** A failure of the budget, as it comes without a word on the queue. */
const timeout = new Failure('timeout', {
  what: say`The budget is spent.`,
  why: say`The service is slow.`,
  fix: say`Run it again.`
})
const later = createdAt + 720_000
describe('a failure behind another job', () => {
  it('of a cancelled run does not advise to cancel the job that held the slot', () => {
    const cancelled = new Failure('cancelled', {
      what: say`Stop.`,
      fix: say`Go.`
    })
    const told = endedInQueue(cancelled, job, later, url)
    expect(told.code).toBe('cancelled')
    expect(told.message).toContain('job 1967 (nightly)')
    expect(told.message).not.toContain('curl')
  })

  it('has the timeout itself as its cause', () => {
    expect(endedInQueue(timeout, job, later, url).cause).toBe(timeout)
  })
})
