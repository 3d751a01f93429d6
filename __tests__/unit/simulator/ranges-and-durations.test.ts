// Durations and ranges as clients of the simulator may write them.
import { describe, expect, it } from '@jest/globals'
import { parseDuration } from '../../../src/simulator/durations.js'
import { parseRange } from '../../../src/simulator/files.js'

describe('a duration', () => {
  it.each<[string, number | undefined]>([
    ['0', 0],
    ['250ms', 250],
    ['90s', 90_000],
    ['5h30m', 19_800_000],
    ['2d', 172_800_000],
    ['90', undefined],
    ['1w', undefined],
    ['-1s', undefined],
    ['', undefined]
  ])('%j is %p ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms)
  })
})

describe('a range of a file of 100 bytes', () => {
  it.each<[string | undefined, ReturnType<typeof parseRange>]>([
    [undefined, undefined],
    ['bytes=0-9', { start: 0, end: 9 }],
    ['bytes=90-', { start: 90, end: 99 }],
    ['bytes=90-500', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-500', { start: 0, end: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    // RFC 9110, 14.2: what is malformed or of another unit is ignored.
    ['bytes=9-0', undefined],
    ['bytes=-', undefined],
    ['bytes=0-1,5-6', undefined],
    ['lines=0-9', undefined]
  ])('%j is %j', (header, range) => {
    expect(parseRange(header, 100)).toEqual(range)
  })
})
