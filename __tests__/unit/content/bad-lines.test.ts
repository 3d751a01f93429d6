// What is said of lines that hold no ID: the first of them, all by reason, and what to do.
import { describe, expect, it } from '@jest/globals'
import { plain } from '../../../src/lib/message.js'
import { BadLines } from '../../../src/content/bad-lines.js'
import type { InvalidReason } from '../../../src/content/cell.js'
import type { Place } from '../../../src/lib/log.js'

function badLines(...reasons: InvalidReason[]): BadLines {
  const lines = new BadLines()
  for (const [at, reason] of reasons.entries())
    lines.add('data/ids.txt', 1000 + at, reason, `cell ${at}`, 'text')
  return lines
}

function annotations(lines: BadLines, isSkipped: boolean) {
  const said: [message: string, place?: Place][] = []
  lines.annotate(
    {
      info: () => undefined,
      debug: () => undefined,
      mask: () => undefined,
      warning: (message, place) =>
        said.push(place ? [message, place] : [message]),
      group: (_, body) => body()
    },
    isSkipped
  )
  return said
}

describe('the annotations', () => {
  it('are none without a bad line', () => {
    expect(annotations(badLines(), false)).toEqual([])
  })

  it.each([
    [true, '1 line or record holds no ID and was skipped: 1 × zero.'],
    [false, '1 line or record holds no ID and stops the step: 1 × zero.']
  ])('tell of a single line, skipped: %s', (isSkipped, total) => {
    expect(annotations(badLines('zero'), isSkipped)).toEqual([
      ['Line 1000: zero: cell 0', { file: 'data/ids.txt', line: 1000 }],
      [total]
    ])
  })

  it.each([
    [
      true,
      '2 lines or records hold no ID and were skipped: 1 × zero, 1 × no ID.'
    ],
    [
      false,
      '2 lines or records hold no ID and stop the step: 1 × zero, 1 × no ID.'
    ]
  ])('tell of more, skipped: %s', (isSkipped, total) => {
    expect(annotations(badLines('zero', 'no ID'), isSkipped).at(-1)).toEqual([
      total
    ])
  })

  it('show the first five, and the most frequent reason first', () => {
    const reasons = Array.from({ length: 1500 }, (_, n) =>
      n === 0 ? ('not JSON' as const) : n < 3 ? 'zero' : 'no ID'
    )
    const said = annotations(badLines(...reasons), false)
    expect(said.map(([, place]) => place?.line)).toEqual([
      1000,
      1001,
      1002,
      1003,
      1004,
      undefined
    ])
    expect(said.at(-1)).toEqual([
      '1,500 lines or records hold no ID and stop the step: 1,497 × no ID, 2 × zero, 1 × not JSON.'
    ])
  })

  it('show no cell where there is none', () => {
    const lines = new BadLines()
    lines.add('ids.csv', 7, 'column missing', '', 'csv')
    expect(annotations(lines, true)[0]).toEqual([
      'Line 7: column missing',
      { file: 'ids.csv', line: 7 }
    ])
  })
})

describe('the failure', () => {
  const fix =
    'Correct the lines that the annotations show; or set `on-invalid-ids: skip` to leave such lines out.'

  it('tells how many, of how many, why, and which is the first', () => {
    const failure = badLines('zero', 'no ID', 'no ID').failure(12_345)
    expect(failure.code).toBe('ids-invalid')
    expect(failure.message).toBe(
      `3 lines or records hold no ID (of 12,345 read): 2 × no ID, 1 × zero. The first is line 1,000 of \`data/ids.txt\`. ${fix}`
    )
  })

  it.each<InvalidReason>([
    'scientific notation',
    'decimal point',
    'screen name, not an ID',
    'several values on one line',
    'more cells than the header',
    'several rows on one line',
    'URL of a post, not a user ID',
    'a user, not a post'
  ])(
    'advises on a reason, and says which, where there are others: %s',
    reason => {
      const { message } = badLines('zero', reason, 'no ID', 'no ID').failure(4)
      const { why } = badLines(reason, reason).failure(2).text
      expect(message).toContain(`1 × ${reason}`)
      expect(message).toContain(`‘${reason}’: ${plain(why ?? [])}`)
      expect(why).toBeDefined()
    }
  )

  it('advises on the most frequent of these reasons', () => {
    const lines = badLines('decimal point', 'a user, not a post', 'no ID')
    lines.add('ids.txt', 9, 'a user, not a post', '', 'text')
    expect(lines.failure(9).message).toContain(
      'On ‘a user, not a post’: These are records of users. For records of users, set `type: users`.'
    )
  })

  it.each<[string | undefined, string]>([
    [
      undefined,
      'A record has no ID where records of X have one. If these are records of another kind, set `ids-column` to the key path of their IDs, such as `author_id` or `user.id_str`.'
    ],
    [
      'user.id',
      'A record holds nothing at the key path that `ids-column` gives, `user.id'
    ]
  ])('names `ids-column` where records lack a key: %s', (column, why) => {
    const lines = new BadLines(column === undefined ? [] : [column])
    lines.add('a.jsonl', 3, 'column missing', '', 'jsonl')
    expect(lines.failure(4).message).toContain(why)
    const table = new BadLines(column === undefined ? [] : [column])
    table.add('a.csv', 3, 'column missing', '', 'csv')
    expect(table.failure(4).text.why).toBeUndefined()
  })

  it('says so of that reason alone, though another is more frequent', () => {
    const lines = badLines('zero', 'zero')
    lines.add('a.jsonl', 3, 'column missing', '', 'jsonl')
    expect(lines.failure(4).message).toContain('On ‘column missing’: A record')
  })

  it('speaks of no record where tables lack cells and records something else', () => {
    const lines = new BadLines()
    lines.add('a.csv', 3, 'column missing', '', 'csv')
    lines.add('a.jsonl', 3, 'zero', '0', 'jsonl')
    expect(lines.failure(4).text.why).toBeUndefined()
  })

  const severalValues = 'several values on one line'

  it('tells of several values in a cell of a table, though lines of a text have some, too', () => {
    const lines = badLines(severalValues)
    lines.add('ids.csv', 2, 'zero', '0', 'csv')
    expect(lines.failure(9).message).toMatch(/Write one ID per line/)
    lines.add('ids.csv', 3, severalValues, '1 2', 'csv')
    lines.add('ids.csv', 4, 'zero', '0', 'csv')
    expect(lines.failure(9).message).toContain(
      'On ‘several values on one line’: The table holds several values in one cell or line. Give every ID a row of its own'
    )
  })

  it('tells of the first reason, though cells of a table hold several values', () => {
    const lines = badLines('decimal point')
    lines.add('ids.csv', 2, severalValues, '1 2', 'csv')
    expect(lines.failure(9).message).toMatch(/floating-point numbers/)
  })

  type Added = Parameters<BadLines['add']>
  const header: Added = ['ids.txt', 1, 'not a number', 'the: post', 'text']

  it.each<[string, Added[], number, string]>([
    ['is', [header], 2, ' If line 1 is a header: `ids-column: "the: post"`.'],
    [
      'is not: more is bad',
      [header, ['ids.txt', 2, 'zero', '0', 'text']],
      9,
      ''
    ],
    ['is not: a later line', [['ids.txt', 2, 'zero', '0', 'text']], 9, ''],
    ['is not: a table has one', [['a.csv', 1, 'zero', '0', 'csv']], 9, '']
  ])(
    'tells how to name a column where line 1 may be a header: it %s',
    (_, added, read, more) => {
      const lines = new BadLines()
      for (const line of added) lines.add(...line)
      expect(lines.failure(read).message).toContain(`${fix}${more}`)
    }
  )
})
