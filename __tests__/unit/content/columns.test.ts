// Which column is read: never another one than the file's own words say, and no row lost as a header.
import { describe, expect, it } from '@jest/globals'
import type { IdsRequest } from '../../../src/check/prepare-ids.js'
import { prepare } from './support.js'

const a = '1200000000000000001'
const b = '1200000000000000002'
const c = '1200000000000000003'
const d = '1200000000000000004'

const users: Partial<IdsRequest> = { type: 'users' }
const skip: Partial<IdsRequest> = { onInvalid: 'skip' }

interface Expected {
  ids: string[]
  invalid?: number
  column?: string
}

const cases: [
  shape: string,
  content: string,
  expected: Expected,
  request?: Partial<IdsRequest>
][] = [
  // Rows with one cell more than the header
  [
    'a comma at the end of each row',
    `tweet_id,author_id\n${a},42,\n${b},43,\n`,
    { ids: [a, b], column: 'tweet_id' }
  ],
  ['a comma at the end of one row', `tweet_id,n\n${a},4,\n`, { ids: [a] }],
  [
    'a tab at the end',
    `tweet_id\tauthor_id\n${a}\t42\t\n${b}\t43\t\n`,
    { ids: [a, b] }
  ],
  [
    'a comma at the end, column named',
    `tweet_id,author_id\n${a},42,\n${b},43,\n`,
    { ids: [a, b] },
    { columns: ['tweet_id'] }
  ],
  [
    'a comma at the end, another column named',
    `tweet_id,author_id\n${a},42,\n${b},43,\n`,
    { ids: ['42', '43'], column: 'author_id' },
    { columns: ['author_id'] }
  ],
  [
    'a comma at the end, two columns of posts',
    `tweet_id,retweeted_id\n${a},${c},\n${b},${d},`,
    { ids: [a, b] }
  ],
  [
    'a comma at the end, users',
    'user_id,followers\n42,1000,\n43,2000,\n',
    { ids: ['42', '43'] },
    users
  ],
  [
    'a comma at the end of one column',
    `tweet_id\n${a},\n${b},`,
    { ids: [a, b] }
  ],
  [
    'a comma in a text without quotes',
    `tweet_id,user_id,text\n${a},42,hello, you\n${b},43,hi, there\n`,
    { ids: [a, b], column: 'tweet_id' }
  ],
  [
    'a comma in a text, users',
    'user_id,name,bio\n42,bob,hello, you\n',
    { ids: ['42'] },
    users
  ],
  [
    'row names of R and a column named',
    `"tweet_id" "author_id"\n"1" "${a}" 42\n"2" "${b}" 43\n`,
    { ids: ['42', '43'], column: 'author_id' },
    { columns: ['author_id'] }
  ],
  [
    'row names of R, one row',
    `"n" "tweet_id"\n"1" 5 "${a}"\n`,
    { ids: [a], column: 'tweet_id' }
  ],
  [
    'row names of R, users',
    '"user_id" "n"\n"1" 42 5\n"2" 43 6\n',
    { ids: ['42', '43'] },
    users
  ],
  [
    'row names of R that are uncertain, by number',
    `"tweet_id" "n"\n"5" "${a}" 3\n"9" "${b}" 4\n`,
    { ids: [a, b], column: '2' },
    { columns: ['2'] }
  ],
  // The separator that the first line names
  [
    'a separator for Excel',
    `sep=;\r\ntweet_id;text\r\n${a};x, y\r\n${b};z\r\n`,
    { ids: [a, b], column: 'tweet_id' }
  ],
  [
    'a separator for Excel that is not found otherwise',
    `"sep=|"\n\nx|tweet_id\n1|${a}\n`,
    { ids: [a], column: 'tweet_id' }
  ],
  ['a separator for Excel, no header', `sep=,\n${a}\n${b}`, { ids: [a, b] }],
  [
    'a separator for Excel, a column that is missing',
    `sep=,\nx,tweet_id\n1,${a}\n2`,
    { ids: [a], invalid: 1 },
    skip
  ],
  [
    'a separator as a name',
    `tweet_id,sep=;\n${a},1\n`,
    { ids: [a], column: 'tweet_id' }
  ],
  // Whether the first row is a header
  [
    'URLs without a scheme, by number',
    `x.com/u/status/${a},hello\nx.com/u/status/${b},hi\n`,
    { ids: [a, b] },
    { columns: ['1'] }
  ],
  [
    'URLs without a scheme',
    `x.com/u/status/${a},hello\nwww.twitter.com/u/status/${b},hi\n`,
    { ids: [a, b], column: '1' }
  ],
  [
    'a URL without an ID in the first row',
    `x.com/u,hello\nx.com/u/status/${b},hi\n`,
    { ids: [b], invalid: 1 },
    { ...skip, columns: ['1'] }
  ],
  [
    'a screen name in the first row',
    `@bob,x\n${a},y\n`,
    { ids: [a], invalid: 1 },
    { ...skip, columns: ['1'] }
  ],
  [
    'nothing in the first row',
    `NA,x\n${a},y\n`,
    { ids: [a], invalid: 1 },
    { ...skip, columns: ['1'] }
  ],
  [
    'a header with a number',
    `tweet_id,2020\n${a},x\n`,
    { ids: [a], column: 'tweet_id' }
  ],
  [
    'a header with a number, column named',
    `key,2020\n${a},x\n`,
    { ids: [a], column: 'key' },
    { columns: ['key'] }
  ],
  // A first row that numbers the columns
  [
    'columns as pandas numbers them',
    `0,1\nalice,${a}\nbob,${b}\n`,
    { ids: [a, b] }
  ],
  [
    'columns and rows as pandas numbers them',
    `,0,1\n0,alice,${a}\n1,bob,${b}\n`,
    { ids: [a, b] }
  ],
  [
    'one column and rows as pandas numbers them, users',
    ',0\n0,783214\n1,2244994945\n',
    { ids: ['783214', '2244994945'] },
    users
  ],
  [
    'numbered columns, column named',
    `1,2\nx,${a}\ny,${b}\n`,
    { ids: [a, b], column: '2' },
    { columns: ['2'] }
  ],
  ['years above the columns', `2019,2020\n${a},x\n${b},y\n`, { ids: [a, b] }],
  [
    'a first row of a small ID, users',
    '12,300\n403485611,5\n',
    { ids: ['12', '403485611'] },
    { ...users, columns: ['1'] }
  ],
  // The surest of several
  ...['tweet_id', 'status_id'].map((name): (typeof cases)[number] => [
    `${name}_str beside ${name}`,
    `${name},${name}_str\n1200000000000000000,${a}\n1200000000000000000,${b}\n`,
    { ids: [a, b], column: `${name}_str` }
  ]),
  ...['user_id', 'author_id', 'user.id', 'user/id'].map(
    (name): (typeof cases)[number] => [
      `${name}_str beside ${name}`,
      `id_str,${name},${name}_str\n5,40,42\n6,40,43\n`,
      { ids: ['42', '43'], column: `${name}_str` },
      users
    ]
  ),
  [
    'posts with the names of their authors',
    `id,username\n${a},u\n5,v\n`,
    { ids: ['5', a], column: 'id' }
  ],
  [
    'a table of users whose column is confirmed',
    `id,username,pinned_tweet_id\n${a},u,${b}\n`,
    { ids: [a] },
    { columns: ['id'] }
  ],
  [
    'two columns of one name that hold the same',
    `id,x,id\n${a},1,${a}\n${b},2,${b}\n`,
    { ids: [a, b], column: '1' }
  ],
  [
    'two columns of one name, by number',
    `id,id\n5,${a}\n6,${b}\n`,
    { ids: [a, b], column: '2' },
    { columns: ['2'] }
  ],
  [
    'a first row with a word that is also a header',
    `${a}\tlink\n${b}\ttweet\n`,
    { ids: [a, b], column: '1' }
  ]
]

describe('the column that is read', () => {
  it.each(cases)('%s', async (_, content, expected, request = {}) => {
    const { ids, invalid = 0, column } = expected
    const outcome = await prepare({ 'ids.csv': content }, request)
    expect(outcome.message).toBe('')
    expect(outcome.ids).toEqual(ids)
    expect(outcome.record).toMatchObject({
      read: ids.length + invalid,
      invalid
    })
    if (column !== undefined)
      expect(outcome.record?.files[0]?.column).toBe(column)
  })
})

const refusals: [
  shape: string,
  content: string,
  message: RegExp,
  request?: Partial<IdsRequest>
][] = [
  [
    'row names, or a column of posts and a comma in a text',
    `tweet_id,retweeted_id,text\n${a},${c},hello, you\n`,
    /one cell more than its header.*below `tweet_id`.*1 \(such as “12.*ids-column: 1/
  ],
  [
    'row names that do not count',
    `"tweet_id" "n"\n"5" "${a}" 3\n"9" "${b}" 4\n`,
    /one cell more than its header.*ids-column: 2/
  ],
  [
    'row names, or users',
    'user_id,followers\n42,1000,x\n43,2000,y\n',
    /one cell more than its header.*1 \(such as “42”\), 2 \(such as “1000”\)/,
    users
  ],
  [
    'row names and a column that is empty',
    `"tweet_id" "note"\n"1" "${a}" ""\n"2" "${b}" ""\n`,
    /one cell more than its header/
  ],
  [
    'row names, and IDs that were ruined',
    '"tweet_id" "n"\n"5" 1.2E+18 3\n"9" 1.3E+18 4\n',
    /one cell more than its header/
  ],
  [
    'a table of users for posts',
    `id,username,pinned_tweet_id\n${a},u,${b}\n`,
    /a table of users.*Set `type: users`.*ids-column: id/
  ],
  [
    'a table of users with short IDs for posts',
    'id,screen_name\n42,u\n43,v\n',
    /a table of users/
  ],
  [
    'two columns of one name',
    `id,id\n5,${a}\n6,${b}\n`,
    /more than one column `id`, and they hold different things.*ids-column: 2/
  ],
  [
    'two columns of one name, named',
    `x,id,ID\n1,5,${a}\n2,6,${b}\n`,
    /more than one column `id`/,
    { columns: ['id'] }
  ],
  [
    'a header that is not known: the likeliest is offered',
    `x,n,y\nfoo,1,${a}\nbar,z,${b}\n`,
    /ids-column: y/
  ],
  [
    'a column of the other type',
    'user_id,text\n42,x\n',
    /not certain.*Set `type: users`, which a column `user_id` is for/
  ]
]

describe('the column that is not certain', () => {
  it.each(refusals)('%s', async (_, content, message, request = {}) => {
    const outcome = await prepare({ 'ids.csv': content }, request)
    expect(outcome.code).toBe('ids-invalid')
    expect(outcome.message).toMatch(message)
    expect(outcome.parts).toEqual([])
  })
})
