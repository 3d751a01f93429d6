// Whatever the bytes: nothing crashes or hangs, and no ID is lost or invented. Checked against simple models.
import { describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { tmpdir } from 'node:os'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { Failure } from '../../../src/lib/failure.js'
import { CsvReader } from '../../../src/content/tables/csv-reader.js'
import { IdCollector } from '../../../src/ids/id-set.js'
import { JsonReader } from '../../../src/content/json/json-reader.js'
import { CellParser } from '../../../src/content/cell.js'
import type { Reader } from '../../../src/content/reader.js'
import { TextReader } from '../../../src/content/text/text-reader.js'
import type { JobType } from '../../../src/domain.js'
import { prepare } from './support.js'

const id = fc
  .tuple(fc.integer({ min: 0, max: 62 }), fc.bigInt(0n, 2n ** 63n - 2n))
  .map(([shift, wide]) => String((wide >> BigInt(shift)) + 1n))

const isId = (text: string) =>
  /^[1-9]\d{0,18}$/.test(text) && BigInt(text) < 2n ** 63n

interface Read {
  /** All IDs, ascending, each once. */
  ids: string[]
  read: number
  invalid: number
  /** Lines with faults. */
  lines: number[]
}

/** What a reader finds in `bytes`, given to it in pieces that end at `cuts`. */
async function readPieces(
  bytes: Buffer,
  cuts: readonly number[],
  readerFor: (parser: CellParser) => Pick<Reader, 'feed' | 'end'>,
  type: JobType = 'tweets'
): Promise<Read> {
  const set = new IdCollector({ directory: tmpdir() })
  const lines: number[] = []
  const parser = new CellParser(type, set, line => lines.push(line))
  const reader = readerFor(parser)
  let from = 0
  for (const cut of [...cuts, bytes.length].sort((a, b) => a - b)) {
    reader.feed(Uint8Array.from(bytes.subarray(from, cut)))
    from = Math.max(from, cut)
  }
  reader.end()
  parser.flush()
  const ids: string[] = []
  await set.finish(chunk => {
    for (const each of chunk) ids.push(String(each))
  })
  return { ids, read: parser.read, invalid: parser.invalid, lines }
}

function sortedSet(ids: Iterable<string>): string[] {
  return [...new Set(ids)].sort((a, b) =>
    a.length === b.length ? (a < b ? -1 : 1) : a.length - b.length
  )
}

const lineEnd = fc.constantFrom('\n', '\r\n')

describe('any bytes', () => {
  const start = fc.constantFrom(
    ...[
      '',
      '{',
      '[',
      '{"data":[',
      '"',
      'id,x\n',
      'id\tx\n',
      '1,',
      '\ufeff'
    ].map(text => Buffer.from(text)),
    Buffer.from([0xff, 0xfe]),
    Buffer.from([0xfe, 0xff]),
    gzipSync('1\n'),
    gzipSync('1\n').subarray(0, 12),
    zstdCompressSync('1\n'),
    zstdCompressSync('1\n').subarray(0, 9),
    Buffer.from([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0])
  )
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 60 }).map(bytes => Buffer.from(bytes)),
    fc
      .array(
        fc.oneof(
          id,
          fc.constantFrom(...Array.from('0,;\t \n\r"\'{}[]:\\.eE+-_@')),
          fc.constantFrom(
            '"id":',
            '"data":[',
            'null',
            'https://x.com/u/status/'
          )
        ),
        { maxLength: 40 }
      )
      .map(parts => Buffer.from(parts.join('')))
  )

  it('end in a set or in a failure with a fix, and every ID stood in them', async () => {
    await fc.assert(
      fc.asyncProperty(
        start,
        fc.array(piece, { maxLength: 3 }),
        fc.constantFrom<'auto' | 'text' | 'csv' | 'jsonl'>(
          'auto',
          'text',
          'csv',
          'jsonl'
        ),
        fc.constantFrom<JobType>('tweets', 'users'),
        async (first, pieces, format, type) => {
          const bytes = Buffer.concat([first, ...pieces])
          const { code, message, record, ids } = await prepare(
            { 'ids.txt': bytes },
            { format, type, onInvalid: 'skip' }
          )
          if (code !== undefined) {
            expect(code).toBe('ids-invalid')
            expect(message).not.toBe('')
            return
          }
          expect(record?.read).toBe(
            (record?.submitted ?? 0) +
              (record?.duplicate ?? 0) +
              (record?.invalid ?? 0)
          )
          expect(record?.submitted).toBe(ids.length)
          if (
            bytes[0] === 0x1f ||
            bytes.includes('\\u') ||
            record?.files[0]?.compression !== 'none'
          )
            return
          const text = bytes.toString().replaceAll('\0', '')
          for (const each of ids) expect(text).toContain(each)
        }
      ),
      { numRuns: 80 }
    )
  })
})

describe('lines of text', () => {
  const junk = fc.oneof(
    fc.constantFrom(
      '0',
      '007',
      '-5',
      '1.5',
      '1e18',
      'foo',
      '@a',
      '١',
      '9223372036854775808'
    ),
    fc.string({
      unit: fc.constantFrom(...Array.from('019a .@-')),
      maxLength: 24
    })
  )
  const space = fc.constantFrom('', ' ', '\t', '  ')
  const line = fc.tuple(
    space,
    fc.oneof({ weight: 3, arbitrary: id }, junk),
    space
  )

  it('give exactly the lines that are IDs, wherever the pieces end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(line, lineEnd), { maxLength: 30 }),
        fc.infiniteStream(fc.nat(10_000)),
        async (lines, random) => {
          const cells = lines.map(([parts]) => parts.join('').trim())
          const bytes = Buffer.from(
            lines.map(([parts, end]) => parts.join('') + end).join('')
          )
          const cuts = [...random.take(8)].map(n => n % (bytes.length + 1))
          const read = await readPieces(
            bytes,
            cuts,
            parser =>
              new TextReader(parser, {
                format: 'text',
                separator: undefined,
                hasHeader: false,
                prefix: ''
              })
          )
          const filled = cells.filter(cell => cell !== '')
          const bad = cells.flatMap((cell, n) =>
            cell === '' || isId(cell) ? [] : [n + 1]
          )
          expect(read).toEqual({
            ids: sortedSet(filled.filter(isId)),
            read: filled.length,
            invalid: bad.length,
            lines: bad
          })
        }
      )
    )
  })

  it('give the same set and digest in any order, layout and number', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(id, { minLength: 1, maxLength: 40 }),
        fc.array(fc.tuple(fc.nat(1000), fc.nat(2), lineEnd), {
          minLength: 40,
          maxLength: 120
        }),
        async (ids, places) => {
          const files: Record<string, string> = {}
          for (const [n, [which, file, end]] of places.entries()) {
            const each =
              (n < ids.length ? ids[n] : ids[which % ids.length]) ?? ''
            files[`${file}.txt`] = `${files[`${file}.txt`] ?? ''}${each}${end}`
          }
          const [plain, other] = await Promise.all([
            prepare({ 'ids.txt': ids.join('\n') }, { type: 'users' }),
            prepare(files, { type: 'users' })
          ])
          expect(other.code).toBeUndefined()
          expect(other.ids).toEqual(sortedSet(ids))
          expect(other.parts.map(part => part.sha256)).toEqual(
            plain.parts.map(part => part.sha256)
          )
          expect(other.record).toMatchObject({
            read: places.length,
            submitted: ids.length,
            duplicate: places.length - ids.length
          })
        }
      ),
      { numRuns: 20 }
    )
  })
})

describe('tables', () => {
  const cell = fc.oneof(
    id,
    fc
      .string({
        unit: fc.constantFrom(...Array.from('a1,;" \n\té')),
        maxLength: 12
      })
      // Cells of quotes and separators alone are a matter of taste.
      .map(text => (/^[\s,;"]+$/.test(text) ? `${text}x` : text))
  )
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

  it('give the cells that csv-parse gives, wherever the pieces end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }).chain(width =>
          fc.record({
            rows: fc.array(
              fc.array(cell, { minLength: width, maxLength: width }),
              { maxLength: 12 }
            ),
            column: fc.nat(width - 1)
          })
        ),
        fc.constantFrom(',', ';', '\t'),
        lineEnd,
        fc.infiniteStream(fc.nat(10_000)),
        async ({ rows, column }, delimiter, end, random) => {
          const text = rows
            .map(
              row =>
                row
                  .map(each => (isId(each) ? each : quoted(each)))
                  .join(delimiter) + end
            )
            .join('')
          const bytes = Buffer.from(text)
          const cuts = [...random.take(8)].map(n => n % (bytes.length + 1))
          const found = await readPieces(
            bytes,
            cuts,
            parser =>
              new CsvReader(
                parser,
                {
                  format: 'csv',
                  delimiter: delimiter.charCodeAt(0),
                  quotes: true,
                  columns: [
                    {
                      index: column,
                      name: '1',
                      isLast: false,
                      isLong: false,
                      digits: 12,
                      prefix: ''
                    }
                  ],
                  headerRows: 0,
                  names: [],
                  width: undefined,
                  longColumns: [],
                  unread: [],
                  whole: []
                },
                'ids.csv'
              )
          ).catch((error: unknown) => error)
          // A text may hold what looks like a row.
          if (found instanceof Failure) return
          const read = found as Read
          const parsed: string[][] = parse(text, {
            delimiter,
            relax_column_count: true
          })
          const records = parsed.filter(row => /[^\s,;"]/.test(row.join('')))
          const cells = records.map(row => (row[column] ?? '').trim())
          expect(read.ids).toEqual(sortedSet(cells.filter(isId)))
          expect(read.read).toBe(records.length)
        }
      )
    )
  })
})

describe('records of JSON', () => {
  interface Post {
    id: string
    text: string
    author_id?: string
    retweeted_status?: Post | undefined
    quoted_status?: Post | undefined
    referenced_tweets?: { type: string; id: string; text?: string }[]
    entities?: unknown
  }
  const text = fc.string({ unit: 'grapheme', maxLength: 20 })
  const { post } = fc.letrec<{ post: Post }>(tie => ({
    post: fc.record(
      {
        id,
        text,
        author_id: id,
        retweeted_status: fc.option(tie('post'), {
          nil: undefined,
          depthSize: 'small'
        }),
        quoted_status: fc.option(tie('post'), {
          nil: undefined,
          depthSize: 'small'
        }),
        referenced_tweets: fc.array(
          fc.record(
            { type: fc.constant('quoted'), id, text },
            { requiredKeys: ['type', 'id'] }
          ),
          { maxLength: 2 }
        ),
        entities: fc.jsonValue({ maxDepth: 3 })
      },
      // An ID alone proves nothing beside keys of other kinds.
      { requiredKeys: ['id', 'text'] }
    )
  }))
  const record = fc.oneof(
    post,
    fc.record({
      data: fc.array(post, { maxLength: 4 }),
      includes: fc.record({ tweets: fc.array(post, { maxLength: 2 }) })
    })
  )

  /** The IDs of all posts that stand in a record with their content, the simple way. */
  function heldBy(value: Post): string[] {
    return [
      value.id,
      ...[value.retweeted_status, value.quoted_status].flatMap(each =>
        each ? heldBy(each) : []
      ),
      ...(value.referenced_tweets ?? [])
        .filter(each => 'text' in each)
        .map(each => each.id)
    ]
  }

  it.each([
    ['lines', 0, true],
    ['documents', 2, false]
  ] as const)(
    'in %s give every post held, wherever the pieces end',
    async (_, indent, isLines) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(record, { maxLength: 6 }),
          fc.infiniteStream(fc.nat(100_000)),
          async (records, random) => {
            const bytes = Buffer.from(
              records
                .map(each => `${JSON.stringify(each, undefined, indent)}\n`)
                .join('')
            )
            const cuts = [...random.take(8)].map(n => n % (bytes.length + 1))
            const read = await readPieces(
              bytes,
              cuts,
              parser =>
                new JsonReader(
                  parser,
                  { format: 'jsonl', isLines, paths: [] },
                  'tweets',
                  'ids.jsonl'
                )
            )
            const expected = records.flatMap(each =>
              'data' in each
                ? [...each.data, ...each.includes.tweets].flatMap(heldBy)
                : heldBy(each)
            )
            expect(read.ids).toEqual(sortedSet(expected))
            expect(read.read).toBe(expected.length)
            expect(read.invalid).toBe(0)
          }
        )
      )
    }
  )

  // Records that are alike but for some of their values, as text, by number.
  type Template = (n: number) => string
  const value = fc.constantFrom<Template>(
    n => `"${n}00000000000000001"`,
    n => `${n}00000000000000002`,
    n => (n % 3 === 0 ? '""' : `"${n}000000000000003"`),
    n => (n % 3 === 0 ? '0' : '12'),
    n => (n % 3 === 0 ? 'null' : '"x"'),
    n => (n % 3 === 0 ? '" 5"' : '"\\u0035"'),
    n => (n % 3 === 0 ? `"${n}00000000000000004"` : '"x"'),
    n => (n % 3 === 0 ? '[12,34]' : `[${n}00000000000005,${n}00000000000006]`),
    () => '[]',
    () => '{}'
  )
  const names = fc.constantFrom(
    ...['id', 'id_str', '\\u0069d', 'x', 'text', 'full_text', 'type'],
    ...['user', 'author_id', 'screen_name', 'data', 'includes', 'tweets'],
    ...['retweeted_status', 'referenced_tweets', 'delete', 'limit']
  )
  const { template } = fc.letrec<{ template: Template }>(tie => ({
    template: fc
      .tuple(
        fc.array(
          fc.tuple(
            names,
            fc.oneof({ depthSize: 'small' }, value, tie('template'))
          ),
          { maxLength: 5 }
        ),
        fc.boolean()
      )
      .map(([members, isTurned]) => n => {
        const texts = members.map(([key, each]) => `"${key}":${each(n)}`)
        if (isTurned && n % 3 === 0) texts.reverse()
        return `{${texts.join(',')}}`
      })
  }))

  /** Lines in one file give what each gives in a file of its own. */
  async function expectSameAlone(
    lines: readonly string[],
    type: JobType,
    paths: readonly string[] = []
  ): Promise<void> {
    const read = async (some: readonly string[]) => {
      let reader: JsonReader | undefined
      const found = await readPieces(
        Buffer.from(some.map(line => `${line}\n`).join('')),
        [],
        parser =>
          (reader = new JsonReader(
            parser,
            { format: 'jsonl', isLines: true, paths },
            type,
            'ids.jsonl'
          )),
        type
      )
      return { ...found, notices: reader?.notices ?? 0 }
    }
    const alone: (Read & { notices: number })[] = []
    for (const line of lines) alone.push(await read([line]))
    const sum = (key: 'read' | 'invalid' | 'notices') =>
      alone.reduce((total, each) => total + each[key], 0)
    expect(await read(lines)).toEqual({
      ids: sortedSet(alone.flatMap(({ ids }) => ids)),
      read: sum('read'),
      invalid: sum('invalid'),
      lines: alone.flatMap((each, n) => each.lines.map(() => n + 1)),
      notices: sum('notices')
    })
  }

  it.each([
    [
      'an empty ID',
      '{"id_str":"5","id":6,"text":"t"}',
      '{"id_str":"","id":6,"text":"t"}'
    ],
    ['a number that is no ID', '{"id":5,"text":"t"}', '{"id":5.5,"text":"t"}'],
    [
      'an ID with space around it',
      '{"id":"5","text":"t"}',
      '{"id":" 5","text":"t"}'
    ],
    [
      'the same escape in another key',
      String.raw`{"\u0069d":"5","text":"t"}`,
      String.raw`{"\u0061d":"5","text":"t"}`
    ],
    [
      'a post or none under an unknown key',
      '{"id":"5","text":"t","x":{"id":"6","text":"t"}}',
      '{"id":"5","text":"t","x":{"id":"x","text":"t"}}'
    ],
    [
      'a list of IDs or a row',
      '{"data":[["12345678901234567","12345678901234568"]]}',
      '{"data":[["12","34"]]}'
    ],
    [
      'a notice or none',
      '{"delete":{"status":{"id":5}},"x":1}',
      '{"x":1,"delete":{"status":{"id":5}}}'
    ]
  ])(
    'of one shape, with %s, give what each gives alone',
    async (_, one, other) => {
      for (const type of ['tweets', 'users'] as const) {
        await expectSameAlone([one, one, other, other, one], type)
        await expectSameAlone([other, other, one, one, other], type)
        await expectSameAlone([one, other, one], type, ['id', 'x.id'])
      }
    }
  )

  it('of shapes that come again give what each gives alone', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(template, template), {
          minLength: 1,
          maxLength: 3
        }),
        fc.constantFrom<JobType>('tweets', 'users'),
        fc.constantFrom([], ['id'], ['user.id', 'id_str']),
        async (templates, type, paths) => {
          const lines = Array.from({ length: 12 }, (_, n) => {
            const [one, other] = templates[n % templates.length] ?? []
            // A post for sure, with the other one somewhere inside.
            return n % 2 === 0
              ? `{"id":"${n + 1}","text":"","x":${other?.(n + 1) ?? ''}}`
              : (one?.(n + 1) ?? '')
          })
          await expectSameAlone(lines, type, paths)
        }
      ),
      { numRuns: 150 }
    )
  })

  it('that are cut off cost themselves and no other', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(post, fc.nat(1000)), { minLength: 1, maxLength: 8 }),
        fc.infiniteStream(fc.nat(100_000)),
        async (posts, random) => {
          const lines = posts.map(([each, cut]) => {
            const line = JSON.stringify(each)
            return cut % 3 === 0
              ? line.slice(0, 1 + (cut % (line.length - 1)))
              : line
          })
          const whole = posts.filter(
            (_, n) => lines[n] === JSON.stringify(posts[n]?.[0])
          )
          const bytes = Buffer.from(`${lines.join('\n')}\n`)
          const cuts = [...random.take(8)].map(n => n % (bytes.length + 1))
          const read = await readPieces(
            bytes,
            cuts,
            parser =>
              new JsonReader(
                parser,
                { format: 'jsonl', isLines: true, paths: [] },
                'tweets',
                'ids.jsonl'
              )
          )
          expect(read.ids).toEqual(
            sortedSet(whole.flatMap(([each]) => heldBy(each)))
          )
          expect(read.invalid).toBe(posts.length - whole.length)
        }
      )
    )
  })

  it('of any shape fail or end, wherever the pieces end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({
          unit: fc.constantFrom(...Array.from('{}[]",:\\1n \n')),
          maxLength: 60
        }),
        fc.constantFrom(true, false, undefined),
        fc.constantFrom([], ['a.b']),
        fc.infiniteStream(fc.nat(100_000)),
        async (content, isLines, paths, random) => {
          const bytes = Buffer.from(content)
          const readerFor = (parser: CellParser) =>
            new JsonReader(
              parser,
              { format: 'jsonl', isLines, paths },
              'tweets',
              'ids.jsonl'
            )
          const cuts = [...random.take(8)].map(n => n % (bytes.length + 1))
          const outcomes = await Promise.allSettled([
            readPieces(bytes, [], readerFor),
            readPieces(bytes, cuts, readerFor)
          ])
          const [whole, pieces] = outcomes.map(outcome =>
            outcome.status === 'fulfilled'
              ? outcome.value
              : (outcome.reason as Failure).message
          )
          expect(pieces).toEqual(whole)
        }
      ),
      { numRuns: 500 }
    )
  })
})
