// Shapes of JSON in which a value could be lost or made up: each is read, or counted as invalid.
import { describe, expect, it } from '@jest/globals'
import type { IdsRequest } from '../../../src/check/prepare-ids.js'
import { prepare } from './support.js'

const a = '1200000000000000001'
const b = '1200000000000000002'
const c = '1200000000000000003'
const spaces = ' '.repeat(100)

const users: Partial<IdsRequest> = { type: 'users' }
const column = (path: string): Partial<IdsRequest> => ({ columns: [path] })

/** A record of a user as v1.1 gives it, with the latest post. */
const userWithStatus = (more = '') =>
  `{"id":42,"id_str":"42","screen_name":"z","status":{"id_str":"${a}","text":"x"${more}}}`
const retweet = `,"retweeted_status":{"id_str":"${b}","text":"y"}`
const userPage = (included: string) =>
  `{"data":[{"id":"42","username":"u"},{"id":"43","username":"v"}]${included}}`
const includedPost = `,"includes":{"tweets":[{"id":"${a}","text":"x"}]}`

/** `depth` retweets in each other. */
const retweets = (depth: number) =>
  `${`{"id_str":"${a}","retweeted_status":`.repeat(depth)}{"id_str":"${b}"}${'}'.repeat(depth)}`

/** Name, content, IDs, the reason for each that is invalid, request. */
type Case = [string, string, string[], string[], Partial<IdsRequest>?]

const cases: Case[] = [
  // Arrays in arrays
  ['an array beside a value', `["${a}",["${b}"]]`, [a, b], []],
  ['arrays of values', `[["${a}"],[],[["${b}"]]]`, [a, b], []],
  [
    'arrays of arrays of posts',
    `[[{"id":"${a}","text":"x"}],[{"id":"${b}","text":"y"}]]`,
    [a, b],
    []
  ],
  [
    'arrays of arrays of posts, by key path',
    `[[{"id":"${a}"}],[{"id":"${b}"},{"x":1}]]`,
    [a, b],
    ['column missing'],
    column('id')
  ],
  ['a record behind a value', `["${a}",{"x":1}]`, [a], ['no post in it']],
  ['a record behind an array', `[["${a}"],{"x":1}]`, [a], ['no post in it']],
  ['lines of arrays', `["${a}"]\n{"x":1}\n["${b}"]`, [a, b], ['no post in it']],
  // Bare values in place of posts
  [
    'lines of values, posts or not',
    `"${b}"\n${a}\n{"id":"${c}"}`,
    [a, b, c],
    [],
    { format: 'jsonl' }
  ],
  ['a value in data', `{"data":["${a}","hello"]}`, [a], ['not a number']],
  ['a value behind a post', `{"data":[{"id":"${a}"},"${b}"]}`, [a, b], []],
  [
    'a value in includes',
    `{"data":{"id":"${a}"},"includes":{"tweets":["${b}",null]}}`,
    [a, b],
    ['no ID']
  ],
  [
    'a value in place of a user',
    `{"includes":{"users":["42",{"id":"43"}]}}`,
    ['42', '43'],
    [],
    users
  ],
  [
    'a bare reference',
    `{"id":"${a}","text":"x","referenced_tweets":["${b}"]}`,
    [a],
    []
  ],
  [
    'a bare value under the ID of a record',
    `{"id":"${c}","data":["${a}"]}`,
    [a],
    []
  ],
  [
    'a value behind a broken line',
    `{"id":\n"${a}"`,
    [a],
    ['not JSON'],
    { format: 'jsonl' }
  ],
  // Lists that are called like pages
  [
    'a list in front of the ID of a post',
    `{"results":[{"id":"${b}","text":"y"}],"id":"${a}","text":"x"}`,
    [a, b],
    []
  ],
  [
    'a list in front of the IDs of a post and its author',
    `{"results":[],"status_id":"${a}","user_id":"42"}`,
    [a],
    []
  ],
  [
    'a list in front of the author of a post',
    `{"results":[],"text":"x","author_id":"42"}`,
    ['42'],
    [],
    users
  ],
  [
    'a list of IDs in an element of a page',
    `{"data":[{"ids":["42"],"username":"u"}]}`,
    [],
    ['no author in it'],
    users
  ],
  // Records in which nothing is found
  ['an empty record', '{}', [], ['no post in it']],
  [
    'a record without a post behind a broken one',
    `{"id":"${a}"}\n{"id":"${b}"\n{"x":1}`,
    [a],
    ['not JSON', 'no post in it']
  ],
  [
    'an element of a page without ID, beside included posts',
    `{"data":[{"x":1},{"id":"${a}"}],"includes":{"tweets":[{"id":"${b}"}]}}`,
    [a, b],
    ['no post in it']
  ],
  ['includes alone', `{"includes":{"users":[{"id":"42"}]}}`, [], []],
  ['includes of nothing alone', `{"includes":{"media":[{}]}}`, [], [], users],
  [
    'an author without ID',
    `{"text":"x","user":{"name":"x"}}`,
    [],
    ['no author in it'],
    users
  ],
  [
    'references without a post',
    `{"referenced_tweets":[]}`,
    [],
    ['no post in it']
  ],
  [
    'records with commas between them',
    `{"id":"${a}"},\n{"id":"${b}"},\n{"id":"${c}"}`,
    [a, b, c],
    []
  ],
  // Key paths
  [
    'a value without the key',
    `[{"id":"${a}"},"${b}"]`,
    [a],
    ['column missing'],
    column('id')
  ],
  ['values alone', `["${b}"]`, [], ['column missing'], column('id')],
  [
    'a value in front of a record without the key',
    `["${b}",{"x":1}]`,
    [],
    ['column missing', 'column missing'],
    column('id')
  ],
  [
    'lines of values',
    `"${b}"\n{"id":"${a}"}`,
    [a],
    ['column missing'],
    { columns: ['id'], format: 'jsonl' }
  ],
  [
    'elements without the key',
    `{"data":[{"id":"${a}"},{"x":1},{"id":"${b}"},"${c}"]}`,
    [a, b],
    ['column missing', 'column missing'],
    column('data.id')
  ],
  [
    'only elements without the key',
    `{"data":[{"x":1},{"x":{"id":"${a}"}}]}`,
    [],
    ['column missing', 'column missing'],
    column('data.id')
  ],
  [
    'objects among values',
    `{"ids":["${a}",{"x":1},["${b}"]]}`,
    [a, b],
    ['column missing'],
    column('ids')
  ],
  [
    'notices around a key path',
    `{"delete":{"x":1}}\n{"id":"${a}"}\n{"limit":{"x":1}}\n{"x":1,"delete":1}`,
    [a],
    ['column missing'],
    column('id')
  ],
  [
    'notices in an array, around a key path',
    `[{"delete":{"x":1}},{"id":"${a}"},{"limit":{"x":1}}]`,
    [a],
    [],
    column('id')
  ],
  [
    'a broken record in front of one with the key, and of a notice',
    `{"id":"${a}"}\n{"x":"${b}"\n{"id":"${b}"}\n{"id":["${c}",{\n{"delete":1}`,
    [a, b],
    ['not JSON', 'not JSON'],
    column('id')
  ],
  ['an empty array, by key path', `[]`, [], [], column('id')],
  [
    'an empty array among elements with the key',
    `{"data":[[],{"id":"${a}"}]}`,
    [a],
    [],
    column('data.id')
  ],
  [
    'a key of the path behind its end',
    `{"a":{"b":"${a}"},"b":"${b}"}`,
    [a],
    [],
    column('a.b')
  ],
  [
    'keys of the path in other objects',
    `{"x":{"id":"${b}","y":{"id":"${b}","z":[{"id":"${b}"}]}},"id":"${a}"}`,
    [a],
    [],
    column('id')
  ],
  [
    'a value in front of its key with a dot',
    `{"user":"x","user.id":"${a}"}`,
    [a],
    [],
    column('user.id')
  ],
  [
    'an object in front of its key with a dot',
    `{"user":{"x":1},"user.id":"${a}"}`,
    [a],
    [],
    column('user.id')
  ],
  [
    'a key with a dot, further in',
    `{"user":{"user.id":"${a}"}}`,
    [],
    ['column missing'],
    column('user.id')
  ],
  // Escaped keys
  ['an escaped key', `{"\\u0069d":"${a}"}`, [a], []],
  [
    'an escaped key of a container',
    `{"id":"${a}","\\u0072etweeted_status":{"i\\u0064":"${b}"}}`,
    [a, b],
    []
  ],
  [
    'an escaped key of a key path',
    `{"gr\\u00f6\\u00dfe":{"a\\/b":"${a}"}}`,
    [a],
    [],
    column('größe.a/b')
  ],
  [
    'a key that is decoded once only',
    `{"\\\\u0069d":"${b}","id":"${a}"}`,
    [a],
    []
  ],
  // Depth
  ['999 posts in each other', retweets(999), [a, b], []],
  ['more posts in each other', retweets(1000), [], ['nested too deep']],
  [
    'more arrays on a key path',
    `{"id":["${a}",${'['.repeat(1000)}"${b}"${']'.repeat(1000)}]}`,
    [],
    ['nested too deep'],
    column('id')
  ],
  // Users and their posts
  ['a user with a status', userWithStatus(), ['42'], [], users],
  ['a user with a retweet', userWithStatus(retweet), ['42'], [], users],
  [
    'a status with an author',
    userWithStatus(',"user":{"id_str":"43"}'),
    ['42', '43'],
    [],
    users
  ],
  [
    'an array of users',
    `[${userWithStatus()},\n{"id_str":"43","screen_name":"y"}]`,
    ['42', '43'],
    [],
    users
  ],
  [
    'a status of nobody',
    `{"status":{"id_str":"${a}","text":"x"}}\n${userWithStatus()}`,
    ['42'],
    ['no author in it'],
    users
  ],
  [
    'an embedded post without author in a post',
    `{"id_str":"${a}","text":"x","user":{"id_str":"42"}${retweet}}`,
    ['42'],
    ['no author in it'],
    users
  ],
  [
    'an embedded post that is known by its place alone',
    `{"id_str":"${a}","text":"x","user":{"id_str":"42"},"quoted_status":{"id_str":"${b}"}}`,
    ['42'],
    ['no author in it'],
    users
  ],
  [
    'a reference that is known as a post by its place alone',
    `{"text":"x","author_id":"42","referenced_tweets":[{"id":"${a}","x":1}]}`,
    ['42'],
    ['no author in it'],
    users
  ],
  [
    'a page of users with posts',
    userPage(includedPost),
    ['42', '43'],
    [],
    users
  ],
  [
    'a page of users, one damaged',
    `{"data":[{"id":"42","username":"u"},{"username":"v"}]}`,
    ['42'],
    ['no author in it'],
    users
  ],
  [
    'a page of posts, included ones without author',
    `{"data":[{"id":"${b}","text":"x","author_id":"42"}]${includedPost}}`,
    ['42'],
    ['no author in it'],
    users
  ],
  [
    'a page of posts, included ones without author, and users',
    `{"data":[{"id":"${b}","text":"x","author_id":"42"}],"includes":{"users":[{"id":"43","username":"v"}],"tweets":[{"id":"${a}","text":"x"}]}}`,
    ['42', '43'],
    ['no author in it'],
    users
  ],
  ['posts of a page of users', userPage(includedPost), [a], []],
  [
    'posts in front of the users of a page',
    `{"includes":{"tweets":[{"id":"${a}","text":"x"}]},"data":{"id":"42","username":"u"}}`,
    [a],
    []
  ],
  [
    'a page of users, no posts',
    `${userPage('')}\n${userPage(includedPost)}`,
    [a],
    ['a user, not a post', 'a user, not a post']
  ],
  [
    'a user among posts',
    `{"data":[{"id":"42","username":"u"},{"id":"${a}","text":"x"}]}`,
    [a],
    ['a user, not a post']
  ],
  ['the status of a user', userWithStatus(retweet), [a, b], []],
  // Long strings
  ['space in front', `["${spaces}${a}"]`, [a], []],
  ['space behind', `{"id":"${a}${spaces}"}`, [a], []],
  [
    'something behind the space',
    `["${a}${spaces}junk"]`,
    [],
    ['several values on one line']
  ],
  [
    'something behind much space',
    `["${a}${spaces.repeat(1000)}junk"]`,
    [],
    ['several values on one line']
  ],
  [
    'something behind escaped space',
    `["${a}${'\\u0020'.repeat(20_000)}junk"]`,
    [],
    ['several values on one line']
  ],
  [
    'a string of several chunks',
    `["${a}${spaces.repeat(20_000)}junk","${b}"]`,
    [b],
    ['several values on one line']
  ],
  [
    'a long URL with escapes that is kept whole',
    `["https:\\/\\/x.com\\/${'u'.repeat(55)}\\/status\\/${a}"]`,
    [a],
    []
  ],
  [
    'a long URL',
    `["https://x.com/u/status/${a}?s=${'y'.repeat(100)}"]`,
    [a],
    []
  ],
  [
    'a URL with a long name',
    `["https://x.com/${'u'.repeat(60)}/status/${a}?s=1"]`,
    [a],
    []
  ]
]

describe('no value is lost or made up', () => {
  it.each(cases)('%s', async (_, content, ids, faults, request = {}) => {
    const { record, ...outcome } = await prepare(
      { 'ids.json': `${content}\n` },
      { onInvalid: 'skip', ...request }
    )
    expect(new Set(outcome.ids)).toEqual(new Set(ids))
    expect(record?.invalid).toBe(faults.length)
    expect(record?.read).toBe(
      ids.length + faults.length + (record?.duplicate ?? 0)
    )
    const warned = outcome.warnings.map(({ message }) => message)
    for (const fault of faults)
      expect(warned).toContainEqual(expect.stringContaining(fault))
  })

  it.each([
    `{"id":"${b}",,"x":1}`,
    `{"id":"${b}",}`,
    `{,"id":"${b}"}`,
    `{"id":,"x":1}`,
    `{"id",:"${b}"}`,
    `{"id"::"${b}"}`,
    `{:"id":"${b}"}`,
    `{"id":"${b}":1}`,
    `{"id"}`,
    `{"id":}`,
    `{"id" "${b}"}`,
    `{"id":"${b}" "x":1}`,
    `{"id":"${b}" 1}`,
    `{"id":"${b}" {}}`,
    `{"id":"${b}" []}`,
    `{"id":"${b}"]`,
    `{${b}:"id"}`,
    `{{"id":"${b}"}}`,
    `{["id"]:"${b}"}`,
    `{"id":${b} x}`,
    `{"id":yes}`,
    `{"id":$5}`,
    `{"id":"${b}","x":nul}`,
    `{"id":"${b}","x":truely}`,
    `{"id":"${b}","x":xnull}`,
    `["${b}"}`,
    `[,"${b}"]`,
    `["${b}",,]`,
    `["${b}" "${b}"]`,
    `["${b}" 1]`,
    `["${b}":1]`,
    `["${b}"{}]`,
    `{"id":"${b}"`,
    `{"id":"${b}`,
    `{"id":"${b}\\`,
    '{"id":',
    '{"id"',
    '{',
    '["',
    '}',
    ']',
    ':',
    'x'
  ])('%s is no JSON, and the next line is read', async line => {
    const { ids, record } = await prepare(
      { 'ids.jsonl': `{"id":"${a}"}\n${line}\n{"id":"${c}"}\n` },
      { onInvalid: 'skip', format: 'jsonl' }
    )
    expect(ids).toEqual([a, c])
    expect(record).toMatchObject({
      read: 3,
      invalidByReason: { 'not JSON': 1 }
    })
  })

  it.each(['true', 'false', 'null', '-1e+5', '9', '0'])(
    '%s may stand beside an ID',
    async word => {
      const { ids, record } = await prepare(
        {
          'ids.jsonl': `{"x":${word},"y":[${word}],"id":"${a}","text":"t","z":${word}}\n`
        },
        { format: 'jsonl' }
      )
      expect(ids).toEqual([a])
      expect(record).toMatchObject({ read: 1, invalid: 0 })
    }
  )

  it('says at which line of a document an element is wrong', async () => {
    const { warnings } = await prepare(
      {
        'ids.json': `{\n "data": [\n  {"id": "${a}"},\n  {"x": 1},\n  "y"\n ]\n}\n`
      },
      { onInvalid: 'skip' }
    )
    expect(warnings.map(each => each.place?.line)).toEqual(
      expect.arrayContaining([4, 5])
    )
  })

  it('counts the lines of what it passes over', async () => {
    const record = (id: string) => ({ id, geo: { places: [[1, { x: 2 }]] } })
    const { warnings } = await prepare(
      {
        'ids.json': `${JSON.stringify([record(a), record('foo')], undefined, 1)}\n`
      },
      { onInvalid: 'skip' }
    )
    expect(warnings[0]).toEqual({
      message: 'Line 16: not a number: foo',
      place: { file: 'ids.json', line: 16 }
    })
  })

  it('shows what is wrong in a line, and nothing where a value is missing', async () => {
    const { warnings } = await prepare(
      {
        'ids.jsonl': `{"id":"${a}"}\n{"text":"x","id":"${b}",}\n{"id":"foo"}\n{"x":1}\n{"id":null}\n[""]\n`
      },
      { onInvalid: 'skip' }
    )
    expect(warnings.map(({ message }) => message).slice(0, 5)).toEqual([
      'Line 2: not JSON: {"text":"x","id":"12000…',
      'Line 3: not a number: foo',
      'Line 4: no post in it',
      'Line 5: no post in it',
      'Line 6: no ID'
    ])
  })
})
