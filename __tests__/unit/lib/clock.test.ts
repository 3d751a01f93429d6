// The machine's clock: pauses that end with their signal, and none that end early for being long.
import { describe, expect, it } from '@jest/globals'
import { systemClock } from '../../../src/lib/clock.js'

describe('systemClock', () => {
  it('sleeps at least as long as it is told', async () => {
    const began = performance.now()
    await systemClock.sleep(20, new AbortController().signal)
    expect(performance.now() - began).toBeGreaterThanOrEqual(19)
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1000)
  })

  it.each([1000, 40 * 24 * 3600 * 1000])(
    'sleeps on for %d ms until the signal aborts, and throws its reason',
    async ms => {
      const end = new AbortController()
      const slept = systemClock.sleep(ms, end.signal)
      const reason = new Error('enough')
      setTimeout(() => end.abort(reason), 20)
      await expect(slept).rejects.toBe(reason)
    }
  )

  it('does not begin to sleep when it is too late', async () => {
    const reason = new Error('before')
    await expect(systemClock.sleep(0, AbortSignal.abort(reason))).rejects.toBe(
      reason
    )
  })
})
