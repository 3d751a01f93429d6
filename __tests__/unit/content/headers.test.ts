// Which names of columns are known, which first rows are headers.
import { describe, expect, it } from '@jest/globals'
import type { IdsRequest } from '../../../src/check/prepare-ids.js'
import { prepare } from './support.js'

const a = '1200000000000000001'
const b = '1200000000000000002'
const c = '1200000000000000003'

const users: Partial<IdsRequest> = { type: 'users' }
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
