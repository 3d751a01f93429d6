// Which names of columns are known, which first rows are headers, and which columns hold IDs where there is none.
import { describe, expect, it } from '@jest/globals'
import type { IdsRequest } from '../../../src/check/prepare-ids.js'
import { prepare } from './support.js'

const a = '1200000000000000001'
const b = '1200000000000000002'
const c = '1200000000000000003'

const users: Partial<IdsRequest> = { type: 'users' }
const csv: Partial<IdsRequest> = { format: 'csv' }
const column = (name: string): Partial<IdsRequest> => ({ columns: [name] })

async function read(content: string, request: Partial<IdsRequest> = {}) {
  const outcome = await prepare(
    { 'ids.csv': content },
    { onInvalid: 'skip', ...request }
  )
  return {
    message: outcome.message,
    column: outcome.record?.files[0]?.column,
    ids: outcome.ids,
    faults: outcome.record?.invalidByReason
  }
}

const whole = (name: string, ids: string[], faults = {}) => ({
  message: '',
  column: name,
  ids,
  faults
})

describe('the column of posts', () => {
  it.each([
    ...['tweet_id_str', 'tweet_id', 'tweetid', 'Tweet Id', 'TWEET-ID'],
    ...['Tweet - ID', 'tweet.id', 'tweet/id', '#tweet_id', '# tweet_id'],
    ...['status_id_str', 'status_id', 'statusId', 'post_id', 'postId'],
    ...['id_str', 'id', 'ID', 'tweet_ids', 'ids', 'twitter_id', 'tweet_url'],
    ...['status_url', 'post_url', 'tweet_link', 'permalink', 'Tweet', 'url'],
    'Link'
  ])('%s', async name => {
    expect(await read(`n,${name}\nx,${a}\ny,${b}\n`)).toEqual(
      whole(name, [a, b])
    )
  })
})

describe('the column of users', () => {
  it.each([
    ...['user_id_str', 'user_id', 'userid', 'user.id', 'author_id_str'],
    ...['author_id', 'authorId', 'author/id', 'account_id', 'accountId'],
    ...['from_user_id_str', 'from_user_id', 'user_ids', 'id_str', 'id', 'ids'],
    'twitter_id'
  ])('%s', async name => {
    expect(await read(`n,${name}\nx,42\ny,43\n`, users)).toEqual(
      whole(name, ['42', '43'])
    )
  })

  it.each(['text', 'full_text', 'tweet_id', 'status_id', 'tweet'])(
    'is not the ID of posts, beside %s',
    async name => {
      for (const id of ['id', 'id_str', 'ids'])
        expect((await read(`${id},${name}\n42,x\n`, users)).message).toMatch(
          /not certain which one holds the user IDs/
        )
    }
  )

  it.each<[string, string, Partial<IdsRequest>]>([
    ['a table of users', 'id,username\n42,u\n43,v\n', users],
    ['posts with their authors', 'id,username,text\n42,u,x\n43,v,y\n', {}],
    ['old posts, by ID', 'id,screen_name,full_text\n42,u,x\n43,v,y\n', {}]
  ])('%s', async (_, content, request = {}) => {
    expect(await read(content, request)).toEqual(whole('id', ['42', '43']))
  })

  it('a name of posts beside names of users', async () => {
    expect(await read('post_id,username\n42,u\n43,v\n')).toEqual(
      whole('post_id', ['42', '43'])
    )
  })
})

describe('a first row', () => {
  it.each([
    ...['-0.5', '+5', '1.5', '"1,234.5"', '.5', '1e5', '1E+5', '1e-15', '0'],
    ...['https://example.com/', 'HTTP://example.com/', 'x.com/u', '@bob'],
    ...['NA', '007', '1_000', '٣']
  ])('with %s in it is data', async cell => {
    const { message, faults } = await read(`${cell},x\n${a},y\n`, column('1'))
    expect({ message, rows: Object.values(faults ?? {}) }).toEqual({
      message: '',
      rows: [1]
    })
  })

  it.each([
    ...['see https://example.com/', 'v2.0', '1st', '2 x', 'e5', '5e', '1.5.x'],
    ...['1e5x', '1e-x', '-x', 'a@b', 'bob']
  ])('of %s and a name is a header', async cell => {
    expect(await read(`${cell},x\n${a},y\n`, column('1'))).toEqual(
      whole(cell, [a])
    )
  })

  it.each<[what: string, content: string, ids: string[], faults: object]>([
    ['a number', `tweet_id,2020\n${a},x\n${b},y\n`, [a, b], {}],
    ['a gap below', `tweet_id,2020\n${a},x\n,y\n`, [a], { 'no ID': 1 }],
    [
      'ruined IDs below',
      `tweet_id,2020\n${a},x\n1.2E+18,y\n`,
      [a],
      { 'scientific notation': 1 }
    ]
  ])(
    'with a known name and %s is a header',
    async (_, content, ids, faults) => {
      expect(await read(content)).toEqual(whole('tweet_id', ids, faults))
    }
  )

  it('with a known name and words below is data', async () => {
    expect(await read(`${a},link\n${b},tweet\n5,${c}\n`)).toEqual(
      whole('1', ['5', a, b])
    )
  })

  it.each<
    [
      what: string,
      content: string,
      column: string,
      ids: string[],
      request?: Partial<IdsRequest>
    ]
  >([
    ['from 0', `0,1\nx,${a}\ny,${b}\n`, '1', [a, b]],
    ['from 1', `1,2\nx,${a}\ny,${b}\n`, '2', [a, b]],
    ['from 0, users', '0,1\nx,7832\ny,2244\n', '1', ['2244', '7832'], users],
    [
      'from 0, users, one bad of ten',
      `0,1\nx,foo\n${'y,7832\n'.repeat(9)}`,
      '1',
      ['7832'],
      users
    ]
  ])(
    'of numbers %s is a header',
    async (_, content, name, ids, request = {}) => {
      const { message, column: found, ids: held } = await read(content, request)
      expect({ message, found, held }).toEqual({
        message: '',
        found: name,
        held: ids
      })
    }
  )

  it.each<[what: string, content: string, ids: string[]]>([
    ['from 1, users', '1,2\nx,7832\ny,2244\n', ['2', '2244', '7832']],
    ['that skip one, users', '0,2\nx,7832\ny,2244\n', ['2', '2244', '7832']],
    ['alone', 'x,5\n', ['5']],
    ['above shorter ones', '0,1\nx,12\ny,13\n', ['1', '12', '13']],
    [
      'above few longer ones',
      '0,1\nx,7832\ny,5\nz,6\n',
      ['1', '5', '6', '7832']
    ]
  ])('of numbers %s is data', async (_, content, ids) => {
    const { message, ids: held } = await read(content, {
      ...users,
      columns: ['2']
    })
    expect({ message, held }).toEqual({ message: '', held: ids })
  })
})

describe('a first row with as many digits as an ID is no header', () => {
  it.each([
    `${c}x`,
    `see https://x.com/a/status/${c}`,
    `ID: ${c}`,
    `#${c}`,
    '1 200 000 000 000 000 003'
  ])('%s', async cell => {
    const told = await read(`${cell},hello\n${a},x\n${b},y\n`, column('1'))
    expect(told.column).toBe('1')
    expect(told.ids).toEqual([a, b])
    expect(Object.values(told.faults ?? {})).toEqual([1])
  })
})

describe('without a header, the IDs are in', () => {
  const good = (n: number) => `${a},x\n`.repeat(n)

  it.each<
    [
      what: string,
      content: string,
      column: string,
      ids: string[],
      faults: object,
      request?: Partial<IdsRequest>
    ]
  >([
    [
      'the column of which one in ten is bad',
      `${good(9)}foo.bar,x\n`,
      '1',
      [a],
      { 'not a number': 1 }
    ],
    [
      'the column of long IDs, one short',
      `${`${a},77\n`.repeat(9)}5,78\n`,
      '1',
      ['5', a],
      {}
    ],
    [
      'the column of twelve digits',
      '123456789012,5\n123456789013,6\n',
      '1',
      ['123456789012', '123456789013'],
      {}
    ],
    ['the column of short IDs', '42,x\n43,y\n', '1', ['42', '43'], {}],
    [
      'the column behind the row numbers',
      '1,42\n2,43\n',
      '2',
      ['42', '43'],
      {},
      users
    ],
    [
      'the column behind row numbers from 0',
      '0,42\n1,43\n',
      '2',
      ['42', '43'],
      {},
      users
    ],
    [
      'a column that counts behind another one',
      'x,1\ny,2\n',
      '2',
      ['1', '2'],
      {},
      users
    ],
    ['the only row', '1,x\n', '1', ['1'], {}, users],
    [
      'the only column',
      '1\n2\n3\n',
      '1',
      ['1', '2', '3'],
      {},
      { ...users, ...csv }
    ],
    ...[
      '1.2E+18',
      '12E17',
      '1E18',
      '1.25e18',
      '"1,2E+18"',
      '1200000000000000001.0',
      '120000000000000.25'
    ].map((cell): [string, string, string, string[], object] => [
      `the column of ${cell}`,
      `x,${cell}\ny,${cell}\n`,
      '2',
      [],
      {
        [cell.includes('E') || cell.includes('e')
          ? 'scientific notation'
          : 'decimal point']: 2
      }
    ]),
    [
      'the ruined column, beside small numbers',
      '5,1.2E+18\n9,1.3E+18\n',
      '2',
      [],
      { 'scientific notation': 2 }
    ],
    [
      'the users, beside ruined numbers',
      '5,1.2E+18\n9,1.3E+18\n',
      '1',
      ['5', '9'],
      {},
      users
    ],
    [
      'the column of which half is ruined',
      `x,1.2E+18\ny,foo\n`,
      '2',
      [],
      { 'not a number': 1, 'scientific notation': 1 }
    ]
  ])('%s', async (_, content, name, ids, faults, request = {}) => {
    const found = await read(content, request)
    expect(found).toEqual(whole(name, ids, faults))
  })

  it.each<[what: string, content: string, request?: Partial<IdsRequest>]>([
    ['two in ten are bad', `${good(8)}foo.bar,x\nfoo.bar,x\n`],
    ['a small exponent', 'x,1.2E+5\ny,1.3E+5\n'],
    ['a large exponent', 'x,1.2E+180\ny,1.3E+180\n'],
    ['a word with an exponent', 'x,v1.2E+18\ny,v1.3E+18\n'],
    ['decimals', 'x,0.25\ny,100.5\n'],
    ['long numbers and words', `x,${a}.5x\ny,x${a}.5\n`],
    ['numbers that count from 10', '10,42\n11,43\n', users],
    ['numbers that count from 1 and do not', '1,42\n5,43\n', users],
    ['long IDs of users beside short ones', `42,${a}\n43,${b}\n`, users],
    ['two columns of eleven digits and less', '12345678901,5\n12345678902,6\n']
  ])('no column for certain: %s', async (_, content, request = {}) => {
    expect((await read(content, request)).message).toMatch(/not certain/)
  })
})
