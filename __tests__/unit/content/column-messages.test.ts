// What is said, word for word, when it is not certain which column to read: the columns, and a line that can be added.
import { describe, expect, it } from '@jest/globals'
import type { IdsRequest } from '../../../src/check/prepare-ids.js'
import { prepare } from './support.js'

const a = '1200000000000000001'
const b = '1200000000000000002'

const users: Partial<IdsRequest> = { type: 'users' }
const column = (name: string): Partial<IdsRequest> => ({ columns: [name] })

const add = (name: string) =>
  `Add the right one under \`with:\` of the step, for example: \`ids-column: ${name}\``
const none = (rows: string, ids = 'tweet IDs') =>
  `None of them holds ${ids} in the first ${rows}: give a table that has them.`
const names = (count: number) =>
  Array.from({ length: count }, (_, n) => `c${n + 1}`)
const shown = (count: number) =>
  names(count)
    .map((name, n) => `${n + 1} “${name}”`)
    .join(', ')
const cells = (count: number) => Array(count).fill('x').join()

describe('an uncertain column', () => {
  it.each<
    [
      what: string,
      content: string,
      message: string,
      request?: Partial<IdsRequest>
    ]
  >([
    [
      'an unknown header',
      `x,n\n${a},1\n${b},z\n`,
      `\`ids.csv\` has 2 columns, and it is not certain which one holds the tweet IDs. Its columns are 1 “x”, 2 “n”. ${add('x')}`
    ],
    [
      'an unknown header, users',
      'x,n\nfoo,7\nbar,8\n',
      `\`ids.csv\` has 2 columns, and it is not certain which one holds the user IDs. Its columns are 1 “x”, 2 “n”. ${add('n')}`,
      users
    ],
    [
      'no header',
      `${a},${b}\n${b},${a}\n`,
      `\`ids.csv\` has 2 columns, and it is not certain which one holds the tweet IDs. Its columns are 1 (such as “${a}”), 2 (such as “${b}”). ${add('1')}`
    ],
    [
      'no header and a long first row',
      `0.5,${'x'.repeat(50)}\n0.6,x\n`,
      `\`ids.csv\` has 2 columns, and it is not certain which one holds the tweet IDs. Its columns are 1 (such as “0.5”), 2 (such as “${'x'.repeat(23)}…”). ${none('2 rows')}`
    ],
    [
      'a header and nothing below',
      'x,y\n',
      `\`ids.csv\` has 2 columns, and it is not certain which one holds the tweet IDs. Its columns are 1 “x”, 2 “y”. There is no row below that would show it: add the right one under \`with:\` of the step, as \`ids-column\`.`
    ],
    [
      'some IDs in each, most in the last',
      `x,y,z\n5,6,${a}\nfoo,7,${b}\nbar,bar,foo\n1.5,1.5,7\n`,
      `\`ids.csv\` has 3 columns, and it is not certain which one holds the tweet IDs. Its columns are 1 “x”, 2 “y”, 3 “z”. ${add('z')}`
    ],
    [
      'long IDs, fewer than there are numbers',
      `x,y,z\n5,6,${a}\n7,7,foo\n8,bar,${b}\n`,
      `\`ids.csv\` has 3 columns, and it is not certain which one holds the tweet IDs. Its columns are 1 “x”, 2 “y”, 3 “z”. ${add('z')}`
    ],
    [
      'thirty columns',
      `${names(30).join()}\n${cells(30)}\n`,
      `\`ids.csv\` has 30 columns, and it is not certain which one holds the tweet IDs. Its columns are ${shown(30)}. ${none('1 row')}`
    ],
    [
      'more columns',
      `${names(31).join()}\n${cells(31)}\n`,
      `\`ids.csv\` has 31 columns, and it is not certain which one holds the tweet IDs. Its columns are ${shown(30)}, …. ${none('1 row')}`
    ],
    [
      'a name that YAML would take for something else',
      `"a: b","#c"\n${a},x\n`,
      `\`ids.csv\` has 2 columns, and it is not certain which one holds the tweet IDs. Its columns are 1 “a: b”, 2 “#c”. ${add('"a: b"')}`
    ],
    [
      'a column that is empty',
      `0.5,,\n0.6,,x\n`,
      `\`ids.csv\` has 3 columns, and it is not certain which one holds the tweet IDs. Its columns are 1 (such as “0.5”), 2 (empty), 3 (such as “x”). ${none('2 rows')}`
    ],
    [
      'a name that is no name',
      `,x\n${a},y\n`,
      `\`ids.csv\` has 2 columns, and it is not certain which one holds the tweet IDs. Its columns are 1 (such as “${a}”), 2 “x”. ${add('1')}`
    ],
    [
      'the column of users',
      'user_id,text\n42,x\n',
      '`ids.csv` has 2 columns, and it is not certain which one holds the tweet IDs. Its columns are 1 “user_id”, 2 “text”. Set `type: users`, which a column `user_id` is for, or give another table.'
    ],
    [
      'the column of posts',
      `tweet_id,text\n${a},x\n`,
      '`ids.csv` has 2 columns, and it is not certain which one holds the user IDs. Its columns are 1 “tweet_id”, 2 “text”. Set `type: tweets`, which a column `tweet_id` is for; or add the right one under `with:` of the step, for example: `ids-column: tweet_id`',
      users
    ],
    [
      'a table of users',
      'ID,username\n42,u\n43,v\n',
      '`ids.csv` is a table of users, while `type` is `tweets`. Set `type: users`, give a table of posts, or confirm the column: `ids-column: ID`.'
    ],
    [
      'columns of one name',
      `id,n,ID\n5,x,${a}\n6,y,${b}\n`,
      `\`ids.csv\` has more than one column \`id\`, and they hold different things. Its columns are 1 “id”, 2 “n”, 3 “ID”. ${add('3')}`
    ],
    [
      'one cell more',
      '"tweet_id" "n"\n"5" 1.2E+18 3\n"9" 1.3E+18 4\n',
      `All rows of \`ids.csv\` have one cell more than its header, and it is not certain which one is below \`tweet_id\`. Its columns are 1 (such as “5”), 2 (such as “1.2E+18”), 3 (such as “3”). ${none('2 rows')}`
    ],
    [
      'one cell more, and short IDs',
      'tweet_id,n\n42,5,x\n43,6,y\n',
      `All rows of \`ids.csv\` have one cell more than its header, and it is not certain which one is below \`tweet_id\`. Its columns are 1 (such as “42”), 2 (such as “5”), 3 (such as “x”). ${none('2 rows')}`
    ],
    [
      'one cell more, and users with IDs of any length',
      `user_id,n\n42,5,x\n${a},6,y\n`,
      `All rows of \`ids.csv\` have one cell more than its header, and it is not certain which one is below \`user_id\`. Its columns are 1 (such as “42”), 2 (such as “5”), 3 (such as “x”). ${add('1')}`,
      users
    ],
    [
      'a column that is not there',
      `x,tweet_id\n1,${a}\n`,
      `\`ids.csv\` has no column \`z\`. Its columns are 1 “x”, 2 “tweet_id”. ${add('tweet_id')}`,
      column('z')
    ],
    [
      'a number beyond the last column',
      `x,tweet_id\n1,${a}\n`,
      `\`ids.csv\` has no column \`3\`. Its columns are 1 “x”, 2 “tweet_id”. ${add('tweet_id')}`,
      column('3')
    ],
    ...['id', 'x1', '1x', '0', '01', '100000'].map(
      (name): [string, string, string, Partial<IdsRequest>] => [
        `no header, and the column ${name}`,
        `0.5,${a}\n0.6,${b}\n`,
        `\`ids.csv\` has no header, so it has no column \`${name}\`. Its columns are 1 (such as “0.5”), 2 (such as “${a}”). ${add('2')}`,
        column(name)
      ]
    ),
    [
      'no header, and a number beyond the last column',
      `0.5,${a}\n0.6,${b}\n`,
      `\`ids.csv\` has no column \`3\`. Its columns are 1 (such as “0.5”), 2 (such as “${a}”). ${add('2')}`,
      column('3')
    ]
  ])('%s', async (_, content, message, request = {}) => {
    const outcome = await prepare({ 'ids.csv': content }, request)
    expect(outcome.code).toBe('ids-invalid')
    expect(outcome.message).toBe(message)
  })

  it('quotes cells so that they can not end their quotes', async () => {
    const { message } = await prepare(
      { 'ids.csv': 'a ” b,`c` “d”\nx,y\nz,w\n' },
      {}
    )
    expect(message).toContain('1 “a " b”, 2 “`c` "d"”')
  })

  it('names a column in YAML that no backtick ends', async () => {
    const { message } = await prepare(
      { 'ids.csv': `\`c\` x,n\n${a},z\n${b},v\n` },
      {}
    )
    expect(message).toContain('`ids-column: "\\u0060c\\u0060 x"`')
  })

  it('is found by its number, of two digits too', async () => {
    const { ids } = await prepare(
      { 'ids.csv': `${cells(11)},${a},0.5\n${cells(11)},${b},x\n` },
      column('12')
    )
    expect(ids).toEqual([a, b])
  })
})
