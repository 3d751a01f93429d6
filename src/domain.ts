// The words of the product: job types, statuses, events, required actions and error codes.

/** What the IDs are of. */
export type JobType = 'tweets' | 'users'

export type Status =
  'complete' | 'submitted' | 'checked' | 'timeout' | 'cancelled' | 'failed'

/** The event outputs: the service's own words, then the two that gather the rest. They sum to `events`. */
export const eventOutputs = [
  'deleted',
  'deactivated',
  'scrub_geo',
  'protected',
  'suspended',
  'tweet_edited',
  'other'
] as const

export type EventOutput = (typeof eventOutputs)[number]

/** What the owner of the data must do with an affected ID, most pressing first. */
export const requiredActions = [
  'delete',
  'review',
  'refetch',
  'scrub-geo'
] as const

export type RequiredAction = (typeof requiredActions)[number]

/**
 * Every `error-code` of the action: whose fault it is, and whether its text may
 * quote what stands in ID files or results, which no report may hold.
 */
export const errorCodes = {
  'invalid-input': { fault: 'user', quotes: true },
  'ids-not-found': { fault: 'user', quotes: true },
  'ids-invalid': { fault: 'user', quotes: true },
  'ids-damaged': { fault: 'user', quotes: true },
  'ids-empty': { fault: 'user', quotes: true },
  unauthorized: { fault: 'user', quotes: false },
  forbidden: { fault: 'user', quotes: false },
  'payment-required': { fault: 'user', quotes: false },
  'rate-limited': { fault: 'service', quotes: false },
  'usage-capped': { fault: 'user', quotes: false },
  'job-active': { fault: 'user', quotes: false },
  'upload-refused': { fault: 'service', quotes: false },
  'upload-expired': { fault: 'service', quotes: false },
  'upload-corrupt': { fault: 'service', quotes: false },
  'job-failed': { fault: 'service', quotes: false },
  'job-expired': { fault: 'service', quotes: false },
  'job-not-found': { fault: 'user', quotes: false },
  'results-expired': { fault: 'user', quotes: false },
  'results-corrupt': { fault: 'service', quotes: true },
  'service-unavailable': { fault: 'service', quotes: false },
  timeout: { fault: 'service', quotes: false },
  cancelled: { fault: 'user', quotes: false },
  'disk-full': { fault: 'user', quotes: false },
  'artifact-not-found': { fault: 'user', quotes: false },
  'artifact-conflict': { fault: 'user', quotes: false },
  'artifact-quota': { fault: 'user', quotes: false },
  'artifact-unsupported': { fault: 'user', quotes: false },
  'events-found': { fault: 'user', quotes: false },
  internal: { fault: 'us', quotes: true }
} as const satisfies Record<
  string,
  { fault: 'user' | 'service' | 'us'; quotes: boolean }
>

export type ErrorCode = keyof typeof errorCodes
