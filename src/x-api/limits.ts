// Rate limits as the service states them in its headers, one bucket for each kind of request.
import type { IncomingHttpHeaders } from 'node:http'
import { retryAfter, wholeNumber } from '../lib/http/headers.js'
import { say, type Message } from '../lib/message.js'
import { instant } from '../lib/text.js'

/** What a request is for; X counts each of its endpoints apart. */
export type Operation =
  | 'token'
  | 'list'
  | 'create'
  | 'get'
  | 'cancel'
  | 'upload'
  | 'download'
  | 'storage'

/** A limit that is reached. */
export interface Limit {
  /** When the next request may be made, in ms since the epoch. */
  until: number
  /** Completes "X allows no further request before … because of …". */
  name: string
}

/** X's limits, by the start of their headers (X docs, "Rate limits"): for 15 minutes, and for 24 hours. */
const families = [
  { prefix: 'x-rate-limit', name: 'its rate limit' },
  {
    prefix: 'x-app-limit-24hour',
    name: "its limit of the App's requests in 24 hours"
  },
  {
    prefix: 'x-user-limit-24hour',
    name: "its limit of the user's requests in 24 hours"
  }
] as const

/** No limit lasts longer; a header that says so is wrong. In ms. */
const longestLimit = 30 * 86_400_000

/** How long a limit without a stated end is borne: X's window, and what clocks may differ. In ms. */
export const limitWindow = 16 * 60_000

export class RateLimits {
  private readonly ofOperation = new Map<Operation, Limit>()
  /** What `retry-after` asks for holds for a whole host: the API, or its storage. */
  private readonly ofHost = new Map<'api' | 'storage', Limit>()

  /** Takes note of an answer that came at `now`. */
  note(
    operation: Operation,
    status: number,
    headers: IncomingHttpHeaders,
    now: number
  ): void {
    const latest = now + longestLimit
    const reached = limitIn(status, headers)
    this.ofOperation.set(operation, {
      ...reached,
      until: Math.min(reached.until, latest)
    })
    this.ofHost.set(hostOf(operation), {
      until: Math.min(retryAfter(headers, now), latest),
      name: 'the pause that it asks for (retry-after)'
    })
  }

  /** The limit that the next request of this kind has to wait for; undefined when nothing is known of one. */
  of(operation: Operation): Limit | undefined {
    const limits = [
      this.ofOperation.get(operation),
      this.ofHost.get(hostOf(operation))
    ]
    return limits
      .filter(limit => limit !== undefined)
      .reduce<Limit | undefined>(later, undefined)
  }
}

function later(a: Limit | undefined, b: Limit): Limit {
  return a && a.until >= b.until ? a : b
}

function hostOf(operation: Operation): 'api' | 'storage' {
  return operation === 'storage' ? 'storage' : 'api'
}

/** The last of the limits of which nothing remains. A 429 means one, whatever its headers say remains: then the first one that is stated. */
function limitIn(status: number, headers: IncomingHttpHeaders): Limit {
  const stated = families.flatMap(({ prefix, name }) => {
    const reset = wholeNumber(headers[`${prefix}-reset`])
    const remaining = wholeNumber(headers[`${prefix}-remaining`])
    return reset === undefined
      ? []
      : [{ until: reset * 1000, name, spent: remaining === 0 }]
  })
  const spent = stated.filter(limit => limit.spent)
  const [first] = status === 429 ? stated : []
  const reached = spent.length > 0 ? spent : first ? [first] : []
  return reached.reduce<Limit>(later, { until: 0, name: '' })
}

/** A limit, as what was waited for. */
export function limitReason({ until, name }: Limit): Message {
  return say`X allowed no request before ${instant(until)}, because of ${name}.`
}
