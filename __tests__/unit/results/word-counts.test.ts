// Counting by the words of the service: which come first, which are summed, and that none is lost.
import { describe, expect, it } from '@jest/globals'
import { absent, Words } from '../../../src/results/word-counts.js'

/** Counts each word as often as told, in this order. */
function counted(
  words: readonly (readonly [string, number])[],
  known: readonly string[] = []
): Words {
  const counts = new Words(known)
  for (const [word, n] of words)
    for (let i = 0; i < n; i++) counts.count(counts.numberOf(word))
  return counts
}

const entries = (counts: Record<string, number>) => Object.entries(counts)

describe('words', () => {
  it('have a number each, and their text under it', () => {
    const words = new Words(['deleted'])
    const [deleted, other] = [words.numberOf('deleted'), words.numberOf('x')]
    expect(deleted).not.toBe(other)
    expect(words.numberOf('x')).toBe(other)
    expect([deleted, other].map(n => words.textOf(n))).toEqual(['deleted', 'x'])
    expect(words.textOf(absent)).toBe('')
    expect(words.textOf(9999)).toBe('')
  })

  it('past a length or a number share one, which has no text', () => {
    const words = new Words(['deleted'])
    const fits = words.numberOf('x'.repeat(256))
    expect(words.textOf(fits)).toBe('x'.repeat(256))
    const long = words.numberOf('x'.repeat(257))
    expect(words.textOf(long)).toBe('')
    for (let n = 0; n < 2000; n++) words.count(words.numberOf(`word_${n}`))
    expect(words.numberOf('one_more')).toBe(long)
    expect(words.textOf(words.numberOf('deleted'))).toBe('deleted')
    const exact = words.exact()
    expect(entries(exact)).toHaveLength(997)
    expect(exact['…']).toBe(1004)
  })

  it('are counted, the most frequent first, then by alphabet', () => {
    const words = counted(
      [
        ['b', 1],
        ['c', 3],
        ['a', 1],
        ['d', 1]
      ],
      ['never_met']
    )
    words.count(absent)
    words.count(absent)
    const expected = [
      ['c', 3],
      ['none', 2],
      ['a', 1],
      ['b', 1],
      ['d', 1]
    ]
    expect(entries(words.exact())).toEqual(expected)
    expect(entries(words.escaped())).toEqual(expected)
  })

  it('that look like ours are counted with ours', () => {
    const words = counted([
      ['none', 2],
      ['…', 3],
      ['x'.repeat(300), 1]
    ])
    words.count(absent)
    expect(words.exact()).toEqual({ none: 3, '…': 4 })
    expect(words.escaped()).toEqual({ none: 3, '…': 4 })
  })

  it('are escaped in the output, and exact in the report', () => {
    const words = counted([['ünï "x"_-Z9', 1]])
    expect(words.exact()).toEqual({ 'ünï "x"_-Z9': 1 })
    expect(words.escaped()).toEqual({
      '\\u00fcn\\u00ef\\u0020\\u0022x\\u0022_-Z9': 1
    })
  })

  it('never show an ID that the service put into them', () => {
    const words = counted([['see 1200000000000000001', 1]])
    expect(JSON.stringify(words.exact())).not.toContain('1200000000000000001')
    expect(Object.values(words.escaped())).toEqual([1])
  })

  it.each([
    [64, 1],
    [65, 0]
  ])('of %i characters stand in the output %i times', (length, times) => {
    const word = '💥'.repeat(length)
    const counts = counted([[word, 1]]).escaped()
    const escaped = '\\ud83d\\udca5'.repeat(length)
    expect(counts).toEqual(times === 1 ? { [escaped]: 1 } : { '…': 1 })
  })

  it.each([
    [99, 99, 0],
    [100, 100, 0],
    [101, 100, 2],
    [150, 100, 51]
  ])(
    '%i in number are %i in the output, %i of them summed',
    (met, shown, summed) => {
      const names = Array.from({ length: met }, (_, n) => [`w${n}`, 1] as const)
      const counts = counted(names).escaped()
      expect(entries(counts)).toHaveLength(shown)
      expect(counts['…'] ?? 0).toBe(summed)
      expect(entries(counts).reduce((sum, [, n]) => sum + n, 0)).toBe(met)
    }
  )

  it.each([
    [99, 1],
    [100, 3]
  ])(
    'leave room for the sum when one of %i more is too long',
    (met, summed) => {
      const names = Array.from({ length: met }, (_, n) => [`w${n}`, 2] as const)
      const counts = counted([...names, ['x'.repeat(65), 1]]).escaped()
      expect(entries(counts)).toHaveLength(100)
      expect(counts['…']).toBe(summed)
    }
  )
})
