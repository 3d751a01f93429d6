// The fast reading of rows against JSON.parse: the same rows accepted, the same fields read, whatever came before.
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { RowReader } from '../../../src/results/row.js'
import { longestSegment } from '../../../src/results/segments.js'
import { withoutIds } from '../../../src/lib/text.js'

interface Fields {
  id: string
  reason: string
  action: string
  refused: boolean
}

/** Where the fast reading of a line ends; -1 where the line is not of the common shape. */
function scanBy(reader: RowReader, line: string): number {
  const text = Buffer.from(`${line}\n`)
  const bytes = Buffer.alloc(text.length + 1 + longestSegment)
  text.copy(bytes)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  return reader.scan(bytes, view, 0)
}

/** What the reader makes of a line; undefined when it takes it for no row. */
function readBy(reader: RowReader, line: string): Fields | undefined {
  const row = Buffer.from(line)
  const whole = scanBy(reader, line) === row.length || reader.parse(row)
  if (!whole) return undefined
  return {
    id: Buffer.from(
      reader.idBytes.subarray(reader.idStart, reader.idEnd)
    ).toString(),
    reason: reader.reasons.textOf(reader.reason),
    action: reader.actions.textOf(reader.action),
    refused: reader.refused
  }
}

/** What JSON.parse makes of it. */
function readByModel(line: string): Fields | undefined {
  let row: unknown
  try {
    row = JSON.parse(line)
  } catch {
    return undefined
  }
  if (typeof row !== 'object' || row === null || Array.isArray(row))
    return undefined
  const { id, reason, action, error } = row as Record<string, unknown>
  // What is no string stays as its source: the values below have no spaces.
  const text = (value: unknown) =>
    typeof value === 'string'
      ? value
      : value === null || value === undefined
        ? ''
        : JSON.stringify(value)
  return {
    id: text(id),
    // A word goes where no ID may stand; a torn date has digits enough for one.
    reason: withoutIds(text(reason)),
    action: withoutIds(text(action)),
    refused: error === 'invalid_id'
  }
}

const value = fc.constantFrom(
  '"deleted"',
  '"delete"',
  '"invalid_id"',
  '"123"',
  '"2019-10-29T17:02:47.000Z"',
  '""',
  '"a\\"b"',
  '"\\u0069d"',
  '"é"',
  'null',
  '{"id":"7","reason":"x"}',
  '["}",{"a":"]"}]'
)

const member = fc
  .tuple(
    fc.constantFrom(
      'id',
      'reason',
      'action',
      'error',
      'created_at',
      'extra',
      'i\\u0064',
      'ids',
      ''
    ),
    fc.constantFrom(':', ': ', ' :', ':  '),
    value
  )
  .map(([key, colon, text]) => `"${key}"${colon}${text}`)

const whole = fc
  .tuple(
    fc.array(member, { maxLength: 6 }),
    fc.constantFrom(',', ', ', ' ,'),
    fc.constantFrom('', ' ')
  )
  .map(([members, comma, space]) => `{${members.join(comma)}${space}}`)

/** Rows with a character taken out, doubled or changed. */
const torn = fc
  .tuple(
    whole,
    fc.nat(),
    fc.constantFrom('', '"', '{', '}', ',', ':', '\\', ' ', '\t', '\u0001', 'x')
  )
  .map(([row, place, by]) => {
    const at = place % (row.length + 1)
    return row.slice(0, at) + by + row.slice(at + 1)
  })

describe('RowReader', () => {
  it('agrees with JSON.parse on any rows in any order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(whole, torn), { minLength: 1, maxLength: 40 }),
        lines => {
          const reader = new RowReader()
          // Twice: the second time all that can be learned is.
          for (const line of [...lines, ...lines])
            expect({ line, read: readBy(reader, line) }).toEqual({
              line,
              read: readByModel(line)
            })
        }
      ),
      { numRuns: 300 }
    )
  })

  it('keeps reading right when a service floods it with shapes', () => {
    const reader = new RowReader()
    for (let i = 0; i < 2000; i++) {
      const line = `{"k${i}":"v","id":"${i}","reason":"r${i % 3}","x${i}":null}`
      expect(readBy(reader, line)).toEqual(readByModel(line))
    }
  })

  it.each([
    '{"id":"1","action":"delete","created_at":"2019-08-10T12:22:39.022Z","reason":"suspended"}',
    '{"id": "1", "action": "delete", "created_at": "2019-08-23T17:02:35.589Z", "reason": "deleted"}',
    '{"id":"1","action":"delete","created_at":"2017-02-10T09:28:33+00:00","redacted_at":null,"reason":"protected"}',
    '{"id":"1","reason":null,"action":null,"error":null}',
    '{"note":"a b","id":"","error":"invalid_id"}',
    '{"reason":"deleted","id":"1","reason":"suspended"}'
  ])('reads %s at once, the first time and later', line => {
    const reader = new RowReader()
    for (const time of ['first', 'second'])
      expect({
        time,
        end: scanBy(reader, line),
        read: readBy(reader, line)
      }).toEqual({
        time,
        end: line.length,
        read: readBy(new RowReader(), line)
      })
  })

  it.each([
    '{}',
    '{ "id":"1"}',
    '{"id":"1" }',
    '{"id" :"1"}',
    '{"id":1}',
    '{"id":null}',
    '{"created_at":null}',
    '{"x":nul}',
    '{"x":true}',
    '{"x":{"id":"1"}}',
    '{"id":"1","reason":"d\\u0065leted"}',
    '{"id":"\\u0031"}',
    '{"i\\u0064":"1"}',
    '{"id":"1","reason":"gelöscht"}',
    '{"id":"1",}',
    '{"id":"1"',
    '{"id":"1',
    '{id:"1"}',
    '[{"id":"1"}]',
    '"id":"1"}',
    '["id":"1"}',
    '{"id":"1";"reason":"x"}',
    '{"reason":"a\\,"x":"y"}',
    '{"reason":"a\u0001,"x":"y"}'
  ])('leaves %s to JSON.parse', line => {
    const reader = new RowReader()
    expect(scanBy(reader, line)).toBe(-1)
    expect(readBy(reader, line)).toEqual(readByModel(line))
  })
})
