// Rate limits as the service states them in its headers, one bucket for each kind of request.
import type { IncomingHttpHeaders } from 'node:http'
import { retryAfter } from '../lib/http/headers.js'

/** What a request is for; X counts each of its endpoints apart. */
export type Operation =
  'list' | 'create' | 'get' | 'cancel' | 'upload' | 'download' | 'storage'

/** No limit lasts longer; a header that says so is wrong. In ms. */
const longestLimit = 30 * 86_400_000

export class RateLimits {
  private readonly notBefore = new Map<Operation, number>()
  /** What `retry-after` asks for holds for a whole host: the API, or its storage. */
  private readonly pauseOf = { api: 0, storage: 0 }

  /** Takes note of an answer that came at `now`. */
  note(
    operation: Operation,
    status: number,
    headers: IncomingHttpHeaders,
    now: number
  ): void {
    const latest = now + longestLimit
    this.notBefore.set(operation, Math.min(resetAfter(status, headers), latest))
    this.pauseOf[hostOf(operation)] = Math.min(retryAfter(headers, now), latest)
  }

  /** When the next request of this kind may be made, in ms since the epoch. */
  until(operation: Operation): number {
    return Math.max(
      this.notBefore.get(operation) ?? 0,
      this.pauseOf[hostOf(operation)]
    )
  }
}

function hostOf(operation: Operation): 'api' | 'storage' {
  return operation === 'storage' ? 'storage' : 'api'
}

/** `x-rate-limit-reset` (epoch seconds), when nothing remains. */
function resetAfter(status: number, headers: IncomingHttpHeaders): number {
  const remaining = headers['x-rate-limit-remaining']
  const spent = remaining === undefined ? status === 429 : remaining === '0'
  const reset = Number(headers['x-rate-limit-reset'])
  return spent && Number.isFinite(reset) ? reset * 1000 : 0
}
