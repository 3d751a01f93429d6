// The simulator's time: it runs with the machine's, or stands still until it is driven.

export interface SimulatorClock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Moves the time forward by `ms` milliseconds. */
  advance(ms: number): void
}

/** Runs with the machine's clock, ahead of it by what it was advanced. */
export function runningClock(): SimulatorClock {
  let ahead = 0
  return {
    now: () => Date.now() + ahead,
    advance: ms => {
      ahead += ms
    }
  }
}

/** Stands still at `start` (milliseconds since the epoch) until it is advanced. */
export function drivenClock(start = Date.UTC(2026, 9, 1, 12)): SimulatorClock {
  let time = start
  return {
    now: () => time,
    advance: ms => {
      time += ms
    }
  }
}
