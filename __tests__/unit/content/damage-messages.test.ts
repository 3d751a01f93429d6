// From which share on IDs count as rounded, and what is said of them, word for word.
import { describe, expect, it } from '@jest/globals'
import { prepare, tweetIds } from './support.js'

/** IDs that no share counts. */
const intact = tweetIds(400).filter(
  id => !id.endsWith('00') && String(BigInt(Number(id))) !== id
)
const threeZeros = intact.map(id => `${id.slice(0, 16)}000`)
const twoZeros = intact.map(id => `${id.slice(0, 16)}700`)
const doubles = intact
  .map(id => BigInt(Number(id)))
  .filter(id => id % 4096n !== 0n && id % 100n !== 0n)
  .map(String)

const why =
  'Excel keeps 15 digits of a number, JavaScript and pandas (as float) about 16. The lost digits cannot be restored, and X would answer for other posts or accounts.'
const again =
  'Export the data again with the IDs as text: in Excel, import with Data > From Text/CSV and the column type Text; in pandas, `dtype=str`; in R, `colClasses = "character"`; in JavaScript, `id_str`.'
const goOn = 'To continue anyway, set `on-damaged-ids: warn`.'

const mixed = (some: readonly string[], count: number) => [
  ...some.slice(0, count),
  ...intact.slice(200, 300 - count)
]

const kinds: [what: string, ids: string[], most: number, evidence: string][] = [
  [
    'end in 000',
    threeZeros,
    11,
    '12 of 100 IDs with 16 digits or more (12.0 %) end in 000; of intact IDs 0.1 % do'
  ],
  [
    'end in 00',
    twoZeros,
    25,
    '26 of 100 IDs with 16 digits or more (26.0 %) end in 00; of intact IDs 1 to 4 % do'
  ],
  [
    'are exact as floats',
    doubles,
    11,
    '12 of 100 IDs with 16 digits or more (12.0 %) are numbers that a 64-bit float holds exactly; of intact IDs less than 1 % do'
  ]
]

describe.each(kinds)('IDs that %s', (_, ids, most, evidence) => {
  it('are no wonder in small numbers', async () => {
    const { message, record } = await prepare({
      'ids.txt': mixed(ids, most).join('\n')
    })
    expect(message).toBe('')
    expect(record?.findings).toEqual([])
  })

  it('are refused in larger ones', async () => {
    const { code, message } = await prepare({
      'ids.txt': mixed(ids, most + 1).join('\n')
    })
    expect(code).toBe('ids-damaged')
    expect(message).toBe(
      `\`ids.txt\`: ${evidence}. These IDs were rounded. ${why} ${again} ${goOn}`
    )
  })

  it('are refused where each file has few of them', async () => {
    const all = mixed(ids, most + 1)
    const { message } = await prepare({
      'a.txt': all.filter((_, n) => n % 2 === 0).join('\n'),
      'b.txt': all.filter((_, n) => n % 2 === 1).join('\n')
    })
    expect(message).toBe(
      `The ID files taken together: ${evidence}. These IDs were rounded. ${why} ${again} ${goOn}`
    )
  })
})

describe('rounded IDs', () => {
  const excel = threeZeros.slice(0, 100)
  const evidence =
    '100 of 100 IDs with 16 digits or more (100.0 %) end in 000; of intact IDs 0.1 % do. These IDs were rounded.'

  it('are one finding where they are let through', async () => {
    const { record } = await prepare(
      { 'ids.txt': excel.join('\n') },
      { onDamaged: 'warn' }
    )
    expect(record?.findings).toEqual([`\`ids.txt\`: ${evidence} ${why}`])
  })

  it.each([
    [1, '`1.txt`'],
    [2, '`1.txt`, `2.txt`'],
    [
      10,
      '`1.txt`, `10.txt`, `2.txt`, `3.txt`, `4.txt`, `5.txt`, `6.txt`, `7.txt`, `8.txt`, `9.txt`'
    ],
    [
      11,
      '`1.txt`, `10.txt`, `11.txt`, `2.txt`, `3.txt`, `4.txt`, `5.txt`, `6.txt`, `7.txt`, `8.txt`, 1 more file'
    ]
  ])('of %d more files are named', async (count, names) => {
    const { message } = await prepare(
      Object.fromEntries(
        Array.from({ length: count + 1 }, (_, n) => [
          `${n}.txt`,
          excel.join('\n')
        ])
      )
    )
    expect(message).toBe(
      `\`0.txt\`: ${evidence} So were IDs of ${names}. ${why} ${again} ${goOn}`
    )
  })

  it.each<
    [what: string, header: string, cells: (id: string) => string, fix: string]
  >([
    [
      'one that is intact',
      'tweet_id,copy',
      id => id,
      `The column \`copy\` of the same file holds intact IDs: if they are the right ones, add \`ids-column: copy\`. Otherwise: ${again}`
    ],
    [
      'two that are intact',
      'tweet_id,copy,n,backup',
      id => `${id},5,${id}`,
      `The columns \`copy\`, \`backup\` of the same file hold intact IDs: if they are the right ones, add \`ids-column: copy\`. Otherwise: ${again}`
    ],
    ['short numbers', 'tweet_id,n', id => id.slice(0, 9), again],
    [
      'one with IDs in a part of its rows',
      'tweet_id,copy',
      id => (/[0-4]$/.test(id) ? '' : id),
      again
    ],
    [
      'one that is rounded too',
      'tweet_id,x',
      id => `${id.slice(0, 16)}000`,
      again
    ]
  ])('in a column, beside %s', async (_, header, cells, fix) => {
    const rows = excel.map((id, n) => `${id},${cells(intact[n] ?? '')}`)
    const { message } = await prepare({
      'ids.csv': `${header}\n${rows.join('\n')}\n`
    })
    expect(message).toBe(
      `\`ids.csv\`, column \`tweet_id\`: ${evidence} ${why} ${fix} ${goOn}`
    )
  })
})

describe('findings', () => {
  const notice = '{"delete":{"status":{"id_str":"5"}}}\n'
  const post = `{"id":"${intact[0] ?? ''}"}\n`

  it.each<[what: string, content: string, findings: string[]]>([
    ['nothing', '', []],
    ['ten intact IDs', intact.slice(0, 10).join('\n'), []],
    [
      'short IDs',
      '12\n13\n',
      [
        'No ID has more than ten digits (2 distinct IDs): they look like user IDs, or posts from before November 2010, while `type` is `tweets`.'
      ]
    ],
    ['an ID of eleven digits', '12\n12345678901\n', []],
    [
      'one notice',
      notice + post,
      [
        '1 record without content (delete notices, limits and the like) was skipped.'
      ]
    ],
    [
      'two notices',
      notice + post + notice,
      [
        '2 records without content (delete notices, limits and the like) were skipped.'
      ]
    ]
  ])('on %s', async (_, content, findings) => {
    const { record } = await prepare({ 'ids.txt': content })
    expect(record?.findings).toEqual(findings)
  })
})
