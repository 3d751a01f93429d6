// How jobs and their failures are spoken of: with what is known about them, and without the rest.
import { say } from '../../../src/lib/message.js'
import { describe, expect, it } from '@jest/globals'
import { Failure } from '../../../src/lib/failure.js'
import {
  jobActive,
  jobExpired,
  jobFailed,
  jobNotFound,
  nameOf,
  resultsExpired,
  endedInQueue,
  uploadCorrupt,
  uploadExpired,
  uploadRefused,
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
      `The service reports that job 1967 (nightly) failed: “${'e'.repeat(199)}…”.`
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
const howToCancel =
  'To cancel job 1967 (if its results are wanted by nobody): curl -X DELETE -H "Authorization: Bearer $X_BEARER_TOKEN" https://api.x.com/2/compliance/jobs/1967'

describe('a failure says what happened, why, and what to do', () => {
  it.each([
    {
      when: 'a job is in the way',
      fail: () => jobActive(job, 'tweets', later, url),
      code: 'job-active',
      says: [
        'Another tweets job is active: job 1967 (nightly), status in_progress, created 12 min ago at 2026-11-21T12:00:00Z.',
        'X runs one job of a type at a time, and `on-active-job` is `fail`.',
        `Wait for it, or set \`on-active-job: wait\`. ${howToCancel}`
      ]
    },
    {
      when: 'a job is in the way that is not listed',
      fail: () => jobActive(undefined, 'users', later, url),
      code: 'job-active',
      says: [
        'Another users job is active (the service answered 409), but it lists none.',
        'X runs one job of a type at a time, and `on-active-job` is `fail`.',
        'Wait for it, or set `on-active-job: wait`.'
      ]
    },
    {
      when: 'the budget ends behind a job',
      fail: () => endedInQueue(timeout, job, later, url),
      code: 'timeout',
      says: [
        'The budget is spent. Another job was running the whole time: job 1967 (nightly), status in_progress, created 12 min ago at 2026-11-21T12:00:00Z.',
        'The service is slow.',
        `Run it again. ${howToCancel}`
      ]
    },
    {
      when: 'the budget ends behind a job that is not listed',
      fail: () => endedInQueue(timeout, undefined, later, url),
      code: 'timeout',
      says: [
        'The budget is spent. Another job was running the whole time (409), though X lists none.',
        'The service is slow.',
        'Run it again.'
      ]
    },
    {
      when: 'a job failed without a reason',
      fail: () => jobFailed(job),
      code: 'job-failed',
      says: [
        'The service reports that job 1967 (nightly) failed, without a reason.',
        'It failed while it was processed, or somebody cancelled it.',
        'Run the workflow again: unless `job-ids` names this job, a new one is created.'
      ]
    },
    {
      when: 'a job failed for a reason, which may quote an ID',
      fail: () =>
        jobFailed({ ...job, error: 'line 1265324480517361664 is bad' }),
      code: 'job-failed',
      says: [
        'The service reports that job 1967 (nightly) failed: “line [left out] is bad”.',
        'It failed while it was processed, or somebody cancelled it.',
        'Run the workflow again: unless `job-ids` names this job, a new one is created.'
      ]
    },
    {
      when: 'a job expired',
      fail: () => jobExpired(job),
      code: 'job-expired',
      says: [
        'The service reports that job 1967 (nightly) expired before it was complete.',
        'Its upload did not come within 15 minutes, or the service gave it up.',
        'Run the workflow again: unless `job-ids` names this job, a new one is created.'
      ]
    },
    {
      when: 'there is no such job',
      fail: () => jobNotFound('1967'),
      code: 'job-not-found',
      says: [
        'The service knows no job 1967.',
        'Jobs are seen only with the App that created them, and are forgotten after about a week.',
        'Check the job ID and the bearer token, or leave `job-ids` out to create new jobs.'
      ]
    },
    {
      when: 'a job is of the other type',
      fail: () => wrongType(job, 'users'),
      code: 'invalid-input',
      says: [
        'Input `type` is `users`, but job 1967 (nightly) in `job-ids` is of type `tweets`.',
        'Give the type of the jobs; download the results of the two types in two steps.'
      ]
    },
    {
      when: 'a job is of no type at all',
      fail: () => wrongType({ ...job, type: undefined }, 'users'),
      code: 'invalid-input',
      says: [
        'Input `type` is `users`, but job 1967 (nightly) in `job-ids` is of type ``.',
        'Give the type of the jobs; download the results of the two types in two steps.'
      ]
    },
    {
      when: 'an upload is too large',
      fail: () => uploadRefused(job, 413, 'the service answered 413'),
      code: 'upload-refused',
      says: [
        'The upload to job 1967 (nightly) was refused: the service answered 413.',
        'The part is larger than the service accepts.',
        'Set a smaller `max-upload-size`, such as `64MB`.'
      ]
    },
    {
      when: 'an upload is refused for another reason',
      fail: () => uploadRefused(job, 404, 'the service answered 404'),
      code: 'upload-refused',
      says: [
        'The upload to job 1967 (nightly) was refused: the service answered 404.',
        'The upload URL does not work; a new job failed in the same way, or this one could not be cancelled.',
        'Run the workflow again later; X has had hours in which uploads were refused.'
      ]
    },
    {
      when: 'an upload comes too late',
      fail: () => uploadExpired(job),
      code: 'upload-expired',
      says: [
        'The upload window of job 1967 (nightly) closed before an upload was accepted.',
        'The window is 15 minutes; the upload was too slow, or failed too often.',
        'Run the workflow again, with a smaller `max-upload-size` on a slow connection.'
      ]
    },
    {
      when: 'an upload was damaged',
      fail: () => uploadCorrupt(job, 'md5'),
      code: 'upload-corrupt',
      says: [
        'What the service stored for job 1967 (nightly) is not what was uploaded: md5 differs.',
        'Something on the way damaged the upload.',
        'Do not use the results of that job. Once it has ended, run the workflow again with another word as `cycle`.'
      ]
    },
    {
      when: 'results are gone',
      fail: () => resultsExpired(job, 'the service answered 404'),
      code: 'results-expired',
      says: [
        'The results of job 1967 (nightly) cannot be downloaded: the service answered 404.',
        'Results are kept for 7 days from the creation of a job.',
        'Run the workflow without that job, so that a new one is created.'
      ]
    }
  ])('when $when', ({ fail, code, says }) => {
    const failure = fail()
    expect(failure.code).toBe(code)
    expect(failure.message).toBe(says.join(' '))
  })

  it('and a cancelled run does not advise to cancel the job that held the slot', () => {
    const cancelled = new Failure('cancelled', {
      what: say`Stop.`,
      fix: say`Go.`
    })
    const told = endedInQueue(cancelled, job, later, url)
    expect(told.code).toBe('cancelled')
    expect(told.message).toBe(
      'Stop. Another job was running the whole time: job 1967 (nightly), status in_progress, created 12 min ago at 2026-11-21T12:00:00Z. Go.'
    )
  })

  it('with the timeout itself as the cause of one in the queue', () => {
    expect(endedInQueue(timeout, job, later, url).cause).toBe(timeout)
  })
})
