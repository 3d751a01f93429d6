// Values of JSON records that are odd: read as they were meant, or counted as invalid.
import { describe, expect, it } from '@jest/globals'
import { prepare } from './support.js'

const a = '1200000000000000001'

describe('values of JSON records', () => {
  it.each<[string, string, string[], number]>([
    [
      'written with escapes',
      `{"id_str":"\\u00312${a.slice(2)}","text":"x"}`,
      [a],
      0
    ],
    [
      'written with an escape that is none',
      `{"id_str":"1\\u00zz","text":"x"}\n{"id_str":"${a}","text":"x"}`,
      [a],
      1
    ],
    [
      'longer than any ID',
      `{"id_str":"${'1'.repeat(400)}","text":"x"}\n{"id_str":"${a}","text":"x"}`,
      [a],
      1
    ],
    [
      'null beside a value',
      `{"tweet_id":null,"id_str":"${a}","text":"x"}`,
      [a],
      0
    ],
    [
      'empty beside a value',
      `{"tweet_id":"","id_str":"${a}","text":"x"}`,
      [a],
      0
    ],
    [
      'of many embedded posts',
      `{"data":[${Array.from({ length: 300 }, (_, n) => `{"id":"${1200000000000000000n + BigInt(n)}","text":"x"}`).join(',')}]}`,
      Array.from({ length: 300 }, (_, n) =>
        String(1200000000000000000n + BigInt(n))
      ),
      0
    ]
  ])('%s', async (_, content, ids, invalid) => {
    const outcome = await prepare(
      { 'x.jsonl': `${content}\n` },
      { onInvalid: 'skip', format: 'jsonl' }
    )
    expect({
      code: outcome.code,
      ids: outcome.ids,
      invalid: outcome.record?.invalid
    }).toEqual({ code: undefined, ids, invalid })
  })
})
