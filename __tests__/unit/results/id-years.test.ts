// The spread of IDs over years, against what each ID tells by itself.
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { IdYears } from '../../../src/results/id-years.js'

const epoch = 1_288_834_974_657n
const firstSnowflake = 29_700_859_247n

const yearOf = (id: bigint) =>
  String(new Date(Number((id >> 22n) + epoch)).getUTCFullYear())

describe('IdYears', () => {
  it('counts each ID in its year, whatever the chunks', () => {
    const id = fc.oneof(
      fc.bigInt({ min: 1n, max: 40_000_000_000n }),
      fc.bigInt({ min: firstSnowflake, max: 2n ** 61n })
    )
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(id, fc.boolean()), { selector: ([n]) => n }),
        fc.integer({ min: 1, max: 5 }),
        (drawn, size) => {
          const sorted = [...drawn].sort(([a], [b]) => (a < b ? -1 : 1))
          const years = new IdYears()
          for (let at = 0; at < sorted.length; at += size) {
            const chunk = sorted.slice(at, at + size)
            years.note(
              BigUint64Array.from(chunk, ([n]) => n),
              Uint8Array.from(chunk, ([, has]) => (has ? 3 : 0))
            )
          }
          const expected: Record<string, [number, number]> = {}
          for (const [n, has] of sorted.filter(([n]) => n >= firstSnowflake)) {
            const sum = (expected[yearOf(n)] ??= [0, 0])
            sum[0]++
            if (has) sum[1]++
          }
          const found = Object.entries(years.counts)
          expect(
            Object.fromEntries(
              found
                .filter(([, { checked }]) => checked > 0)
                .map(([year, { checked, affected }]) => [
                  year,
                  [checked, affected]
                ])
            )
          ).toEqual(expected)
          const numbers = found.map(([year]) => Number(year))
          numbers.forEach((year, index) =>
            expect(year).toBe((numbers[0] ?? 0) + index)
          )
        }
      )
    )
  })
})
