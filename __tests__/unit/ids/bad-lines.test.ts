// What is said of lines that hold no ID: the first of them, all by reason, and what to do.
import { describe, expect, it } from '@jest/globals'
import { BadLines } from '../../../src/ids/bad-lines.js'
import type { CellFault } from '../../../src/ids/judge.js'
import type { Place } from '../../../src/log.js'

function badLines(...reasons: CellFault[]): BadLines {
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
    expect(failure.text).toEqual({
      what: '3 lines or records hold no ID (of 12,345 read): 2 × no ID, 1 × zero. The first is line 1,000 of `data/ids.txt`.',
      fix
    })
  })

  const exportAgain =
    'Export the data again with the IDs as text (Excel: import the file with Data > From Text and the column type Text; pandas: `dtype=str`; R: `colClasses = "character"`).'

  it.each<[CellFault, string]>([
    [
      'scientific notation',
      `A spreadsheet or a program turned IDs into floating-point numbers, and their last digits are lost. ${exportAgain}`
    ],
    [
      'decimal point',
      `A program held these IDs as floating-point numbers, and their last digits are lost. ${exportAgain}`
    ],
    [
      'screen name, not an ID',
      'The service takes numeric user IDs only; look the names up first (`GET /2/users/by`).'
    ],
    [
      'several values on one line',
      'Write one ID a line. If the file is a table, `ids-format: csv` reads one column of it where commas, semicolons or tabs separate the cells of most lines; a first line such as `sep=|` names another separator.'
    ],
    ['URL of a post, not a user ID', 'For URLs of posts, set `type: tweets`.'],
    ['a user, not a post', 'For records of users, set `type: users`.']
  ])(
    'advises on the first reason that there is advice on: %s',
    (reason, why) => {
      const { text } = badLines('zero', reason, 'no ID', 'no ID').failure(4)
      expect(text).toEqual({
        what: `4 lines or records hold no ID (of 4 read): 2 × no ID, 1 × zero, 1 × ${reason}. The first is line 1,000 of \`data/ids.txt\`.`,
        why,
        fix
      })
    }
  )
})
