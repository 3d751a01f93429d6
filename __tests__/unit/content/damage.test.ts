// From which share on IDs count as rounded, and the data of what is said of them.
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

const mixed = (some: readonly string[], count: number) => [
  ...some.slice(0, count),
  ...intact.slice(200, 300 - count)
]

const kinds: [what: string, ids: string[], most: number][] = [
  ['end in 000', threeZeros, 11],
  ['end in 00', twoZeros, 25],
  ['are exact as floats', doubles, 11]
]

describe.each(kinds)('IDs that %s', (_, ids, most) => {
  const share = `${most + 1} of 100`

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
    expect(message).toContain('`ids.txt`')
    expect(message).toContain(share)
  })

  it('are refused where each file has few of them', async () => {
    const all = mixed(ids, most + 1)
    const { code, message } = await prepare({
      'a.txt': all.filter((_, n) => n % 2 === 0).join('\n'),
      'b.txt': all.filter((_, n) => n % 2 === 1).join('\n')
    })
    expect(code).toBe('ids-damaged')
    expect(message).toContain(share)
    expect(message).not.toMatch(/`[ab]\.txt`/)
  })
})

describe('rounded IDs', () => {
  const excel = threeZeros.slice(0, 100)
  it('are one finding where they are let through', async () => {
    const { record } = await prepare(
      { 'ids.txt': excel.join('\n') },
      { onDamaged: 'warn' }
    )
    expect(record?.findings).toEqual([
      expect.stringMatching(/^`ids\.txt`.*100 of 100/)
    ])
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
    expect(message).toMatch(/^`0\.txt`.*100 of 100/)
    expect(message).toContain(names)
  })

  it.each<
    [what: string, header: string, cells: (n: number) => string[], data: string]
  >([
    ['one that is intact', 'tweet_id,copy', n => [raw(n)], 'ids-column: copy'],
    [
      'two that are intact',
      'tweet_id,copy,n,backup',
      n => [raw(n), '5', raw(n)],
      '`copy`, `backup`'
    ],
    [
      'one without a name',
      'tweet_id,,text',
      n => [raw(n), 'x'],
      'ids-column: 2'
    ],
    ['short numbers', 'tweet_id,n', n => [raw(n).slice(0, 9)], ''],
    [
      'one with IDs in a part of its rows',
      'tweet_id,copy',
      n => [/[0-4]$/.test(raw(n)) ? '' : raw(n)],
      ''
    ],
    [
      'one that is rounded too',
      'tweet_id,x',
      n => [`${raw(n).slice(0, 16)}000`],
      ''
    ]
  ])('in a column, beside %s', async (_, header, cells, data) => {
    const rows = excel.map((id, n) => [id, ...cells(n)].join())
    const { code, message } = await prepare({
      'ids.csv': `${header}\n${rows.join('\n')}\n`
    })
    expect(code).toBe('ids-damaged')
    expect(message).toContain('column `tweet_id`')
    expect(message.includes('ids-column')).toBe(data !== '')
    expect(message).toContain(data)
  })

  it('in a table without a header, beside one that is intact', async () => {
    const rows = excel.map((id, n) => `${id},0.5,${raw(n)}`)
    const { message } = await prepare(
      { 'ids.csv': rows.join('\n') },
      { columns: ['1'] }
    )
    expect(message).toContain('ids-column: 3')
  })
})

const raw = (n: number) => intact[n] ?? ''

describe('findings', () => {
  it.each<[what: string, content: string, findings: number]>([
    ['nothing', '', 0],
    ['ten intact IDs', intact.slice(0, 10).join('\n'), 0],
    ['short IDs', '12\n13\n', 1],
    ['an ID of eleven digits', '12\n12345678901\n', 0]
  ])('on %s', async (_, content, findings) => {
    const { record } = await prepare({ 'ids.txt': content })
    expect(record?.findings).toHaveLength(findings)
  })
})
