// What is said about one line, one ID or one record reads as English, and points to the right place.
import { describe, expect, it } from '@jest/globals'
import { prepare } from './support.js'

describe('words', () => {
  it.each([
    ['skip', 'was skipped'],
    ['fail', 'stops the step']
  ] as const)('on one line, %s', async (onInvalid, words) => {
    const { warnings } = await prepare({ 'ids.txt': '1\nfoo\n' }, { onInvalid })
    expect(warnings.map(({ message }) => message)).toContain(
      `1 line or record holds no ID and ${words}: 1 × not a number.`
    )
  })

  it.each([
    ['12\n', /No ID has more than ten digits \(1 distinct ID\)/],
    [
      '{"delete":{"status":{"id_str":"5"}}}\n{"id":"1200000000000000001"}\n',
      /^1 record without content \(.*\) was skipped\.$/
    ]
  ])('on one ID or record: %j', async (content, words) => {
    const { record } = await prepare({ 'ids.txt': content })
    expect(record?.findings).toEqual([expect.stringMatching(words)])
  })

  it.each(['gone.txt', '*.csv'])(
    'on what an artifact does not hold: %s',
    async pattern => {
      const outcome = await prepare(
        { 'ids.txt': '1\n' },
        { patterns: [pattern], origin: 'artifact' }
      )
      expect(outcome.code).toBe('ids-not-found')
      expect(outcome.message).toMatch(/The artifact holds `ids\.txt`/)
      expect(outcome.message).not.toMatch(/checkout/)
    }
  )

  it('on cells that something else separates', async () => {
    const { message } = await prepare({
      'ids.txt': '1200000000000000001|x\n1200000000000000002|y\n'
    })
    expect(message).toMatch(/commas, semicolons or tabs.*`sep=\|`/)
  })
})
