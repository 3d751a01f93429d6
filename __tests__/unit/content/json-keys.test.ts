// The keys of JSON records that mean something: under which an ID stands, which of two counts, and what tells a post from a user.
import { describe, expect, it } from '@jest/globals'
import type { IdsRequest } from '../../../src/check/prepare-ids.js'
import { prepare } from './support.js'

const a = '1200000000000000001'
const b = '1200000000000000002'

/** From the one that counts least; those of one row count the same. */
const postIdKeys = [
  ['id'],
  ['id_str'],
  ['status_id'],
  ['status_id_str', 'statusId'],
  ['tweetid', 'tweetId'],
  ['tweet_id'],
  ['tweet_id_str']
]
const authorIdKeys = [
  ['user_id'],
  ['user_id_str', 'userId'],
  ['authorid', 'authorId'],
  ['author_id'],
  ['author_id_str']
]

/** Every key with every one of the row behind its own. */
function pairs(rows: string[][]): [string, string][] {
  return rows.flatMap((row, i) =>
    row.flatMap(less =>
      (rows[i + 1] ?? []).map((more): [string, string] => [less, more])
    )
  )
}

/** Reads these records, one a line. */
async function read(
  records: object[],
  type: IdsRequest['type'] = 'tweets'
): Promise<{ ids: string[]; invalid: Record<string, number> | undefined }> {
  const { ids, record, message } = await prepare(
    {
      'records.jsonl': records.map(each => `${JSON.stringify(each)}\n`).join('')
    },
    { type, format: 'jsonl', onInvalid: 'skip' }
  )
  expect(message).toBe('')
  return { ids, invalid: record?.invalidByReason }
}

const found = (...ids: string[]) => ({ ids, invalid: {} })

describe('the ID of a post', () => {
  it.each(postIdKeys.flat())('is found under `%s`', async key => {
    expect(await read([{ lang: 'en', [key]: a }])).toEqual(found(a))
  })

  it.each(pairs(postIdKeys))(
    'is not that of `%s` beside `%s`',
    async (less, more) => {
      expect(
        await read([
          { [less]: b, [more]: a },
          { [more]: a, [less]: b }
        ])
      ).toEqual(found(a))
    }
  )

  it.each(postIdKeys.flat())(
    'is not under `%s` where that is null',
    async key => {
      const others = { id: a, tweet_id_str: a, [key]: null }
      expect(await read([others])).toEqual(found(a))
    }
  )

  it('is under no key that begins like one of these', async () => {
    const ends = Array.from({ length: 30 }, (_, n) =>
      Array.from('abcdefghijklmnopqrstuvwxyz', end => '_'.repeat(n) + end)
    ).flat()
    const others = postIdKeys
      .flat()
      .flatMap(key => ends.map((end): [string, string] => [key + end, b]))
    expect(
      await read([{ ...Object.fromEntries(others), id: a, text: 'x' }])
    ).toEqual(found(a))
  })
})

describe('the ID of an author', () => {
  it.each(authorIdKeys.flat())('is found under `%s`', async key => {
    expect(await read([{ text: 'x', [key]: '42' }], 'users')).toEqual(
      found('42')
    )
  })

  it.each(pairs(authorIdKeys))(
    'is not that of `%s` beside `%s`',
    async (less, more) => {
      expect(
        await read(
          [
            { text: 'x', [less]: '43', [more]: '42' },
            { text: 'x', [more]: '42', [less]: '43' }
          ],
          'users'
        )
      ).toEqual(found('42'))
    }
  )

  it.each(['user', 'author'])('is found in the object `%s`', async key => {
    const text = { id: a, text: 'x' }
    expect(
      await read(
        [
          { ...text, [key]: { id: '42' } },
          { ...text, [key]: { id: 1, id_str: '43' } },
          { ...text, [key]: { id_str: '44', id: 1 } }
        ],
        'users'
      )
    ).toEqual(found('42', '43', '44'))
  })
})

describe('a record with an ID', () => {
  it.each([
    'text',
    'full_text',
    'tweet_id',
    'status_id',
    'tweetId',
    'conversation_id',
    'referenced_tweets',
    'retweeted_status',
    'quoted_status',
    'retweet_count',
    'favorite_count',
    'edit_history_tweet_ids',
    'author_id',
    'user'
  ])('is a post where it has `%s`', async key => {
    const post = { id: a, screen_name: 'u', [key]: null }
    expect(await read([post])).toEqual(found(a))
    expect(await read([post], 'users')).toEqual({
      ids: [],
      invalid: { 'no author in it': 1 }
    })
  })

  it.each(['username', 'screen_name'])(
    'is a user where it has `%s`',
    async key => {
      const user = { id: '42', [key]: 'u' }
      expect(await read([user], 'users')).toEqual(found('42'))
      expect(await read([user])).toEqual({
        ids: [],
        invalid: { 'a user, not a post': 1 }
      })
    }
  )
})

describe.each(['tweets', 'users'] as const)(
  'nothing of %s is expected',
  type => {
    it.each([
      'delete',
      'limit',
      'scrub_geo',
      'status_withheld',
      'user_withheld',
      'disconnect',
      'warning',
      'event',
      'friends',
      'friends_str',
      'control',
      'sitestream'
    ])('in a notice that starts with `%s`', async key => {
      expect(await read([{ [key]: { x: 1 }, more: 1 }], type)).toEqual(found())
    })

    it.each(['statuses', 'results', 'users'])(
      'in a page of `%s` that holds none',
      async key => {
        const page = { [key]: [], search_metadata: { count: 0 } }
        expect(await read([page], type)).toEqual(found())
      }
    )

    it.each(['errors', 'meta', '__twarc'])(
      'in a page of `%s` alone',
      async key => {
        expect(await read([{ [key]: [{ x: 1 }] }], type)).toEqual(found())
      }
    )
  }
)

it.each([
  'previous_cursor',
  'previous_cursor_str',
  'next_cursor',
  'next_cursor_str',
  'total_count'
])('a page of followers may start with `%s`', async key => {
  expect(await read([{ [key]: 0, ids: [42, '43'] }], 'users')).toEqual(
    found('42', '43')
  )
})

it('a page of followers may hold none', async () => {
  expect(await read([{ ids: [], next_cursor: 0 }], 'users')).toEqual(found())
})

it('a record that starts with anything else is no page of followers', async () => {
  expect(await read([{ list: 'x', ids: [42, 43] }], 'users')).toEqual({
    ids: [],
    invalid: { 'no author in it': 1 }
  })
})
