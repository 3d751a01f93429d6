// An ID is 1 to 19 digits from 1 to 2^63 − 1, read without rounding; everything else is told apart by reason.
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  reasonOf,
  idFromText,
  readId,
  scanId
} from '../../../src/content/id.js'

const into = { high: 0, low: 0 }

function read(text: string): bigint | undefined {
  const bytes = Buffer.from(text)
  return readId(bytes, 0, bytes.length, into)
    ? (BigInt(into.high) << 32n) | BigInt(into.low)
    : undefined
}

const id = fc
  .tuple(fc.integer({ min: 0, max: 62 }), fc.bigInt(0n, 2n ** 63n - 1n))
  .map(([shift, wide]) => (wide >> BigInt(shift)) + 1n)
  .filter(value => value < 2n ** 63n)

describe('reading an ID', () => {
  it('gives exactly the number that was written', () => {
    fc.assert(
      fc.property(id, value => {
        expect(read(String(value))).toBe(value)
        expect(idFromText(String(value))).toBe(value)
      })
    )
  })

  it.each([
    1n,
    9n,
    10n,
    9_999_999_999n,
    10_000_000_000n,
    2n ** 32n - 1n,
    2n ** 32n,
    2n ** 53n + 1n,
    999_999_999_999_999_999n,
    1_000_000_000_000_000_000n,
    2n ** 63n - 1n
  ])('reads %d', value => {
    expect(read(String(value))).toBe(value)
  })

  it('reads no ID but a whole one', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const isId = /^[1-9]\d{0,18}$/.test(text) && BigInt(text) < 2n ** 63n
        expect(read(text) !== undefined).toBe(isId)
        expect(idFromText(text) !== undefined).toBe(isId)
      })
    )
  })

  it('stops behind the digits of a longer text', () => {
    fc.assert(
      fc.property(id, fc.constantFrom('\n', ',', ' x', '.0'), (value, tail) => {
        const bytes = Buffer.from(`x${value}${tail}`)
        const stop = scanId(bytes, 1, bytes.length, into)
        expect(stop).toBe(1 + String(value).length)
      })
    )
  })
})

describe('what is no ID', () => {
  it.each([
    ['', 'no ID'],
    ['NaN', 'no ID'],
    ['0', 'zero'],
    ['007', 'leading zeros'],
    ['9223372036854775808', 'above 2^63 - 1'],
    ['12000000000000000001', 'above 2^63 - 1'],
    ['1.25018E+18', 'scientific notation'],
    ['1,25018E+18', 'scientific notation'],
    ['9.06000000000e+17', 'scientific notation'],
    ['-5', 'sign in front'],
    ['+5', 'sign in front'],
    ['1200000000000000001.0', 'decimal point'],
    ['1_000', 'digits with separators'],
    ['1,000,000', 'digits with separators'],
    ['١٢٣', 'digits of another script'],
    ['1200000000000000001 1200000000000000002', 'several values on one line'],
    ['1200000000000000001,0.5', 'several values on one line'],
    ['@example', 'screen name, not an ID'],
    ['tweet', 'not a number']
  ])('%j: %s', (text, fault) => {
    expect(read(text)).toBeUndefined()
    expect(reasonOf(text)).toBe(fault)
  })
})
