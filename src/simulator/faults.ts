// Faults on demand: which request, or which job, goes wrong and how.
import type { Operation } from './types.js'

/** Which occurrences of an operation are hit, counted from 1 since the start. Default: the next one. */
export interface FaultAim {
  readonly operation: Operation
  /** The first occurrence hit. */
  readonly occurrence?: number
  /** How many in a row, `Infinity` for all that follow. Default 1. */
  readonly times?: number
}

/**
 * What goes wrong with a request. `reset`: the connection is reset, nothing is done. `hang`: no answer ever. `delay`: a
 * proper answer, `ms` milliseconds late. `lost`: the work is done, then the connection is reset. `truncate`: half of the answer's body,
 * then the end of the connection. `corrupt`: one byte of the answer's body is altered; with an upload, of the stored copy.
 * `html`: an HTML page with this status instead of JSON. `status`: this status with a plain body, or `empty`.
 * `rate-limited`: 429 that ends `ms` later, told by `x-rate-limit-reset` or, with `retryAfter`, by `retry-after`.
 * `usage-capped`, `not-enrolled`, `user-context`: a 429 of the plan and the two kinds of 403. `redirect`: 307 to `location`.
 */
export type RequestFault = FaultAim &
  (
    | { readonly kind: PlainKind }
    | { readonly kind: 'delay'; readonly ms: number }
    | { readonly kind: 'html'; readonly status?: number }
    | {
        readonly kind: 'status'
        readonly status: number
        readonly empty?: boolean
      }
    | {
        readonly kind: 'rate-limited'
        readonly ms?: number
        readonly retryAfter?: boolean
      }
    | { readonly kind: 'redirect'; readonly location: string }
  )

export const plainKinds = [
  'reset',
  'hang',
  'lost',
  'truncate',
  'corrupt',
  'usage-capped',
  'not-enrolled',
  'user-context'
] as const
type PlainKind = (typeof plainKinds)[number]

/**
 * What goes wrong with a job; `occurrence` counts created jobs. `stuck`: never leaves `in_progress`. `fail`: ends
 * `failed`, with `error` where given. `expire`: ends `expired` after the upload. `slow`: takes `ms` longer. `word`: shows
 * `status`, a word of no documentation, instead of `in_progress`.
 */
export type JobFault = {
  readonly operation: 'job'
  readonly occurrence?: number
  readonly times?: number
} & (
  | { readonly kind: 'stuck' | 'expire' }
  | { readonly kind: 'fail'; readonly error?: string }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'word'; readonly status: string }
)

export type Fault = RequestFault | JobFault

interface Armed {
  readonly fault: Fault
  readonly first: number
  readonly last: number
}

/** Holds the faults, counts occurrences, and hands out the first fault that hits each. */
export class FaultPlan {
  readonly #counts = new Map<Fault['operation'], number>()
  readonly #armed: Armed[] = []

  add(fault: Fault): void {
    const first =
      fault.occurrence ?? (this.#counts.get(fault.operation) ?? 0) + 1
    this.#armed.push({ fault, first, last: first + (fault.times ?? 1) - 1 })
  }

  /** Counts one more request of this operation. */
  forRequest(operation: Operation): RequestFault | undefined {
    const fault = this.#next(operation)
    return fault?.operation === 'job' ? undefined : fault
  }

  /** Counts one more created job. */
  forJob(): JobFault | undefined {
    const fault = this.#next('job')
    return fault?.operation === 'job' ? fault : undefined
  }

  #next(operation: Fault['operation']): Fault | undefined {
    const count = (this.#counts.get(operation) ?? 0) + 1
    this.#counts.set(operation, count)
    return this.#armed.find(
      ({ fault, first, last }) =>
        fault.operation === operation && count >= first && count <= last
    )?.fault
  }
}
