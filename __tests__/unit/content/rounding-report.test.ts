// IDs that were rounded are told from intact ones by their share; other ailments are findings.
import { describe, expect, it } from '@jest/globals'
import { prepare, tweetIds } from './support.js'

const intact = tweetIds(400)
/** Excel keeps 15 digits. */
const excel = intact.map(id => `${id.slice(0, 15)}0000`)
/** JavaScript prints the shortest number that reads as the same double. */
const javascript = intact.map(id => String(Number(id)))
/** `%d` of C and pandas prints the double exactly. */
const pandas = intact.map(id => String(BigInt(Number(id))))

describe('damage', () => {
  it.each<[string, string[], RegExp]>([
    ['Excel', excel, /400 of 400 IDs.*\(100\.0 %\) end in 000/],
    ['JavaScript', javascript, /end in 00/],
    ['pandas', pandas, /64-bit float holds exactly/],
    [
      'a part of the IDs',
      [...excel.slice(0, 40), ...intact.slice(40)],
      /end in 000/
    ]
  ])('by %s stops the step, with the evidence', async (_, ids, evidence) => {
    const outcome = await prepare({ 'ids.txt': ids.join('\n') })
    expect(outcome.code).toBe('ids-damaged')
    expect(outcome.message).toMatch(evidence)
    expect(outcome.message).toMatch(
      /dtype=str.*colClasses.*on-damaged-ids: warn/
    )
    expect(outcome.record?.submitted).toBe(new Set(ids).size)
    expect(outcome.parts).toEqual([])
  })

  it('is a warning on request', async () => {
    const outcome = await prepare(
      { 'ids.txt': excel.join('\n') },
      { onDamaged: 'warn' }
    )
    expect(outcome.code).toBeUndefined()
    expect(outcome.ids).toHaveLength(new Set(excel).size)
    expect(outcome.record?.findings).toEqual([
      expect.stringContaining('These IDs were rounded')
    ])
    expect(outcome.warnings).toHaveLength(1)
  })

  it('of one file among many is found', async () => {
    const outcome = await prepare({
      'a.txt': tweetIds(9000).join('\n'),
      'b.txt': excel.join('\n')
    })
    expect(outcome.code).toBe('ids-damaged')
    expect(outcome.message).toContain('`b.txt`')
  })

  it('of several files names them all', async () => {
    const damaged = Array.from({ length: 13 }, (_, n) => `${n + 10}.txt`)
    const outcome = await prepare(
      Object.fromEntries(damaged.map(name => [name, excel.join('\n')])),
      { onDamaged: 'warn' }
    )
    expect(outcome.record?.findings.join()).toMatch(
      /`10\.txt`: .* So were IDs of `11\.txt`, .*`20\.txt`, 2 more files\./
    )
  })

  it('spread over small files is found', async () => {
    const files = Object.fromEntries(
      excel.map((id, n) => [`${n % 20}/${n}.txt`, id])
    )
    const outcome = await prepare(files)
    expect(outcome.code).toBe('ids-damaged')
    expect(outcome.message).toContain('taken together')
  })

  it('of a column names the columns that are intact', async () => {
    const rows = excel.map((id, n) => `${id},x,${intact[n] ?? ''},${n}`)
    const outcome = await prepare({
      'ids.csv': `tweet_id,text,raw_id,n\n${rows.join('\n')}`
    })
    expect(outcome.code).toBe('ids-damaged')
    expect(outcome.message).toMatch(
      /column `tweet_id`.*The column `raw_id` of the same file.*ids-column: raw_id/
    )
  })

  it('of a column gives numbers where the header is too short', async () => {
    const rows = excel.map((id, n) => `"${n + 1}" ${id} ${intact[n] ?? ''}`)
    const outcome = await prepare({
      'ids.txt': `"tweet_id" "raw_id"\n${rows.join('\n')}\n`
    })
    expect(outcome.message).toMatch(
      /column `tweet_id`.*The column `raw_id` of the same file.*ids-column: raw_id/
    )
  })

  it('is not seen in numbers of JSON where the text is intact', async () => {
    const lines = intact.map(id => `{"id":${Number(id)},"id_str":"${id}"}`)
    const outcome = await prepare({ 'ids.jsonl': lines.join('\n') })
    expect(outcome.code).toBeUndefined()
    expect(outcome.ids).toEqual(intact)
  })

  it.each<[string, string[]]>([
    ['intact IDs', intact],
    [
      'intact IDs with sequence number 0',
      intact.map(id => String((BigInt(id) >> 12n) << 12n))
    ],
    ['four IDs that end in 000, as chance may give', excel.slice(0, 4)],
    [
      'one account that ends in 000, again and again',
      [...Array<string>(300).fill(excel[0] ?? ''), ...intact.slice(0, 20)]
    ],
    [
      'short IDs',
      Array.from({ length: 400 }, (_, n) => String(1000 * (n + 1_000_000_000)))
    ]
  ])('is not claimed for %s', async (_, ids) => {
    const outcome = await prepare({ 'ids.txt': ids.join('\n') })
    expect(outcome.code).toBeUndefined()
    expect(outcome.record?.findings).toEqual([])
  })

  it.each<[string, string[]]>([
    ['nine of nine', excel.slice(0, 9)],
    ['95 of 99', [...excel.slice(0, 95), ...intact.slice(0, 4)]]
  ])('is claimed where chance is ruled out: %s', async (_, ids) => {
    const outcome = await prepare({ 'ids.txt': ids.join('\n') })
    expect(outcome.code).toBe('ids-damaged')
  })
})

describe('findings', () => {
  it('warn of user IDs where post IDs are expected', async () => {
    const { record, warnings, code } = await prepare({
      'ids.txt': '12\n403485611\n'
    })
    expect(code).toBeUndefined()
    expect(record?.findings).toEqual([
      expect.stringContaining('look like user IDs')
    ])
    expect(warnings).toHaveLength(1)
  })

  it('say nothing of the same IDs for users', async () => {
    const { record } = await prepare({ 'ids.txt': '12\n' }, { type: 'users' })
    expect(record?.findings).toEqual([])
  })

  it('tell how many notices were passed over', async () => {
    const { record } = await prepare({
      'ids.jsonl': `{"delete":{"status":{"id_str":"5"}}}\n{"id":"${intact[0] ?? ''}"}\n{"limit":{"track":1}}\n`
    })
    expect(record).toMatchObject({ read: 1, submitted: 1 })
    expect(record?.findings).toEqual([expect.stringContaining('2 records')])
  })
})
