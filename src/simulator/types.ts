// The words of the service that the whole simulator shares.
import type { JobType } from '../domain.js'

/** `current`: byte-path URLs on the API's own origin. `storage`: signed URLs on a second origin. */
export type Flow = 'current' | 'storage'

export type { JobType }

export const jobTypes = ['tweets', 'users'] as const satisfies JobType[]

export type JobStatus =
  'created' | 'in_progress' | 'failed' | 'complete' | 'expired'

export const operations = [
  'token',
  'create',
  'list',
  'get',
  'cancel',
  'upload',
  'download'
] as const
export type Operation = (typeof operations)[number]

/** Where a request came in: the API, or the storage origin of the storage flow. */
export type Origin = 'api' | 'storage'

export const limits = {
  uploadWindow: 900_000,
  downloadWindow: 604_800_000,
  rateLimitWindow: 900_000
} as const
