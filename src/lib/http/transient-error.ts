// A single fault on the way to a server: nothing was decided, and another try may do.

export class Fault extends Error {
  override readonly name = 'Fault'
  /** The request can't have had any effect: nothing of it was sent, or the server said that it is too early. */
  readonly hadNoEffect: boolean

  constructor(
    message: string,
    options: ErrorOptions & { hadNoEffect?: boolean } = {}
  ) {
    super(message, options)
    this.hadNoEffect = options.hadNoEffect ?? false
  }
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
