// JSON records that nest in ways no API of X does: only content in a known place is read, the rest is passed over.
import { describe, expect, it } from '@jest/globals'
import { prepare } from './support.js'

const a = '1200000000000000001'
const b = '1200000000000000002'
const c = '1200000000000000003'

const post = (id: string, more: object = {}) => ({
  id_str: id,
  text: 'x',
  ...more
})

async function read(record: unknown, type: 'tweets' | 'users' = 'tweets') {
  const { ids, code } = await prepare(
    { 'records.jsonl': `${JSON.stringify(record)}\n` },
    { type, format: 'jsonl' }
  )
  return { ids, code }
}

describe('posts', () => {
  it.each<[string, unknown, string[]]>([
    [
      'includes of posts as an object',
      { data: post(a), includes: { tweets: post(b) } },
      [a, b]
    ],
    [
      'includes of something else',
      { data: post(a), includes: { media: [post(b)], places: {} } },
      [a]
    ],
    ['includes as an array', { data: post(a), includes: [post(b)] }, [a]],
    [
      'lists that are called like pages, in a post of a page',
      { data: [post(a, { users: [post(b)], results: [post(c)] })] },
      [a, b, c]
    ],
    ['a page in a page', { data: [post(a), [post(b)]] }, [a, b]],
    [
      'a response inside an embedded post',
      post(a, {
        retweeted_status: post(b, {
          data: post(c),
          tweet: post(c),
          includes: { tweets: [post(c)] }
        })
      }),
      [a, b, c]
    ],
    [
      'arrays where one post stands',
      post(a, {
        retweeted_status: [post(b)],
        quoted_status: [post(b)],
        user: [post(c)]
      }),
      [a, b, c]
    ],
    [
      'one reference where many stand',
      post(a, { referenced_tweets: post(b) }),
      [a, b]
    ],
    [
      'a reference without anything beside its ID',
      post(a, { referenced_tweets: [{ type: 'quoted', id: b }, { id: c }] }),
      [a]
    ],
    [
      'a reference with anything beside its ID',
      post(a, { referenced_tweets: [{ type: 'quoted', id: b, lang: 'en' }] }),
      [a, b]
    ],
    [
      'references in references',
      post(a, { referenced_tweets: [post(b), [post(c)]] }),
      [a, b, c]
    ],
    [
      'a post below an author',
      post(a, { user: { id_str: '42', status: post(b) } }),
      [a, b]
    ]
  ])('%s', async (_, record, ids) => {
    expect(await read(record)).toEqual({ ids, code: undefined })
  })
})

describe('authors', () => {
  it.each<[string, unknown, string[]]>([
    [
      'includes of users in an array of arrays',
      {
        data: post(a, { author_id: '42' }),
        includes: { users: [{ id: '43', username: 'x' }, [{ id: '44' }]] }
      },
      ['42', '43', '44']
    ],
    [
      'includes of something else',
      {
        data: post(a, { author_id: '42' }),
        includes: { media: [{ id: '43' }], places: { id: '44' } }
      },
      ['42']
    ],
    [
      'IDs of any length',
      ['1', '12', '123', '1234', '12345'].map(id => ({ id, username: 'x' })),
      ['1', '12', '123', '1234', '12345']
    ],
    [
      'objects and lists below an author',
      post(a, {
        user: { id_str: '42', status: { user: { id: '43' } }, ids: ['44'] }
      }),
      ['42']
    ],
    [
      'authors as an array',
      post(a, { author_id: '42', author: [{ id: '43' }] }),
      ['42']
    ]
  ])('%s', async (_, record, ids) => {
    expect(await read(record, 'users')).toEqual({ ids, code: undefined })
  })
})
