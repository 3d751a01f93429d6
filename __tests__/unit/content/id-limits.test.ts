// Where an ID ends, how it lies in its two words, and texts that almost are of a kind.
import { describe, expect, it } from '@jest/globals'
import { reasonOf, idFromText, scanId } from '../../../src/content/id.js'

const id = { high: 0, low: 0 }

/** Where the scan of `text` stops, which may go on behind `end`. */
function stopOf(text: string, end = text.length): number {
  return scanId(Buffer.from(text), 0, end, id)
}

describe('the end of an ID', () => {
  const longest = '1234567890123456789'

  it.each(['1', '1234567890', '12345678901', longest])(
    'is behind the digits of %s, whatever comes',
    digits => {
      for (const next of ['/', ':', 'x', ' '])
        expect(stopOf(`${digits}${next}5`)).toBe(digits.length)
    }
  )

  it('is nowhere when there is a digit too many', () => {
    for (const digit of '0123456789') expect(stopOf(longest + digit)).toBe(0)
  })

  it('is the end of what is looked at, whatever stands behind', () => {
    expect(stopOf(`${longest}0`, 19)).toBe(19)
    expect(stopOf('1234567890', 4)).toBe(4)
  })
})

describe('the two 32-bit words', () => {
  it.each([
    ['4294967295', 0, 4294967295],
    ['4294967296', 1, 0],
    ['9999999999', 2, 1410065407],
    ['10000000000', 2, 1410065408],
    ['9223372036854775807', 2147483647, 4294967295]
  ])('of %s are %i and %i', (text, high, low) => {
    expect(stopOf(text)).toBe(text.length)
    expect(id).toEqual({ high, low })
  })

  it('hold the largest ID and none above', () => {
    expect(idFromText('9223372036854775807')).toBe(2n ** 63n - 1n)
    expect(idFromText('9223372036854775808')).toBeUndefined()
    expect(stopOf('9223372036854775808')).toBe(0)
  })
})

describe('a fault', () => {
  it.each([
    ['00', 'zero'],
    ['12e5', 'scientific notation'],
    ['-1e5', 'scientific notation'],
    ['-12', 'sign in front'],
    ['\u22125', 'sign in front'],
    ['-1.5', 'decimal point'],
    ['1.25', 'decimal point'],
    ['.5', 'decimal point'],
    ['12,000', 'digits with separators'],
    ['1_2', 'digits with separators'],
    ['12_34_5', 'digits with separators'],
    ['12345, 6', 'several values on one line'],
    ['12345\t6', 'several values on one line'],
    ['12345\n6\n7', 'several values on one line']
  ])('%j: %s', (text, fault) => {
    expect(reasonOf(text)).toBe(fault)
  })

  it.each([
    '007x',
    'x1.2e5',
    '1e5x',
    'x-5',
    '-5x',
    '1.0x',
    'x1,000',
    '1,000x',
    'x1_2',
    '1_2x',
    'x_2',
    '1_x',
    'x12345 6',
    '12345x,6',
    '12345x',
    'x\u0661',
    '\u0661x',
    'x@a',
    '@a-b'
  ])('is no more than "not a number" for %j', text => {
    expect(reasonOf(text)).toBe('not a number')
  })
})
