// Rate limits: one bucket an endpoint, each with a window of 15 minutes from its first request.
import { limits, type Operation } from './types.js'

/** Requests per window; an operation not named has no limit, as X publishes none for upload, download and cancel. */
export type RateLimits = Readonly<Partial<Record<Operation, number>>>

/** Of the paid plans, and of every recording. */
export const usualRateLimits: RateLimits = { create: 150, list: 150, get: 150 }

export interface RateState {
  readonly exceeded: boolean
  readonly headers: Readonly<Record<string, string>>
}

export class RateBuckets {
  readonly #buckets = new Map<Operation, { used: number; resetAt: number }>()

  constructor(private readonly perWindow: RateLimits) {}

  /** Takes one request out of the operation's bucket. */
  take(operation: Operation, now: number): RateState {
    const limit = this.perWindow[operation]
    if (limit === undefined) return { exceeded: false, headers: {} }
    const open = this.#buckets.get(operation)
    const bucket =
      open && now < open.resetAt
        ? open
        : { used: 0, resetAt: now + limits.rateLimitWindow }
    bucket.used += 1
    this.#buckets.set(operation, bucket)
    return {
      exceeded: bucket.used > limit,
      headers: rateHeaders(
        limit,
        Math.max(0, limit - bucket.used),
        bucket.resetAt
      )
    }
  }
}

/** `resetAt` in milliseconds; the header holds whole seconds, rounded up. */
export function rateHeaders(
  limit: number,
  remaining: number,
  resetAt: number
): Record<string, string> {
  return {
    'x-rate-limit-limit': `${limit}`,
    'x-rate-limit-remaining': `${remaining}`,
    'x-rate-limit-reset': `${Math.ceil(resetAt / 1000)}`
  }
}
