// Pauses between looks at a job.
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { pauseBefore } from '../../../src/lifecycle/pauses.js'

/** When each look is made at a job that takes `length` ms; the last one finds it done. */
function looksAt(length: number, interval: number, jitter = 0): number[] {
  const looks: number[] = []
  for (let waited = 0; waited < length; looks.push(waited))
    waited += pauseBefore(looks.length, waited, interval, jitter)
  return looks
}

describe('pauses', () => {
  it('start at a tenth of the interval, double up to it, and grow with the time waited', () => {
    const looks = looksAt(1000_000, 30_000)
    const pauses = looks.map((at, index) => at - (looks[index - 1] ?? 0))
    expect(pauses.slice(0, 6)).toEqual([
      3000, 6000, 12_000, 24_000, 30_000, 30_000
    ])
    expect(pauses[20]).toBeCloseTo((looks[19] ?? 0) / 10, -1)
  })

  it.each([
    [0, 30_000],
    [0.5, 28_500],
    [0.9, 27_300]
  ])('are never longer for the jitter (%d)', (jitter, pause) => {
    expect(pauseBefore(4, 0, 30_000, jitter)).toBe(pause)
  })

  it('notice a finished job within the larger of the interval and a tenth of its duration', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 * 3_600_000 }),
        fc.integer({ min: 1000, max: 600_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (length, interval, jitter) => {
          const noticed = looksAt(length, interval, jitter).at(-1) ?? 0
          expect(noticed - length).toBeLessThanOrEqual(
            Math.max(interval, length / 10)
          )
        }
      )
    )
  })

  it('cost far fewer requests than a fixed interval', () => {
    const sixHours = 6 * 3_600_000
    expect(looksAt(sixHours, 30_000).length).toBeLessThan(60)
    expect(sixHours / 30_000).toBe(720)
  })
})
