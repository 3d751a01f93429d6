// Result rows of every shape: what is counted, what is listed, what is written and what is refused.
import { eventCounts } from '../../support/events.js'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Failure } from '../../../src/lib/failure.js'
import { IdCollector } from '../../../src/ids/id-set.js'
import { requiredActions } from '../../../src/domain.js'
import type { TallyRecord } from '../../../src/results/tally-record.js'
import { requiredOf } from '../../../src/results/rules.js'
import { tallyRows } from '../../../src/results/tally.js'
import { noSignal, rememberingLog } from '../../support/dependencies.js'
import { openRows } from '../../support/rows.js'
import { filesBelow, temporaryFolders } from '../../support/folders.js'

const newFolder = temporaryFolders()

const pieceLength = 100_003

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

interface Case {
  /** Contents of the parts' row files. */
  parts: readonly (string | Buffer)[]
  /** Undefined: not known, as with `job-ids` alone. */
  submitted?: readonly bigint[]
  /** False: parts are missing, so that no list can be made. */
  whole?: boolean
  mayHoldOthers?: boolean
  signal?: AbortSignal
}

interface Outcome {
  tally: TallyRecord
  failure: Failure | undefined
  results: string
  lists: Record<string, string>
  warnings: readonly string[]
}

async function tallied({
  parts,
  submitted,
  whole = true,
  mayHoldOthers = false,
  signal = noSignal()
}: Case): Promise<Outcome> {
  const folder = await newFolder()
  const listsDirectory = await newFolder()
  const directory = await newFolder()
  const log = rememberingLog()
  const collector = new IdCollector({ directory })
  collector.addAll(BigUint64Array.from(submitted ?? []))
  const set = await collector.finish()
  const files = await Promise.all(
    parts.map(async (content, index) => {
      const rows = openRows(directory, { part: index + 1, signal })
      await rows.restart()
      // In pieces of a length that fits no row.
      const bytes = Buffer.from(content)
      for (let from = 0; from < bytes.length; from += pieceLength)
        await rows.write(bytes.subarray(from, from + pieceLength))
      await rows.end()
      return rows
    })
  )
  const resultsPath = join(folder, 'results.ndjson')
  const { counts: tally, failure } = await tallyRows(
    {
      parts: files,
      resultsPath,
      submitted: submitted && set,
      mayHoldOthers,
      listsDirectory: whole ? listsDirectory : undefined,
      directory
    },
    { log, signal }
  )
  const lists = await filesBelow(listsDirectory)
  return {
    tally,
    failure,
    results: await readFile(resultsPath, 'utf8'),
    lists: Object.fromEntries(
      Object.entries(lists).map(([name, content]) => [name, String(content)])
    ),
    warnings: log.warnings
  }
}

/** One row of the service, with what is not given left out. */
function row(id: string, action?: string, reason?: string): string {
  return JSON.stringify({
    id,
    action,
    created_at: '2019-10-29T17:02:47.000Z',
    reason
  })
}

const recorded = [
  '{"id":"1160164550000000001","action":"delete","created_at":"2019-08-10T12:22:39.022Z","reason":"suspended"}',
  '{"id": "1160164550000000002", "action": "delete", "created_at": "2019-08-23T17:02:35.589Z", "reason": "deleted"}',
  '',
  '{"id":"82998539","action":"delete","created_at":"2017-02-10T09:28:33+00:00","redacted_at":null,"reason":"protected"}'
]

describe('tallyRows', () => {
  it('counts recorded rows, blank lines left out, and lists their IDs', async () => {
    const { tally, results, lists, warnings } = await tallied({
      parts: [`${recorded.join('\n')}\n`],
      submitted: [
        7n,
        82998539n,
        1160164550000000001n,
        1160164550000000002n,
        1160164550000000003n
      ]
    })
    expect(tally).toEqual({
      ofYear: { '2019': { checked: 3, affected: 2 } },
      rows: 3,
      events: 3,
      refused: 0,
      unsubmitted: 0,
      refusedWithoutId: 0,
      unidentified: 0,
      unchecked: 0,
      byEvent: eventCounts({ deleted: 1, protected: 1, suspended: 1 }),
      reasons: { deleted: 1, protected: 1, suspended: 1 },
      actions: { delete: 3 },
      otherReasons: {},
      rawReasons: { deleted: 1, protected: 1, suspended: 1 },
      rawActions: { delete: 3 },
      required: { delete: 3, review: 0, refetch: 0, 'scrub-geo': 0 },
      lists: {
        delete: {
          ids: 3,
          sha256: sha256('82998539\n1160164550000000001\n1160164550000000002\n')
        },
        review: { ids: 0, sha256: sha256('') },
        refetch: { ids: 0, sha256: sha256('') },
        'scrub-geo': { ids: 0, sha256: sha256('') }
      },
      byYear: { '2017': 1, '2019': 2 }
    })
    expect(results).toBe(`${recorded.filter(line => line !== '').join('\n')}\n`)
    expect(lists).toEqual({
      'delete.txt': '82998539\n1160164550000000001\n1160164550000000002\n',
      'refetch.txt': '',
      'review.txt': '',
      'scrub-geo.txt': ''
    })
    expect(warnings).toEqual([])
  })

  it.each([
    ['deleted', 'delete', 'deleted', 'delete'],
    ['deactivated', 'delete', 'deactivated', 'delete'],
    ['protected', 'delete', 'protected', 'delete'],
    ['suspended', 'delete', 'suspended', 'delete'],
    ['scrub_geo', 'delete', 'scrub_geo', 'scrub-geo'],
    ['geo_scrubbed', 'scrub_geo', 'scrub_geo', 'scrub-geo'],
    ['deleted', 'geo_scrubbed', 'scrub_geo', 'scrub-geo'],
    [undefined, 'scrub_geo', 'scrub_geo', 'scrub-geo'],
    ['tweet_edited', 'rehydrate', 'tweet_edited', 'refetch'],
    ['tweet_edited', 'delete', 'tweet_edited', 'refetch'],
    ['postponed', 'rehydrate', 'other', 'refetch'],
    ['bounced', 'delete', 'other', 'delete'],
    ['deleted', 'purge', 'deleted', 'review'],
    ['deleted', undefined, 'deleted', 'review'],
    [undefined, undefined, 'other', 'review'],
    ['Deleted', 'Delete', 'other', 'review'],
    ['constructor', '__proto__', 'other', 'review']
  ])(
    'takes reason %s with action %s as %s, to %s',
    async (reason, action, event, required) => {
      const { tally, lists } = await tallied({
        parts: [row('5', action, reason)],
        submitted: [5n]
      })
      expect({
        events: Object.entries(tally.byEvent).filter(([, n]) => n > 0),
        required: Object.entries(tally.required ?? {}).filter(([, n]) => n > 0),
        list: lists[`${required}.txt`]
      }).toEqual({
        events: [[event, 1]],
        required: [[required, 1]],
        list: '5\n'
      })
    }
  )

  it('lets the most pressing of several rows of one ID decide', async () => {
    const asks = {
      delete: row('1', 'delete', 'deleted'),
      review: row('1', 'purge', 'odd'),
      refetch: row('1', 'rehydrate', 'tweet_edited'),
      'scrub-geo': row('1', 'scrub_geo', 'geo_scrubbed')
    }
    const order = Object.keys(asks)
    for (const [place, strongest] of order.entries()) {
      const rows = Object.values(asks).slice(place).reverse()
      const { tally, lists } = await tallied({
        parts: [rows.join('\n')],
        submitted: [1n]
      })
      expect(tally.events).toBe(rows.length)
      expect(tally.required).toEqual(
        Object.fromEntries(
          order.map(name => [name, Number(name === strongest)])
        )
      )
      expect(lists[`${strongest}.txt`]).toBe('1\n')
    }
  })

  it('takes refused lines for no events, and their IDs for unchecked', async () => {
    const { tally, warnings } = await tallied({
      parts: [
        [
          '{"id": "not_a_valid_id", "error": "invalid_id"}',
          '{"error":"invalid_id"}',
          '{"id":"<b>","reason":"invalid_id"}',
          '{"id":"2","error":"invalid_id"}',
          '{"id":"2","error":"invalid_id"}',
          '{"id":"3","error":"invalid_id"}',
          row('3', 'delete', 'deleted'),
          '{"id":"9","error":"invalid_id"}'
        ].join('\n')
      ],
      submitted: [1n, 2n, 3n]
    })
    expect(tally).toMatchObject({
      rows: 8,
      events: 1,
      refused: 7,
      refusedWithoutId: 3,
      unidentified: 1,
      unchecked: 2,
      required: { delete: 1 }
    })
    expect(warnings).toEqual([
      expect.stringMatching(
        /refused 7 lines .*2 submitted IDs were not checked, 1 of which/
      ),
      'The results hold 1 ID that was never submitted. They are in no list.'
    ])
  })

  it.each(['2\\r', '\\ufeff2', '2,3', '2\\n3', ' 2', '[2]'])(
    'takes the submitted IDs of the damaged line "%s" for unchecked',
    async line => {
      const { tally } = await tallied({
        parts: [`{"id":"${line}","error":"invalid_id"}`],
        submitted: [1n, 2n, 3n]
      })
      expect(tally).toMatchObject({
        refused: 1,
        unsubmitted: 0,
        unchecked: line.includes('3') ? 2 : 1
      })
    }
  )

  it.each([
    [
      'one refused line holds every ID',
      ['{"id":"1 2","error":"invalid_id"}', row('7', 'delete', 'deleted')],
      'ids-invalid'
    ],
    ['every ID is refused', ['{"id":"1","error":"invalid_id"}'], 'ids-invalid'],
    ['every line is refused', ['{"error":"invalid_id"}'], 'ids-invalid'],
    [
      'ten events are all for strangers',
      Array.from({ length: 10 }, (_, n) => row(String(n + 5), 'delete')),
      'results-corrupt'
    ]
  ])('fails when %s', async (_, rows, code) => {
    const { tally, failure, lists } = await tallied({
      parts: [rows.join('\n')],
      submitted: [1n]
    })
    expect(failure).toMatchObject({ code })
    // What is known is told all the same; what is not, is not.
    expect(tally).toMatchObject({
      rows: rows.length,
      unchecked: code === 'ids-invalid' ? 1 : undefined
    })
    expect(Object.keys(lists)).toHaveLength(code === 'ids-invalid' ? 4 : 0)
  })

  it.each(['"0123"', '""', 'null', '"5"'])(
    'takes a submitted ID for unchecked when the refusal names %s',
    async id => {
      const rows = `{"id":${id},"error":"invalid_id"}`
      const { tally, failure } = await tallied({
        parts: [rows],
        submitted: [1n, 2n]
      })
      expect(failure).toBeUndefined()
      expect(tally).toMatchObject({ unchecked: 1, unidentified: 1 })
      const others = await tallied({
        parts: [rows],
        submitted: [1n, 2n],
        mayHoldOthers: true
      })
      expect(others.tally).toMatchObject({ unchecked: 0, unidentified: 0 })
    }
  )

  it('fails when ten events of one part are all for strangers', async () => {
    const directory = await newFolder()
    const collector = new IdCollector({ directory })
    collector.addAll(BigUint64Array.of(1n, 2n, 3n, 40n))
    const parts = [
      openRows(directory, { range: { first: 1n, last: 2n } }),
      openRows(directory, { part: 2, range: { first: 3n, last: 40n } })
    ]
    const ids = [[1], Array.from({ length: 10 }, (_, n) => n + 10)]
    for (const [place, part] of parts.entries()) {
      const rows = ids[place]?.map(id => row(String(id), 'delete', 'deleted'))
      await part.write(Buffer.from(rows?.join('\n') ?? ''))
      await part.end()
    }
    await expect(
      tallyRows(
        {
          parts,
          resultsPath: join(directory, 'results.ndjson'),
          submitted: await collector.finish(),
          listsDirectory: await newFolder(),
          directory
        },
        { log: rememberingLog(), signal: noSignal() }
      )
    ).resolves.toMatchObject({
      failure: {
        code: 'results-corrupt',
        message: expect.stringContaining('part 2')
      }
    })
  })

  it('fails when a part holds rows of another part', async () => {
    const directory = await newFolder()
    const collector = new IdCollector({ directory })
    collector.addAll(BigUint64Array.of(1n, 2n, 3n, 4n))
    const parts = [
      openRows(directory, { range: { first: 1n, last: 2n } }),
      openRows(directory, { part: 2, range: { first: 3n, last: 4n } })
    ]
    for (const part of parts) {
      await part.write(Buffer.from(`${row('3', 'delete', 'deleted')}\n`))
      await part.end()
    }
    await expect(
      tallyRows(
        {
          parts,
          resultsPath: join(directory, 'results.ndjson'),
          submitted: await collector.finish(),
          listsDirectory: await newFolder(),
          directory
        },
        { log: rememberingLog(), signal: noSignal() }
      )
    ).resolves.toMatchObject({
      failure: {
        code: 'results-corrupt',
        message: expect.stringContaining('of another part')
      }
    })
  })

  it('warns about IDs that were never submitted, and lists none of them', async () => {
    const { tally, lists, warnings } = await tallied({
      parts: [
        [
          row('1', 'delete', 'deleted'),
          row('2', 'delete', 'deleted'),
          row('9', 'rehydrate', 'tweet_edited')
        ].join('\n')
      ],
      submitted: [2n, 3n]
    })
    expect(tally).toMatchObject({
      events: 3,
      unsubmitted: 2,
      required: { delete: 1, review: 0, refetch: 0, 'scrub-geo': 0 }
    })
    expect(lists['delete.txt']).toBe('2\n')
    expect(warnings).toEqual([
      'The results hold 2 IDs that were never submitted. They are in no list.'
    ])
  })

  it('speaks of a single ID that was never submitted as of one', async () => {
    const { warnings } = await tallied({
      parts: [row('1', 'delete', 'deleted')],
      submitted: [2n]
    })
    expect(warnings).toEqual([
      'The results hold 1 ID that was never submitted. They are in no list.'
    ])
  })

  it('counts, and says nothing of single IDs, when parts are missing', async () => {
    const { tally, lists, warnings } = await tallied({
      parts: [
        `${row('1', 'delete', 'deleted')}\n${row('7', 'delete', 'deleted')}`
      ],
      submitted: [2n],
      whole: false
    })
    expect(tally).toMatchObject({
      rows: 2,
      events: 2,
      unsubmitted: 0,
      required: undefined,
      byEvent: { deleted: 2 }
    })
    expect(lists).toEqual({})
    expect(warnings).toEqual([])
  })

  it.each([
    {
      title: 'one',
      reasons: ['bounced'],
      says: 'The results use 1 reason word that this action does not know: bounced (1).'
    },
    {
      title: 'several, the most frequent first',
      reasons: [
        'b',
        'a',
        'a',
        'L'.repeat(65),
        ...Array<string>(1234).fill('c')
      ],
      says: `The results use 4 reason words that this action does not know: c (1,234), a (2), ${'L'.repeat(63)}… (1), b (1).`
    },
    {
      title: 'ten',
      reasons: Array.from('abcdefghij'),
      says: 'The results use 10 reason words that this action does not know: a (1), b (1), c (1), d (1), e (1), f (1), g (1), h (1), i (1), j (1).'
    },
    {
      title: 'eleven',
      reasons: Array.from('abcdefghijk'),
      says: 'The results use 11 reason words that this action does not know: a (1), b (1), c (1), d (1), e (1), f (1), g (1), h (1), i (1), j (1) and 1 more.'
    }
  ])(
    'warns about words that it does not know: $title',
    async ({ reasons, says }) => {
      const { warnings } = await tallied({
        parts: [reasons.map(reason => row('1', 'delete', reason)).join('\n')]
      })
      expect(warnings).toEqual([
        `${says} These rows are counted and listed by what they ask for; those that ask for nothing known are in review.txt.`
      ])
    }
  )

  it('warns about actions that it does not know as of actions', async () => {
    const { warnings } = await tallied({
      parts: [row('1', 'purge', 'deleted')]
    })
    expect(warnings).toEqual([
      expect.stringMatching(/^The results use 1 action word .*: purge \(1\)\. /)
    ])
  })

  it('makes nothing of counts that do not add up', async () => {
    const directory = await newFolder()
    const rows = openRows(directory)
    await rows.write(Buffer.from(row('1', 'delete', 'deleted')))
    await rows.end()
    const collector = new IdCollector({ directory })
    collector.addAll(BigUint64Array.of(1n))
    const one = await collector.finish()
    await expect(
      tallyRows(
        {
          parts: [rows],
          resultsPath: join(directory, 'results.ndjson'),
          submitted: { ...one, chunks: () => one.chunks(), size: 0 },
          listsDirectory: await newFolder(),
          directory
        },
        { log: rememberingLog(), signal: noSignal() }
      )
    ).rejects.toThrow('the counts do not add up: 1 IDs affected of at most 0')
  })

  it('reads odd but whole rows as JSON.parse would, and never rounds an ID', async () => {
    const { tally, lists, results } = await tallied({
      parts: [
        [
          '{"id":9007199254740993,"action":"delete","reason":"deleted"}',
          '{ "reason" : "deleted" ,\t"action":"delete","id":\t"9007199254740995" }',
          '{"\\u0069d":"11","\\u0061ction":"dele\\u0074e","reason":"d\\u0065leted"}',
          '{"id":"1","id":"12","reason":"odd","reason":"deleted","action":"delete"}',
          '{"extra":{"id":"77","reason":"suspended","a":[1,"}",{"b":"]"}]},"id":"13","reason":"deleted","action":"delete"}',
          '{"id":"14","n":-1.5e3,"t":true,"action":"delete","reason":"deleted"}',
          '{"id":"15","note":"ü✓","action":"delete","reason":"deleted"}'
        ].join('\n')
      ],
      submitted: [
        11n,
        12n,
        13n,
        14n,
        15n,
        16n,
        9007199254740992n,
        9007199254740993n,
        9007199254740995n
      ]
    })
    expect(tally.byEvent.deleted).toBe(7)
    expect(tally.unsubmitted).toBe(0)
    expect(lists['delete.txt']).toBe(
      '11\n12\n13\n14\n15\n9007199254740993\n9007199254740995\n'
    )
    expect(results.split('\n')).toHaveLength(8)
  })

  it('lists IDs of every size digit for digit, ascending', async () => {
    const tens = Array.from({ length: 19 }, (_, n) => 10n ** BigInt(n))
    const powers = Array.from({ length: 63 }, (_, n) => 2n ** BigInt(n))
    const ids = [...tens, ...powers, 2n ** 63n - 1n]
      .flatMap(id => [id - 1n, id, id + 1n])
      .filter(
        (id, at, all) => id > 0n && id < 2n ** 63n && all.indexOf(id) === at
      )
      .sort((a, b) => (a < b ? -1 : 1))
    const { lists } = await tallied({
      parts: [ids.map(id => row(String(id), 'delete', 'deleted')).join('\n')],
      submitted: ids
    })
    expect(lists['delete.txt']).toBe(`${ids.join('\n')}\n`)
  })

  it('joins parts byte for byte with LF, whatever ends their lines', async () => {
    const odd = '{ "id":"3", "x":"\\u00e9é" }'
    const { tally, results } = await tallied({
      parts: [
        `\r\n${row('1')}\r\n\r\r\n \t\r\n ${row('2')}  `,
        '',
        '\n\n',
        `${odd}\r\n${row('4')}\n`
      ]
    })
    expect(results).toBe(`${row('1')}\n ${row('2')}  \n${odd}\n${row('4')}\n`)
    expect(tally).toMatchObject({ rows: 4, required: undefined })
  })

  it('makes empty results and four empty lists when nothing came back', async () => {
    const { tally, results, lists } = await tallied({
      parts: ['', '\n'],
      submitted: [1n]
    })
    expect(tally).toMatchObject({ rows: 0, events: 0, byYear: {} })
    expect(results).toBe('')
    expect(Object.values(lists)).toEqual(['', '', '', ''])
  })

  it('keeps rows whole across the edges of its chunks', async () => {
    const rows = Array.from({ length: 40_000 }, (_, i) =>
      JSON.stringify({
        id: String(1_600_000_000_000_000_000n + BigInt(i)),
        action: i % 7 === 0 ? 'rehydrate' : 'delete',
        note: 'x'.repeat(i % 97),
        reason: i % 7 === 0 ? 'tweet_edited' : 'deleted'
      })
    )
    const text = rows.join(rows.length % 2 ? '\r\n' : '\n')
    const ids = rows.map((_, i) => 1_600_000_000_000_000_000n + BigInt(i))
    const { tally, results, lists } = await tallied({
      parts: [text],
      submitted: ids
    })
    expect(results).toBe(`${text}\n`)
    expect(tally).toMatchObject({
      events: 40_000,
      required: { delete: 34_285, refetch: 5715 }
    })
    expect(lists['delete.txt']).toBe(
      `${ids.filter((_, i) => i % 7 !== 0).join('\n')}\n`
    )
  })

  it.each([
    ['a torn last row', `${row('1')}\n{"id":"12345678901","act`, 'Row 2'],
    ['an error page', '<?xml version="1.0"?>\n<Error/>\n', 'Row 1'],
    ['an array', `\n[${row('1')}]`, 'Row 2'],
    ['a bare word', 'null', 'Row 1'],
    ['a bare string', '"{}"', 'Row 1'],
    ['a bare number', '12', 'Row 1'],
    ['two rows on one line', `${row('1')}${row('2')}`, 'Row 1'],
    ['a comma behind the last member', '{"id":"1",}', 'Row 1'],
    ['a control character', '{"id":"1\u0001"}', 'Row 1'],
    ['a number with a leading zero', '{"id":012}', 'Row 1'],
    ['a row without an `id`', '{"tweet_id":"1"}', 'Row 1'],
    ['an `id` of null', '{"id":null,"reason":"deleted"}', 'Row 1'],
    ['an `id` that is a list', '{"id":["1"]}', 'Row 1'],
    ['an `id` with a space', '{"id":"1 "}', 'Row 1'],
    ['an `id` with a zero in front', '{"id":"01"}', 'Row 1'],
    ['an `id` in scientific notation', '{"id":1.26e18}', 'Row 1'],
    ['an `id` that is too large', `{"id":"${'9'.repeat(20)}"}`, 'Row 1'],
    ['an `id` that is a name', '{"id":"x","reason":"deleted"}', 'Row 1'],
    ['bare errors', '{"errors":[{"title":"x"}]}', 'Row 1'],
    ['a byte order mark', `\ufeff${row('1')}`, 'Row 1'],
    ['a comma behind a row', `${row('1')},\n${row('2')}`, 'Row 1'],
    ['a comma before a row', `${row('1')}\n,${row('2')}`, 'Row 2'],
    ['a zero byte', `${row('1')}\u0000\n`, 'Row 1'],
    ['a row without end', `{"id":"${'1'.repeat(3 << 20)}`, 'longer than']
  ])('refuses %s, naming part and line', async (_, content, where) => {
    const failure = await tallied({
      parts: [row('1'), content],
      submitted: [1n]
    }).catch((error: unknown) => error as Failure)
    expect(failure).toMatchObject({ code: 'results-corrupt' })
    expect((failure as Failure).message).toContain(where)
    expect((failure as Failure).message).toContain('part 2')
    expect((failure as Failure).message).not.toMatch(/\d{5}/)
  })

  it.each([
    [
      'a torn row, with the beginning of it but no digit',
      '{"id":"12345678901234567890","action":"delete"',
      'Row 1 of the results of part 1 is not one whole JSON object; it starts with “{"id":"################…”.'
    ],
    [
      'a row that is too long',
      `{"id":"${'1'.repeat(3 << 20)}`,
      'Row 1 of the results of part 1 is longer than 1.0 MB.'
    ]
  ])('says of %s what it is, why, and what to do', async (_, content, what) => {
    await expect(tallied({ parts: [content] })).rejects.toMatchObject({
      code: 'results-corrupt',
      message: expect.stringContaining(what)
    })
  })

  it('tells why the joined rows can not be written', async () => {
    const directory = await newFolder()
    await expect(
      tallyRows(
        {
          parts: [],
          resultsPath: join(directory, 'missing', 'results.ndjson'),
          submitted: undefined,
          listsDirectory: undefined,
          directory
        },
        { log: rememberingLog(), signal: noSignal() }
      )
    ).rejects.toMatchObject({ code: 'ENOENT', syscall: 'open' })
  })

  it('refuses bytes that are no UTF-8', async () => {
    await expect(
      tallied({ parts: [Buffer.from('{"id":"\xff"}', 'latin1')] })
    ).rejects.toMatchObject({ code: 'results-corrupt' })
  })

  it('stops when it is told to', async () => {
    await expect(
      tallied({
        parts: [row('1')],
        signal: AbortSignal.abort(new Error('enough'))
      })
    ).rejects.toThrow('enough')
  })

  it('bounds the words of the service, and drops none', async () => {
    const hostile = '</table><script>alert(1)</script>\u202e::error::x'
    const rows = [
      ...Array.from({ length: 3000 }, (_, i) => row('1', 'delete', `w${i}`)),
      ...Array.from({ length: 4 }, () => row('1', 'delete', hostile)),
      ...Array.from({ length: 3 }, () => row('1', 'delete', 'L'.repeat(65))),
      row('1', 'delete', 'deleted')
    ]
    const { tally, warnings } = await tallied({ parts: [rows.join('\n')] })
    const words = Object.keys(tally.reasons)
    expect(words).toHaveLength(100)
    for (const word of words)
      expect(Array.from(word).length).toBeLessThanOrEqual(64)
    expect(Object.values(tally.reasons).reduce((a, b) => a + b)).toBe(3008)
    expect(Object.values(tally.rawReasons).reduce((a, b) => a + b)).toBe(3008)
    expect(Object.keys(tally.rawReasons).length).toBeLessThanOrEqual(1000)
    expect(tally.byEvent).toMatchObject({ deleted: 1, other: 3007 })
    expect(warnings).toHaveLength(1)
    expect(warnings.join()).not.toContain('::error')
  })

  it('tells which reasons count under `other`, and in which rows', async () => {
    const { tally } = await tallied({
      parts: [
        [
          row('1', 'delete', 'bounced'),
          row('2', 'scrub_geo', 'bounced'),
          row('3', 'delete', 'deleted'),
          row('4', 'delete', 'other'),
          row('5', 'delete', 'toString'),
          '{"id":"6","action":"delete"}'
        ].join('\n')
      ]
    })
    expect(tally.byEvent).toMatchObject({ deleted: 1, scrub_geo: 1, other: 4 })
    expect(tally.otherReasons).toEqual({
      bounced: 1,
      other: 1,
      toString: 1,
      none: 1
    })
  })

  it.each([
    ['2019-12-31T23:59:59.999Z', '2019'],
    ['2019-12-31T23:59:59Z', '2019'],
    ['2019-12-31T23:59:59-02:00', '2020'],
    ['2017-02-10T09:28:33+00:00', '2017'],
    ['+002019-08-10T12:22:39Z', '2019'],
    ['2005-12-31T23:59:59.999Z', 'unknown'],
    ['2006-01-01T00:00:00.000Z', '2006'],
    ['2099-12-31T23:59:59.999Z', '2099'],
    ['2100-01-01T00:00:00.000Z', 'unknown'],
    ['9999-01-01T00:00:00.000Z', 'unknown'],
    ['Tue Oct 29 17:02:47 +0000 2019', '2019'],
    ['Tue Oct 29 2019 17:02:47 GMT+0000 (Zulu)', '2019'],
    ['Tue Oct 29 2019 17:02:47 GMT+0000 (Zulus)', 'unknown'],
    ['2019-08-10T12:22Z', 'unknown'],
    ['2x19-08-10T12:22:39.022Z', 'unknown'],
    ['201/-08-10T12:22:39.022Z', 'unknown'],
    ['201:-08-10T12:22:39.022Z', 'unknown'],
    ['yesterday', 'unknown'],
    ['', 'unknown'],
    [null, 'unknown']
  ])('reads the year of %s as %s', async (created_at, year) => {
    const date = JSON.stringify(created_at)
    const { tally } = await tallied({
      parts: [
        `{"id":"1","created_at":${date}}\n{\t"id":"1","created_at":${date}}`
      ]
    })
    expect(tally.byYear).toEqual({ [year]: 2 })
  })

  it('takes no other date for that of a row without one', async () => {
    const { tally } = await tallied({
      parts: [
        [
          row('1'),
          '{"id":"2"}',
          row('3'),
          '{\t"id":"4"}',
          '{"id":"5","redacted_at":"2019-10-29T17:02:47.000Z"}'
        ].join('\n')
      ]
    })
    expect(tally.byYear).toEqual({ '2019': 2, unknown: 3 })
  })

  it('adds up and sorts like a plain model, for any rows', async () => {
    const words = ['deleted', 'suspended', 'geo_scrubbed', 'tweet_edited', 'x']
    const acts = ['delete', 'scrub_geo', 'rehydrate', 'y']
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            id: fc.bigInt(1n, 12n),
            reason: fc.constantFrom(...words),
            action: fc.constantFrom(...acts)
          }),
          // Ten events for strangers alone are refused.
          { maxLength: 9 }
        ),
        fc.uniqueArray(fc.bigInt(1n, 12n)),
        async (rows, submitted) => {
          const { tally, lists } = await tallied({
            parts: [
              rows
                .map(each => row(String(each.id), each.action, each.reason))
                .join('\n')
            ],
            submitted
          })
          const asked = requiredActions.map(required =>
            rows
              .filter(each => requiredOf(each.reason, each.action) === required)
              .map(each => each.id)
          )
          const expected = asked.map((ids, place) =>
            [...new Set(ids)]
              .filter(id => submitted.includes(id))
              .filter(id => !asked.slice(0, place).flat().includes(id))
              .sort((a, b) => Number(a - b))
              .map(id => `${id}\n`)
              .join('')
          )
          expect(tally.events).toBe(rows.length)
          expect(requiredActions.map(name => lists[`${name}.txt`])).toEqual(
            expected
          )
        }
      ),
      { numRuns: 25 }
    )
  })
})
