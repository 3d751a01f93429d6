// Time as an edge: tests hand in a clock of their own.
import { setTimeout as delay } from 'node:timers/promises'

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Resolves after `ms` milliseconds; rejects with the signal's reason once that aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/** A timer of Node with a longer delay than this fires at once. */
const longestDelay = 2 ** 31 - 1

/** The clock of the machine as it was when the process began, going on evenly: a clock that is set meanwhile must not end a wait, or make it last. */
export const systemClock: Clock = {
  now: () => Math.round(performance.timeOrigin + performance.now()),
  sleep: async (ms, signal) => {
    const until = performance.now() + ms
    try {
      for (let left = ms; left > 0; left = until - performance.now())
        await delay(Math.min(left, longestDelay), undefined, { signal })
    } finally {
      signal.throwIfAborted()
    }
  }
}
