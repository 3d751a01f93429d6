// Lets the tests of a file end although code that was given up still waits: GitHub's client can't be stopped, and retries for a minute.
import { afterAll, beforeAll } from '@jest/globals'

/** Timers set while this file's tests run no longer keep the process alive once they are over. */
export function letGoOfTimers(): void {
  const timers: NodeJS.Timeout[] = []
  let over = false
  const remembering =
    (set: (run: () => void, ms?: number) => NodeJS.Timeout) =>
    (run: () => void, ms?: number): NodeJS.Timeout => {
      const timer = set(run, ms)
      if (over) timer.unref()
      else timers.push(timer)
      return timer
    }
  beforeAll(() => {
    const { setTimeout, setInterval } = globalThis
    globalThis.setTimeout = Object.assign(remembering(setTimeout), setTimeout)
    globalThis.setInterval = Object.assign(
      remembering(setInterval),
      setInterval
    )
  })
  afterAll(() => {
    over = true
    timers.forEach(timer => timer.unref())
  })
}
