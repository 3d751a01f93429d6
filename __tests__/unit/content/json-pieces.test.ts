// JSON that is read in pieces, as large files are: what is broken or long ends where it should, wherever a piece ends.
import { describe, expect, it } from '@jest/globals'
import { zstdCompressSync } from 'node:zlib'
import type { IdsRequest } from '../../../src/check/prepare-ids.js'
import { prepare } from './support.js'

const a = '1200000000000000001'
const b = '1200000000000000002'
const c = '1200000000000000003'
const long = 'x'.repeat(1 << 16)

const lines: Partial<IdsRequest> = { format: 'jsonl' }

/** Name, pieces, IDs, lines that are invalid, request. */
type Case = [string, string[], string[], number[], Partial<IdsRequest>?]

const cases: Case[] = [
  // Ends of files
  ['a number at the end', [`${a}\n${b}`], [a, b], [], lines],
  [
    'a number at the end, in pieces',
    [`${a}\n${b.slice(0, 9)}`, b.slice(9)],
    [a, b],
    [],
    lines
  ],
  ['a string at the end', [`"${a}"\n"${b}"`], [a, b], [], lines],
  ['a string that is cut off at the end', [`"${a}"\n"${b}`], [a], [2], lines],
  [
    'a long string that is cut off at the end',
    [`"${a}"\n"${b}${long}`],
    [a],
    [2],
    lines
  ],
  [
    'a record that is cut off at the end',
    [`{"id":"${a}"}\n{"id":`, `"${b}"`],
    [a],
    [2]
  ],
  // Broken lines
  [
    'a broken line that goes on in the next piece',
    [
      `{"id":"${a}"}\n{"id":"${b}",}`,
      `{"id":"${c}"}`,
      `{"id":"${c}"}\n{"id":"${b}"}`
    ],
    [a, b],
    [2]
  ],
  [
    'a broken line that ends with its piece',
    [`{"id":"${a}"}\n{"id":"${c}",}`, `\n{"id":"${b}"}\n"`, `\n{"id":"x"}\n`],
    [a, b],
    [2, 4, 5]
  ],
  [
    'a broken line behind one that is longer than what is looked at first',
    [
      `{"id":"${a}","text":"${long}`,
      ...Array.from({ length: 5 }, () => long),
      `"}\n{"id":\n{"id":"${b}"}`
    ],
    [a, b],
    [2]
  ],
  // Long strings
  [
    'a long text',
    [`{"id":"${a}","text":"${long}`, `${long}","lang":"en"}\n{"id":"${b}"}`],
    [a, b],
    []
  ],
  [
    'a long text with quotes and backslashes',
    [
      `{"id":"${a}","text":"\\"${long}\\`,
      `"${long}\\\\`,
      `\\\\"}\n{"id":"${b}"}`
    ],
    [a, b],
    []
  ],
  [
    'a long text that is cut off',
    [`{"id":"${a}","text":"${long}`, `${long}\n{"id":"${b}"}\n`],
    [b],
    [1]
  ],
  [
    'a long text that is cut off behind a backslash',
    [
      `{"id":"${a}","text":"${long}\\`,
      `\n{"id":"${b}"}\n{"id":"${c}","text":"${long}`,
      `\\\n{"id":"${c}"}\n`
    ],
    [b, c],
    [1, 3]
  ],
  [
    'a long text that is passed over',
    [
      `{"id":"${a}","text":"x","x":{"y":"${long}`,
      `]}\\"]}`,
      `${long}","z":[]}}\n{"id":"${b}"}`
    ],
    [a, b],
    []
  ],
  [
    'a long text that is passed over and cut off',
    [`{"id":"${a}","x":{"y":"${long}`, `${long}\n{"id":"${b}"}\n`],
    [b],
    [1]
  ],
  [
    'a long key',
    [`{"${long}`, `${long}":1,"text":"x","id":"${a}"}\n{"id":"${b}"}`],
    [a, b],
    []
  ],
  [
    'a long string where none may stand',
    [`{"id":"${a}"}\n{"id":"${c}" "${long}`, `${long}"}\n{"id":"${b}"}`],
    [a, b],
    [2]
  ],
  [
    'a long string in place of an ID',
    [`["${a}","${c}${' '.repeat(1 << 16)}`, `x","${b}"]`],
    [a, b],
    [1]
  ],
  [
    'a long number',
    [`{"x":1${'0'.repeat(1 << 16)}`, `0,"id":"${c}"}\n{"id":"${a}"}`],
    [a],
    [1]
  ]
]

describe('JSON in pieces', () => {
  it.each(cases)('%s', async (_, pieces, ids, invalid, request = {}) => {
    const outcome = await prepare(
      {
        'ids.json.zst': Buffer.concat(
          pieces.map(piece => zstdCompressSync(piece))
        )
      },
      { onInvalid: 'skip', ...request }
    )
    expect(outcome.message).toBe('')
    expect(outcome.ids).toEqual(ids)
    const told = outcome.warnings.flatMap(({ place }) => place?.line ?? [])
    expect(told).toEqual(invalid)
  })

  it('is a document where its long first line does not end a record', async () => {
    const { code, message } = await prepare(
      {
        'ids.json': `{"data":[{"id":"${a}","text":"${long.repeat(20)}"},\n{"id":"${b}"},\n`
      },
      { onInvalid: 'skip' }
    )
    expect(code).toBe('ids-invalid')
    expect(message).toBe(
      '`ids.json` stops being JSON at line 3, so what follows could not be read. The file is cut off or was edited by hand. Create the file again, or write one record per line (JSONL), so that one broken record does not hide the others.'
    )
  })
})
