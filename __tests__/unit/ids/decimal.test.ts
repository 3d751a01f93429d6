// IDs are written as the digits they have, whatever their length and their neighbours.
import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { writeLines } from '../../../src/ids/decimal.js'

const id = fc
  .tuple(fc.integer({ min: 0, max: 62 }), fc.bigInt(0n, 2n ** 63n - 2n))
  .map(([shift, wide]) => (wide >> BigInt(shift)) + 1n)

const edges = Array.from({ length: 19 }, (_, n) => 10n ** BigInt(n)).flatMap(
  power => [power, power + 1n, power * 10n - 1n]
)

function written(ids: readonly bigint[]): string {
  const out = Buffer.alloc(20 * ids.length)
  return out.toString('latin1', 0, writeLines(BigUint64Array.from(ids), out, 0))
}

it('writes every ID as its decimal line', () => {
  fc.assert(
    fc.property(fc.array(id), ids => {
      expect(written(ids)).toBe(ids.map(each => `${each}\n`).join(''))
    })
  )
})

it('writes the first and last of every length', () => {
  const ids = edges.filter(each => each < 2n ** 63n)
  expect(written(ids)).toBe(ids.map(each => `${each}\n`).join(''))
})

// As many IDs, with the room for their lines, as fill pages of 64 KiB of the
// memory of the kernel to a few bytes, and to the last one.
it.each([11_703, 16_384])('writes all of %d IDs of 19 digits', count => {
  const ids = Array.from({ length: count }, (_, n) => 10n ** 18n + BigInt(n))
  expect(written(ids)).toBe(ids.map(each => `${each}\n`).join(''))
})
