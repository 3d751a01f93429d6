// What one cell is: an ID, or why it is none. Nothing that only has an ID in it somewhere is taken for one.
import { describe, expect, it } from '@jest/globals'
import type { JobType } from '../../../src/domain.js'
import { prepare } from './support.js'

const a = '1200000000000000001'
const b = '1200000000000000002'

async function read(cell: string, type: JobType) {
  const { ids, record } = await prepare(
    { 'ids.txt': `${cell}\n` },
    { type, format: 'text', onInvalid: 'skip' }
  )
  return { ids, faults: record?.invalidByReason }
}

const ofPosts: [what: string, cell: string][] = [
  ['the ID with space in its quotes', `" ${a} "`],
  ['a URL in quotes', `'https://x.com/u/status/${a}'`],
  ['a URL with a fragment of the old site', `https://x.com/#!/u/status/${a}`],
  [
    'a URL with another one in its query',
    `https://x.com/u/status/${a}?via=b,url=https://example.com`
  ]
]
const ofUsers: [what: string, cell: string][] = [
  ['a URL with a query', `https://x.com/i/user/${a}?s=20`],
  ['a URL with a path behind', `https://x.com/i/user/${a}/likes`],
  [
    'an intent with a second parameter',
    `https://twitter.com/intent/user?user_id=${a}&lang=en`
  ]
]

describe('the ID of', () => {
  it.each([
    ...ofPosts.map(each => ['tweets', ...each] as const),
    ...ofUsers.map(each => ['users', ...each] as const)
  ])('%s: %s', async (type, _, cell) => {
    expect(await read(cell, type)).toEqual({ ids: [a], faults: {} })
  })
})

describe('no ID', () => {
  it.each<[type: JobType, cell: string, fault: string]>([
    ['tweets', `see https://x.com/u/status/${a}`, 'not a number'],
    ['tweets', `https://x.com/search?q=u/status/${a}`, 'URL without an ID'],
    ['tweets', `https://x.com/u/status/${a}x`, 'URL without an ID'],
    [
      'tweets',
      'https://x.com/intent/post?url=https://example.com',
      'URL without an ID'
    ],
    [
      'tweets',
      `https://x.com/u/status/${a} http://x.com/u/status/${b}`,
      'several values on one line'
    ],
    ['tweets', `x${a}0`, 'not a number'],
    ['tweets', `x${a}y`, 'not a number'],
    ['tweets', `tweet'${a}`, 'not a number'],
    ['tweets', `'${a}x`, 'not a number'],
    ['tweets', '"', 'not a number'],
    ['users', `https://x.com/search?q=i/user/${a}`, 'URL without an ID'],
    ['users', `https://x.com/i/user/${a}x`, 'URL without an ID'],
    ['users', 'example', 'screen name, not an ID'],
    ['users', '3rd_example', 'not a number'],
    ['users', 'hello you', 'not a number'],
    ['users', 'NaN', 'no ID']
  ])('%s: %s', async (type, cell, fault) => {
    expect(await read(cell, type)).toEqual({ ids: [], faults: { [fault]: 1 } })
  })

  it('where the URL in a quoted cell has a second line', async () => {
    const { ids, record } = await prepare(
      {
        'ids.csv': `tweet_url,n\n"https://x.com/u/status/${a}\nand more",1\nhttps://x.com/u/status/${b},2\n`
      },
      { onInvalid: 'skip' }
    )
    expect(ids).toEqual([b])
    expect(record?.invalidByReason).toEqual({ 'not a number': 1 })
  })
})
