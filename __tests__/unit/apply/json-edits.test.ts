// What apply takes out of stored JSON: the worked cases of each form, and a property against an oracle that parses and deletes.
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { edit, type Edited, type Lists } from './edit-support.js'

const a = '1200000000000000001'
const gone = '1200000000000000002'
const geo = '1200000000000000003'
const refetch = '1200000000000000004'
const review = '1200000000000000005'
const retweet = '1200000000000000006'

const lists: Lists = {
  posts: { gone: [gone], geo: [geo], refetch: [refetch], review: [review] },
  users: { gone: ['666'], geo: ['44'] }
}

interface Case {
  name: string
  input: string
  output: string
  isLines?: boolean
  rules?: Edited['rules']
  more?: Partial<Edited>
}

const v1 = (id: string, more = '') =>
  `{"id_str":"${id}","full_text":"t","user":{"id_str":"42"}${more}}`
const v2 = (id: string, more = '') =>
  `{"id":"${id}","text":"t","author_id":"42"${more}}`
const place = '{"country":"Germany"}'

const cases: Case[] = [
  // Lines
  {
    name: 'a line goes with its end, and blank ones stay',
    input: `${v1(a)}\r\n\r\n  ${v1(gone)} \r\n\r\n${v1(a)}\r\n`,
    output: `${v1(a)}\r\n\r\n\r\n${v1(a)}\r\n`,
    rules: { own: 1 }
  },
  {
    name: 'the line before a last line without its end keeps its own',
    input: `${v1(a)}\n${v1(gone)}`,
    output: `${v1(a)}\n`,
    rules: { own: 1 }
  },
  {
    name: 'a line goes before another file that was joined with its mark',
    input: `${v1(gone)}\n\ufeff${v1(a)}\n`,
    output: `\ufeff${v1(a)}\n`,
    rules: { own: 1 }
  },
  {
    name: 'a line goes behind such a mark',
    input: `${v1(a)}\n\ufeff${v1(gone)}\n`,
    output: `${v1(a)}\n`,
    rules: { own: 1 }
  },
  {
    name: 'elements go around such a mark',
    input: `[${v1(a)},${v1(gone)}]\n\ufeff[${v1(gone)},${v1(a)}]\n`,
    output: `[${v1(a)}]\n\ufeff[${v1(a)}]\n`,
    isLines: false,
    rules: { own: 2 }
  },
  {
    name: 'a file may become empty',
    input: `${v1(gone)}\n${v1(gone)}`,
    output: '',
    rules: { own: 2 }
  },
  {
    name: 'what the retweeted post is decides over the retweet',
    input: `${v1(retweet, `,"retweeted_status":${v1(gone)}`)}\n${v1(a)}\n`,
    output: `${v1(a)}\n`,
    rules: { retweet: 1 },
    more: { removed: [retweet, gone] }
  },
  {
    name: 'a post of a gone author, and its retweet',
    input: `{"id_str":"${a}","text":"t","user":{"id":666}}\n${v1(retweet, `,"retweeted_status":{"id_str":"${a}","text":"t","user":{"id":666}}`)}\n`,
    output: '',
    rules: { author: 1, retweet: 1 }
  },
  {
    name: 'an earlier version that is gone takes the post with it',
    input: `${v2(a, `,"edit_history_tweet_ids":["${gone}","${a}"]`)}\n`,
    output: '',
    rules: { edit_history: 1 }
  },
  {
    name: 'location to null where it is not null, by post, by author and by refetch',
    input: `${v1(geo, `,"geo":null,"place":${place},"coordinates":${place}`)}\n${v1(refetch, `,"place":${place}`)}\n{"id_str":"${a}","text":"t","user":{"id_str":"44","location":"Mainz"},"place":${place}}\n`,
    output: `${v1(geo, ',"geo":null,"place":null,"coordinates":null')}\n${v1(refetch, ',"place":null')}\n{"id_str":"${a}","text":"t","user":{"id_str":"44","location":"Mainz"},"place":null}\n`,
    rules: { location: 3 },
    more: { refetch: [refetch] }
  },
  {
    name: 'the location of an embedded post',
    input: `${v1(a, `,"quoted_status":${v1(geo, `,"place":${place}`)}`)}\n`,
    output: `${v1(a, `,"quoted_status":${v1(geo, ',"place":null')}`)}\n`,
    rules: { location: 1 }
  },
  {
    name: 'a post under a key that nobody knows',
    input: `${v1(a, `,"x":[1,{"id":"${gone}","text":"t"}],"y":{"id":"${gone}","text":"t"}`)}\n`,
    output: `${v1(a, ',"x":[1]')}\n`,
    rules: { embedded: 2 }
  },
  {
    name: 'the last post of a user',
    input: `{"id_str":"42","screen_name":"u","status":${v1(gone)}}\n{"id_str":"666","screen_name":"v","followers_count":1}\n`,
    output: `{"id_str":"42","screen_name":"u"}\n`,
    rules: { embedded: 1, profile: 1 }
  },
  {
    name: 'a line before the broken one is told of stays where it shares it',
    input: `${v1(a)}\n${v1(gone)} x\n${v1(gone)}\n`,
    output: `${v1(a)}\n${v1(gone)} x\n`,
    more: { bad: [[2, 'not JSON']] }
  },
  {
    name: 'a broken line behind one that goes',
    input: `${v1(a)}\n${v1(gone)}\n}x\n`,
    output: `${v1(a)}\n}x\n`,
    more: { bad: [[3, 'not JSON']] }
  },
  // Pages
  {
    name: 'places, media and polls that only gone posts used',
    input: `{"data":[${v2(gone, ',"attachments":{"media_keys":["3_1","3_2"],"poll_ids":["7"]}')},${v2(a, ',"attachments":{"media_keys":["3_2"]},"geo":{"place_id":"p"}')},${v2(geo, ',"geo":{"place_id":"p"}')}],"includes":{"media":[{"media_key":"3_1"},{"media_key":"3_2"},{"media_key":"3_9"}],"polls":[{"id":"7"}],"places":[{"id":"p"}]}}\n`,
    output: `{"data":[${v2(a, ',"attachments":{"media_keys":["3_2"]},"geo":{"place_id":"p"}')},${v2(geo)}],"includes":{"media":[{"media_key":"3_2"},{"media_key":"3_9"}],"polls":[],"places":[{"id":"p"}]}}\n`,
    rules: { own: 1, location: 1 },
    more: {}
  },
  {
    name: 'a retweet of a post that its page shows to be by a gone author',
    input: `{"data":[${v2(retweet, `,"referenced_tweets":[{"type":"retweeted","id":"${a}"}]`)}],"includes":{"tweets":[{"id":"${a}","text":"t","author_id":"666"}],"users":[{"id":"42","username":"u"},{"id":"666","username":"v"}]}}\n`,
    output: `{"data":[],"includes":{"tweets":[],"users":[{"id":"42","username":"u"}]}}\n`,
    rules: { retweet: 1, embedded: 1, profile: 1 }
  },
  {
    name: 'a message of a stream is its post',
    input: `{"data":${v2(gone)},"matching_rules":[{"id":"1"}]}\r\n{"data":${v2(a)},"matching_rules":[{"id":"1"}]}\r\n`,
    output: `{"data":${v2(a)},"matching_rules":[{"id":"1"}]}\r\n`,
    rules: { own: 1 }
  },
  {
    name: 'the includes of a page alone',
    input: `{"users":[{"id":"666","username":"u"},{"id":"42","username":"v"}],"tweets":[${v2(gone)},${v2(a)}],"places":[{"id":"p"}]}`,
    output: `{"users":[{"id":"42","username":"v"}],"tweets":[${v2(a)}],"places":[{"id":"p"}]}`,
    rules: { profile: 1, embedded: 1 },
    more: {
      records: { kept: 0, changed: 1, removed: 0 },
      unreachable: { includes: 1 }
    }
  },
  // Flat
  {
    name: 'a flat reference shrinks, wherever its other members stand',
    input: `${v2(a, `,"referenced_tweets":[{"text":"t", "type":"quoted" ,"x":[",",{}], "id":"${gone}","author":{"id":"42"} }]`)}\n`,
    output: `${v2(a, `,"referenced_tweets":[{"type":"quoted" ,"id":"${gone}" }]`)}\n`,
    rules: { embedded: 1 }
  },
  {
    name: 'mentions keep what the text shows, other profiles go',
    input: `${v2(a, `,"entities":{"mentions":[{"start":0,"end":4,"username":"u","id":"666","name":"U","public_metrics":{"x":1}}]},"in_reply_to_user":{"id":"666","username":"u","name":"U"}`)}\n`,
    output: `${v2(a, `,"entities":{"mentions":[{"start":0,"end":4,"username":"u","id":"666"}]}`)}\n`,
    rules: { profile: 2 }
  },
  // Scrapers
  {
    name: 'snscrape writes null where nothing is',
    input: `{"id":${a},"rawContent":"t","user":{"id":42},"quotedTweet":{"id":${gone},"rawContent":"t"},"inReplyToUser":{"id":666,"username":"u"},"mentionedUsers":[{"id":666,"username":"u"},{"id":43,"username":"v"}]}\n`,
    output: `{"id":${a},"rawContent":"t","user":{"id":42},"quotedTweet":null,"inReplyToUser":null,"mentionedUsers":[{"id":43,"username":"v"}]}\n`,
    rules: { embedded: 1, profile: 2 }
  },
  {
    name: 'a quote in a GraphQL capture goes with what is around it',
    input: `{"rest_id":"${a}","core":{"user_results":{"result":{"rest_id":"42"}}},"legacy":{"full_text":"t","place":${place}},"quoted_status_result":{"result":{"__typename":"TweetWithVisibilityResults","tweet":{"rest_id":"${gone}","legacy":{"full_text":"t"}}}}}\n`,
    output: `{"rest_id":"${a}","core":{"user_results":{"result":{"rest_id":"42"}}},"legacy":{"full_text":"t","place":${place}}}\n`,
    rules: { embedded: 1 }
  },
  // Documents
  {
    name: 'elements go with their commas',
    input: `[\n  ${v2(gone)},\n  ${v2(a)} ,\n ${v2(gone)},\n  ${v2(gone)}\n]\n`,
    output: `[\n  ${v2(a)}\n]\n`,
    isLines: false,
    rules: { own: 3 }
  },
  {
    name: 'all elements go',
    input: `[\n  ${v2(gone)},\n  ${v2(gone)}\n]\n`,
    output: `[\n]\n`,
    isLines: false,
    rules: { own: 2 }
  },
  {
    name: 'a list of IDs',
    input: `["${a}", "${gone}"]`,
    output: `["${a}"]`,
    isLines: false,
    rules: { own: 1 }
  },
  {
    name: "X's archive of an account",
    input: ` [\n {\n "tweet" : {"id_str":"${gone}","full_text":"t"}\n },\n {\n "tweet" : {"id_str":"${geo}","full_text":"t","coordinates":{"x":1}}\n } ]`,
    output: ` [\n {\n "tweet" : {"id_str":"${geo}","full_text":"t","coordinates":null}\n } ]`,
    isLines: false,
    rules: { own: 1, location: 1 }
  },
  {
    name: 'a page that is printed over lines',
    input: `{\n "data": [\n  ${v2(gone)},\n  ${v2(a)}\n ]\n}\n`,
    output: `{\n "data": [\n  ${v2(a)}\n ]\n}\n`,
    rules: { own: 1 }
  }
]

describe('what is gone goes, and no other byte', () => {
  it.each(cases.map(each => [each.name, each] as const))(
    '%s',
    (_, { input, output, isLines, rules, more }) => {
      for (const size of [1, 7, 1000]) {
        const edited = edit(input, lists, isLines, size)
        expect(edited).toMatchObject({ text: output, ...more })
        if (rules) expect(edited.rules).toEqual(rules)
        const again = edit(output, lists, isLines, size)
        expect(again).toMatchObject({ text: output, rules: {} })
      }
    }
  )

  it('nothing is guessed where the form is not known', () => {
    const { text, unknown } = edit(
      `{"id":"${gone}","name":"a list"}\n{"_id":"${gone}","_source":${v1(gone)}}\n`,
      lists,
      true
    )
    expect(unknown).toEqual([1, 2])
    expect(text).toContain(gone)
  })

  it('a post whose ID is none is told of, and stays', () => {
    const { text, bad, records } = edit(
      `{"id":1.2e18,"text":"t","user":{"id":666}}\n`,
      lists,
      true
    )
    expect(bad).toEqual([[1, 'the ID of a post is none']])
    expect(records).toEqual({ kept: 1, changed: 0, removed: 0 })
    expect(text).toContain('1.2e18')
  })
})

describe('against an oracle that parses', () => {
  interface Post {
    id_str: string
    full_text: string
    user: { id_str: string }
    place: object | null
    retweeted_status?: Post
    quoted_status?: Post
    other?: Post[]
  }
  const id = fc.constantFrom(a, gone, geo, refetch, review, retweet)
  const own = {
    id_str: id,
    full_text: fc.string({ maxLength: 5 }),
    user: fc.record({ id_str: fc.constantFrom('42', '44', '666') }),
    place: fc.constantFrom(null, { country: 'x' })
  }
  const requiredKeys = ['id_str', 'full_text', 'user', 'place'] as const
  const holding = (inner: fc.Arbitrary<Post>): fc.Arbitrary<Post> =>
    fc.record(
      {
        ...own,
        retweeted_status: inner,
        quoted_status: inner,
        other: fc.array(inner, { maxLength: 3 })
      },
      { requiredKeys: [...requiredKeys] }
    )
  const post = holding(holding(fc.record(own)))

  /** The post as it must be; undefined where it must go. */
  function complied(given: Post): Post | undefined {
    const { retweeted_status, quoted_status, other, ...own } = given
    const retweeted = retweeted_status && complied(retweeted_status)
    const isGone =
      own.id_str === gone ||
      own.user.id_str === '666' ||
      (retweeted_status !== undefined && retweeted === undefined)
    if (isGone) return undefined
    const isScrubbed =
      [geo, refetch].includes(own.id_str) || own.user.id_str === '44'
    const quoted = quoted_status && complied(quoted_status)
    return {
      ...own,
      place: isScrubbed ? null : own.place,
      ...(retweeted && { retweeted_status: retweeted }),
      ...(quoted && { quoted_status: quoted }),
      ...(other && {
        other: other.flatMap(each => complied(each) ?? [])
      })
    }
  }

  it.each([
    ['lines', undefined],
    ['an array', false]
  ] as const)('posts in posts, in %s', (_, isLines) => {
    fc.assert(
      fc.property(
        fc.array(post, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(13, 4096),
        fc.constantFrom(0, 2),
        (posts, size, indent) => {
          const input =
            isLines === false
              ? JSON.stringify(posts, undefined, indent)
              : posts.map(each => `${JSON.stringify(each)}\n`).join('')
          const edited = edit(input, lists, isLines, size)
          const expected = posts.flatMap(each => complied(each) ?? [])
          const left: unknown =
            isLines === false
              ? JSON.parse(edited.text)
              : edited.text
                  .split('\n')
                  .slice(0, -1)
                  .map((line): unknown => JSON.parse(line))
          expect(left).toEqual(expected)
          expect(edited.records.removed).toBe(posts.length - expected.length)
        }
      ),
      { numRuns: 100 }
    )
  })
})

describe('records of a file', () => {
  // Mostly such as are on no list: only records of these are passed over.
  const id = fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .integer({ min: 10, max: 99 })
        .map(n => `12000000000000010${n}`)
    },
    fc.constantFrom(gone, geo, refetch, review, '0', 'x')
  )
  const user = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('42', '43') },
    fc.constantFrom('44', '666', '', 'x')
  )
  const text = fc.constant('t')
  const relation = fc.constantFrom('retweeted', 'quoted', 'replied_to')
  const post = { id, text, author_id: user }
  /** Of one shape each: what is told of a record may be taken from another of its shape. */
  const shapes: readonly fc.Arbitrary<object>[] = [
    fc.record({ id, text }),
    fc.record(post),
    fc.record({
      ...post,
      referenced_tweets: fc.tuple(fc.record({ type: relation, id }))
    }),
    fc.record({
      ...post,
      referenced_tweets: fc.tuple(
        fc.record({ type: relation, id, text, author_id: user })
      )
    }),
    fc.record({ ...post, edit_history_tweet_ids: fc.tuple(id, id) }),
    fc.record({ ...post, geo: fc.constant({ place_id: 'p' }) }),
    fc.record({ ...post, retweeted_status: fc.record(post) }),
    fc.record({ ...post, quoted_status: fc.record(post) }),
    fc.record({ ...post, retweeted_status_id_str: id }),
    fc.record({
      ...post,
      retweeted_status_id_str: id,
      retweeted_status: fc.record(post)
    }),
    fc.record({ id: user, username: fc.constant('u') })
  ]
  const records = fc
    .array(fc.constantFrom(...shapes), { minLength: 1, maxLength: 2 })
    .chain(some => fc.array(fc.oneof(...some), { minLength: 2, maxLength: 12 }))

  it('give what each gives alone, whatever came before', () => {
    fc.assert(
      fc.property(
        records,
        fc.constantFrom(lists, { posts: lists.posts }),
        (some, given) => {
          const lines = some.map(each => `${JSON.stringify(each)}\n`)
          const together = edit(lines.join(''), given as Lists, true)
          const alone = lines.map(line => edit(line, given as Lists, true))
          expect(together.text).toBe(alone.map(({ text }) => text).join(''))
          for (const part of ['records', 'rules', 'unreachable'] as const)
            expect(together[part]).toEqual(sumOf(alone.map(each => each[part])))
          for (const part of ['removed', 'refetch', 'review'] as const)
            expect(together[part]).toEqual(alone.flatMap(each => each[part]))
          expect(together.bad.length + together.unknown.length).toBe(
            alone.flatMap(({ bad, unknown }) => [...bad, ...unknown]).length
          )
        }
      ),
      { numRuns: 500 }
    )
  })

  function sumOf(counts: readonly Partial<Record<string, number>>[]) {
    const sum: Record<string, number> = {}
    for (const [name, n = 0] of counts.flatMap(each => Object.entries(each)))
      sum[name] = (sum[name] ?? 0) + n
    return sum
  }
})
