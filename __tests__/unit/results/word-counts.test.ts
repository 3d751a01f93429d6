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
    expect(entries(words.shown())).toEqual(expected)
  })

  it('that look like ours are counted with ours', () => {
    const words = counted([
      ['none', 2],
      ['…', 3],
      ['x'.repeat(300), 1]
    ])
    words.count(absent)
    expect(words.exact()).toEqual({ none: 3, '…': 4 })
    expect(words.shown()).toEqual({ none: 3, '…': 4 })
  })

  it('never show an ID that the service put into them', () => {
    const words = counted([['see 1200000000000000001', 1]])
    expect(JSON.stringify(words.exact())).not.toContain('1200000000000000001')
    expect(Object.values(words.shown())).toEqual([1])
  })

  it.each([64, 65])(
    'of %i characters stand in the output cut to 64',
    length => {
      const counts = counted([['💥'.repeat(length), 1]]).shown()
      expect(counts).toEqual({ ['💥'.repeat(64)]: 1 })
    }
  )

  it.each([
    [99, 99, 0],
    [100, 100, 0],
    [101, 100, 2],
    [150, 100, 51]
  ])(
    '%i in number are %i in the output, %i of them summed',
    (met, shown, summed) => {
      const names = Array.from({ length: met }, (_, n) => [`w${n}`, 1] as const)
      const counts = counted(names).shown()
      expect(entries(counts)).toHaveLength(shown)
      expect(counts['…'] ?? 0).toBe(summed)
      expect(entries(counts).reduce((sum, [, n]) => sum + n, 0)).toBe(met)
    }
  )
})
