// Sorting gives what the engine's own sort gives, however the IDs are spread.
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { sortIds } from '../../../src/ids/sort.js'

const spread = fc.constantFrom(1n, 1n << 10n, 1n << 22n, 1n << 40n, 1n << 63n)

describe('sortIds', () => {
  it('sorts IDs of any spread', () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, (1n << 63n) - 1n),
        fc.array(fc.tuple(fc.bigInt(0n, (1n << 63n) - 1n), spread), {
          maxLength: 300
        }),
        (base, parts) => {
          const ids = BigUint64Array.from(parts, ([part, range]) =>
            BigInt.asUintN(63, base + (part % range))
          )
          const expected = ids.slice().sort()
          sortIds(ids)
          expect(ids).toEqual(expected)
        }
      )
    )
  })

  it.each<[string, (n: number) => bigint]>([
    ['ascending', n => BigInt(n) << 30n],
    ['descending', n => BigInt(100_000 - n) << 30n],
    ['all alike', () => 7n],
    ['small numbers', n => BigInt((n * 7919) % 100_003)],
    [
      'bunched, with one far away',
      n => (n === 5 ? 1n << 62n : BigInt((n * 7919) % 100_003))
    ],
    [
      'the lower half in disorder',
      n => (1n << 60n) + BigInt(Math.imul(n, 0x9e3779b1) >>> 0)
    ]
  ])('sorts many that are %s', (_, idOf) => {
    const ids = BigUint64Array.from({ length: 100_000 }, (_, n) => idOf(n))
    const expected = ids.slice().sort()
    sortIds(ids)
    expect(Buffer.from(ids.buffer).equals(Buffer.from(expected.buffer))).toBe(
      true
    )
  })

  it('sorts as many as leave no room in the last page of 64 KiB', () => {
    const ids = BigUint64Array.from(
      { length: 30 * 4096 - 256 },
      (_, n) => BigInt(Math.imul(n, 0x9e3779b1) >>> 0) << 30n
    )
    const expected = ids.slice().sort()
    sortIds(ids)
    expect(Buffer.from(ids.buffer).equals(Buffer.from(expected.buffer))).toBe(
      true
    )
  })
})
