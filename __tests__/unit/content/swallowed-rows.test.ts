// A quote that was no quote, in a file whose writer knows none, must not take rows in: such a file is refused; a quoted text of several lines is read.
import { describe, expect, it } from '@jest/globals'
import type { IdsRequest } from '../../../src/check/prepare-ids.js'
import { prepare, tweetIds } from './support.js'

const ids = tweetIds(12)
const accounts = ids.map((_, n) => String(7_832_140 + n * 7919))
const small = ids.map((_, n) => String(12 + n))

/** Rows of a writer that puts cells between separators and does nothing else. */
function table(
  header: string,
  row: (id: string, text: string, n: number) => string,
  texts: Record<number, string>,
  of: readonly string[] = ids
): string {
  const rows = of.map((id, n) => row(id, texts[n] ?? 'text', n))
  return `${[header, ...rows].join('\n')}\n`
}

const stray = { 3: '"opens', 8: 'closes"' }
const users: Partial<IdsRequest> = { type: 'users' }

const refused: [
  what: string,
  content: string,
  lines: string,
  request?: Partial<IdsRequest>
][] = [
  [
    'two columns',
    table('id,text', (id, text) => `${id},${text}`, stray),
    'line 5 to line 10, and line 6'
  ],
  [
    'three columns',
    table('id,n,text', (id, text, n) => `${id},${n},${text}`, stray),
    'line 5 to line 10, and line 6'
  ],
  [
    'a column behind the text',
    table('id,text,n', (id, text, n) => `${id},${text},${n}`, stray),
    'line 5 to line 10, and line 6'
  ],
  [
    'the ID behind the text',
    table('text,id', (id, text) => `${text},${id}`, stray),
    'line 5 to line 10, and line 5'
  ],
  [
    'two rows, one after the other',
    table('id,text', (id, text) => `${id},${text}`, { 3: '"a', 4: 'b"' }),
    'line 5 to line 6, and line 6'
  ],
  [
    'semicolons',
    table('id;text', (id, text) => `${id};${text}`, stray),
    'line 5 to line 10, and line 6'
  ],
  [
    'a separator that the file names',
    `sep=|\n${table('id|text', (id, text) => `${id}|${text}`, stray)}`,
    'line 6 to line 11, and line 7'
  ],
  [
    'no header',
    table('', (id, text) => `${id},${text}`, stray),
    'line 5 to line 10, and line 6'
  ],
  [
    'CRLF',
    table('id,text', (id, text) => `${id},${text}`, stray).replaceAll(
      '\n',
      '\r\n'
    ),
    'line 5 to line 10, and line 6'
  ],
  [
    'texts with separators',
    table('id,text', (id, text) => `${id},${text}, and more, and more`, {
      3: '"opens',
      8: 'closes"'
    }).replace('closes", and more, and more', 'well, closes"'),
    'line 5 to line 10, and line 6'
  ],
  [
    'texts of several lines',
    table('id,text', (id, text) => `${id},${text}`, {
      3: '"opens',
      8: 'more\ncloses"'
    }),
    'line 5 to line 11, and line 6'
  ],
  [
    'addresses of posts',
    table(
      'tweet_url,text',
      (id, text) => `https://x.com/a/status/${id},${text}`,
      stray
    ),
    'line 5 to line 10, and line 6'
  ],
  [
    'the header',
    table('id,"text', (id, text) => `${id},${text}`, { 2: 'closes"' }),
    'line 1 to line 4, and line 2'
  ],
  [
    'accounts',
    table('user_id,name', (id, text) => `${id},${text}`, stray, accounts),
    'line 5 to line 10, and line 6',
    users
  ],
  [
    'small numbers of accounts',
    table('user_id,name', (id, text) => `${id},${text}`, stray, small),
    'line 5 to line 10, and line 6',
    users
  ],
  [
    'several columns that are read',
    table('id,retweet_id,text', (id, text) => `,${id},${text}`, stray),
    'line 5 to line 10, and line 6',
    { columns: ['id', 'retweet_id'] }
  ],
  [
    'all texts quoted, no quote doubled',
    table('id,text', (id, text) => `${id},"${text}"`, { 3: 'hi"', 4: ',5' }),
    'line 5 to line 6, and line 6'
  ]
]

describe('rows between two stray quotes are not lost in silence', () => {
  it.each(refused)('%s', async (_, content, lines, request = {}) => {
    for (const onInvalid of ['fail', 'skip'] as const) {
      const outcome = await prepare(
        { 'ids.csv': content },
        { ...request, onInvalid }
      )
      expect(outcome.code).toBe('ids-invalid')
      expect(outcome.message).toContain(`from ${lines} within looks like a row`)
    }
  })

  it('beyond the first rows, which show the columns', async () => {
    const many = tweetIds(1000)
    const { code } = await prepare({
      'ids.csv': table(
        'id,text',
        (id, text) => `${id},${text}`,
        { 700: '"opens', 900: 'closes"' },
        many
      )
    })
    expect(code).toBe('ids-invalid')
  })
})

const [first = '', second = '', third = '', fourth = ''] = ids

const read: [
  what: string,
  content: string,
  found: string[],
  request?: Partial<IdsRequest>
][] = [
  [
    'the address of a post where the ID stands',
    table('id,text', (id, text) => `${id},${text}`, {
      3: `"see\n https://x.com/u/status/${ids[5] ?? ''}"`
    }),
    ids
  ],
  [
    'the address of a post in the third column of both lines',
    table('a,b,id,text,link', (id, text) => `1,2,${id},${text},x`, {
      3: `"one\ntwo, three",https://x.com/u/status/${ids[5] ?? ''},x`
    })
      .split('\n')
      .map(line => line.replace(/,x,x$/, ',x'))
      .join('\n'),
    ids
  ],
  [
    'separators and numbers',
    `id,text\n${first},x\n${second},"a, b\n2024, a year\nc, d"\n`,
    [first, second]
  ],
  [
    'lines like rows, of a writer that quotes all texts',
    `id,text\n${first},"x"\n${second},"a\n${third},b\nc"\n${fourth},"y"\n`,
    [first, second, fourth]
  ],
  [
    'lines like rows, of a writer that quotes all cells',
    `"id","text"\n"${first}","x"\n"${second}","a\n${third},b"\n`,
    [first, second]
  ],
  [
    'the ID behind it',
    `text,n,id\n"a, b\nc",1,${first}\nx,2,${second}\n`,
    [first, second]
  ],
  [
    'the ID behind a line with a separator',
    `n,text,id\n1,"a\nb,c",${first}\n2,x,${second}\n`,
    [first, second]
  ],
  [
    'small IDs and numbers with commas',
    'user_id,bio\n12,x\n42,"I have\n100,000 followers\nand more"\n77,y\n',
    ['12', '42', '77'],
    users
  ]
]

describe('a quoted text of several lines is read, with', () => {
  it.each(read)('%s', async (_, content, found, request = {}) => {
    const outcome = await prepare({ 'ids.csv': content }, request)
    expect(outcome.message).toBe('')
    expect(outcome.ids).toEqual(found)
  })
})
