// A single fault on the way to a server: nothing was decided, and another try may do.

export class TransientError extends Error {
  override readonly name = 'TransientError'
  /** The request can't have had any effect: nothing of it was sent, or the server said that it is too early. */
  readonly notProcessed: boolean
  /** Most tries in a row after which it is believed to stay; fewer than usual where repeating is unlikely to help. */
  readonly mostTries: number

  constructor(
    message: string,
    options: ErrorOptions & { notProcessed?: boolean; mostTries?: number } = {}
  ) {
    super(message, options)
    this.notProcessed = options.notProcessed ?? false
    this.mostTries = options.mostTries ?? Infinity
  }
}

/** The single fault that was thrown; throws on what is none. */
export function transient(thrown: unknown): TransientError {
  if (thrown instanceof TransientError) return thrown
  throw thrown
}

/** Pause before try `n + 1` after `n` faults in a row, in ms; `jitter` in [0, 1) shortens it by up to a fifth. */
export function pauseAfterFaults(n: number, jitter: number): number {
  return Math.min(2 ** (n - 1), 30) * 1000 * (1 - jitter / 5)
}

/** How often a call is tried: over about a minute. */
export const usualTries = 7

/** How often a call is tried so that an outage of `patience` ms is survived. */
export function triesWithin(patience: number): number {
  return usualTries + Math.max(0, Math.ceil((patience - 60_000) / 30_000))
}
