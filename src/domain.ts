// The words of the product: job types, statuses, events, required actions and error codes.

/** What the IDs are of. */
export type JobType = 'tweets' | 'users'

export type Status =
  'complete' | 'submitted' | 'checked' | 'timeout' | 'cancelled' | 'failed'

/** How pressing something is: it decides colours and marks, never the wording. */
export type Severity = 'bad' | 'act' | 'wait' | 'good' | 'plain' | 'soft'

/** What the owner of the data must do with an affected ID, most pressing first. */
export const requiredActions = [
  'delete',
  'review',
  'refetch',
  'scrub-geo'
] as const

export type RequiredAction = (typeof requiredActions)[number]

/** One kind of event that the service reports. */
export interface EventKind {
  /** Words of the service that stand for it in `reason`. */
  reasons: readonly string[]
  /** Whether they stand for it as the action, too. */
  inAction?: boolean
  /** What its rows ask for as a rule; undefined where there is none. */
  requiredAction?: RequiredAction
  /** Whether they ask for that whatever their action says. */
  outweighsAction?: boolean
  /** What happened to a post, and to an account. */
  meaning: Readonly<Record<JobType, string>>
  severity: Severity
  /** First and last of the endings (two digits) of the IDs to which the simulator gives it. */
  simulated?: Partial<Readonly<Record<JobType, readonly [number, number]>>>
  /** For action.yml and README. */
  description: string
}

/**
 * Every event, by its output. The words are those of X's "Batch compliance"
 * pages; `other` takes every word that is not here. The outputs sum to `events`.
 */
export const eventKinds = {
  deleted: {
    reasons: ['deleted'],
    requiredAction: 'delete',
    meaning: { tweets: 'Deleted by the author', users: 'Deleted by the user' },
    severity: 'bad',
    simulated: { tweets: [82, 90], users: [82, 90] },
    description: 'Number of posts or accounts that were deleted.'
  },
  deactivated: {
    reasons: ['deactivated'],
    requiredAction: 'delete',
    meaning: {
      tweets: 'The account was deactivated',
      users: 'Deactivated by the user'
    },
    severity: 'bad',
    simulated: { tweets: [94, 94], users: [94, 94] },
    description:
      'Number of posts of deactivated accounts, or of deactivated accounts.'
  },
  scrub_geo: {
    reasons: ['scrub_geo', 'geo_scrubbed'],
    inAction: true,
    requiredAction: 'scrub-geo',
    outweighsAction: true,
    meaning: {
      tweets: 'The author removed the location',
      users: 'The user removed the location from all posts'
    },
    severity: 'act',
    simulated: { tweets: [98, 99] },
    description:
      'Number of posts whose location the author removed, or of accounts that removed it from all posts. `geo_scrubbed`, as reason or action, counts here.'
  },
  protected: {
    reasons: ['protected'],
    requiredAction: 'delete',
    meaning: {
      tweets: 'The account was made private',
      users: 'Made private by the user'
    },
    severity: 'bad',
    simulated: { tweets: [91, 93], users: [91, 93] },
    description:
      'Number of posts of protected accounts, or of protected accounts.'
  },
  suspended: {
    reasons: ['suspended'],
    requiredAction: 'delete',
    meaning: { tweets: 'The account was suspended', users: 'Suspended by X' },
    severity: 'bad',
    simulated: { tweets: [70, 81], users: [70, 81] },
    description:
      'Number of posts of suspended accounts, or of suspended accounts.'
  },
  tweet_edited: {
    reasons: ['tweet_edited'],
    requiredAction: 'refetch',
    outweighsAction: true,
    meaning: { tweets: 'Edited by the author', users: 'Edited' },
    severity: 'wait',
    simulated: { tweets: [95, 97] },
    description: 'Number of posts that were edited, to fetch again.'
  },
  other: {
    reasons: [],
    meaning: {
      tweets: 'A reason this action does not know',
      users: 'A reason this action does not know'
    },
    severity: 'act',
    description:
      'Number of rows with a reason that this action does not know; look at them. The event outputs sum to `events`.'
  }
} as const satisfies Record<string, EventKind>

/** The event outputs, in the order of the documents. */
export type EventOutput = keyof typeof eventKinds

export const eventOutputs = Object.keys(eventKinds).filter(isEventOutput)

export function isEventOutput(word: string): word is EventOutput {
  return Object.hasOwn(eventKinds, word)
}

/** The word by which the service refuses a line of the upload: no event. */
export const refusedReason = 'invalid_id'

/**
 * Every `error-code` of the two actions: whose fault it is, and whether its text may
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
  'request-refused': { fault: 'service', quotes: false },
  timeout: { fault: 'service', quotes: false },
  cancelled: { fault: 'user', quotes: false },
  'disk-full': { fault: 'user', quotes: true },
  'artifact-not-found': { fault: 'user', quotes: false },
  'artifact-conflict': { fault: 'user', quotes: false },
  'artifact-quota': { fault: 'user', quotes: false },
  'artifact-unsupported': { fault: 'user', quotes: false },
  'environment-unusable': { fault: 'user', quotes: true },
  'events-found': { fault: 'user', quotes: false },
  // Those of `apply` alone.
  'data-not-found': { fault: 'user', quotes: true },
  'data-unknown': { fault: 'user', quotes: true },
  'data-invalid': { fault: 'user', quotes: true },
  'column-unknown': { fault: 'user', quotes: true },
  'results-not-found': { fault: 'user', quotes: true },
  'results-refused': { fault: 'user', quotes: true },
  'share-exceeded': { fault: 'user', quotes: false },
  'data-changed': { fault: 'user', quotes: true },
  'data-busy': { fault: 'user', quotes: true },
  'not-writable': { fault: 'user', quotes: true },
  'verify-failed': { fault: 'us', quotes: true },
  internal: { fault: 'us', quotes: true }
} as const satisfies Record<
  string,
  { fault: 'user' | 'service' | 'us'; quotes: boolean }
>

export type ErrorCode = keyof typeof errorCodes
