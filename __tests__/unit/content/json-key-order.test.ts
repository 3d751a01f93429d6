// The IDs that a record gives do not depend on the order of its keys, in any form.
import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { prepare } from './support.js'

const a = '1201234500000000101'
const b = '1201234500000000108'
const c = '1201234500000000203'
const user = { id: 42, id_str: '42', screen_name: 'u', followers_count: 1 }

/** A record of each form, with the posts and the accounts whose content it holds. */
const forms: [string, object, string[], string[]][] = [
  [
    'v1.1',
    {
      id: 1201234500000000000,
      id_str: a,
      full_text: 't',
      user,
      data: [],
      includes: {},
      quoted_status: { id_str: b, text: 't', user: { id_str: '43' } }
    },
    [a, b],
    ['42', '43']
  ],
  [
    'v2 page',
    {
      data: [{ id: a, text: 't', author_id: '42' }],
      includes: {
        tweets: [{ id: b, text: 't', author_id: '43' }],
        users: [{ id: '42', username: 'u' }]
      },
      meta: { newest_id: c }
    },
    [a, b],
    ['42', '43']
  ],
  [
    'v2 flat',
    {
      id: a,
      text: 't',
      author_id: '42',
      author: { id: '42', username: 'u' },
      referenced_tweets: [
        { type: 'quoted', id: b, text: 't', author_id: '43' },
        { type: 'replied_to', id: c }
      ]
    },
    [a, b],
    ['42', '43']
  ],
  [
    'GraphQL',
    {
      __typename: 'Tweet',
      rest_id: a,
      id: 'VHdlZXQ6',
      core: { user_results: { result: { rest_id: '42', legacy: user } } },
      legacy: { full_text: 't', user_id_str: '42', conversation_id_str: c },
      quoted_status_result: {
        result: {
          tweet: { rest_id: b, legacy: { full_text: 't', user_id_str: '43' } }
        }
      }
    },
    [a, b],
    ['42', '43']
  ],
  [
    'snscrape',
    {
      id: a,
      rawContent: 't',
      user: { id: 42, username: 'u' },
      quotedTweet: { id: b, rawContent: 't', user: { id: 43, username: 'v' } },
      inReplyToTweetId: c
    },
    [a, b],
    ['42', '43']
  ],
  [
    'a post below a key that is not known',
    {
      id_str: a,
      text: 't',
      user,
      x: { y: [{ id: b, text: 't', user_id: '43' }] }
    },
    [a, b],
    ['42', '43']
  ],
  ["X's archive of likes", { like: { tweetId: a, fullText: 't' } }, [a], []],
  [
    "X's archive of followers",
    { follower: { accountId: '42', userLink: 'x' } },
    [],
    ['42']
  ],
  [
    'mongoexport',
    {
      _id: { $oid: '5f' },
      id: { $numberLong: a },
      text: 't',
      user: { id: { $numberLong: '42' } }
    },
    [a],
    ['42']
  ]
]

/** The same value with the keys of its objects in another order. */
function shuffled(value: unknown, order: () => number): unknown {
  if (Array.isArray(value))
    return (value as unknown[]).map(each => shuffled(each, order))
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(
    ([key, each]) => [key, shuffled(each, order), order()] as const
  )
  return Object.fromEntries(
    members
      .toSorted(([, , x], [, , y]) => x - y)
      .map(([key, each]) => [key, each])
  )
}

it.each(forms)('%s', async (_, record, posts, users) => {
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat(1000)), async random => {
      const next = () => Number([...random.take(1)][0])
      const files = {
        'records.jsonl': `${JSON.stringify(shuffled(record, next))}\n`
      }
      for (const [type, expected] of [
        ['tweets', posts],
        ['users', users]
      ] as const) {
        const { ids } = await prepare(files, {
          type,
          format: 'jsonl',
          onInvalid: 'skip'
        })
        expect(new Set(ids.filter(id => id !== ''))).toEqual(new Set(expected))
      }
    }),
    { numRuns: 15 }
  )
})
