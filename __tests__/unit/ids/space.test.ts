// Space of any length and line ends of any kind: no ID is lost in them, none is made up, and lines are counted right.
import { describe, expect, it } from '@jest/globals'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { prepare, tweetIds } from '../content/support.js'

const a = '1200000000000000001'
const b = '1200000000000000002'

const many = tweetIds(21)
/** So many bytes are unpacked at a time. */
const piece = 1 << 18
const pad = (length: number) => ' '.repeat(length)
const frames = (...texts: string[]) =>
  Buffer.concat(texts.map(text => zstdCompressSync(text)))

const cases: [
  shape: string,
  content: string | Uint8Array,
  ids: string[],
  invalid: string[]
][] = [
  ['much space in front', `${a}\n${pad(2100)}${b}\n`, [a, b], []],
  ['much space behind', `${a}${pad(3000)}\n${b}\n`, [a, b], []],
  ['more space than a cell', `${a}\n${pad(70_000)}${b}\n`, [a, b], []],
  ['much space in front, CSV', `id,x\n${pad(2100)}${a},1\n`, [a], []],
  ['many blank lines', `${'\n'.repeat(70_000)}${a}\nfoo\n`, [a], ['70002']],
  ['space and more', `${a}${pad(3000)}junk\n${b}\n`, [b], ['1']],
  ['much space and more', `${a}${pad(70_000)}junk\n${b}\n`, [b], ['1']],
  ['space and more, CSV', `id,x\n${a}${pad(3000)}junk,1\n${b},2`, [b], ['2']],
  [
    'a long URL',
    `https://x.com/u/status/${a}?s=${'x'.repeat(3000)}\n`,
    [a],
    []
  ],
  [
    'space in front of bad lines',
    `${a}\n  foo\n\n\t \v bar\n${b}\n \f\r\nbaz\r`,
    [a, b],
    ['2', '4', '7']
  ],
  [
    'bad words in a list of several lines',
    `${many.slice(0, 9).join()},x\n${many.slice(9).join()},y`,
    many,
    ['1', '2']
  ],
  [
    'blank lines around a header',
    `\n \n\ttweet_id \n\n${a}\nfoo\n`,
    [a],
    ['6']
  ],
  [
    'a bad line that is longer than what is read at a time',
    gzipSync(`${a}\n${'x'.repeat(600_000)}\n${b}\nfoo\n`),
    [a, b],
    ['2', '4']
  ],
  [
    'an ID at the end of such a line, where a new piece starts',
    gzipSync(`${'x'.repeat(piece)}${a}\n${b}\n`),
    [b],
    ['1']
  ],
  [
    'space and an ID at the end of such a line',
    gzipSync(`${'x'.repeat(piece)}  ${a}\n${b}\n`),
    [b],
    ['1']
  ],
  [
    'an ID and more space than is read at a time, and more',
    gzipSync(`${a}${pad(300_000)}junk\n${b}\n`),
    [b],
    ['1']
  ],
  ['tabs around lines', `${a}\t\n\t${b}\n`, [a, b], []],
  [
    'CR alone, first seen behind the first frame',
    frames('id,t', `ext\r${a},x\rfoo,y\r`),
    [a],
    ['3']
  ],
  [
    'CRLF cut between two frames',
    frames('id,text\r', `\n${a},x\r\nfoo,y\r\n`),
    [a],
    ['3']
  ]
]

describe('space and line ends', () => {
  it.each(cases)('%s', async (_, content, ids, invalid) => {
    const outcome = await prepare({ 'ids.txt': content }, { onInvalid: 'skip' })
    expect(outcome.message).toBe('')
    expect(outcome.ids).toEqual(ids)
    expect(outcome.record).toMatchObject({
      read: ids.length + invalid.length,
      invalid: invalid.length
    })
    const lines = outcome.warnings.flatMap(({ place }) => place?.line ?? [])
    expect(lines.map(String)).toEqual(invalid)
  })
})
