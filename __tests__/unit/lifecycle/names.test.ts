// Names of jobs and tokens of cycles.
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  cycleToken,
  formatJobName,
  parseJobName
} from '../../../src/lifecycle/names.js'

const at = (text: string) => Date.parse(`${text}Z`)

describe('the cycle', () => {
  it.each([
    ['run', '2026-11-21T23:59:59', 'r42'],
    ['day', '2026-11-21T00:00:00', 'd20261121'],
    ['day', '2026-11-21T23:59:59', 'd20261121'],
    ['month', '2026-11-30T23:59:59', 'm202611'],
    ['week', '2026-11-16T00:00:00', 'w202647'],
    ['week', '2026-11-22T23:59:59', 'w202647'],
    ['week', '2026-11-23T00:00:00', 'w202648'],
    // ISO years: the week belongs to the year of its Thursday.
    ['week', '2027-01-03T12:00:00', 'w202653'],
    ['week', '2027-01-04T00:00:00', 'w202701'],
    ['week', '2024-12-30T00:00:00', 'w202501'],
    ['week', '2021-01-01T00:00:00', 'w202053'],
    ['release.3', '2026-11-21T00:00:00', 'release.3']
  ])('%s at %s is %s', (cycle, now, token) => {
    expect(cycleToken(cycle, '42', at(now))).toBe(token)
  })
})

describe('the name of a job', () => {
  const digest = '0123456789abcdef'.repeat(4)

  it('says what the job is for', () => {
    expect(formatJobName({ digest, cycle: 'r42', part: 3, of: 13 })).toBe(
      'compliance-0123456789abcdef-r42-3of13'
    )
  })

  it('stays below 64 characters for the longest of everything', () => {
    const name = formatJobName({
      digest,
      cycle: 'x'.repeat(20),
      part: 99_999,
      of: 99_999
    })
    expect(name.length).toBeLessThan(64)
  })

  it('is read back as it was written', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9._]{1,20}$/)
    const number = fc.integer({ min: 1, max: 99_999 })
    fc.assert(
      fc.property(word, number, number, (cycle, part, of) => {
        const name = formatJobName({ digest, cycle, part, of })
        expect(parseJobName(name)).toEqual({
          digest: digest.slice(0, 16),
          cycle,
          part,
          of
        })
      })
    )
  })

  it.each([
    undefined,
    '',
    'nightly',
    'compliance-0123456789abcdef-r42',
    'compliance-0123456789ABCDEF-r42-1of1',
    'compliance-0123456789abcdef-r42-0of1',
    'compliance-0123456789abcdef-r-42-1of1',
    'my-compliance-0123456789abcdef-r42-1of1',
    'compliance-0123456789abcdef-r42-1of1-copy'
  ])('%s is none of ours', name => {
    expect(parseJobName(name)).toBeUndefined()
  })
})
