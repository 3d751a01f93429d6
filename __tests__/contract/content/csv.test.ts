// csv-parse judges the reader of tables: what it reads of a table that is written well, the check reads; of one that is not, the check reads what was meant, or refuses it.
import { describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { prepare, tweetId } from '../../unit/content/support.js'

const word = fc.constantFrom(
  ...['a', 'hello', 'yes, no', 'x;y', 'say "hi"', '"q"', '"opens', 'closes"'],
  ...['line\nend', 'two\n\nlines', 'tab\there', 'é😀', '5" pipe', '100,000'],
  ...['2024, a year', '', 'NA', '\\"esc\\"', 'end\\', 'crlf\r\nin', '"', '""'],
  ...[',', ' lead', 'trail ', '[1, 2]', 'https://t.co/abc', '1.5', "it's"]
)
const text = fc
  .array(word, { minLength: 1, maxLength: 3 })
  .map(words => words.join(' '))

interface Table {
  delimiter: string
  lineEnd: string
  quoting: 'few' | 'all'
  hasMark: boolean
  endsWithLine: boolean
  /** Where the ID stands. */
  at: number
  rows: { id: string; cells: string[] }[]
}

const table: fc.Arbitrary<Table> = fc
  .record({
    delimiter: fc.constantFrom(',', ';', '\t'),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    quoting: fc.constantFrom<'few' | 'all'>('few', 'all'),
    hasMark: fc.boolean(),
    endsWithLine: fc.boolean(),
    others: fc.integer({ min: 1, max: 3 })
  })
  .chain(({ others, ...rest }) =>
    fc.record({
      ...Object.fromEntries(
        Object.entries(rest).map(([key, value]) => [key, fc.constant(value)])
      ),
      at: fc.nat(others),
      rows: fc.array(fc.array(text, { minLength: others, maxLength: others }), {
        minLength: 1,
        maxLength: 25
      })
    })
  )
  .map(each => ({
    ...(each as unknown as Table),
    rows: each.rows.map((cells, n) => ({
      id: tweetId(n),
      cells
    }))
  }))

/** The table as lines of cells, each written by `cell`. */
function written(
  { delimiter, lineEnd, hasMark, endsWithLine, at, rows }: Table,
  cell: (text: string) => string
): string {
  const names = rows[0]?.cells.map((_, n) => `x${n + 1}`) ?? []
  const lines = [{ id: 'tweet_id', cells: names }, ...rows].map(
    ({ id, cells }) =>
      [...cells.slice(0, at).map(cell), id, ...cells.slice(at).map(cell)].join(
        delimiter
      )
  )
  return `${hasMark ? '\ufeff' : ''}${lines.join(lineEnd)}${endsWithLine ? lineEnd : ''}`
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`

/** The set that was meant, or a refusal. */
async function expectRightOrRefused(
  content: string,
  { rows }: Table
): Promise<void> {
  for (const onInvalid of ['fail', 'skip'] as const) {
    const { code, ids, record } = await prepare(
      { 'ids.csv': content },
      { onInvalid }
    )
    if (code !== undefined) expect(code).toBe('ids-invalid')
    // What is skipped was said to be no ID, with its line.
    else if ((record?.invalid ?? 0) === 0)
      expect(ids).toEqual(rows.map(({ id }) => id))
  }
}

describe('a table that is written well', () => {
  it('gives the IDs that csv-parse gives', async () => {
    await fc.assert(
      fc.asyncProperty(table, async each => {
        const { delimiter, quoting, rows } = each
        const content = written(each, cell =>
          quoting === 'all' || /[",;\t\r\n]/.test(cell) ? quoted(cell) : cell
        )
        const records: Record<string, string>[] = parse(content, {
          delimiter,
          bom: true,
          columns: true
        })
        const judged = records.map(record => record['tweet_id'])
        expect(judged).toEqual(rows.map(({ id }) => id))
        const { message, ids } = await prepare({ 'ids.csv': content })
        expect(message).toBe('')
        expect(ids).toEqual(judged)
      }),
      { numRuns: 100 }
    )
  })
})

describe('a table that is not', () => {
  it.each<[how: string, cell: (text: string) => string]>([
    ['no quotes at all', cell => cell],
    ['no quotes, and no line ends in texts', cell => cell.replace(/\s/g, ' ')],
    ['quotes that are not doubled', cell => `"${cell}"`],
    [
      'quotes behind backslashes',
      cell => `"${cell.replace(/[\\"]/g, found => `\\${found}`)}"`
    ],
    ['quotes of another kind', cell => `'${cell}'`]
  ])('is read right or refused, with %s', async (_, cell) => {
    await fc.assert(
      fc.asyncProperty(table, async each => {
        await expectRightOrRefused(written(each, cell), each)
      }),
      { numRuns: 50 }
    )
  })

  it.each<[how: string, spoil: (line: string, header: string) => string]>([
    ['a cell too many', line => `${line},x`],
    ['a number too many', line => (line === '' ? '' : `${line},5`)],
    ['a comment', line => `# a "comment, and more\n${line}`],
    ['an empty line', line => ` \n${line}`],
    ['the header again', (line, header) => `${header}\n${line}`],
    ['a NUL', line => `\0${line}`],
    ['a stray quote', line => `${line}"`],
    ['CR in front of LF', line => `${line}\r`]
  ])('is read right or refused, with %s in it', async (_, spoil) => {
    await fc.assert(
      fc.asyncProperty(table, fc.nat(24), async (each, n) => {
        const lines = written(
          { ...each, lineEnd: '\n', delimiter: ',', hasMark: false },
          cell => (/[",\r\n]/.test(cell) ? quoted(cell) : cell)
        ).split('\n')
        const at = 1 + (n % (lines.length - 1))
        lines[at] = spoil(lines[at] ?? '', lines[0] ?? '')
        await expectRightOrRefused(lines.join('\n'), each)
      }),
      { numRuns: 25 }
    )
  })
})
