// The scanner of result rows against `JSON.parse`: what it reads, it reads alike; what else there is, it hands out as it came.
import fc from 'fast-check'
import { describe, expect, it } from '@jest/globals'
import { RowScanner, rowWords } from '../../../src/kernel/rows.js'

const reasons = ['deleted', 'scrub_geo', 'a b']
const actions = ['delete', 'rehydrate']

interface Row {
  id: string
  reason: string | undefined
  action: string | undefined
  year: number
}

/** Rows and other lines, in their order. */
function scan(content: Buffer, pieceLength: number): (Row | string)[] {
  const scanner = new RowScanner()
  for (const [index, word] of reasons.entries())
    scanner.addWord('reason', word, index + 1)
  for (const [index, word] of actions.entries())
    scanner.addWord('action', word, index + 1)
  const found: (Row | string)[] = []
  const read = () => {
    for (let step = scanner.next(); step !== 'more'; step = scanner.next()) {
      if (step === 'line') found.push(scanner.lines.toString('latin1'))
      else found.push(...rowsOf(scanner))
      if (found.length !== scanner.line) throw new Error('lines are lost')
    }
  }
  for (let from = 0; from < content.length; from += pieceLength) {
    scanner.feed(content.subarray(from, from + pieceLength))
    read()
  }
  scanner.end()
  read()
  return found
}

function rowsOf({ rows, count }: RowScanner): Row[] {
  return Array.from({ length: count }, (_, index) => {
    const [low = 0, high = 0, words = 0, year = 0] = rows.subarray(
      index * rowWords
    )
    return {
      id: String((BigInt(high) << 32n) | BigInt(low)),
      reason: reasons[(words & 0xffff) - 1],
      action: actions[(words >>> 16) - 1],
      year
    }
  })
}

/** The row that a line is; undefined for one that is to be handed out. */
function parsed(line: string): Row | undefined {
  try {
    const { id, reason, action, created_at } = JSON.parse(line) as Record<
      string,
      unknown
    >
    const year = Number(String(created_at).slice(0, 4))
    return {
      id: String(id),
      reason: typeof reason === 'string' ? reason : undefined,
      action: typeof action === 'string' ? action : undefined,
      year: year >= 2006 && year <= 2099 ? year : 0
    }
  } catch {
    return undefined
  }
}

const plain =
  '{"id":"1265324480517361664","action":"delete","created_at":"2019-08-10T12:22:39.022Z","redacted_at":null,"reason":"deleted"}'
const id = fc.oneof(
  fc.bigInt({ min: 1n, max: (1n << 63n) - 1n }).map(String),
  fc.constantFrom('0', '01', '9223372036854775808', '', '1 ', '-1', '1e3')
)
const member = fc.oneof(
  id.map(text => `"id":"${text}"`),
  fc.constantFrom(
    '"reason":"deleted"',
    '"reason": "a b"',
    '"reason":null',
    '"reason":"new"',
    '"action":"rehydrate"',
    '"action" :"delete"',
    '"created_at":"2017-02-10T09:28:33+00:00"',
    '"created_at":"2017-02-10T09:28:33+01:00"',
    '"created_at":"soon"',
    '"redacted_at":"2020-07-29T17:02:47.000Z"',
    '"note":"é"',
    '"note":"a\\"b"',
    '"n":5',
    '"error":"invalid_id"',
    '"\\u0069d":"7"',
    '"o":{}'
  )
)
const line = fc
  .array(member, { maxLength: 6 })
  .map(members => `{${members.join(',')}}`)

describe('the scanner of rows', () => {
  it('reads the usual row', () => {
    expect(scan(Buffer.from(`${plain}\n`), 1000)).toEqual([parsed(plain)])
  })

  it('reads nothing but JSON, and reads it as JSON.parse does', () => {
    const lines = fc.array(
      fc.oneof(line, fc.constantFrom(plain, '', ' ', ',', '[]', `${plain}\r`))
    )
    const damage = fc.option(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        byte: fc.constantFrom(0, 9, 0x20, 0x22, 0x2c, 0x5c, 0x7d, 0x80, 0xff)
      })
    )
    fc.assert(
      fc.property(lines, damage, fc.integer({ min: 1, max: 300 }), (...all) => {
        const [texts, damaged, pieceLength] = all
        const content = Buffer.from(texts.map(text => `${text}\n`).join(''))
        if (damaged && content.length > 0)
          content[Math.floor(damaged.at * content.length)] = damaged.byte
        const expected = content.toString('latin1').match(/[^\n]*\n|[^\n]+$/g)
        const found = scan(content, pieceLength)
        expect(found).toHaveLength(expected?.length ?? 0)
        for (const [index, each] of found.entries()) {
          const was = expected?.[index] ?? ''
          if (typeof each === 'string') expect(each).toBe(was)
          else expect(each).toEqual(parsed(was))
        }
      }),
      { numRuns: 3000 }
    )
  })
})
