// Files that are longer than the sample by which a format is told: what stands behind it is read by the same rules.
import { describe, expect, it } from '@jest/globals'
import type { IdsRequest } from '../../../src/check/prepare-ids.js'
import { prepare, tweetIds } from './support.js'

const a = '1200000000000000001'
const b = '1200000000000000002'
const c = '1200000000000000003'
const d = '1200000000000000004'
const manyIds = tweetIds(16_000)
const someIds = manyIds.slice(0, 300)
/** With it, these IDs are more than the sample. */
const filler = 'x'.repeat(1000)
const spaces = ' '.repeat(2_000_000)

describe('behind the sample', () => {
  it.each<
    [
      what: string,
      content: string,
      ids: string[],
      bad: number[],
      request?: Partial<IdsRequest>
    ]
  >([
    [
      'a word in a list',
      [...manyIds, 'alice', ...manyIds].join(','),
      manyIds,
      [1]
    ],
    [
      'a text of several lines in TSV as pandas writes it',
      `id\ttext\n${manyIds.map(each => `${each}\tx\n`).join('')}${a}\t"Happy\n2020\nall"\n${b}\ty`,
      [a, b, ...manyIds],
      []
    ],
    [
      'such texts, and stray quotes',
      `id\ttext\n${someIds.map(id => `${id}\t${filler}\n`).join('')}${a}\t"Happy\n2020\nall"\n${b}\t"stray\n${c}\t"x" y\n${d}\t"last`,
      [a, b, c, d, ...someIds],
      []
    ],
    [
      'such texts and tabs in front of the ID',
      `text\tid\n${someIds.map(id => `${filler}\t${id}\n`).join('')}"Happy\nnew"\t${a}\n"u\tv"\t${b}\n"x"\t${c}\n\nfoo\n`,
      [a, b, c, ...someIds],
      [307]
    ],
    [
      'two stray quotes in TSV',
      someIds
        .map(
          (id, n) =>
            `${id}\t${n === 150 ? '"so\tx' : n === 151 ? 'no"\ty' : 'u\tv'}\n`
        )
        .join(''),
      someIds,
      []
    ],
    [
      'an array of many lines',
      `[\n${someIds.map(id => `"${id}"`).join(',\n')}\n]`,
      someIds,
      []
    ],
    [
      'a record behind a page that is longer than it',
      `{"data":[${manyIds.map(id => `{"id":"${id}"}`).join()}]}\n{"id":"5"}\n`,
      ['5', ...manyIds],
      []
    ],
    ['a value of several chunks', `["${a}${spaces}junk","${b}"]`, [b], [1]]
  ])('%s', async (_, content, ids, bad, request = {}) => {
    const outcome = await prepare(
      { 'ids.txt': content },
      { onInvalid: 'skip', ...request }
    )
    expect(outcome.ids).toEqual(
      ids.toSorted((x, y) => x.length - y.length || (x < y ? -1 : 1))
    )
    expect(outcome.record?.badLines?.map(({ line }) => line)).toEqual(bad)
  })

  it.each<[what: string, content: string, data: string]>([
    [
      'a quote that is never closed',
      `id,text\n${a},"${'x'.repeat(17_000_000)}`,
      'line 2'
    ],
    [
      'a document whose long first line does not end a record',
      `{"data":[{"id":"${a}","text":"${'x'.repeat(1 << 20)}"},\n{"id":"${b}"},\n`,
      'line 3'
    ]
  ])('is refused: %s', async (_, content, data) => {
    const { code, message } = await prepare(
      { 'ids.txt': content },
      { onInvalid: 'skip' }
    )
    expect(code).toBe('ids-invalid')
    expect(message).toContain(data)
  })
})
