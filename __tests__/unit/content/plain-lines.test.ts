// Plain lines are read by the same rule as single cells, up to the first that is anything else.
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { idFromText } from '../../../src/content/id.js'
import { PlainLines } from '../../../src/content/text/plain-lines.js'

const lf = 0x0a
const comma = 0x2c

function read(text: string, separator = lf, at = 0) {
  const { ids, lines, next } = new PlainLines(
    Buffer.from(text),
    separator
  ).read(at)
  return { ids: [...ids], lines, next }
}

const id = fc
  .tuple(fc.integer({ min: 0, max: 62 }), fc.bigInt(0n, 2n ** 63n - 2n))
  .map(([shift, wide]) => String((wide >> BigInt(shift)) + 1n))
const digits = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 40 })
  .map(each => each.join(''))
const cell = fc.oneof(
  { weight: 6, arbitrary: id },
  digits,
  fc.string({ unit: 'binary' }).filter(text => !/[\r\n]/.test(text))
)

describe('plain lines', () => {
  it('are the IDs that stand alone on the first lines', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, fc.constantFrom('\n', '\r\n'))),
        lines => {
          const text = lines.flat().join('')
          const first = lines.findIndex(
            ([each]) => idFromText(each) === undefined
          )
          const plain = first < 0 ? lines : lines.slice(0, first)
          expect(read(text)).toEqual({
            ids: plain.map(([each]) => BigInt(each)),
            lines: plain.length,
            next: Buffer.byteLength(plain.flat().join(''))
          })
        }
      )
    )
  })

  it.each([
    ['9223372036854775807\n', 1],
    ['9223372036854775808\n', 0],
    ['9999999999999999999\n', 0],
    ['18446744073709551617\n', 0],
    ['100000000000000000000000000000001\n', 0],
    ['0\n', 0],
    ['01\n', 0],
    ['12345678\n', 1],
    ['1234567812345678\n', 1],
    ['123456781234567/\n', 0],
    ['123456781234567:\n', 0],
    ['12\r13\n', 0],
    ['12\r', 0],
    ['12', 0]
  ])('%j: %d', (text, count) => {
    expect(read(text).ids.map(String)).toEqual(count === 0 ? [] : [text.trim()])
  })

  it('do not end where the text does', () => {
    // What was read before still stands behind the shorter text.
    read('1111111111111111111\n2222222222\n')
    expect(read('111111111')).toEqual({ ids: [], lines: 0, next: 0 })
    expect(read('1\n111')).toEqual({ ids: [1n], lines: 1, next: 2 })
  })

  it('may be cut by a separator', () => {
    expect(read('1,22,\n333\r\n4,x', comma)).toEqual({
      ids: [1n, 22n],
      lines: 0,
      next: 5
    })
    expect(read('1,22\n333\r\n4,x', comma)).toEqual({
      ids: [1n, 22n, 333n, 4n],
      lines: 2,
      next: 12
    })
    expect(read('1,22\n', comma, 2).ids).toEqual([22n])
  })

  // Such a text fills pages of 64 KiB of the memory of the kernel to the last
  // byte, or goes a few bytes over.
  it.each([10 * 65_536, 11 * 65_536 + 4])(
    'are read up to the end of %d bytes',
    size => {
      const text = 'x'.repeat(size - 4) + '1\n2\n'
      expect(read(text, lf, size - 4)).toEqual({
        ids: [1n, 2n],
        lines: 2,
        next: size
      })
    }
  )

  it('come in portions', () => {
    const lines = new PlainLines(Buffer.from('7\n'.repeat(100_000)), lf)
    const first = lines.read(0)
    expect(first.ids).toHaveLength(65_536)
    expect(lines.read(first.next).ids).toHaveLength(100_000 - 65_536)
  })
})
