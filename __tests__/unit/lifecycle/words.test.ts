// How jobs and their failures are spoken of: with what is known about them, and without the rest.
import { describe, expect, it } from '@jest/globals'
import {
  jobActive,
  nameOf,
  wrongType
} from '../../../src/lifecycle/failures.js'
import type { Job } from '../../../src/service/job.js'

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

  it('in the way is named with its age and the request that cancels it', () => {
    const { code, text } = jobActive(job, 'tweets', createdAt + 720_000, url)
    expect(code).toBe('job-active')
    expect(text.what).toMatch(
      /job 1967 \(nightly\), in_progress, created 12 min ago/
    )
    expect(text.fix).toContain(`curl -X DELETE`)
    expect(text.fix).toContain(url('1967'))
  })

  it('in the way that is not listed is told as far as it is known', () => {
    const { text } = jobActive(undefined, 'users', createdAt, url)
    expect(text.what).toContain('answered 409')
    expect(text.fix).not.toContain('curl')
  })

  it('of the other type is told by its type, where it has one', () => {
    expect(wrongType(job, 'users').text.what).toContain(
      'job 1967 (nightly) in `job-ids` is of type `tweets`'
    )
    expect(wrongType({ ...job, type: undefined }, 'users').code).toBe(
      'invalid-input'
    )
  })
})
