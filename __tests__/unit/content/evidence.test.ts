// What the reader leaves on disk of bad lines, several columns, titles, prefixes, and when damage is beyond chance.
import { describe, expect, it } from '@jest/globals'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RoundingStats } from '../../../src/content/rounding.js'
import { prepare, tweetIds } from './support.js'

const ids = tweetIds(12)
const [a = '', b = '', c = '', d = ''] = ids

describe('the file of all bad lines', () => {
  it('lists each one, cut, for its owner only', async () => {
    const home = await mkdtemp(join(tmpdir(), 'invalid-'))
    try {
      const invalidPath = join(home, 'report', 'invalid.txt')
      const bad = Array.from({ length: 60 }, (_, n) => `name ${n}`)
      const long = 'x'.repeat(500)
      const { record, infos } = await prepare(
        { 'ids.txt': [a, ...bad, long, b].join('\n') },
        { invalidPath, onInvalid: 'skip' }
      )
      const lines = (await readFile(invalidPath, 'utf8')).split('\n')
      expect(lines.pop()).toBe('')
      const cells = lines.map(line => line.split('\t'))
      expect(cells.map(([file, line]) => [file, Number(line)])).toEqual(
        [...bad, long].map((_, n) => ['ids.txt', n + 2])
      )
      for (const [, , , shown = ''] of cells)
        expect(shown.length).toBeLessThanOrEqual(24)
      expect((await stat(invalidPath)).mode & 0o777).toBe(0o600)
      expect(record?.badLines).toHaveLength(20)
      expect(infos.join('\n')).toContain(invalidPath)
    } finally {
      await rm(home, { recursive: true })
    }
  })

  it('is not made where no line is bad', async () => {
    const invalidPath = join(tmpdir(), `no-${process.pid}`, 'invalid.txt')
    await prepare({ 'ids.txt': a }, { invalidPath })
    await expect(stat(invalidPath)).rejects.toThrow('ENOENT')
  })
})

describe('several columns', () => {
  it.each([
    ['a.csv', `tweet_id,text,reply_id\n${a},x,${b}\n${c},y,${d}\n`],
    [
      'a.jsonl',
      `{"tweet_id":"${a}","reply_id":"${b}"}\n{"reply_id":"${d}","tweet_id":"${c}"}\n`
    ]
  ])('are all read: %s', async (name, content) => {
    const { ids: read, record } = await prepare(
      { [name]: content },
      { columns: ['tweet_id', 'reply_id'] }
    )
    expect(read).toEqual([a, b, c, d])
    expect(record?.files[0]?.column).toBe('tweet_id, reply_id')
  })
})

describe('tables', () => {
  it('have their header below a title', async () => {
    const rows = ids.map((id, n) => `${n},${id}`).join('\n')
    const { ids: read } = await prepare({
      'a.csv': `Posts of a week\n\nn,tweet_id\n${rows}\n`
    })
    expect(read).toEqual(ids)
  })

  it.each([
    ['x', 'tweets', 'status_id'],
    ['u', 'users', 'user_id']
  ] as const)(
    'have the letter %s before each ID',
    async (letter, type, name) => {
      const rows = ids.map(id => `${letter}${id},1`).join('\n')
      const { ids: read } = await prepare(
        { 'a.csv': `${name},n\n${rows}\n` },
        { type }
      )
      expect(read).toEqual(ids)
    }
  )
})

describe('damage', () => {
  const intact = tweetIds(1000)
    .map(BigInt)
    .filter(id => id % 100n !== 0n && id % 128n !== 0n)

  function isDamaged(rounded: number, of: number): boolean {
    const stats = new RoundingStats()
    stats.note(
      BigUint64Array.from(intact.slice(0, of), (id, n) =>
        n < rounded ? id - (id % 1000n) : id
      )
    )
    return stats.damage !== undefined
  }

  it.each([
    [0, 0, false],
    // 0.008^4 is above one of 10^9, 0.008^5 below.
    [4, 4, false],
    [5, 5, true],
    [9, 9, true],
    [95, 99, true],
    [1, 500, false],
    [4, 500, false],
    [60, 500, true]
  ])('of %i among %i: %s', (rounded, of, expected) => {
    expect(isDamaged(rounded, of)).toBe(expected)
  })
})

it('tells the time that IDs are from', async () => {
  const at = (ms: number) => String((BigInt(ms) - 1_288_834_974_657n) << 22n)
  const [first, last] = [Date.UTC(2011, 2, 5), Date.UTC(2025, 9, 9)]
  const { record, infos } = await prepare({
    'ids.txt': `20\n${at(last)}\n${at(first)}\n`
  })
  expect(record?.span).toEqual({ first, last, undated: 1 })
  expect(infos.join('\n')).toContain('posts of 2011-03 to 2025-10')
})
