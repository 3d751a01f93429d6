// Edges for tests: a log that remembers, a clock that does not wait.
import type { Clock } from '../../src/lib/clock.js'
import type { Log } from '../../src/lib/log.js'

export interface RememberedLog extends Log {
  infos: string[]
  warnings: string[]
  masks: string[]
}

/** A log that keeps what it is told. */
export function rememberingLog(): RememberedLog {
  const infos: string[] = []
  const warnings: string[] = []
  const masks: string[] = []
  return {
    infos,
    warnings,
    masks,
    info: message => void infos.push(message),
    warning: message => void warnings.push(message),
    debug: () => undefined,
    mask: secret => void masks.push(secret),
    group: (_, body) => body()
  }
}

/** A clock whose pauses are over at once; `now` moves on by what was slept. */
export function quickClock(start = Date.UTC(2026, 10, 21)): Clock & {
  slept: number[]
} {
  const slept: number[] = []
  return {
    slept,
    now: () => start + slept.reduce((sum, ms) => sum + ms, 0),
    sleep: (ms, signal) => {
      signal.throwIfAborted()
      slept.push(ms)
      return Promise.resolve()
    }
  }
}

/** A signal that never aborts. */
export function noSignal(): AbortSignal {
  return new AbortController().signal
}
